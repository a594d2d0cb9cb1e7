/* SPDX-License-Identifier: MIT */
#include "worker/tidy.h"

#include <stdlib.h>
#include <string.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/buf.h"

enum { FLAT_MAX = DOCUMENT_BYTES_MAX };

/* A node that may stand where node stands, with its text and without its shape. */
static cmark_node *flat_copy(cmark_node *node)
{
    struct buf text = BUF_INIT(FLAT_MAX);
    bool block = document_is_block(cmark_node_get_type(node));
    cmark_node *copy = block ? document_node_new(CMARK_NODE_PARAGRAPH) : NULL;

    document_plain(node, &text);
    cmark_node *plain = document_text(copy, buf_str(&text), text.len);
    buf_release(&text);
    return copy ? copy : plain;
}

static void flatten(cmark_node *node)
{
    cmark_node *copy = flat_copy(node);

    if (cmark_node_replace(node, copy))
        cmark_node_free(node);
    else
        cmark_node_free(copy);
}

/* The others are gone with what they are in, or hold nothing deep. */
static bool may_be_flat(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    enum document_kind kind = document_kind(node);

    return type != CMARK_NODE_ITEM && type != CMARK_NODE_PARAGRAPH && kind != KIND_ROW &&
           kind != KIND_CELL && kind != KIND_FOOTNOTE_REF;
}

void tidy_depth(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    int depth = 0;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (document_is_leaf(cmark_node_get_type(node)))
            continue;
        if (event == CMARK_EVENT_EXIT) {
            depth--;
            continue;
        }
        if (++depth > DOCUMENT_DEPTH_MAX && may_be_flat(node)) {
            /* At its exit, so that it can go. */
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            flatten(node);
            depth--;
        }
    }
    cmark_iter_free(iter);
}

static bool is_blank_text(cmark_node *node)
{
    const char *s = cmark_node_get_literal(node);

    return s[strspn(s, " ")] == '\0';
}

static bool is_space(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
           (type == CMARK_NODE_TEXT && is_blank_text(node));
}

static void trim_text(cmark_node *text, bool at_start)
{
    if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT)
        return;
    const char *s = cmark_node_get_literal(text);
    size_t start = at_start ? strspn(s, " ") : 0, end = strlen(s);
    while (!at_start && end > start && s[end - 1] == ' ')
        end--;
    if (start == 0 && s[end] == '\0')
        return;
    char *trimmed = xstrndup(s + start, end - start);
    cmark_node_set_literal(text, trimmed);
    free(trimmed);
}

static void trim_ends(cmark_node *block)
{
    for (cmark_node *at; (at = cmark_node_first_child(block)) && is_space(at);)
        cmark_node_free(at);
    for (cmark_node *at; (at = cmark_node_last_child(block)) && is_space(at);)
        cmark_node_free(at);
    trim_text(cmark_node_first_child(block), true);
    trim_text(cmark_node_last_child(block), false);
}

static bool may_be_empty(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    enum document_kind kind = document_kind(node);

    return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_IMAGE || type == CMARK_NODE_ITEM ||
           kind == KIND_CELL || kind == KIND_ROW || kind == KIND_FOOTNOTE ||
           kind == KIND_FOOTNOTE_REF;
}

/* A link that leads nowhere is only its text. */
static void unwrap(cmark_node *link)
{
    for (cmark_node *child; (child = cmark_node_first_child(link));) {
        cmark_node_unlink(child);
        cmark_node_insert_before(link, child);
    }
    cmark_node_free(link);
}

static void tidy_link(cmark_node *link)
{
    const char *url = cmark_node_get_url(link);

    if (*url == '\0')
        unwrap(link);
    else if (!cmark_node_first_child(link) && *url != '#')
        document_text(link, url, strlen(url));
    else if (!cmark_node_first_child(link))
        cmark_node_free(link);
}

void tidy_empty(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_EXIT)
            continue;
        if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
            trim_ends(node);
        if (type == CMARK_NODE_LINK)
            tidy_link(node);
        else if (!cmark_node_first_child(node) && !may_be_empty(node))
            cmark_node_free(node);
    }
    cmark_iter_free(iter);
}

void tidy_addresses(cmark_node *root, const char *base)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    struct buf url = BUF_INIT(ADDRESS_MAX);

    while (*base && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER ||
            (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) ||
            cmark_node_get_url(node)[0] == '\0')
            continue;
        buf_clear(&url);
        if (address_canonical(cmark_node_get_url(node), base, &url, NULL))
            cmark_node_set_url(node, buf_str(&url));
    }
    cmark_iter_free(iter);
    buf_release(&url);
}
