/* SPDX-License-Identifier: MIT */
#include "doc/table.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum {
    RECORD_INDENT = 2,
    LABEL_COLUMNS = 200, /* of a head that is repeated in each record; more is cut */
};

/* Bytes of the row's text; its cells lie one behind the other. */
static uint32_t row_length(const struct table *table, const struct table_row *row)
{
    if (row->count == 0)
        return 0;
    return table->cells[row->first + row->count - 1].end - table->cells[row->first].start;
}

/* The cell by whose text the lines of a row are told apart, at any width. */
static size_t longest_cell(const struct table *table, const struct table_row *row)
{
    size_t longest = 0;

    for (size_t i = 1; i < row->count; i++) {
        const struct table_cell *cell = &table->cells[row->first + i];
        const struct table_cell *other = &table->cells[row->first + longest];
        if (cell->end - cell->start > other->end - other->start)
            longest = i;
    }
    return longest;
}

static void print_cell_line(struct page *page, const struct table *table, size_t column,
                            enum table_align align, const struct flow_line *line)
{
    int spare = table->columns[column].width - line->width;
    int before = align == ALIGN_RIGHT ? spare : align == ALIGN_CENTER ? spare / 2 : 0;

    page_blanks(page, before);
    page_add_line(page, table->flow, table->stored, line);
    page_blanks(page, spare - before);
}

/* One line of all cells of a row; at[] moves on. False when nothing was left to print. */
static bool next_row_line(const struct table *table, const struct table_row *row,
                          const uint32_t at[], struct flow_line out[])
{
    bool any = false;

    for (size_t i = 0; i < row->count; i++) {
        const struct table_cell *cell = &table->cells[row->first + i];

        out[i] = (struct flow_line){ at[i], at[i], at[i], 0 };
        if (at[i] >= cell->end)
            continue;
        out[i] = flow_next_line(table->flow, at[i], cell->end, table->columns[i].width);
        any = true;
    }
    return any;
}

static void print_row(struct layout *layout, const struct table *table,
                      const struct table_row *row)
{
    struct page *page = &layout->page;
    const char *separator = layout->options->ascii ? " | " : " │ ";
    const struct table_cell *cells = &table->cells[row->first];
    size_t longest = longest_cell(table, row);
    uint32_t at[TABLE_COLUMNS_MAX];
    struct flow_line lines[TABLE_COLUMNS_MAX];

    for (size_t i = 0; i < row->count; i++)
        at[i] = cells[i].start;
    for (uint32_t offset = 0; next_row_line(table, row, at, lines) && !page->lines->cut;) {
        page_begin_line(page);
        for (size_t i = 0; i < table->column_count; i++) {
            if (i > 0)
                page_add_text(page, separator, strlen(separator), SPAN_MARKER, -1);
            if (i >= row->count) {
                page_blanks(page, table->columns[i].width);
                continue;
            }
            print_cell_line(page, table, i, cells[i].align, &lines[i]);
            at[i] = lines[i].next;
        }
        page_end_line(page, page->offset + offset, false);
        offset = at[longest] - cells[0].start;
    }
    page->offset += row_length(table, row) + 1;
}

/* The line between two rows, living as long as the lines. */
static const char *make_rule(struct layout *layout, const struct table *table)
{
    const char *dash = layout->options->ascii ? "-" : "─";
    const char *cross = layout->options->ascii ? "-+-" : "─┼─";
    struct buf rule = BUF_INIT(strlen("─") * LAYOUT_WIDTH_MAX);

    for (size_t i = 0; i < table->column_count; i++) {
        if (i > 0)
            buf_adds(&rule, cross);
        for (int n = 0; n < table->columns[i].width; n++)
            buf_adds(&rule, dash);
    }
    char *text = arena_strndup(&layout->page.lines->arena, buf_str(&rule), rule.len);
    buf_release(&rule);
    return text;
}

static void print_rule(struct page *page, const char *rule)
{
    page_begin_line(page);
    page_add_text(page, rule, strlen(rule), SPAN_MARKER, -1);
    page_end_line(page, page->offset - (page->offset > 0), false);
}

/* True when some cell takes several lines: the rows must then be kept apart. */
static bool is_wrapped(const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].width < table->columns[i].natural)
            return true;
    for (size_t i = 0; i < table->cell_count; i++) {
        const struct table_cell *cell = &table->cells[i];
        if (memchr(table->stored + cell->start, '\n', cell->end - cell->start))
            return true;
    }
    return false;
}

void table_print_grid(struct layout *layout, const struct table *table)
{
    bool wrapped = is_wrapped(table);
    const char *rule = make_rule(layout, table);

    for (size_t i = 0; i < table->row_count && !layout->page.lines->cut; i++) {
        const struct table_row *row = &table->rows[i];

        if (i > 0 && ((table->rows[i - 1].head && !row->head) || wrapped))
            print_rule(&layout->page, rule);
        print_row(layout, table, row);
    }
}

static void add_label(struct flow *field, const struct table *table,
                      const struct table_cell *head)
{
    const char *s = table->stored + head->start;
    size_t n = head->end - head->start;
    int used;
    size_t cut = text_cut(s, n, LABEL_COLUMNS, &used);

    flow_add_range(field, table->flow, head->start, head->start + (uint32_t)cut);
    flow_add(field, cut < n ? "…: " : ": ", cut < n ? strlen("…: ") : 2, SPAN_TABLE_HEAD, -1);
    field->base = field->lead = flow_length(field);
}

/* "Head: text", as far as there is a head. */
static void print_field(struct layout *layout, const struct table *table,
                        const struct table_cell *head, const struct table_cell *cell,
                        struct flow *field)
{
    flow_clear(field);
    if (head && head->end > head->start)
        add_label(field, table, head);
    flow_add_range(field, table->flow, cell->start, cell->end);
    page_flow(&layout->page, field);
}

static void print_record(struct layout *layout, const struct table *table,
                         const struct table_row *heads, const struct table_row *row,
                         struct flow *field)
{
    struct page *page = &layout->page;
    uint32_t place = page->offset;

    for (size_t i = 0; i < row->count; i++) {
        const struct table_cell *cell = &table->cells[row->first + i];
        struct margin margin = {
            .text = page_blank, .len = RECORD_INDENT, .width = RECORD_INDENT, .first = ""
        };
        size_t margins = page->margin_count;

        if (cell->start == cell->end)
            continue;
        page->offset = place + cell->start - table->cells[row->first].start;
        page_indent(page, &margin);
        print_field(layout, table,
                    heads && i < heads->count ? &table->cells[heads->first + i] : NULL, cell,
                    field);
        page_outdent(page, margins);
    }
    page->offset = place + row_length(table, row) + 1;
}

void table_print_records(struct layout *layout, const struct table *table)
{
    bool headed = table->row_count > 1 && table->rows[0].head;
    struct flow field;

    flow_init(&field);
    if (headed)
        layout->page.offset += row_length(table, &table->rows[0]) + 1;
    for (size_t i = headed; i < table->row_count && !layout->page.lines->cut; i++) {
        if (i > headed)
            page_gap(&layout->page);
        print_record(layout, table, headed ? &table->rows[0] : NULL, &table->rows[i], &field);
    }
    flow_release(&field);
}
