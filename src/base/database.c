/* SPDX-License-Identifier: MIT */
#include "base/database.h"

#include <assert.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/database_parts.h"

enum { ROWS_ASKED = 1 << 16, ROW_BYTES_MIN = 4 };

struct statement {
    struct database *database;
    sqlite3_stmt *handle;
    int wrong;     /* what binding ran into, told by the next step */
    uint64_t rows; /* of this run */
};

bool database_rc_is_damage(int rc)
{
    return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB ||
           ((rc & 0xff) == SQLITE_NOMEM && database_memory_dies());
}

int database_note_result(struct database *database, int rc)
{
    if ((rc & 0xff) == SQLITE_NOMEM && !database_memory_dies())
        alloc_die();
    if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE) {
        database->result = rc;
        error_set(&database->reason, "%s",
                  (rc & 0xff) == SQLITE_BUSY    ? "another program keeps it busy"
                  : (rc & 0xff) == SQLITE_NOMEM ? "a length in it is too large"
                  : sqlite3_extended_errcode(database->handle) == rc
                      ? sqlite3_errmsg(database->handle)
                      : sqlite3_errstr(rc));
    }
    return rc;
}

int database_do(struct database *database, const char *sql)
{
    return database_note_result(database,
                                sqlite3_exec(database->handle, sql, NULL, NULL, NULL));
}

int database_ask(struct database *database, const char *sql, int64_t *value)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(database->handle, sql, -1, &statement, NULL);

    *value = 0;
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
        if (rc == SQLITE_ROW)
            *value = sqlite3_column_int64(statement, 0);
        if (rc == SQLITE_ROW || rc == SQLITE_DONE)
            rc = SQLITE_OK;
    }
    database_note_result(database, rc);
    sqlite3_finalize(statement);
    return rc;
}

enum database_mode database_mode(const struct database *database)
{
    return database->mode;
}

bool database_is_damaged(const struct database *database)
{
    return database_rc_is_damage(database->result);
}

const char *database_reason(const struct database *database)
{
    return database->reason.text;
}

bool database_changed_elsewhere(struct database *database)
{
    int64_t version;

    if (database_ask(database, "PRAGMA data_version", &version) != SQLITE_OK ||
        version == database->data_version)
        return false;
    database->data_version = version;
    return true;
}

void database_patience(struct database *database, int milliseconds)
{
    sqlite3_busy_timeout(database->handle, milliseconds);
}

bool database_begin(struct database *database)
{
    /* With the lock from the start: a lock that is asked for later can fail half-way. */
    return database_do(database, "BEGIN IMMEDIATE") == SQLITE_OK;
}

void database_rollback(struct database *database)
{
    /* Some failures have ended the transaction already. */
    if (!sqlite3_get_autocommit(database->handle))
        sqlite3_exec(database->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool database_commit(struct database *database)
{
    if (database_do(database, "COMMIT") == SQLITE_OK) {
        database->commits++;
        return true;
    }
    database_rollback(database);
    return false;
}

int64_t database_changes(const struct database *database)
{
    return sqlite3_changes(database->handle);
}

struct statement *statement_new(struct database *database, const char *sql)
{
    sqlite3_stmt *handle = NULL;
    int rc =
        sqlite3_prepare_v3(database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

    if (database_note_result(database, rc) != SQLITE_OK)
        return NULL;
    struct statement *statement = xcalloc(1, sizeof *statement);
    statement->database = database;
    statement->handle = handle;
    return statement;
}

void statement_free(struct statement *statement)
{
    if (!statement)
        return;
    sqlite3_finalize(statement->handle);
    free(statement);
}

static void bound(struct statement *statement, int rc)
{
    assert(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);
    if (rc != SQLITE_OK)
        statement->wrong = rc;
}

void statement_text(struct statement *statement, int i, const char *s, size_t n)
{
    bound(statement,
          sqlite3_bind_text64(statement->handle, i, s, n, SQLITE_STATIC, SQLITE_UTF8));
}

void statement_blob(struct statement *statement, int i, const void *bytes, size_t n)
{
    bound(statement,
          sqlite3_bind_blob64(statement->handle, i, n ? bytes : "", n, SQLITE_STATIC));
}

void statement_int(struct statement *statement, int i, int64_t value)
{
    bound(statement, sqlite3_bind_int64(statement->handle, i, value));
}

void statement_stop(struct statement *statement)
{
    sqlite3_reset(statement->handle);
    statement->wrong = SQLITE_OK;
    statement->rows = 0;
}

/* More rows than the file has place for: pages in it lead to each other. */
static bool is_endless(const struct statement *statement)
{
    int64_t pages, bytes;

    return statement->rows % ROWS_ASKED == 0 &&
           database_ask(statement->database, "PRAGMA page_count", &pages) == SQLITE_OK &&
           database_ask(statement->database, "PRAGMA page_size", &bytes) == SQLITE_OK &&
           statement->rows > (uint64_t)(pages * (bytes / ROW_BYTES_MIN));
}

enum statement_step statement_next(struct statement *statement)
{
    int rc = statement->wrong ? statement->wrong : sqlite3_step(statement->handle);

    if (rc == SQLITE_ROW && ++statement->rows && !is_endless(statement))
        return STATEMENT_ROW;
    if (rc == SQLITE_ROW)
        rc = SQLITE_CORRUPT;
    database_note_result(statement->database, rc);
    statement_stop(statement);
    return rc == SQLITE_DONE ? STATEMENT_DONE : STATEMENT_FAILED;
}

bool statement_run(struct statement *statement)
{
    enum statement_step step;

    do {
        step = statement_next(statement);
    } while (step == STATEMENT_ROW);
    return step == STATEMENT_DONE;
}

bool column_int(struct statement *statement, int i, int64_t *value)
{
    bool right = sqlite3_column_type(statement->handle, i) == SQLITE_INTEGER;

    *value = right ? sqlite3_column_int64(statement->handle, i) : 0;
    return right;
}

static bool bytes_of(struct statement *statement, int i, int type, size_t max, const char **s,
                     size_t *n)
{
    *s = "";
    *n = 0;
    if (sqlite3_column_type(statement->handle, i) != type)
        return false;
    const char *bytes = type == SQLITE_TEXT
                            ? (const char *)sqlite3_column_text(statement->handle, i)
                            : sqlite3_column_blob(statement->handle, i);
    int length = sqlite3_column_bytes(statement->handle, i);
    if (length < 0 || (size_t)length > max)
        return false;
    if (!bytes) /* an empty blob, or a text that there is no memory for */
        return length == 0 && type == SQLITE_BLOB;
    *s = bytes;
    *n = (size_t)length;
    return true;
}

bool column_text(struct statement *statement, int i, size_t max, const char **s, size_t *n)
{
    return bytes_of(statement, i, SQLITE_TEXT, max, s, n);
}

bool column_blob(struct statement *statement, int i, size_t max, const char **bytes, size_t *n)
{
    return bytes_of(statement, i, SQLITE_BLOB, max, bytes, n);
}
