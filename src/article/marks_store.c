/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "article/marks_parts.h"
#include "base/date.h"
#include "base/text.h"

/* Nobody who reads waits for other programs longer than this: what could not be written is
 * tried again each second. */
enum { VISIT_BUSY_MS = 250, FAREWELL_BUSY_MS = 900 };

#define PENDING_BYTES_MAX ((size_t)64 * 1024 * 1024)

static void release_statements(struct marks *marks)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        statement_free(marks->sql[i]);
        marks->sql[i] = NULL;
    }
}

bool marks_store_prepare(struct marks *marks, enum marks_sql first, enum marks_sql last)
{
    for (size_t i = first; i <= last; i++) {
        if (!marks->sql[i])
            marks->sql[i] = statement_new(marks->database, marks_sql[i]);
        if (!marks->sql[i])
            return false;
    }
    return true;
}

static bool is_kept(const struct marks *marks)
{
    return database_mode(marks->database) != DATABASE_READ_ONLY;
}

/* Take the note of a row over, which may be anything; true when it is another one. */
static bool read_note(struct marks *marks, struct statement *sql, uint32_t entry)
{
    const char *known = marks->table.entries[entry].note, *s;
    size_t n;

    if (!column_text(sql, 6, MARKS_NOTE_MAX, &s, &n) && !known)
        return false;
    struct buf note = BUF_INIT(MARKS_NOTE_MAX);
    text_clean(&note, s, n, TEXT_LINE);
    bool changed = strcmp(buf_str(&note), known ? known : "") != 0;
    if (changed)
        marks_table_set_note(&marks->table, entry, buf_str(&note), note.len);
    buf_release(&note);
    return changed;
}

static uint32_t column_uint32(struct statement *sql, int i)
{
    int64_t value;

    return column_int(sql, i, &value) && value >= 0 && value <= UINT32_MAX ? (uint32_t)value
                                                                           : 0;
}

/* Take one row over; true when a mark in memory changed. Rows that are not of our making say
 * nothing: another type is as good as 0. */
static bool read_row(struct marks *marks, struct statement *sql)
{
    int64_t read, star, revision;
    const char *key;
    size_t n;

    if (!column_text(sql, 0, ARTICLE_KEY_MAX, &key, &n))
        return false;
    uint32_t number = marks_table_add(&marks->table, key_hash(key, n));
    struct marks_entry *entry = &marks->table.entries[number];
    unsigned was = marks->table.bits[number];
    column_int(sql, 1, &read);
    column_int(sql, 2, &star);
    entry->place = column_uint32(sql, 3);
    if (column_int(sql, 4, &revision) && revision > marks->revision &&
        revision <= MARKS_REVISION_MAX)
        marks->revision = revision;
    entry->read_at = column_uint32(sql, 5);
    unsigned is = (was & ~(unsigned)MARK_FLAGS) | (read ? MARK_READ : 0) |
                  (star ? MARK_STAR : 0);
    marks->table.bits[number] = (unsigned char)is;
    marks->table.changes++;
    return read_note(marks, sql, number) || is != was;
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

    marks->seen_from = INT64_MIN;
    database_patience(marks->database, marks->patience);
    if (!marks_store_prepare(marks, 0, SQL_ALWAYS_LAST) ||
        !read_rows(marks, marks->sql[SQL_LOAD], &changed))
        return false;
    read_visit(marks, visit);
    database_changed_elsewhere(marks->database);
    return true;
}

void marks_store_open(struct marks *marks, const char *path, bool visit, struct error *note)
{
    marks->database = database_open(path, &marks_plan, note);
    marks->patience = visit ? VISIT_BUSY_MS : DATABASE_BUSY_MS;
    if (!path && visit)
        error_set(note, "marks are not kept this time: there is no home folder");
    if (begin(marks, visit))
        return;
    /* Damage that only reading everything shows. What counts is what could be saved of the file
     * that is set aside, and nothing else. */
    release_statements(marks);
    marks_table_release(&marks->table);
    marks_table_init(&marks->table);
    marks->revision = 0;
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
        marks_store_prepare(marks, 0, SQL_ALWAYS_LAST);
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
            database_patience(marks->database, marks->patience);
        marks->failing = false;
        marks->unsafe = true;
        marks->revision = marks->writing;
        return true;
    }
    database_rollback(marks->database);
    fail(marks);
    return false;
}

static bool write_row(struct marks *marks, const struct marks_rows *rows,
                      const struct marks_row *row, bool after, int64_t now, int64_t revision)
{
    struct statement *sql = marks->sql[row->mask & MARK_NOTE ? SQL_NOTE : SQL_MARK];

    statement_text(sql, 1, rows->texts + row->text, row->key_len);
    if (row->mask & MARK_NOTE) {
        statement_text(sql, 2, marks_rows_note(rows, row, after), row->note_len[after]);
        statement_int(sql, 3, now);
        statement_int(sql, 4, revision);
    } else {
        statement_int(sql, 2, after ? row->after : row->before);
        statement_int(sql, 3, row->mask);
        statement_int(sql, 4, now);
        statement_int(sql, 5, revision);
    }
    return statement_run(sql);
}

static bool write_rows(struct marks *marks, const struct marks_rows *rows, bool after)
{
    int64_t now = date_now(), revision;
    bool good = true;

    if (!marks_store_begin(marks, &revision))
        return false;
    for (size_t i = 0; i < rows->count && good; i++)
        good = write_row(marks, rows, &rows->rows[i], after, now, revision);
    return marks_store_end(marks, good);
}

static void keep_for_later(struct marks *marks, const struct marks_rows *rows, bool after)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct marks_row row = rows->rows[i];
        if (marks_rows_bytes(&marks->pending) > PENDING_BYTES_MAX)
            return;
        row.after = after ? row.after : row.before;
        row.note_len[1] = row.note_len[after];
        row.note_len[0] = 0;
        marks_rows_add(&marks->pending, &row, rows->texts + row.text, NULL,
                       marks_rows_note(rows, &rows->rows[i], after));
    }
}

void marks_store_write(struct marks *marks, const struct marks_rows *rows, bool after)
{
    if (!is_kept(marks))
        return;
    marks_store_flush(marks);
    /* In order: what waits goes first. */
    if (marks->pending.count > 0 || !write_rows(marks, rows, after))
        keep_for_later(marks, rows, after);
}

void marks_store_flush(struct marks *marks)
{
    if (marks->pending.count > 0 && write_rows(marks, &marks->pending, true))
        marks_rows_release(&marks->pending);
}

bool marks_finish(struct marks *marks, struct error *error)
{
    database_patience(marks->database, FAREWELL_BUSY_MS);
    marks_store_flush(marks);
    return marks->pending.count == 0 ||
           error_set(error, "the last marks could not be saved and are lost (%s)",
                     database_reason(marks->database));
}

bool marks_store_read(struct marks *marks)
{
    struct statement *sql = marks->sql[SQL_LOAD_SINCE];
    bool changed = false;

    if (!sql)
        return false;
    statement_int(sql, 1, marks->revision);
    read_rows(marks, sql, &changed);
    for (size_t i = 0; i < marks->pending.count; i++)
        marks_row_apply(marks, &marks->pending, &marks->pending.rows[i], true);
    return changed;
}

bool marks_store_read_seen(struct marks *marks, int64_t max)
{
    struct statement *sql = marks->sql[SQL_LOAD_SEEN];
    int64_t from = marks->seen_from, hash = from, visit, rows = 0;

    if (marks->seen_loaded || !sql)
        return true;
    statement_int(sql, 1, from);
    statement_int(sql, 2, max);
    while (statement_next(sql) == STATEMENT_ROW) {
        rows++;
        if (!column_int(sql, 0, &hash) || !column_int(sql, 1, &visit) || hash == 0)
            continue;
        uint32_t entry = marks_table_add(&marks->table, (uint64_t)hash);
        marks->table.bits[entry] |= visit < marks->visit ? MARK_SEEN : MARK_SEEN | MARK_NEW;
        marks->table.changes++;
    }
    /* Whatever the table is, each call gets further or is the last. */
    marks->seen_loaded = rows != max || hash < from || hash == INT64_MAX;
    marks->seen_from = hash + !marks->seen_loaded;
    return marks->seen_loaded;
}
