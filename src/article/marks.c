/* SPDX-License-Identifier: MIT */
#include "article/marks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "article/marks_parts.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

struct marks *marks_open(const char *path, bool visit, struct error *note)
{
    struct marks *marks = xcalloc(1, sizeof *marks);

    marks_table_init(&marks->table);
    buf_init(&marks->key, ARTICLE_KEY_MAX);
    marks_store_open(marks, path, visit, note);
    return marks;
}

struct marks *marks_new(void)
{
    struct error note;

    return marks_open(NULL, true, &note);
}

void marks_free(struct marks *marks)
{
    if (!marks)
        return;
    marks_store_close(marks);
    marks_journal_forget(marks);
    marks_rows_release(&marks->pending);
    marks_table_release(&marks->table);
    buf_release(&marks->key);
    free(marks);
}

void marks_make_key(struct marks *marks, const struct article *article)
{
    buf_clear(&marks->key);
    article_key(article, &marks->key);
}

uint32_t marks_entry_of(struct marks *marks, const struct article *article)
{
    return marks_table_add(&marks->table, article_key_hash(article));
}

unsigned marks_get(const struct marks *marks, const struct article *article)
{
    uint32_t entry = marks_table_find(&marks->table, article_key_hash(article));

    return entry == UINT32_MAX ? 0 : marks->table.bits[entry] & MARK_ALL;
}

bool marks_is_starred(const struct marks *marks, uint64_t hash)
{
    uint32_t entry = marks_table_find(&marks->table, hash);

    return entry != UINT32_MAX && marks->table.bits[entry] & MARK_STAR;
}

static void apply(struct marks *marks, const struct marks_rows *rows, bool backwards)
{
    unsigned char *bits = marks->table.bits;

    for (size_t i = 0; i < rows->count; i++) {
        const struct marks_row *row = &rows->rows[i];
        unsigned char value = backwards ? row->before : row->after;
        bits[row->entry] = (unsigned char)((bits[row->entry] & ~row->mask) | value);
    }
    marks_store_write(marks, rows, backwards);
}

size_t marks_set_many(struct marks *marks, const struct article *const *articles, size_t count,
                      unsigned mask, bool on)
{
    struct marks_rows step = { .count = 0 };

    assert((mask & ~(unsigned)MARK_ALL) == 0);
    for (size_t i = 0; i < count; i++) {
        uint32_t entry = marks_entry_of(marks, articles[i]);
        unsigned now = marks->table.bits[entry] & mask, wanted = on ? mask : 0;
        if (now == wanted)
            continue;
        marks_make_key(marks, articles[i]);
        struct marks_row row = { .key_len = (uint32_t)marks->key.len,
                                 .entry = entry,
                                 .mask = (unsigned char)mask,
                                 .before = (unsigned char)now,
                                 .after = (unsigned char)wanted };
        marks_rows_add(&step, &row, marks->key.data);
        /* At once, so that another article of the same key is not counted too. */
        marks->table.bits[entry] = (unsigned char)((marks->table.bits[entry] & ~mask) | wanted);
    }
    if (step.count == 0)
        return 0;
    apply(marks, &step, false);
    marks_journal_add(marks, &step);
    return step.count;
}

bool marks_set(struct marks *marks, const struct article *article, unsigned mask, bool on)
{
    return marks_set_many(marks, &article, 1, mask, on) > 0;
}

size_t marks_undo(struct marks *marks)
{
    if (marks->done == 0)
        return 0;
    const struct marks_rows *step = &marks->steps[--marks->done];
    apply(marks, step, true);
    return step->count;
}

size_t marks_redo(struct marks *marks)
{
    if (marks->done == marks->step_count)
        return 0;
    const struct marks_rows *step = &marks->steps[marks->done++];
    apply(marks, step, false);
    return step->count;
}

uint32_t marks_place(struct marks *marks, const struct article *article)
{
    uint32_t entry = marks_table_find(&marks->table, article_key_hash(article));

    return entry == UINT32_MAX ? 0 : marks->table.entries[entry].place;
}

void marks_set_place(struct marks *marks, const struct article *article, uint32_t place)
{
    uint32_t at = marks_entry_of(marks, article);
    struct marks_entry *entry = &marks->table.entries[at];
    int64_t revision;

    if (entry->place == place)
        return;
    entry->place = place;
    if (!marks_store_begin(marks, &revision))
        return;
    struct statement *sql = marks->sql[SQL_PLACE];
    marks_make_key(marks, article);
    statement_text(sql, 1, marks->key.data, marks->key.len);
    statement_int(sql, 2, place);
    statement_int(sql, 3, date_now());
    statement_int(sql, 4, revision);
    marks_store_end(marks, statement_run(sql));
}

void marks_note(struct marks *marks, const struct article *article, struct buf *out)
{
    struct statement *sql = marks->sql[SQL_GET_NOTE];
    const char *s;
    size_t n;

    if (!sql)
        return;
    marks_make_key(marks, article);
    statement_text(sql, 1, marks->key.data, marks->key.len);
    if (statement_next(sql) != STATEMENT_ROW)
        return;
    if (column_text(sql, 0, MARKS_NOTE_MAX, &s, &n))
        text_clean(out, s, n, TEXT_LINE);
    statement_stop(sql);
}

bool marks_set_note(struct marks *marks, const struct article *article, const char *note)
{
    struct buf clean = BUF_INIT(MARKS_NOTE_MAX);
    int64_t revision;
    bool done = marks_store_begin(marks, &revision);

    if (done) {
        struct statement *sql = marks->sql[SQL_SET_NOTE];
        text_clean(&clean, note, strlen(note), TEXT_LINE);
        marks_make_key(marks, article);
        statement_text(sql, 1, marks->key.data, marks->key.len);
        statement_text(sql, 2, buf_str(&clean), clean.len);
        statement_int(sql, 3, date_now());
        statement_int(sql, 4, revision);
        done = marks_store_end(marks, statement_run(sql));
    }
    buf_release(&clean);
    return done;
}

void marks_see(struct marks *marks, const struct article *const *articles, size_t count)
{
    bool writing = false, good = true;
    int64_t now = date_now(), revision;

    marks_store_read_seen(marks);
    for (size_t i = 0; i < count; i++) {
        uint32_t entry = marks_entry_of(marks, articles[i]);
        if (marks->table.bits[entry] & MARK_SEEN)
            continue;
        marks->table.bits[entry] |= MARK_SEEN | MARK_NEW;
        if (!writing && good) {
            writing = marks_store_begin(marks, &revision);
            good = writing && marks_store_visit(marks);
        }
        if (!writing)
            continue;
        struct statement *sql = marks->sql[SQL_SEE];
        statement_int(sql, 1, (int64_t)marks->table.entries[entry].hash);
        statement_int(sql, 2, now);
        statement_int(sql, 3, marks->visit);
        good = good && statement_run(sql);
    }
    if (writing && !marks_store_end(marks, good))
        marks->visit_is_written = false;
}

bool marks_is_new(struct marks *marks, const struct article *article)
{
    marks_store_read_seen(marks);
    uint32_t entry = marks_table_find(&marks->table, article_key_hash(article));
    unsigned bits = entry == UINT32_MAX ? 0 : marks->table.bits[entry];
    return !(bits & MARK_SEEN) || bits & MARK_NEW;
}

bool marks_refresh(struct marks *marks)
{
    marks_store_flush(marks);
    return database_changed_elsewhere(marks->database) && marks_store_read(marks);
}

bool marks_are_kept(const struct marks *marks)
{
    return database_mode(marks->database) == DATABASE_KEPT && marks->pending.count == 0;
}

bool marks_trouble(struct marks *marks, struct error *error)
{
    if (!marks->trouble.text[0])
        return false;
    *error = marks->trouble;
    marks->trouble.text[0] = '\0';
    return true;
}
