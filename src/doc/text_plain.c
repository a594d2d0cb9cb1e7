/* SPDX-License-Identifier: MIT */
#include "doc/text_plain.h"

#include <string.h>

struct writer {
    struct buf *out;
    cmark_node *item; /* whose sign is still to be written; those in cells have none */
    int numbers[DOCUMENT_DEPTH_MAX + 1], lists; /* of the items last seen; lists open */
    int cells; /* open ones: blocks in a cell stay on its line */
};

/* Blocks are parted by an empty line, unless they are close; the first of an item has its sign.
 */
static void begin(struct writer *writer, bool close)
{
    if (writer->out->len > 0)
        buf_adds(writer->out, close ? "\n" : "\n\n");
    if (!writer->item)
        return;
    cmark_node *list = cmark_node_parent(writer->item);
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
        buf_addf(writer->out, "%d. ", writer->numbers[writer->lists]);
    else
        buf_adds(writer->out, "- ");
    writer->item = NULL;
}

/* In a tight list blocks are close, in a table they stay on the line of their cell. */
static void start_block(struct writer *writer, cmark_node *node)
{
    struct buf *out = writer->out;
    cmark_node *parent = cmark_node_parent(node);
    bool close = parent && cmark_node_get_type(parent) == CMARK_NODE_ITEM &&
                 cmark_node_get_list_tight(cmark_node_parent(parent)) &&
                 (cmark_node_previous(parent) || cmark_node_previous(node));

    if (writer->cells == 0)
        begin(writer, close);
    else if (out->len > 0 && !strchr("\t\n ", out->data[out->len - 1]))
        buf_addc(out, ' ');
}

/* An item of nothing that is text. */
static void leave_item(struct writer *writer, cmark_node *item)
{
    if (writer->item != item)
        return;
    begin(writer,
          cmark_node_get_list_tight(cmark_node_parent(item)) && cmark_node_previous(item));
    buf_truncate(writer->out, writer->out->len - 1);
}

static void add_code(struct writer *writer, cmark_node *node)
{
    const char *code = cmark_node_get_literal(node);
    size_t n = strlen(code);

    start_block(writer, node);
    while (n > 0 && code[n - 1] == '\n')
        n--;
    buf_add(writer->out, code, n);
}

static void enter_row(struct writer *writer, cmark_node *row)
{
    if (cmark_node_previous(row))
        buf_addc(writer->out, '\n');
    else
        start_block(writer, cmark_node_parent(row));
}

static void enter(struct writer *writer, cmark_node *node)
{
    enum document_kind kind = document_kind(node);

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        start_block(writer, node);
        break;
    case CMARK_NODE_LIST:
        writer->lists++;
        writer->numbers[writer->lists] = cmark_node_get_list_start(node) - 1;
        break;
    case CMARK_NODE_ITEM:
        writer->item = writer->cells > 0 ? NULL : node;
        writer->numbers[writer->lists]++;
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code(writer, node);
        break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        buf_adds(writer->out, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        buf_addc(writer->out, ' ');
        break;
    case CMARK_NODE_LINEBREAK:
        buf_addc(writer->out, writer->cells > 0 ? ' ' : '\n');
        break;
    default:
        if (kind == KIND_ROW)
            enter_row(writer, node);
        if (kind == KIND_CELL && cmark_node_previous(node))
            buf_addc(writer->out, '\t');
        writer->cells += kind == KIND_CELL;
    }
}

static void leave(struct writer *writer, cmark_node *node)
{
    if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
        leave_item(writer, node);
    writer->cells -= document_kind(node) == KIND_CELL;
    writer->lists -= cmark_node_get_type(node) == CMARK_NODE_LIST;
}

void text_plain(cmark_node *root, struct buf *out)
{
    struct writer writer = { .out = out };
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER)
            enter(&writer, node);
        else
            leave(&writer, node);
    }
    cmark_iter_free(iter);
    if (out->len > 0)
        buf_addc(out, '\n');
}
