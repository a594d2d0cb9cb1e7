/* SPDX-License-Identifier: MIT */
#include "worker/markdown_tags.h"

#include <stdlib.h>
#include <string.h>

#include "worker/html.h"
#include "worker/html_build.h"
#include "worker/node_list.h"

enum {
    OPEN_MAX = 32,
    TAG_MAX = 64 * 1024,
    SOURCES_MAX = 8 * 1024, /* of one player with its tag: joining them is copying */
    CODE_TEXT_MAX = DOCUMENT_BYTES_MAX,
};

struct tags {
    const struct pieces *pieces;
    struct {
        cmark_node *node;
        const struct html_element *element;
    } open[OPEN_MAX];
    size_t count;
};

/* The element of a tag and whether it is an end tag; NULL for comments and the like. */
static const struct html_element *tag_element(const char *tag, bool *end)
{
    *end = tag[0] == '<' && tag[1] == '/';
    const char *name = tag + (*end ? 2 : 1);
    size_t len = strcspn(name, " \t\n\f\r/>");

    if (tag[0] != '<' || len == 0 || *name == '!' || *name == '?')
        return NULL;
    return html_element_find(name, len);
}

/* A tag of its own, parsed. */
static void parse_tag(struct tags *tags, cmark_node *tag, struct html *html)
{
    const char *literal = cmark_node_get_literal(tag);
    struct buf source = BUF_INIT(TAG_MAX);

    pieces_expand(tags->pieces, literal, strlen(literal), PLACE_HTML, &source);
    html_parse(html, buf_str(&source), source.len, HTML_FRAGMENT);
    buf_release(&source);
}

/* A tag that is something by itself, such as a picture, goes before itself. False when it is
 * nothing. */
static bool insert_content(struct tags *tags, cmark_node *tag)
{
    cmark_node *part = document_node_new(CMARK_NODE_DOCUMENT), *before;
    struct html html;

    parse_tag(tags, tag, &html);
    html_append(html.root, part);
    html_release(&html);
    before = cmark_node_previous(tag);
    for (cmark_node *block = cmark_node_first_child(part); block;
         block = cmark_node_next(block))
        if (cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH)
            node_move_before(block, tag);
    cmark_node_free(part);
    return cmark_node_previous(tag) != before;
}

static void free_range(cmark_node *first, cmark_node *end)
{
    for (cmark_node *next; first != end; first = next) {
        next = cmark_node_next(first);
        cmark_node_free(first);
    }
}

static void insert_text(cmark_node *before, const char *s)
{
    cmark_node_insert_before(before, document_text(NULL, s, strlen(s)));
}

/* What is between the tags as code: text without formats. */
static void wrap_code(cmark_node *start, cmark_node *end)
{
    cmark_node *inside = document_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node *code = document_node_new(CMARK_NODE_CODE);
    struct buf text = BUF_INIT(CODE_TEXT_MAX);

    node_move(cmark_node_next(start), end, inside);
    document_plain(inside, &text);
    cmark_node_set_literal(code, buf_str(&text));
    cmark_node_insert_before(end, code);
    cmark_node_free(inside);
    buf_release(&text);
}

static bool in_link(cmark_node *node)
{
    while (node && cmark_node_get_type(node) != CMARK_NODE_LINK)
        node = cmark_node_parent(node);
    return node != NULL;
}

static void wrap_link(struct tags *tags, cmark_node *start, cmark_node *end)
{
    struct html html;

    parse_tag(tags, start, &html);
    const struct html_node *a = html.root->first_child;
    const char *href = a ? html_attribute(a, "href") : NULL;
    const char *title = a ? html_attribute(a, "title") : NULL;
    if (href && *href != '\0' && *href != '#' && !in_link(start)) {
        cmark_node *link = document_link(NULL, href, title ? title : "");
        node_move(cmark_node_next(start), end, link);
        cmark_node_insert_before(end, link);
    }
    html_release(&html);
}

static void wrap_format(const struct html_element *element, cmark_node *start, cmark_node *end)
{
    cmark_node *format = build_format_node(element->role);

    node_move(cmark_node_next(start), end, format);
    cmark_node_insert_before(end, format);
}

static bool holds_link(cmark_node *start, cmark_node *end)
{
    while (start != end && cmark_node_get_type(start) != CMARK_NODE_LINK)
        start = cmark_node_next(start);
    return start != end;
}

/* As html_enter_embed() does it. */
static void wrap_embed(struct tags *tags, const struct html_element *element, cmark_node *start,
                       cmark_node *end)
{
    bool fallback = element->flags & HTML_FALLBACK;
    bool told = !(fallback && holds_link(start, end)) && insert_content(tags, start);

    if ((element->flags & HTML_RAW) || (told && !fallback))
        free_range(cmark_node_next(start), end);
    else if (told && cmark_node_next(start) != end)
        insert_text(start, " ");
}

/* Make one thing of a start tag, its end tag and what is between; the tags stay. */
static void wrap(struct tags *tags, const struct html_element *element, cmark_node *start,
                 cmark_node *end)
{
    switch (element->role) {
    case HTML_CODE:
        wrap_code(start, end);
        break;
    case HTML_LINK:
        wrap_link(tags, start, end);
        break;
    case HTML_QUOTED:
        insert_text(start, "\u201c");
        insert_text(end, "\u201d");
        break;
    case HTML_GLOSS:
        insert_text(start, "(");
        insert_text(end, ")");
        break;
    case HTML_EMBED:
        wrap_embed(tags, element, start, end);
        break;
    case HTML_SKIP:
        free_range(cmark_node_next(start), end);
        break;
    default:
        if (html_is_format(element))
            wrap_format(element, start, end);
    }
}

/* Of what is not closed only a player is something by itself. */
static void drop_last(struct tags *tags)
{
    cmark_node *node = tags->open[--tags->count].node;

    if (tags->open[tags->count].element->role == HTML_EMBED)
        insert_content(tags, node);
    cmark_node_free(node);
}

/* An end tag ends the nearest start tag of its kind; those inside it are left unclosed. */
static void close_tag(struct tags *tags, const struct html_element *element, cmark_node *end)
{
    for (size_t i = tags->count; i-- > 0;) {
        if (tags->open[i].element != element)
            continue;
        while (tags->count > i + 1)
            drop_last(tags);
        tags->count--;
        wrap(tags, element, tags->open[i].node, end);
        cmark_node_free(tags->open[i].node);
        break;
    }
}

static bool is_paired(const struct html_element *element)
{
    return !(element->flags & HTML_VOID) &&
           (html_is_format(element) || element->role == HTML_CODE ||
            element->role == HTML_QUOTED || element->role == HTML_GLOSS ||
            element->role == HTML_EMBED || element->role == HTML_SKIP);
}

/* A block inside running text starts a line of its own. */
static void start_line(cmark_node *tag, const struct html_element *element)
{
    cmark_node *before = cmark_node_previous(tag);

    if (before && cmark_node_get_type(before) != CMARK_NODE_LINEBREAK)
        cmark_node_insert_before(tag, document_node_new(CMARK_NODE_LINEBREAK));
    if (element->role == HTML_ITEM)
        insert_text(tag, "\u2022 ");
}

/* <source> and the like become part of the tag of the player that is open. */
static void add_source(struct tags *tags, cmark_node *source)
{
    struct buf both = BUF_INIT(SOURCES_MAX);

    if (tags->count == 0 || tags->open[tags->count - 1].element->role != HTML_EMBED)
        return;
    cmark_node *player = tags->open[tags->count - 1].node;
    buf_adds(&both, cmark_node_get_literal(player));
    buf_adds(&both, cmark_node_get_literal(source));
    if (!both.full)
        cmark_node_set_literal(player, buf_str(&both));
    buf_release(&both);
}

/* True when the tag is kept until its end comes. */
static bool open_tag(struct tags *tags, const struct html_element *element, cmark_node *tag)
{
    if (is_paired(element) && tags->count < OPEN_MAX) {
        tags->open[tags->count].node = tag;
        tags->open[tags->count].element = element;
        tags->count++;
        return true;
    }
    if (element->role == HTML_IMAGE || element->role == HTML_EMBED)
        insert_content(tags, tag);
    else if (element->role == HTML_BREAK)
        cmark_node_insert_before(tag, document_node_new(CMARK_NODE_LINEBREAK));
    else if (html_is_block(element))
        start_line(tag, element);
    else if (element->role == HTML_SKIP)
        add_source(tags, tag);
    return false;
}

void markdown_tags(cmark_node *parent, const struct pieces *pieces)
{
    struct tags tags = { .pieces = pieces };

    for (cmark_node *node = cmark_node_first_child(parent), *next; node; node = next) {
        bool end = false, kept = false;
        next = cmark_node_next(node);
        if (cmark_node_get_type(node) != CMARK_NODE_HTML_INLINE)
            continue;
        const struct html_element *element = tag_element(cmark_node_get_literal(node), &end);
        if (element && end)
            close_tag(&tags, element, node);
        else if (element)
            kept = open_tag(&tags, element, node);
        if (!kept)
            cmark_node_free(node);
    }
    while (tags.count > 0)
        drop_last(&tags);
}
