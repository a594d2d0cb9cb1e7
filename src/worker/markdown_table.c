/* SPDX-License-Identifier: MIT */
/*
 * cmark knows no tables and takes them for paragraphs, with emphasis and links wherever they
 * may fall. So there are two passes: the first finds the paragraphs that are tables, the
 * second parses the source again with the text of each cell as a paragraph of its own before
 * it, where all definitions of the document hold, and moves those into place.
 */
#include "worker/markdown_table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "worker/markdown_line.h"
#include "worker/markdown_row.h"

enum { CELLS_TEXT_MAX = 64 * 1024 * 1024 };

/* Starts the lines of cells, so that nothing in them is taken for a block. The cleaner drops
 * what is left of it. */
static const char cell_mark[] = "\uFDD2";

struct table {
    int line, column; /* where its paragraph starts, from 1 */
    size_t row, rows; /* its first one in tables.widths, and how many */
    bool lead;        /* the paragraph has lines of text before the table */
    struct markdown_columns columns;
};

struct tables {
    const char *text;
    size_t *lines; /* offsets of the lines, and of the end */
    int line_count;
    struct table *items;
    size_t count, size;
    size_t *widths; /* cells of each row of all tables */
    size_t row_count, row_size;
    struct buf cells; /* their paragraphs */
    size_t cell_count;
};

struct span {
    const char *s;
    size_t n;
};

static void index_lines(struct tables *tables, const char *text, size_t n)
{
    size_t count = 1;

    for (size_t at = 0; at < n; at++)
        count += text[at] == '\n';
    tables->text = text;
    tables->lines = xcalloc(count + 1, sizeof *tables->lines);
    for (size_t at = 0; at < n; at++)
        if (text[at] == '\n')
            tables->lines[++tables->line_count] = at + 1;
    tables->lines[++tables->line_count] = n + 1;
}

/* Line `number` of a paragraph, from 1, without the marks of the quotes around it. */
static struct span paragraph_line(const struct tables *tables, cmark_node *paragraph,
                                  int quotes, int number)
{
    if (number < 1 || number > tables->line_count)
        return (struct span){ "", 0 };
    struct span line = { tables->text + tables->lines[number - 1],
                         tables->lines[number] - 1 - tables->lines[number - 1] };
    size_t start = (size_t)cmark_node_get_start_column(paragraph) - 1;
    int found;

    if (number != cmark_node_get_start_line(paragraph))
        start = line_skip_quotes(line.s, line.n, quotes, &found);
    if (start > line.n)
        start = line.n;
    return (struct span){ line.s + start, line.n - start };
}

static void add_paragraph(struct tables *tables, const char *s, size_t n)
{
    buf_addf(&tables->cells, "%s ", cell_mark);
    buf_add(&tables->cells, s, n);
    buf_adds(&tables->cells, "\n\n");
    tables->cell_count++;
}

static void add_row(struct tables *tables, struct span line)
{
    struct markdown_cell cell = { 0 };
    struct buf text = BUF_INIT(CELLS_TEXT_MAX);
    size_t width = 0;

    while (width < MARKDOWN_COLUMNS_MAX && markdown_row_next(line.s, line.n, &cell, &text)) {
        add_paragraph(tables, buf_str(&text), text.len);
        width++;
    }
    buf_release(&text);
    if (tables->row_count == tables->row_size) {
        tables->row_size = tables->row_size ? tables->row_size * 2 : 64;
        tables->widths =
            xreallocarray(tables->widths, tables->row_size, sizeof *tables->widths);
    }
    tables->widths[tables->row_count++] = width;
}

/* The lines before the table stay a paragraph. Definitions of links among them are known to
 * cmark already and would now be text. */
static bool add_lead(struct tables *tables, cmark_node *paragraph, int quotes, int head)
{
    struct buf lead = BUF_INIT(CELLS_TEXT_MAX);

    for (int at = cmark_node_get_start_line(paragraph); at < head; at++) {
        struct span line = paragraph_line(tables, paragraph, quotes, at);
        if (lead.len == 0 && line.n > 0 && line.s[0] == '[' && memmem(line.s, line.n, "]:", 2))
            continue;
        if (lead.len > 0)
            buf_addf(&lead, "\n%s", cell_mark);
        buf_add(&lead, line.s, line.n);
    }
    bool any = lead.len > 0;
    if (any)
        add_paragraph(tables, buf_str(&lead), lead.len);
    buf_release(&lead);
    return any;
}

static struct table *new_table(struct tables *tables, cmark_node *paragraph)
{
    if (tables->count == tables->size) {
        tables->size = tables->size ? tables->size * 2 : 16;
        tables->items = xreallocarray(tables->items, tables->size, sizeof *tables->items);
    }
    struct table *table = &tables->items[tables->count++];
    *table = (struct table){ .line = cmark_node_get_start_line(paragraph),
                             .column = cmark_node_get_start_column(paragraph),
                             .row = tables->row_count };
    return table;
}

/* The line of heads of the table in a paragraph, 0 when there is none. */
static int find_head(const struct tables *tables, cmark_node *paragraph, int quotes,
                     struct markdown_columns *columns)
{
    int end = cmark_node_get_end_line(paragraph);

    for (int at = cmark_node_get_start_line(paragraph) + 1; at <= end; at++) {
        struct span rule = paragraph_line(tables, paragraph, quotes, at);
        if (!markdown_row_rule(rule.s, rule.n, columns))
            continue;
        struct span head = paragraph_line(tables, paragraph, quotes, at - 1);
        if (markdown_row_width(head.s, head.n) == columns->count &&
            (memchr(head.s, '|', head.n) || memchr(rule.s, '|', rule.n)))
            return at - 1;
    }
    return 0;
}

static void look_at(struct tables *tables, cmark_node *paragraph, int quotes)
{
    struct markdown_columns columns;
    int head = find_head(tables, paragraph, quotes, &columns);

    if (head == 0)
        return;
    struct table *table = new_table(tables, paragraph);
    table->columns = columns;
    table->lead = add_lead(tables, paragraph, quotes, head);
    for (int at = head; at <= cmark_node_get_end_line(paragraph); at++)
        if (at != head + 1)
            add_row(tables, paragraph_line(tables, paragraph, quotes, at));
    table->rows = tables->row_count - table->row;
}

static void find_tables(struct tables *tables, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    int quotes = 0;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_BLOCK_QUOTE)
            quotes += event == CMARK_EVENT_ENTER ? 1 : -1;
        if (type == CMARK_NODE_PARAGRAPH && event == CMARK_EVENT_ENTER)
            look_at(tables, node, quotes);
    }
    cmark_iter_free(iter);
}

/* Take the mark off, and with it the paragraph of an empty cell. */
static cmark_node *unmark(cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    const char *text = first ? cmark_node_get_literal(first) : NULL;
    size_t len = sizeof cell_mark - 1;

    cmark_node_unlink(paragraph);
    if (text && strncmp(text, cell_mark, len) == 0) {
        char *rest = xstrdup(text + len + (text[len] == ' '));
        if (*rest)
            cmark_node_set_literal(first, rest);
        else
            cmark_node_free(first);
        free(rest);
    }
    if (cmark_node_first_child(paragraph))
        return paragraph;
    cmark_node_free(paragraph);
    return NULL;
}

/* The next of the paragraphs that stand before the document, unmarked; NULL for an empty one.
 */
static cmark_node *next_paragraph(cmark_node *root)
{
    cmark_node *paragraph = cmark_node_first_child(root);

    return paragraph ? unmark(paragraph) : NULL;
}

static cmark_node *build_row(cmark_node *root, const struct table *table, size_t width,
                             bool head)
{
    cmark_node *row = document_custom(KIND_ROW, head ? "head" : "");

    for (size_t i = 0; i < width; i++) {
        const char *align = i < table->columns.count ? table->columns.align[i] : "";
        cmark_node *cell = document_custom(KIND_CELL, align);
        cmark_node *content = next_paragraph(root);
        if (content)
            document_append(cell, content);
        document_append(row, cell);
    }
    return row;
}

/* Put the table where its paragraph is. */
static void build_table(const struct tables *tables, const struct table *table,
                        cmark_node *root, cmark_node *paragraph)
{
    cmark_node *node = document_custom(KIND_TABLE, "");
    cmark_node *lead = table->lead ? next_paragraph(root) : NULL;

    if (lead)
        cmark_node_insert_before(paragraph, lead);
    assert(tables->widths);
    for (size_t i = 0; i < table->rows; i++)
        document_append(node, build_row(root, table, tables->widths[table->row + i], i == 0));
    cmark_node_insert_before(paragraph, node);
    cmark_node_free(paragraph);
}

/* The paragraphs of the tables, in their order, after the second parse; NULL should the two
 * parses not agree. */
static cmark_node **table_paragraphs(const struct tables *tables, cmark_node *root)
{
    cmark_node **found = xcalloc(tables->count, sizeof *found);
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    size_t next = 0;
    int shift = 0;

    for (size_t at = 0; at < tables->cells.len; at++)
        shift += tables->cells.data[at] == '\n';
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE && next < tables->count) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
            cmark_node_get_start_line(node) == tables->items[next].line + shift &&
            cmark_node_get_start_column(node) == tables->items[next].column)
            found[next++] = node;
    }
    cmark_iter_free(iter);
    if (next == tables->count)
        return found;
    free(found);
    return NULL;
}

static cmark_node *parse_with_cells(struct tables *tables, const char *text, size_t n)
{
    struct buf both = BUF_INIT(2 * (size_t)CELLS_TEXT_MAX);

    buf_add(&both, buf_str(&tables->cells), tables->cells.len);
    buf_add(&both, text, n);
    cmark_node *root = document_parse(buf_str(&both), both.len);
    buf_release(&both);
    cmark_node **paragraphs = table_paragraphs(tables, root);
    if (!paragraphs) {
        cmark_node_free(root);
        return document_parse(text, n);
    }
    for (size_t i = 0; i < tables->count; i++)
        build_table(tables, &tables->items[i], root, paragraphs[i]);
    free(paragraphs);
    return root;
}

/* Most texts have no table, and then need no second look. */
static bool may_have_tables(const char *text, size_t n)
{
    return memmem(text, n, "|-", 2) || memmem(text, n, "-|", 2) || memmem(text, n, "| -", 3) ||
           memmem(text, n, "- |", 3) || memmem(text, n, ":|", 2) || memmem(text, n, "|:", 2) ||
           memmem(text, n, ": |", 3) || memmem(text, n, "| :", 3);
}

cmark_node *markdown_parse(const char *text, size_t n)
{
    cmark_node *root = document_parse(text, n);

    if (!may_have_tables(text, n))
        return root;
    struct tables tables = { .cells = BUF_INIT(CELLS_TEXT_MAX) };
    index_lines(&tables, text, n);
    find_tables(&tables, root);
    if (tables.count > 0) {
        cmark_node_free(root);
        root = parse_with_cells(&tables, text, n);
    }
    buf_release(&tables.cells);
    free(tables.lines);
    free(tables.items);
    free(tables.widths);
    return root;
}
