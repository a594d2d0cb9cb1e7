/* SPDX-License-Identifier: MIT */
#include "worker/markdown_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/address.h"
#include "base/text.h"

enum { TEXT_MAX = DOCUMENT_BYTES_MAX };

struct texts {
    const struct pieces *pieces;
    struct footnotes *footnotes;
    int links; /* open links and images around the node */
    struct buf raw, clean;
};

/* Most text is plain and needs no cleaning. */
static bool is_plain(const char *s)
{
    while (*s >= ' ' && *s < 0x7f)
        s++;
    return *s == '\0';
}

/* Inline text is one line, but keeps the blanks at its ends. */
static const char *clean_inline(struct texts *texts, const char *s, size_t n)
{
    buf_clear(&texts->clean);
    text_clean(&texts->clean, s, n, TEXT_BLOCK);
    for (size_t i = 0; i < texts->clean.len; i++)
        if (texts->clean.data[i] == '\n')
            texts->clean.data[i] = ' ';
    return buf_str(&texts->clean);
}

static const char *expand(struct texts *texts, const char *s, enum piece_place place)
{
    buf_clear(&texts->raw);
    pieces_expand(texts->pieces, s, strlen(s), place, &texts->raw);
    return buf_str(&texts->raw);
}

static const char *expand_line(struct texts *texts, const char *s, enum piece_place place)
{
    expand(texts, s, place);
    buf_clear(&texts->clean);
    text_clean(&texts->clean, buf_str(&texts->raw), texts->raw.len, TEXT_LINE);
    return buf_str(&texts->clean);
}

/* What was gathered in raw becomes a text node before the one that is taken apart. */
static void flush(struct texts *texts, cmark_node *before)
{
    const char *s = clean_inline(texts, buf_str(&texts->raw), texts->raw.len);

    if (*s)
        cmark_node_insert_before(before, document_text(NULL, s, texts->clean.len));
    buf_clear(&texts->raw);
}

static void insert_link(struct texts *texts, cmark_node *before, const struct piece *piece)
{
    struct buf url = BUF_INIT(ADDRESS_MAX);

    flush(texts, before);
    piece_expand(piece, PLACE_ADDRESS, &texts->raw);
    const char *text = clean_inline(texts, buf_str(&texts->raw), texts->raw.len);
    if (strncasecmp(text, "www.", 4) == 0)
        buf_adds(&url, "http://");
    buf_adds(&url, text);
    /* Cut in two it would lead elsewhere. */
    cmark_node *link = url.full ? NULL : document_link(NULL, buf_str(&url), "");
    if (link) {
        document_text(link, text, texts->clean.len);
        cmark_node_insert_before(before, link);
        buf_clear(&texts->raw);
    }
    buf_release(&url);
}

static void insert_reference(struct texts *texts, cmark_node *before, const struct piece *piece)
{
    char number[16];
    /* Without "[^" and "]". */
    int found = footnotes_number(texts->footnotes, piece->text + 2, piece->len - 3);

    if (found == 0) {
        piece_expand(piece, PLACE_TEXT, &texts->raw);
        return;
    }
    flush(texts, before);
    snprintf(number, sizeof number, "%d", found);
    cmark_node_insert_before(before, document_custom(KIND_FOOTNOTE_REF, number));
}

static void take_apart(struct texts *texts, cmark_node *node, const char *s)
{
    size_t n = strlen(s), at = 0;
    struct piece_hit hit;

    buf_clear(&texts->raw);
    while (pieces_find(texts->pieces, s, n, at, &hit)) {
        buf_add(&texts->raw, s + at, hit.start - at);
        if (hit.piece->kind == PIECE_ADDRESS && texts->links == 0)
            insert_link(texts, node, hit.piece);
        else if (hit.piece->kind == PIECE_REFERENCE && texts->links == 0)
            insert_reference(texts, node, hit.piece);
        else
            piece_expand(hit.piece, PLACE_TEXT, &texts->raw);
        at = hit.end;
        /* Of the blanks around something that is gone one is enough. */
        if (texts->raw.len > 0 && texts->raw.data[texts->raw.len - 1] == ' ')
            at += strspn(s + at, " ");
    }
    buf_add(&texts->raw, s + at, n - at);
    flush(texts, node);
    cmark_node_free(node);
}

static void visit_text(struct texts *texts, cmark_node *node)
{
    const char *s = cmark_node_get_literal(node);

    if (!is_plain(s))
        take_apart(texts, node, s);
}

static void visit_code(struct texts *texts, cmark_node *node)
{
    const char *s = cmark_node_get_literal(node);

    if (!is_plain(s)) {
        expand(texts, s, PLACE_CODE);
        cmark_node_set_literal(node, clean_inline(texts, buf_str(&texts->raw), texts->raw.len));
    }
}

static void visit_code_block(struct texts *texts, cmark_node *node)
{
    expand(texts, cmark_node_get_literal(node), PLACE_CODE);
    buf_clear(&texts->clean);
    text_clean(&texts->clean, buf_str(&texts->raw), texts->raw.len, TEXT_BLOCK);
    cmark_node_set_literal(node, buf_str(&texts->clean));
    const char *info = cmark_node_get_fence_info(node);
    if (info && *info)
        cmark_node_set_fence_info(node, expand_line(texts, info, PLACE_TEXT));
}

static void visit_link(struct texts *texts, cmark_node *node)
{
    cmark_node_set_url(node, expand_line(texts, cmark_node_get_url(node), PLACE_ADDRESS));
    cmark_node_set_title(node, expand_line(texts, cmark_node_get_title(node), PLACE_TEXT));
}

void markdown_text(cmark_node *root, const struct pieces *pieces, struct footnotes *footnotes)
{
    struct texts texts = { .pieces = pieces,
                           .footnotes = footnotes,
                           .raw = BUF_INIT(TEXT_MAX),
                           .clean = BUF_INIT(TEXT_MAX) };
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
            texts.links += event == CMARK_EVENT_ENTER ? 1 : -1;
            if (event == CMARK_EVENT_ENTER)
                visit_link(&texts, node);
        } else if (type == CMARK_NODE_TEXT) {
            /* May free the node: the iterator is past it. */
            visit_text(&texts, node);
        } else if (type == CMARK_NODE_CODE) {
            visit_code(&texts, node);
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            visit_code_block(&texts, node);
        }
    }
    cmark_iter_free(iter);
    buf_release(&texts.raw);
    buf_release(&texts.clean);
}
