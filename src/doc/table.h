/* SPDX-License-Identifier: MIT */
/*
 * Tables: their cells as ranges of one flow, columns fitted to a width. Private to the layout.
 */
#ifndef DOC_TABLE_H
#define DOC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doc/layout_walk.h"

enum {
    TABLE_COLUMNS_MAX = 64, /* wider tables become records */
    TABLE_SEPARATOR = 3,    /* columns between two cells */
};

enum table_align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };

struct table_cell {
    uint32_t start, end; /* bytes of the flow */
    enum table_align align;
};

struct table_row {
    size_t first, count; /* cells */
    bool head;
};

struct table_column {
    int natural; /* columns of its widest line when nothing is wrapped */
    int word;    /* of its widest word */
    int width;   /* what it gets */
};

struct table {
    const struct flow *flow;
    const char *stored; /* the flow's text, living as long as the lines */
    struct table_cell *cells;
    size_t cell_count, cell_size;
    struct table_row *rows;
    size_t row_count, row_size;
    struct table_column columns[TABLE_COLUMNS_MAX];
    size_t column_count; /* of the row with most cells; may be more than there is room for */
};

/* Print a table, all of it; false for a node that does not have the shape of one. */
bool table_layout(struct layout *layout, cmark_node *node);

/* Print it as rows of cells side by side, by the widths of the columns. */
void table_print_grid(struct layout *layout, const struct table *table);

/* Print it as one line a cell, named by the cell of the header row. */
void table_print_records(struct layout *layout, const struct table *table);

#endif
