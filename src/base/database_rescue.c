/* SPDX-License-Identifier: MIT */
#include "base/database_parts.h"

/* Thousands of steps of SQLite's machine, a dozen for a row, a few seconds for all: pages that
 * lead to each other in a strange file could give the same rows for ever. */
enum { STEPS_EACH = 1000, ROUNDS_MAX = 20000 };

static int is_too_much(void *rounds)
{
    return --*(int *)rounds < 0;
}

/* Write a row as it was read; one whose values do not fit is left out. False when no more can
 * be written. */
static bool write_row(sqlite3_stmt *from, sqlite3_stmt *to, int64_t *count)
{
    int columns = sqlite3_column_count(from);

    for (int i = 0; i < columns; i++)
        sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
    int rc = sqlite3_step(to) & 0xff;
    if (rc == SQLITE_DONE)
        *count += sqlite3_changes(sqlite3_db_handle(to));
    sqlite3_reset(to);
    return rc == SQLITE_DONE || rc == SQLITE_CONSTRAINT || rc == SQLITE_TOOBIG;
}

/* Until what is read is damaged; whole tells that it is not. */
static bool write_rows(sqlite3 *damaged, const char *read, sqlite3_stmt *to, int64_t *count,
                       bool *whole)
{
    sqlite3_stmt *from = NULL;
    bool good = true;
    int rc = sqlite3_prepare_v2(damaged, read, -1, &from, NULL);

    while (rc == SQLITE_OK && good) {
        rc = sqlite3_step(from);
        if (rc == SQLITE_ROW) {
            good = write_row(from, to, count);
            rc = SQLITE_OK;
        }
    }
    sqlite3_finalize(from);
    *whole = rc == SQLITE_DONE;
    return good;
}

/* From both ends, so that a bad page in the middle costs no more than its own rows. */
static bool bring_rows(struct database *database, sqlite3 *damaged,
                       const struct database_rescue *rescue, int64_t *count)
{
    sqlite3_stmt *to = NULL;
    bool whole = false;

    bool good = sqlite3_prepare_v2(database->handle, rescue->write, -1, &to, NULL) ==
                    SQLITE_OK &&
                write_rows(damaged, rescue->read, to, count, &whole) &&
                (whole || write_rows(damaged, rescue->read_back, to, count, &whole));
    sqlite3_finalize(to);
    return good;
}

int64_t database_bring_over(struct database *database, sqlite3 *damaged)
{
    const struct database_plan *plan = database->plan;
    int64_t counts[2] = { 0, 0 }; /* of the first, and of another */
    int rounds = ROUNDS_MAX;
    bool good = true;

    if (database->mode == DATABASE_READ_ONLY || !database_begin(database))
        return 0;
    sqlite3_progress_handler(damaged, STEPS_EACH, is_too_much, &rounds);
    for (size_t i = 0; good && i < plan->rescue_count; i++)
        good = bring_rows(database, damaged, &plan->rescues[i], &counts[i > 0]);
    sqlite3_progress_handler(damaged, 0, NULL, NULL);
    return database_commit(database) ? counts[0] : 0;
}
