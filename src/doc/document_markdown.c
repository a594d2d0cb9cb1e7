/* SPDX-License-Identifier: MIT */
#include "doc/document_markdown.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

enum {
    PREFIX_MAX = 1024,      /* bytes; deeper nesting is written without its indent */
    NUMBER_MAX = 999999999, /* the largest that begins an item */
};

struct frame *markdown_frame(struct markdown *md)
{
    return &md->frames[md->depth - 1];
}

void markdown_start_line(struct markdown *md)
{
    if (!md->fresh)
        return;
    buf_add(md->out, buf_str(&md->prefix), md->prefix.len);
    md->fresh = false;
    md->begin = md->out->len;
}

void markdown_end_line(struct markdown *md)
{
    size_t len = md->out->len;

    if (md->fresh)
        return;
    while (len > 0 && md->out->data[len - 1] == ' ')
        len--;
    buf_truncate(md->out, len);
    buf_addc(md->out, '\n');
    md->fresh = true;
}

void markdown_put(struct markdown *md, const char *s)
{
    markdown_start_line(md);
    buf_adds(md->out, s);
}

static void push(struct markdown *md)
{
    if (md->depth == md->size) {
        md->size = md->size ? md->size * 2 : 32;
        md->frames = xreallocarray(md->frames, md->size, sizeof *md->frames);
    }
    md->frames[md->depth++] = (struct frame){ .prefix = md->prefix.len };
}

/* What begins a line, and what stands in its place on the lines after it. */
static void put_marker(struct markdown *md, const char *first, const char *rest)
{
    markdown_put(md, first);
    md->begin = md->out->len;
    if (md->prefix.len + strlen(rest) <= PREFIX_MAX)
        buf_adds(&md->prefix, rest);
}

/* Rows and cells part themselves. */
static bool is_table_part(cmark_node *node)
{
    enum document_kind kind = document_kind(node);

    return kind == KIND_ROW || kind == KIND_CELL;
}

/* A paragraph of blanks and breaks. */
static bool is_blank(cmark_node *paragraph)
{
    cmark_iter *iter = cmark_iter_new(paragraph);
    bool blank = true;

    while (blank && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);

        if (type == CMARK_NODE_TEXT)
            blank = text_is_blank(cmark_node_get_literal(node),
                                  strlen(cmark_node_get_literal(node)));
        else
            blank = node == paragraph || type == CMARK_NODE_SOFTBREAK ||
                    type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_HTML_INLINE ||
                    document_kind(node) == KIND_DIM;
    }
    cmark_iter_free(iter);
    return blank;
}

/* Blocks that leave no trace. An empty item does: its marker. */
static bool is_nothing(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_HTML_BLOCK)
        return true;
    if (type == CMARK_NODE_PARAGRAPH)
        return is_blank(node);
    return (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST ||
            type == CMARK_NODE_CUSTOM_BLOCK) &&
           !is_table_part(node) && !cmark_node_first_child(node);
}

/* An item of nothing but its marker cannot follow the line of a paragraph. */
static bool begins_with_text(cmark_node *list)
{
    cmark_node *block = cmark_node_first_child(cmark_node_first_child(list));

    return block && !is_nothing(block);
}

/* Where no empty line is wanted, some blocks would still become part of the one before. */
static bool flows_together(cmark_node *before, cmark_node *after)
{
    cmark_node_type type = cmark_node_get_type(before), next = cmark_node_get_type(after);

    if (type == CMARK_NODE_ITEM || type == CMARK_NODE_HEADING || document_is_leaf(type))
        return false;
    if (type != CMARK_NODE_PARAGRAPH)
        return true;
    if (next == CMARK_NODE_LIST)
        return !begins_with_text(after) ||
               (cmark_node_get_list_type(after) == CMARK_ORDERED_LIST &&
                cmark_node_get_list_start(after) != 1);
    return next == CMARK_NODE_PARAGRAPH || next == CMARK_NODE_CUSTOM_BLOCK;
}

/* Part a block from the one before it in the same container. */
static void start_block(struct markdown *md, cmark_node *node)
{
    struct frame *outer = markdown_frame(md);

    if (outer->last) {
        markdown_end_line(md);
        if (!outer->tight || flows_together(outer->last, node)) {
            markdown_start_line(md);
            markdown_end_line(md);
        }
    }
    outer->last = node;
    if (cmark_node_get_type(node) != CMARK_NODE_LIST)
        outer->marker = 0;
}

static void enter_heading(struct markdown *md, cmark_node *node)
{
    static const char signs[] = "###### ";

    markdown_put(md, signs + 6 - cmark_node_get_heading_level(node));
    md->heading = true;
    md->begin = SIZE_MAX;
}

static void leave_heading(struct markdown *md, cmark_node *node)
{
    (void)node;
    md->heading = false;
}

static void enter_quote(struct markdown *md, cmark_node *node)
{
    (void)node;
    put_marker(md, "> ", "> ");
}

/*
 * Lists that follow each other are kept apart by their markers, and so are those that begin
 * each other: "- - -" would be a break.
 */
static void enter_list(struct markdown *md, cmark_node *node)
{
    struct frame *list = markdown_frame(md), *outer = list - 1;
    bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    bool paren = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM;
    char marker = ordered ? paren ? ')' : '.' : '-';

    bool first = md->depth > 2 && !cmark_node_previous(node);
    if (marker == outer->marker || (first && marker == outer[-1].own_marker))
        marker = ordered ? paren ? '.' : ')' : '*';
    outer->marker = list->own_marker = marker;
    list->tight = cmark_node_get_list_tight(node);
    list->number = cmark_node_get_list_start(node);
}

static void enter_item(struct markdown *md, cmark_node *node)
{
    struct frame *item = markdown_frame(md), *list = item - 1;
    bool ordered = list->own_marker == '.' || list->own_marker == ')';
    char first[16], rest[16];
    int n;

    (void)node;
    if (ordered)
        n = snprintf(first, sizeof first, "%lld%c ", list->number, list->own_marker);
    else
        n = snprintf(first, sizeof first, "%c ", list->own_marker);
    snprintf(rest, sizeof rest, "%*s", n, "");
    if (list->number < NUMBER_MAX)
        list->number++;
    item->tight = list->tight;
    put_marker(md, first, rest);
}

static void enter_code_block(struct markdown *md, cmark_node *node)
{
    const char *s = cmark_node_get_literal(node), *info = cmark_node_get_fence_info(node);
    char sign = strchr(info, '`') ? '~' : '`';
    size_t fence = markdown_longest_run(s, strlen(s), sign) + 1;

    fence = fence < 3 ? 3 : fence;
    markdown_start_line(md);
    for (size_t i = 0; i < fence; i++)
        buf_addc(md->out, sign);
    markdown_put(md, info);
    markdown_end_line(md);
    for (size_t n; *s; s += n + (s[n] == '\n')) {
        n = strcspn(s, "\n");
        markdown_start_line(md);
        buf_add(md->out, s, n);
        if (n == 0)
            markdown_end_line(md);
        else
            buf_addc(md->out, '\n');
        md->fresh = true;
    }
    markdown_start_line(md);
    for (size_t i = 0; i < fence; i++)
        buf_addc(md->out, sign);
}

/* Of signs that are neither bullets nor underline a heading. */
static void enter_break(struct markdown *md, cmark_node *node)
{
    (void)node;
    markdown_put(md, "___");
}

static void enter_footnote(struct markdown *md, cmark_node *node)
{
    markdown_put(md, "[^");
    markdown_put(md, document_argument(node));
    put_marker(md, "]: ", "    ");
}

static const struct markdown_handler by_type[] = {
    [CMARK_NODE_BLOCK_QUOTE] = { enter_quote, NULL },
    [CMARK_NODE_LIST] = { enter_list, NULL },
    [CMARK_NODE_ITEM] = { enter_item, NULL },
    [CMARK_NODE_CODE_BLOCK] = { enter_code_block, NULL },
    [CMARK_NODE_HEADING] = { enter_heading, leave_heading },
    [CMARK_NODE_THEMATIC_BREAK] = { enter_break, NULL },
};

static const struct markdown_handler by_kind[KIND_COUNT] = {
    [KIND_TABLE] = { markdown_enter_table, NULL },
    [KIND_ROW] = { markdown_enter_row, markdown_leave_row },
    [KIND_CELL] = { markdown_enter_cell, markdown_leave_cell },
    [KIND_FOOTNOTE] = { enter_footnote, NULL },
};

static const struct markdown_handler *block_handler(cmark_node *node)
{
    static const struct markdown_handler nothing;
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_CUSTOM_BLOCK)
        return &by_kind[document_kind(node)];
    return type < sizeof by_type / sizeof *by_type ? &by_type[type] : &nothing;
}

static void enter(struct markdown *md, cmark_node *node)
{
    bool leaf = document_is_leaf(cmark_node_get_type(node));
    const struct markdown_handler *handler = block_handler(node);

    if (is_nothing(node)) {
        md->skip = !leaf;
        return;
    }
    if (!md->cell && !is_table_part(node))
        start_block(md, node);
    if (!leaf)
        push(md);
    if (md->cell)
        markdown_cell_block(md, node);
    else if (handler->enter)
        handler->enter(md, node);
}

static void leave(struct markdown *md, cmark_node *node)
{
    const struct markdown_handler *handler = block_handler(node);

    if (!md->cell || md->depth == md->cell_depth) {
        if (handler->leave)
            handler->leave(md, node);
    }
    md->want_break = false;
    if (!md->cell && document_kind(node) != KIND_CELL)
        markdown_end_line(md);
    buf_truncate(&md->prefix, markdown_frame(md)->prefix);
    md->depth--;
}

static void inline_event(struct markdown *md, cmark_node *node, cmark_event_type event)
{
    const struct markdown_handler *handler = markdown_inline_handler(node);

    if (event == CMARK_EVENT_EXIT) {
        if (handler->leave)
            handler->leave(md, node);
        md->depth--;
        return;
    }
    if (!document_is_leaf(cmark_node_get_type(node)))
        push(md);
    if (handler->enter)
        handler->enter(md, node);
    if (md->skip)
        md->depth--;
}

static void walk(struct markdown *md, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);

        if (!document_is_block(cmark_node_get_type(node)))
            inline_event(md, node, event);
        else if (event == CMARK_EVENT_ENTER)
            enter(md, node);
        else
            leave(md, node);
        if (md->skip) {
            md->skip = false;
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        }
    }
    cmark_iter_free(iter);
}

void document_markdown(cmark_node *root, struct buf *out)
{
    struct markdown md = { .out = out, .prefix = BUF_INIT(PREFIX_MAX), .fresh = true };

    push(&md); /* what the root stands in */
    walk(&md, root);
    markdown_end_line(&md);
    free(md.frames);
    buf_release(&md.prefix);
}
