/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "article/marks_parts.h"
#include "base/date.h"

#define PENDING_BYTES_MAX ((size_t)64 * 1024 * 1024)

/*
 * A revision is the number of a transaction: each row has that of the last one that wrote it,
 * so that another process reads only what it does not know. `seen` has hashes instead of keys,
 * as it has a row for every article there ever was.
 */
static const char *const changes[] = {
    "CREATE TABLE marks (key TEXT PRIMARY KEY NOT NULL, read INTEGER NOT NULL DEFAULT 0,"
    " star INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT 0,"
    " read_at INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL,"
    " note TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX marks_revision ON marks (revision);"
    "CREATE TABLE seen (hash INTEGER PRIMARY KEY, first_seen INTEGER NOT NULL,"
    " visit INTEGER NOT NULL) STRICT;"
    "CREATE TABLE visit (number INTEGER NOT NULL, started INTEGER NOT NULL) STRICT;"
    "INSERT INTO visit VALUES (0, 0);",
};

static const struct database_plan plan = {
    .what = "marks",
    .application_id = 0x636d726b, /* "cmrk" */
    .changes = changes,
    .version = sizeof changes / sizeof *changes,
    .probe =
        "SELECT key, read, star, place, read_at, changed, note, revision, hash, first_seen,"
        " seen.visit, number, started FROM marks, seen, visit",
    .value_max = ARTICLE_KEY_MAX + MARKS_NOTE_MAX,
    .file_max = (int64_t)1 << 30,
};

#define ROWS "SELECT key, read, star, place, revision FROM marks"

static const char *const texts[SQL_COUNT] = {
    [SQL_LOAD] = ROWS,
    [SQL_LOAD_SINCE] = ROWS " WHERE revision > ?1",
    [SQL_REVISION] = "SELECT coalesce(max(revision), 0) FROM marks",
    /* ?2 are marks of the mask ?3, both of enum mark. */
    [SQL_MARK] = "INSERT INTO marks (key, read, star, read_at, changed, revision)"
                 " VALUES (?1, ?2 & 1, ?2 >> 1 & 1, (?2 & 1) * ?4, ?4, ?5)"
                 " ON CONFLICT (key) DO UPDATE SET"
                 " read = CASE WHEN ?3 & 1 THEN excluded.read ELSE read END,"
                 " star = CASE WHEN ?3 & 2 THEN excluded.star ELSE star END,"
                 " read_at = CASE WHEN ?3 & 1 THEN excluded.read_at ELSE read_at END,"
                 " changed = max(changed, ?4), revision = ?5",
    [SQL_PLACE] = "INSERT INTO marks (key, place, changed, revision) VALUES (?1, ?2, ?3, ?4)"
                  " ON CONFLICT (key) DO UPDATE SET place = ?2, changed = max(changed, ?3),"
                  " revision = ?4",
    [SQL_GET_NOTE] = "SELECT note FROM marks WHERE key = ?1",
    [SQL_SET_NOTE] = "INSERT INTO marks (key, note, changed, revision) VALUES (?1, ?2, ?3, ?4)"
                     " ON CONFLICT (key) DO UPDATE SET note = ?2, changed = max(changed, ?3),"
                     " revision = ?4",
    [SQL_LOAD_SEEN] = "SELECT hash, visit FROM seen",
    [SQL_SEE] = "INSERT OR IGNORE INTO seen (hash, first_seen, visit) VALUES (?1, ?2, ?3)",
    [SQL_VISIT] = "SELECT number FROM visit",
    [SQL_BEGIN_VISIT] = "UPDATE visit SET number = max(number, ?1), started = ?2",
    [SQL_EXPORT] = "SELECT key, read, star, place, read_at, changed, note FROM marks"
                   " ORDER BY key",
    [SQL_IMPORT] =
        "INSERT INTO marks (key, read, star, place, read_at, changed, note, revision)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (key) DO UPDATE SET read = ?2, star = ?3, place = ?4,"
        " read_at = ?5, changed = ?6, note = ?7, revision = ?8"
        " WHERE changed < ?6",
};

static void release_statements(struct marks *marks)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        statement_free(marks->sql[i]);
        marks->sql[i] = NULL;
    }
}

static bool prepare_statements(struct marks *marks)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        marks->sql[i] = statement_new(marks->database, texts[i]);
        if (!marks->sql[i])
            return false;
    }
    return true;
}

static bool is_kept(const struct marks *marks)
{
    return database_mode(marks->database) != DATABASE_READ_ONLY;
}

/* Take one row over; true when a mark in memory changed. Rows that are not of our making say
 * nothing: another type is as good as 0. */
static bool read_row(struct marks *marks, struct statement *sql)
{
    int64_t read, star, place, revision;
    const char *key;
    size_t n;

    if (!column_text(sql, 0, ARTICLE_KEY_MAX, &key, &n))
        return false;
    uint32_t entry = marks_table_add(&marks->table, key_hash(key, n));
    column_int(sql, 1, &read);
    column_int(sql, 2, &star);
    if (!column_int(sql, 3, &place) || place < 0 || place > UINT32_MAX)
        place = 0;
    if (column_int(sql, 4, &revision) && revision > marks->revision)
        marks->revision = revision;
    unsigned was = marks->table.bits[entry];
    unsigned is = (was & ~(unsigned)MARK_ALL) | (read ? MARK_READ : 0) | (star ? MARK_STAR : 0);
    marks->table.bits[entry] = (unsigned char)is;
    marks->table.entries[entry].place = (uint32_t)place;
    return is != was;
}

static bool read_rows(struct marks *marks, struct statement *sql, bool *changed)
{
    enum statement_step step;

    while ((step = statement_next(sql)) == STATEMENT_ROW)
        *changed |= read_row(marks, sql);
    return step == STATEMENT_DONE;
}

static void read_visit(struct marks *marks, bool visit)
{
    struct statement *sql = marks->sql[SQL_VISIT];
    int64_t number = 0;

    if (statement_next(sql) == STATEMENT_ROW) {
        if (!column_int(sql, 0, &number) || number < 0 || number >= INT64_MAX)
            number = 0;
        statement_stop(sql);
    }
    marks->visit = number + visit;
    marks->visit_is_written = !visit || !is_kept(marks);
}

bool marks_store_visit(struct marks *marks)
{
    struct statement *sql = marks->sql[SQL_BEGIN_VISIT];

    if (marks->visit_is_written || !sql)
        return true;
    statement_int(sql, 1, marks->visit);
    statement_int(sql, 2, date_now());
    return marks->visit_is_written = statement_run(sql);
}

static bool begin(struct marks *marks, bool visit)
{
    bool changed = false;

    if (!prepare_statements(marks) || !read_rows(marks, marks->sql[SQL_LOAD], &changed))
        return false;
    read_visit(marks, visit);
    database_changed_elsewhere(marks->database);
    return true;
}

void marks_store_open(struct marks *marks, const char *path, bool visit, struct error *note)
{
    marks->database = database_open(path, &plan, note);
    if (!path && visit)
        error_set(note, "marks are not kept this time: there is no home folder");
    if (begin(marks, visit))
        return;
    /* Damage that only reading everything shows. */
    release_statements(marks);
    database_replace(marks->database, note);
    begin(marks, visit);
}

void marks_store_close(struct marks *marks)
{
    marks_store_flush(marks);
    marks_store_visit(marks);
    release_statements(marks);
    database_close(marks->database);
}

/* Tell it once, until something can be written again. */
static void fail(struct marks *marks)
{
    struct error note;

    if (database_is_damaged(marks->database)) {
        release_statements(marks);
        database_replace(marks->database, &note);
        prepare_statements(marks);
        marks->revision = 0;
        marks->trouble = note;
        return;
    }
    if (!marks->failing)
        error_set(&marks->trouble,
                  "marks cannot be saved (%s): they hold for now, and are tried again",
                  database_reason(marks->database));
    marks->failing = true;
    /* Waiting for another process once is enough. */
    database_patience(marks->database, 0);
}

bool marks_store_begin(struct marks *marks, int64_t *revision)
{
    struct statement *sql = marks->sql[SQL_REVISION];

    *revision = 0;
    if (!is_kept(marks))
        return false;
    if (!sql || !database_begin(marks->database)) {
        fail(marks);
        return false;
    }
    if (statement_next(sql) != STATEMENT_ROW) {
        database_rollback(marks->database);
        fail(marks);
        return false;
    }
    column_int(sql, 0, revision);
    statement_stop(sql);
    bool known = *revision <= marks->revision;
    ++*revision;
    /* What is read back later is only what others wrote. */
    marks->writing = known ? *revision : marks->revision;
    return true;
}

bool marks_store_end(struct marks *marks, bool good)
{
    if (good && database_commit(marks->database)) {
        if (marks->failing)
            database_patience(marks->database, DATABASE_BUSY_MS);
        marks->failing = false;
        marks->revision = marks->writing;
        return true;
    }
    database_rollback(marks->database);
    fail(marks);
    return false;
}

static bool write_row(struct marks *marks, const struct marks_row *row, const char *key,
                      unsigned value, int64_t now, int64_t revision)
{
    struct statement *sql = marks->sql[SQL_MARK];

    statement_text(sql, 1, key, row->key_len);
    statement_int(sql, 2, value);
    statement_int(sql, 3, row->mask);
    statement_int(sql, 4, now);
    statement_int(sql, 5, revision);
    return statement_run(sql);
}

static bool write_rows(struct marks *marks, const struct marks_rows *rows, bool backwards)
{
    int64_t now = date_now(), revision;
    bool good = true;

    if (!marks_store_begin(marks, &revision))
        return false;
    for (size_t i = 0; i < rows->count && good; i++) {
        const struct marks_row *row = &rows->rows[i];
        good = write_row(marks, row, rows->keys + row->key,
                         backwards ? row->before : row->after, now, revision);
    }
    return marks_store_end(marks, good);
}

static void keep_for_later(struct marks *marks, const struct marks_rows *rows, bool backwards)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct marks_row row = rows->rows[i];
        if (marks_rows_bytes(&marks->pending) > PENDING_BYTES_MAX)
            return;
        row.after = backwards ? row.before : row.after;
        marks_rows_add(&marks->pending, &row, rows->keys + rows->rows[i].key);
    }
}

void marks_store_write(struct marks *marks, const struct marks_rows *rows, bool backwards)
{
    if (!is_kept(marks))
        return;
    marks_store_flush(marks);
    /* In order: what waits goes first. */
    if (marks->pending.count > 0 || !write_rows(marks, rows, backwards))
        keep_for_later(marks, rows, backwards);
}

void marks_store_flush(struct marks *marks)
{
    if (marks->pending.count > 0 && write_rows(marks, &marks->pending, false))
        marks_rows_release(&marks->pending);
}

bool marks_store_read(struct marks *marks)
{
    struct statement *sql = marks->sql[SQL_LOAD_SINCE];
    bool changed = false;

    if (!sql)
        return false;
    statement_int(sql, 1, marks->revision);
    read_rows(marks, sql, &changed);
    for (size_t i = 0; i < marks->pending.count; i++) {
        const struct marks_row *row = &marks->pending.rows[i];
        unsigned char *bits = &marks->table.bits[row->entry];
        *bits = (unsigned char)((*bits & ~row->mask) | row->after);
    }
    return changed;
}

void marks_store_read_seen(struct marks *marks)
{
    struct statement *sql = marks->sql[SQL_LOAD_SEEN];
    int64_t hash, visit;

    if (marks->seen_loaded || !sql)
        return;
    marks->seen_loaded = true;
    while (statement_next(sql) == STATEMENT_ROW) {
        if (!column_int(sql, 0, &hash) || !column_int(sql, 1, &visit) || hash == 0)
            continue;
        uint32_t entry = marks_table_add(&marks->table, (uint64_t)hash);
        marks->table.bits[entry] |= visit < marks->visit ? MARK_SEEN : MARK_SEEN | MARK_NEW;
    }
}
