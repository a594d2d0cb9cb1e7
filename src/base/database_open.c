/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/database_parts.h"

enum {
    TRIES = 4,                       /* another process may set aside or begin it meanwhile */
    CHECKED_BYTES = 512 * 1024,      /* a larger file is found damaged when it is read */
    JOURNAL_BYTES = 4 * 1024 * 1024, /* a longer log is cut when it has been written back */
    SQL_BYTES = 64 * 1024,           /* of a statement, ours or in a strange schema */
    COLUMNS = 64,
};

/* What became of an attempt at a file. */
enum outcome { OPENED, DAMAGED, REFUSED };

/* The first file that was set aside, and why. */
struct aside {
    char path[DATABASE_PATH_MAX + 64]; /* "" for none */
    bool plain;                        /* no folder or pipe, which may not be opened */
    struct error reason;
};

static void disconnect(struct database *database)
{
    sqlite3_close(database->handle);
    database->handle = NULL;
}

/* Nothing in the schema of a file may act by itself, and nothing may be larger than ours is. */
static void restrain(struct database *database)
{
    static const struct {
        int setting, value;
    } settings[] = {
        { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
        { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
        { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_DQS_DDL, 0 },
        /* Until it is known to be ours and not newer, closing it must not write to it. */
        { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
    };
    const struct {
        int limit, value;
    } limits[] = {
        { SQLITE_LIMIT_LENGTH, database->plan->value_max + SQL_BYTES },
        { SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES },
        { SQLITE_LIMIT_COLUMN, COLUMNS },
        { SQLITE_LIMIT_ATTACHED, 0 },
        { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
        { SQLITE_LIMIT_WORKER_THREADS, 0 },
    };

    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        sqlite3_db_config(database->handle, settings[i].setting, settings[i].value, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(database->handle, limits[i].limit, limits[i].value);
    sqlite3_extended_result_codes(database->handle, 1);
    sqlite3_busy_timeout(database->handle, DATABASE_BUSY_MS);
}

/* Open and read something: only that shows whether it can be read. */
static int connect_by(struct database *database, const char *name, int flags)
{
    int64_t ignored;

    disconnect(database);
    int rc = sqlite3_open_v2(name, &database->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (!database->handle)
        alloc_die();
    if (database_note_result(database, rc) != SQLITE_OK)
        return rc;
    restrain(database);
    return database_ask(database, "SELECT count(*) FROM sqlite_schema", &ignored);
}

/* The file alone, without its log, and with nothing made beside it. */
static int connect_unchanged(struct database *database)
{
    struct buf name = BUF_INIT(3 * DATABASE_PATH_MAX + 32);

    database_file_immutable(database->path, &name);
    int rc = connect_by(database, buf_str(&name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    buf_release(&name);
    return rc;
}

/* A log cannot be read where its index cannot be made: the file alone is read then. */
static int connect_file(struct database *database, int flags)
{
    int rc = connect_by(database, database->path, flags);

    if ((rc & 0xff) != SQLITE_CANTOPEN && (rc & 0xff) != SQLITE_READONLY)
        return rc;
    return connect_unchanged(database);
}

static bool is_writable(const struct database *database)
{
    return sqlite3_db_readonly(database->handle, "main") == 0;
}

static enum outcome failed(struct database *database, struct error *note)
{
    if (database_rc_is_damage(database->result))
        return DAMAGED;
    error_set(note, "%s are not kept this time: %s cannot be opened (%s)", database->plan->what,
              database->path, database->reason.text);
    return REFUSED;
}

static enum outcome damaged(struct database *database, const char *how)
{
    database->result = SQLITE_CORRUPT;
    error_set(&database->reason, "%s", how);
    return DAMAGED;
}

/* What this program needs is all there. */
static bool is_complete(struct database *database)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(database->handle, database->plan->probe, -1, &statement, NULL);

    sqlite3_finalize(statement);
    return database_note_result(database, rc) == SQLITE_OK;
}

/* A page that could not be got is one the disk kept back, unless the code is one of damage:
 * the check says the code in words only. */
static bool tells_damage(const char *how)
{
    static const char before[] = "error code=";
    const char *code = strstr(how, before);

    return !code || database_rc_is_damage((int)strtol(code + sizeof before - 1, NULL, 10));
}

/* The whole check: the quick one lets keys pass that are out of order, and a change of such a
 * row is written where nobody finds it again. */
static enum outcome check_pages(struct database *database, int64_t size, struct error *note)
{
    sqlite3_stmt *statement = NULL;
    char how[256] = "ok";

    if (size > CHECKED_BYTES)
        return OPENED;
    int rc =
        sqlite3_prepare_v2(database->handle, "PRAGMA integrity_check(1)", -1, &statement, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    database_note_result(database, rc);
    if (rc == SQLITE_ROW && sqlite3_column_text(statement, 0))
        snprintf(how, sizeof how, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    if (rc != SQLITE_ROW)
        return failed(database, note);
    if (strcmp(how, "ok") == 0)
        return OPENED;
    if (tells_damage(how))
        return damaged(database, how);
    database->result = SQLITE_IOERR;
    error_set(&database->reason, "%s", how);
    return failed(database, note);
}

/* A file that is written with another program's rules is not touched. */
static enum outcome open_newer(struct database *database, struct error *note)
{
    if (is_writable(database) && connect_file(database, SQLITE_OPEN_READONLY) != SQLITE_OK)
        return failed(database, note);
    database->mode = DATABASE_READ_ONLY;
    if (!is_complete(database)) {
        error_set(note, "%s are not kept this time: %s was written by a newer version",
                  database->plan->what, database->path);
        return REFUSED;
    }
    error_set(note, "changes of %s are not kept: %s was written by a newer version",
              database->plan->what, database->path);
    return OPENED;
}

static enum outcome open_unwritable(struct database *database, struct error *note)
{
    database->mode = DATABASE_READ_ONLY;
    if (!is_complete(database)) {
        error_set(note, "%s are not kept this time: %s cannot be written", database->plan->what,
                  database->path);
        return REFUSED;
    }
    error_set(note, "changes of %s are not kept: %s cannot be written", database->plan->what,
              database->path);
    return OPENED;
}

static enum outcome open_ours(struct database *database, const struct database_file *file,
                              int64_t version, bool fresh, struct error *note)
{
    char sql[160];

    /* Another process that opens it in this moment hinders; its choice is as good. */
    sqlite3_exec(database->handle,
                 file->remote ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL",
                 NULL, NULL, NULL);
    snprintf(sql, sizeof sql,
             "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = %d; "
             "PRAGMA max_page_count = %lld",
             (int)JOURNAL_BYTES, (long long)(database->plan->file_max / 4096));
    if (database_do(database, sql) != SQLITE_OK)
        return failed(database, note);
    sqlite3_db_config(database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    if (version < database->plan->version &&
        database_migrate(database, version, fresh) != SQLITE_OK) {
        if (database_rc_is_damage(database->result))
            return DAMAGED;
        error_set(note, "%s are not kept this time: %s cannot be brought up to date (%s)",
                  database->plan->what, database->path, database->reason.text);
        return REFUSED;
    }
    database->mode = DATABASE_KEPT;
    if (is_complete(database))
        return OPENED;
    /* SQLITE_ERROR: the statement is wrong, so something it names is not there. */
    if ((database->result & 0xff) != SQLITE_ERROR)
        return failed(database, note);
    database->result = SQLITE_CORRUPT;
    return DAMAGED;
}

/* SQLite would write over a few bytes that are shorter than any page. They were looked for
 * only now, as what a killed process began may just have been taken back. */
static bool holds_noise(struct database *database)
{
    int64_t pages;

    return database_ask(database, "PRAGMA page_count", &pages) == SQLITE_OK && pages == 0 &&
           database_file_size(database->path) > 0;
}

/* A journal says how long the file was, and taking it back makes the file that long: a damaged
 * one says anything, and a check of so many pages takes memory for each. */
static bool is_blown_up(struct database *database, int64_t before)
{
    int64_t now = database_file_size(database->path);

    return now > before && now > database->plan->file_max;
}

static enum outcome open_file(struct database *database, struct database_file *file,
                              struct error *note)
{
    const struct database_plan *plan = database->plan;
    int64_t id = 0, version = 0, things = 0;

    if (!database_file_find(database->path, file, &database->reason)) {
        database->result = SQLITE_CANTOPEN;
        return failed(database, note);
    }
    if (file->strange)
        return damaged(database, "it is no plain file");
    if (connect_file(database, SQLITE_OPEN_READWRITE) != SQLITE_OK ||
        database_ask(database, "PRAGMA application_id", &id) != SQLITE_OK ||
        database_ask(database, "PRAGMA user_version", &version) != SQLITE_OK ||
        database_ask(database, "SELECT count(*) FROM sqlite_schema", &things) != SQLITE_OK)
        return failed(database, note);
    bool fresh = id == 0 && version == 0 && things == 0;
    if (fresh && holds_noise(database))
        return damaged(database, "it is no database");
    if (!fresh && (id != plan->application_id || version < 1))
        return damaged(database, "it belongs to another program");
    if (version > plan->version)
        return open_newer(database, note);
    if (is_blown_up(database, file->size))
        return damaged(database, "its journal made it too large");
    enum outcome outcome = check_pages(database, file->size, note);
    if (outcome != OPENED)
        return outcome;
    if (!is_writable(database))
        return open_unwritable(database, note);
    return open_ours(database, file, version, fresh, note);
}

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* False, with a note, when the file stays. */
static bool set_aside(struct database *database, const struct database_file *file,
                      struct aside *aside, struct error *note)
{
    struct buf moved = BUF_INIT(sizeof aside->path);
    struct error error = { "" };

    disconnect(database);
    bool done = database_file_set_aside(database->path, file, &moved, &error);
    if (!done)
        error_set(note, "%s are not kept this time: %s is damaged and stays (%s)",
                  database->plan->what, database->path, error.text);
    if (done && moved.len > 0 && !*aside->path) {
        snprintf(aside->path, sizeof aside->path, "%s", buf_str(&moved));
        aside->plain = !file->strange;
        aside->reason = database->reason;
    }
    buf_release(&moved);
    return done;
}

static void open_memory(struct database *database)
{
    database->mode = DATABASE_MEMORY;
    int rc = connect_by(database, ":memory:", SQLITE_OPEN_READWRITE);
    if (rc == SQLITE_OK)
        rc = database_migrate(database, 0, true);
    assert(rc == SQLITE_OK);
    (void)rc;
    database->result = SQLITE_OK;
}

static void open_somehow(struct database *database, struct aside *aside, struct error *note)
{
    struct database_file file;

    database->data_version = -1;
    for (int i = 0; database->path && i < TRIES; i++) {
        enum outcome outcome = open_file(database, &file, note);
        if (outcome == OPENED) {
            database->file = file;
            database->result = SQLITE_OK;
            return;
        }
        if (outcome == REFUSED || !set_aside(database, &file, aside, note))
            break;
    }
    open_memory(database);
}

/* Save what can be read of the file that was set aside. It stays as it is, with its log if it
 * has one. */
static int64_t rescue(struct database *database, struct aside *aside)
{
    struct database damaged = { .plan = database->plan, .path = aside->path };
    char log[sizeof aside->path + 8], index[sizeof aside->path + 8];
    int64_t count = 0;

    snprintf(log, sizeof log, "%s-wal", aside->path);
    snprintf(index, sizeof index, "%s-shm", aside->path);
    bool has_log = access(log, F_OK) == 0;
    if ((has_log ? connect_file(&damaged, SQLITE_OPEN_READONLY)
                 : connect_unchanged(&damaged)) == SQLITE_OK)
        count = database_bring_over(database, damaged.handle);
    disconnect(&damaged);
    unlink(index);
    return count;
}

static void tell_aside(struct database *database, struct aside *aside, struct error *note)
{
    char with[64] = "";

    if (!*aside->path)
        return;
    bool wanted = database->plan->rescue_count > 0 && aside->plain;
    int64_t count = wanted ? rescue(database, aside) : 0;
    if (count > 0)
        snprintf(with, sizeof with, " with %lld of the old ones", (long long)count);
    /* Why is the file's own words, as many as it likes: what it is called now must fit too. */
    if (!*note->text)
        error_set(note, "%s begin anew%s: %s could not be used (%.150s) and is now %s",
                  database->plan->what, with, database->path, aside->reason.text,
                  last_name(aside->path));
}

struct database *database_open(const char *path, const struct database_plan *plan,
                               struct error *note)
{
    struct database *database = xcalloc(1, sizeof *database);
    struct aside aside = { 0 };

    database_memory_begin();
    note->text[0] = '\0';
    database->plan = plan;
    database->path = path ? xstrdup(path) : NULL;
    open_somehow(database, &aside, note);
    tell_aside(database, &aside, note);
    return database;
}

/* Another process that found the same damage may have put a new file there, and write to it. */
static bool is_open(const struct database *database, const struct database_file *file)
{
    return file->device == database->file.device && file->inode == database->file.inode;
}

void database_replace(struct database *database, struct error *note)
{
    struct database_file file;
    struct aside aside = { 0 };

    note->text[0] = '\0';
    /* A disk that failed once may give it all tomorrow: what lies there stays. */
    if (database->path && !database_rc_is_damage(database->result) &&
        (database->result & 0xff) != SQLITE_ERROR) {
        failed(database, note);
        open_memory(database);
        return;
    }
    if (database->path && database_file_find(database->path, &file, NULL) &&
        is_open(database, &file))
        set_aside(database, &file, &aside, note);
    open_somehow(database, &aside, note);
    tell_aside(database, &aside, note);
}

void database_close(struct database *database)
{
    if (!database)
        return;
    database_sync_end(database);
    sqlite3_close(database->handle);
    free(database->path);
    free(database);
}
