/* SPDX-License-Identifier: MIT */
/*
 * A small SQLite database that never stops its program: whatever lies at the path, opening it
 * gives a database. A file that is damaged or not ours is set aside, what cannot be written is
 * read, and what cannot be read at all is replaced by one in memory. One sentence tells so.
 *
 * Folders are made 0700, files 0600. Triggers and views of a strange schema are not run. What
 * comes out of a database may be anything: the readers of columns check type and length, text
 * is to be cleaned by whoever shows it.
 */
#ifndef BASE_DATABASE_H
#define BASE_DATABASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct database;

/* How the rows of a damaged file are saved. */
struct database_rescue {
    const char *read, *read_back; /* in the order of the key, and from its other end */
    const char *write; /* what was read are its parameters; it lets be what is there */
};

struct database_plan {
    const char *what;       /* who is told of: "the marks" */
    int32_t application_id; /* a file with another one is not ours */
    const char *const
        *changes;      /* SQL, [i] leads from version i to i + 1; not strangers' text */
    int version;       /* how many there are: the version that this program reads */
    const char *probe; /* SQL naming every column needed: what cannot run it is damaged */
    int value_max;     /* bytes of the longest text or blob */
    int64_t file_max;  /* bytes of the file; writing more fails as on a full disk */
    const struct database_rescue *rescues; /* the rows of the first are counted and told */
    size_t rescue_count;                   /* 0: what is damaged can be had again */
};

enum database_mode {
    DATABASE_KEPT,
    DATABASE_READ_ONLY, /* read from a file that is newer or cannot be written */
    DATABASE_MEMORY,    /* nothing is kept */
};

enum { DATABASE_BUSY_MS = 5000 }; /* how long another process may hold us up */

/*
 * Never NULL. path NULL is a database in memory. note (not NULL) gets the sentence to tell, ""
 * when the database is kept and all is well. plan must outlive the database. An older version
 * is copied to PATH.before-N and brought up to N in one transaction; a newer one is read, never
 * changed. A damaged or foreign file becomes PATH.bad-YYYY-MM-DD, and what can be read of it is
 * brought into the new one by the plan's rescues.
 */
struct database *database_open(const char *path, const struct database_plan *plan,
                               struct error *note);

/* All statements must be freed before. NULL is ignored. */
void database_close(struct database *database);

/* By now: database_replace() may have found that nothing can be kept any more. */
enum database_mode database_mode(const struct database *database);

/*
 * Damage was found while it was in use: set the file aside and begin a new one, as opening
 * does, or take the one with which another process has done so. What failed without being
 * damage leaves it there, and a database in memory takes its place. All statements must be
 * freed before.
 */
void database_replace(struct database *database, struct error *note);

/* Whether the last failure was damage, and its words for people. */
bool database_is_damaged(const struct database *database);
const char *database_reason(const struct database *database);

/* True when another connection has written since the last call; the first is always true. */
bool database_changed_elsewhere(struct database *database);

/* How long a write waits for other processes; DATABASE_BUSY_MS at first. */
void database_patience(struct database *database, int milliseconds);

/* Writing in between is one transaction. When a commit fails it is rolled back. */
bool database_begin(struct database *database);
bool database_commit(struct database *database);
void database_rollback(struct database *database);

/*
 * Have what was committed so far forced out to the disk, so that it survives a loss of power. A
 * thread does that: true when all of it is there, so it is for a call now and then until it is.
 */
bool database_sync(struct database *database);

/* Rows changed by the last statement. */
int64_t database_changes(const struct database *database);

struct statement;

/* NULL when the SQL is wrong for this database. It is kept ready until statement_free(). */
struct statement *statement_new(struct database *database, const char *sql);
void statement_free(struct statement *statement);

/* Values for the next run, by number from 1. Text and blobs must live until that has ended. */
void statement_text(struct statement *statement, int i, const char *s, size_t n);
void statement_blob(struct statement *statement, int i, const void *bytes, size_t n);
void statement_int(struct statement *statement, int i, int64_t value);

enum statement_step { STATEMENT_ROW, STATEMENT_DONE, STATEMENT_FAILED };

/* The next row. After the last one, or a failure, the statement is ready to be run again. */
enum statement_step statement_next(struct statement *statement);

/* Run to the end, whatever the rows; false when it failed. */
bool statement_run(struct statement *statement);

/* Stop before the last row. */
void statement_stop(struct statement *statement);

/*
 * A column of the row, by number from 0. False when it has another type or more than max
 * bytes; the value is then empty or 0. Bytes are valid until the next step. Text has a NUL
 * after it, and may hold others.
 */
bool column_int(struct statement *statement, int i, int64_t *value);
bool column_text(struct statement *statement, int i, size_t max, const char **s, size_t *n);
bool column_blob(struct statement *statement, int i, size_t max, const char **bytes, size_t *n);

#endif
