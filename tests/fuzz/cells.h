/* SPDX-License-Identifier: MIT */
/* Rows of a database from the input: every type in every column. */
#ifndef FUZZ_CELLS_H
#define FUZZ_CELLS_H

#include <sqlite3.h>
#include <stdint.h>

struct cells {
    const uint8_t *at; /* what is left of the input */
    size_t left;
};

/* Before the first database: it is used by one thread, what its memory is for is not asked, and
 * running out of it is a finding: nothing in a small file needs that much. */
void cells_set_up(void);

/* The next byte; 0 when nothing is left. */
unsigned cells_byte(struct cells *cells);

/* So many bytes, fewer when that is all; the place is within the input. */
const char *cells_bytes(struct cells *cells, size_t most, size_t *n);

/* Bind the next value as parameter i: nothing, a number, a text or a blob of the input, or one
 * of these texts, which NULL ends. */
void cells_bind(struct cells *cells, sqlite3_stmt *statement, int i, const char *const *known);

/* Run or prepare SQL that must work. */
void cells_do(sqlite3 *handle, const char *sql);
sqlite3_stmt *cells_prepare(sqlite3 *handle, const char *sql);

#endif
