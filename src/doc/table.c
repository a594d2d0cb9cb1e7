/* SPDX-License-Identifier: MIT */
#include "doc/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* No column of several words gets less, and none more for the sake of one long word. */
enum { COLUMN_MIN = 6, WORD_MAX = 14 };

enum { GRID_PIECES_MAX = 1000 * 1000 }; /* of lines, one a column; larger ones become records */

static bool has_shape(cmark_node *table)
{
    for (cmark_node *row = cmark_node_first_child(table); row; row = cmark_node_next(row)) {
        if (document_kind(row) != KIND_ROW)
            return false;
        for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell))
            if (document_kind(cell) != KIND_CELL)
                return false;
    }
    return true;
}

static void start_row(struct table *table, bool head)
{
    if (table->row_count == table->row_size) {
        table->row_size = table->row_size ? table->row_size * 2 : 32;
        table->rows = xreallocarray(table->rows, table->row_size, sizeof *table->rows);
    }
    table->rows[table->row_count++] = (struct table_row){ table->cell_count, 0, head };
}

static enum table_align align_of(const char *argument)
{
    if (strcmp(argument, "right") == 0)
        return ALIGN_RIGHT;
    return strcmp(argument, "center") == 0 ? ALIGN_CENTER : ALIGN_LEFT;
}

static void start_cell(struct table *table, struct flow *flow, cmark_node *node)
{
    if (table->cell_count == table->cell_size) {
        table->cell_size = table->cell_size ? table->cell_size * 2 : 128;
        table->cells = xreallocarray(table->cells, table->cell_size, sizeof *table->cells);
    }
    flow_start_cell(flow);
    table->cells[table->cell_count++] =
        (struct table_cell){ .start = flow_length(flow),
                             .align = align_of(document_argument(node)) };
}

static void end_cell(struct table *table, struct flow *flow)
{
    assert(table->row_count > 0 && table->rows && table->cells);
    struct table_row *row = &table->rows[table->row_count - 1];

    flow_trim(flow);
    table->cells[table->cell_count - 1].end = flow_length(flow);
    row->count++;
    if (row->count > table->column_count)
        table->column_count = row->count;
}

static void add_code(struct layout *layout, const char *s)
{
    for (size_t n; *s; s += n + (s[n] == '\n')) {
        n = strcspn(s, "\n");
        flow_add(&layout->flow, s, n, layout->now.style | SPAN_CODE, layout->now.link);
        flow_hard_break(&layout->flow);
    }
}

/* Blocks in a cell become lines of it, items with their markers. */
static void enter_inner_block(struct layout *layout, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    flow_end_line(&layout->flow);
    if (type == CMARK_NODE_LIST) {
        layout_enter_list(layout, node);
    } else if (type == CMARK_NODE_ITEM) {
        const char *marker = layout_next_marker(layout);
        flow_add(&layout->flow, marker, strlen(marker), SPAN_MARKER, -1);
        layout->flow.mark = flow_length(&layout->flow);
    } else if (type == CMARK_NODE_CODE_BLOCK) {
        add_code(layout, cmark_node_get_literal(node));
    }
}

/* level: 0 for the table itself, 1 for its rows, 2 for their cells. */
static void enter(struct layout *layout, struct table *table, cmark_node *node, size_t level)
{
    bool head = level == 1 && strcmp(document_argument(node), "head") == 0;

    if (!document_is_leaf(cmark_node_get_type(node)))
        layout_push(layout);
    layout->now.style |= head ? SPAN_TABLE_HEAD : 0;
    if (level == 1)
        start_row(table, head);
    else if (level == 2)
        start_cell(table, &layout->flow, node);
    else if (level > 2)
        enter_inner_block(layout, node);
}

static void leave(struct layout *layout, struct table *table, cmark_node *node, size_t level)
{
    layout_pop(layout);
    if (cmark_node_get_type(node) == CMARK_NODE_ITEM)
        layout->flow.mark = 0;
    if (level == 2)
        end_cell(table, &layout->flow);
    else if (level > 2)
        flow_end_line(&layout->flow);
}

static void gather(struct layout *layout, struct table *table, cmark_node *node)
{
    cmark_iter *iter = cmark_iter_new(node);
    size_t outside = layout->depth;
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);

        if (!document_is_block(cmark_node_get_type(at)))
            layout_inline_event(layout, at, event);
        else if (event == CMARK_EVENT_ENTER)
            enter(layout, table, at, layout->depth - outside);
        else
            leave(layout, table, at, layout->depth - outside - 1);
    }
    cmark_iter_free(iter);
}

static void measure(struct table *table)
{
    for (size_t r = 0; r < table->row_count; r++) {
        const struct table_row *row = &table->rows[r];
        for (size_t i = 0; i < row->count; i++) {
            const struct table_cell *cell = &table->cells[row->first + i];
            struct table_column *column = &table->columns[i];
            int line, word;
            flow_measure(table->flow, cell->start, cell->end, &line, &word);
            column->natural = line > column->natural ? line : column->natural;
            column->word = word > column->word ? word : column->word;
        }
    }
}

/* What a column gets when none may be wider than `most`. */
static int column_width(const struct table_column *column, int most)
{
    int least = column->word < WORD_MAX ? column->word : WORD_MAX;

    if (least < COLUMN_MIN)
        least = COLUMN_MIN;
    if (most < least)
        most = least;
    return column->natural < most ? column->natural : most;
}

static int total_width(const struct table *table, int most)
{
    int total = (int)(table->column_count - 1) * TABLE_SEPARATOR;

    for (size_t i = 0; i < table->column_count; i++)
        total += column_width(&table->columns[i], most);
    return total;
}

/* Give each column a width so that all fit into so many columns; false when they cannot. */
static bool table_fit(struct table *table, int columns)
{
    int low = 0, high = columns + 1; /* low is narrow enough, high is not or need not be */

    if (total_width(table, 0) > columns)
        return false;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (total_width(table, middle) <= columns)
            low = middle;
        else
            high = middle;
    }
    int rest = columns - total_width(table, low);
    for (size_t i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        column->width = column_width(column, low);
        if (rest > 0 && column->width < column->natural) {
            column->width++;
            rest--;
        }
    }
    return true;
}

/* About as many lines as a cell takes, in a column of that width. */
static size_t cell_lines(const struct table *table, const struct table_cell *cell, int width)
{
    size_t lines = 1 + (cell->end - cell->start) / (size_t)(width > 0 ? width : 1);

    for (uint32_t i = cell->start; i < cell->end; i++)
        lines += table->stored[i] == '\n';
    return lines;
}

/* Every line of a row has a piece of each column, however few cells have text left: beside one
 * cell with very much text these are many times the text. */
static bool is_affordable(const struct table *table)
{
    size_t pieces = 0;

    for (size_t r = 0; r < table->row_count; r++) {
        const struct table_row *row = &table->rows[r];
        size_t tallest = 1;
        for (size_t i = 0; i < row->count; i++) {
            size_t lines =
                cell_lines(table, &table->cells[row->first + i], table->columns[i].width);
            tallest = lines > tallest ? lines : tallest;
        }
        pieces += tallest * table->column_count;
    }
    return pieces <= GRID_PIECES_MAX;
}

bool table_layout(struct layout *layout, cmark_node *node)
{
    struct table table = { .flow = &layout->flow };

    if (!has_shape(node))
        return false;
    gather(layout, &table, node);
    table.stored = arena_strndup(&layout->page.lines->arena, buf_str(&layout->flow.text),
                                 flow_length(&layout->flow));
    bool fits = table.column_count <= TABLE_COLUMNS_MAX;
    if (fits && table.column_count > 0) {
        measure(&table);
        fits = table_fit(&table, page_room(&layout->page)) && is_affordable(&table);
    }
    if (fits)
        table_print_grid(layout, &table);
    else
        table_print_records(layout, &table);
    flow_clear(&layout->flow);
    free(table.cells);
    free(table.rows);
    return true;
}
