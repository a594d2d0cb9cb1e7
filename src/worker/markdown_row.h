/* SPDX-License-Identifier: MIT */
/* One line of a pipe table. */
#ifndef WORKER_MARKDOWN_ROW_H
#define WORKER_MARKDOWN_ROW_H

#include "base/buf.h"

enum { MARKDOWN_COLUMNS_MAX = 50 };

struct markdown_columns {
    size_t count;
    const char *align[MARKDOWN_COLUMNS_MAX]; /* as KIND_CELL takes it */
};

/* Whether the line is the rule below the heads: |:--|--:|. */
bool markdown_row_rule(const char *s, size_t n, struct markdown_columns *columns);

/* Where a walk over the cells of a row stands; starts as zero. */
struct markdown_cell {
    size_t at;
    bool done;
};

/* The text of the next cell in *text, blanks around it gone, "\|" made "|"; false behind the
 * last. */
bool markdown_row_next(const char *s, size_t n, struct markdown_cell *cell, struct buf *text);

/* How many cells the row has; MARKDOWN_COLUMNS_MAX + 1 for all that are too many. */
size_t markdown_row_width(const char *s, size_t n);

#endif
