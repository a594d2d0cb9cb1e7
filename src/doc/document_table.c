/* SPDX-License-Identifier: MIT */
#include "doc/document_markdown.h"

#include <string.h>

/* A pipe table has one header row and as many cells in each row as that has. */
void markdown_enter_table(struct markdown *md, cmark_node *node)
{
    struct frame *table = markdown_frame(md);

    for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row)) {
        long long cells = 0;
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell))
            cells++;
        table->number = cells > table->number ? cells : table->number;
    }
}

static void fill_row(struct markdown *md, long long cells, const char *cell)
{
    for (; cells > 0 && !md->out->full; cells--)
        markdown_put(md, cell);
    markdown_put(md, "|");
    markdown_end_line(md);
}

/* The line under the header row, aligned as that row's cells are. */
static void put_delimiters(struct markdown *md, cmark_node *row, long long cells)
{
    for (cmark_node *cell = cmark_node_first_child(row); cell && cells > 0;
         cell = cmark_node_next(cell), cells--) {
        const char *align = document_argument(cell);
        bool center = strcmp(align, "center") == 0;

        markdown_put(md, center || strcmp(align, "left") == 0 ? "| :--" : "| ---");
        markdown_put(md, center || strcmp(align, "right") == 0 ? ": " : " ");
    }
    fill_row(md, cells, "| --- ");
}

void markdown_enter_row(struct markdown *md, cmark_node *node)
{
    struct frame *table = markdown_frame(md) - 1;

    if (!table->last && strcmp(document_argument(node), "head") != 0) {
        fill_row(md, table->number, "|  ");
        put_delimiters(md, node, table->number);
    }
}

void markdown_leave_row(struct markdown *md, cmark_node *node)
{
    struct frame *row = markdown_frame(md), *table = row - 1;

    fill_row(md, table->number - row->number, "|  ");
    if (!table->last && strcmp(document_argument(node), "head") == 0)
        put_delimiters(md, node, table->number);
    table->last = node;
}

void markdown_enter_cell(struct markdown *md, cmark_node *node)
{
    (void)node;
    markdown_frame(md)[-1].number++;
    markdown_put(md, "| ");
    md->cell = md->out->len;
    md->cell_depth = md->depth;
}

void markdown_leave_cell(struct markdown *md, cmark_node *node)
{
    (void)node;
    md->cell = 0;
    markdown_put(md, " ");
}

static void put_code(struct markdown *md, const char *s)
{
    for (size_t n; *s; s += n + (s[n] == '\n')) {
        n = strcspn(s, "\n");
        markdown_code(md, s, n);
        if (s[n] == '\n' && s[n + 1])
            markdown_put(md, "<br>");
    }
}

void markdown_cell_block(struct markdown *md, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (md->out->len > md->cell && type != CMARK_NODE_LIST) {
        markdown_put(md, document_kind(node) == KIND_CELL ? " " : "<br>");
        md->cell = md->out->len;
    }
    if (type == CMARK_NODE_ITEM) {
        markdown_put(md, "- ");
        md->cell = md->out->len;
    }
    if (type == CMARK_NODE_CODE_BLOCK)
        put_code(md, cmark_node_get_literal(node));
}
