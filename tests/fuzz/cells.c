/* SPDX-License-Identifier: MIT */
#include "cells.h"

#include <string.h>

#include "base/alloc.h"
#include "fuzz.h"
#include "pool.h"

void cells_set_up(void)
{
    alloc_on_failure(abort);
    FUZZ_HOLDS(sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK);
    FUZZ_HOLDS(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK);
    pool_set_up();
}

unsigned cells_byte(struct cells *cells)
{
    if (cells->left == 0)
        return 0;
    cells->left--;
    return *cells->at++;
}

const char *cells_bytes(struct cells *cells, size_t most, size_t *n)
{
    const char *bytes = (const char *)cells->at;

    *n = most < cells->left ? most : cells->left;
    cells->at += *n;
    cells->left -= *n;
    return bytes;
}

static uint64_t next_number(struct cells *cells, size_t width)
{
    uint64_t number = 0;
    size_t n;
    const char *bytes = cells_bytes(cells, width, &n);

    memcpy(&number, bytes, n);
    return number;
}

/* A small number, or one at an edge. */
static int64_t next_odd(struct cells *cells)
{
    static const int64_t odd[] = {
        INT64_MAX,        INT64_MIN, INT64_MAX - 1, -1,         UINT32_MAX,
        (int64_t)1 << 32, INT32_MAX, 256,           1600000000, INT64_C(253402300799)
    };
    unsigned byte = cells_byte(cells);

    return byte < sizeof odd / sizeof *odd ? odd[byte] : (int64_t)byte - 16;
}

/* Mostly of some hundred bytes: what is at an edge is longer, and costs as much. */
static void bind_long(struct cells *cells, sqlite3_stmt *statement, int i)
{
    static char text[64 * 1024];
    unsigned length = cells_byte(cells);
    size_t n = length < 240 ? length : (length - 239) << 12;

    memset(text, (int)cells_byte(cells), n);
    sqlite3_bind_text(statement, i, text, (int)n, SQLITE_STATIC);
}

void cells_bind(struct cells *cells, sqlite3_stmt *statement, int i, const char *const *known)
{
    unsigned kind = cells_byte(cells), count = 0;
    uint64_t number;
    double real;
    size_t n;

    while (known[count])
        count++;
    switch (kind % 8) {
    case 0:
        sqlite3_bind_null(statement, i);
        break;
    case 1:
        sqlite3_bind_int64(statement, i, (int64_t)next_number(cells, 8));
        break;
    case 2:
        sqlite3_bind_int64(statement, i, next_odd(cells));
        break;
    case 3:
        number = next_number(cells, 8);
        memcpy(&real, &number, sizeof real);
        sqlite3_bind_double(statement, i, real);
        break;
    case 4: {
        const char *text = cells_bytes(cells, cells_byte(cells), &n);
        sqlite3_bind_text(statement, i, text, (int)n, SQLITE_STATIC);
        break;
    }
    case 5: {
        const char *blob = cells_bytes(cells, cells_byte(cells), &n);
        sqlite3_bind_blob(statement, i, blob, (int)n, SQLITE_STATIC);
        break;
    }
    case 6:
        bind_long(cells, statement, i);
        break;
    default:
        sqlite3_bind_text(statement, i, known[kind / 8 % count], -1, SQLITE_STATIC);
    }
}

void cells_do(sqlite3 *handle, const char *sql)
{
    if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(handle));
    FUZZ_HOLDS(sqlite3_errcode(handle) == SQLITE_OK);
}

sqlite3_stmt *cells_prepare(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement;

    FUZZ_HOLDS(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) == SQLITE_OK);
    return statement;
}
