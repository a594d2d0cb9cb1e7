/* SPDX-License-Identifier: MIT */
#include "article/marks.h"

#include <stdlib.h>

#include "article/key.h"
#include "article/marks_parts.h"
#include "base/alloc.h"
#include "base/date.h"

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

uint64_t marks_changes(const struct marks *marks)
{
    return marks->table.changes;
}

bool marks_is_starred(const struct marks *marks, uint64_t hash)
{
    uint32_t entry = marks_table_find(&marks->table, hash);

    return entry != UINT32_MAX && marks->table.bits[entry] & MARK_STAR;
}

int64_t marks_read_at(const struct marks *marks, const struct article *article)
{
    uint32_t entry = marks_table_find(&marks->table, article_key_hash(article));

    if (entry == UINT32_MAX || !(marks->table.bits[entry] & MARK_READ))
        return 0;
    return marks->table.entries[entry].read_at;
}

const char *marks_note(const struct marks *marks, const struct article *article)
{
    uint32_t entry = marks_table_find(&marks->table, article_key_hash(article));

    if (entry == UINT32_MAX || !marks->table.entries[entry].note)
        return "";
    return marks->table.entries[entry].note;
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

void marks_see(struct marks *marks, const struct article *const *articles, size_t count)
{
    bool writing = false, good = true;
    int64_t now = date_now(), revision;

    marks_store_read_seen(marks, -1);
    for (size_t i = 0; i < count; i++) {
        uint32_t entry = marks_entry_of(marks, articles[i]);
        if (marks->table.bits[entry] & MARK_SEEN)
            continue;
        marks->table.bits[entry] |= MARK_SEEN | MARK_NEW;
        marks->table.changes++;
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

bool marks_read_seen(struct marks *marks, size_t max)
{
    return marks_store_read_seen(marks, (int64_t)max);
}

bool marks_is_new(struct marks *marks, const struct article *article)
{
    marks_store_read_seen(marks, -1);
    uint32_t entry = marks_table_find(&marks->table, article_key_hash(article));
    unsigned bits = entry == UINT32_MAX ? 0 : marks->table.bits[entry];
    return !(bits & MARK_SEEN) || bits & MARK_NEW;
}

bool marks_refresh(struct marks *marks)
{
    marks_store_flush(marks);
    if (marks->unsafe)
        marks->unsafe = !database_sync(marks->database);
    return database_changed_elsewhere(marks->database) && marks_store_read(marks);
}

bool marks_are_kept(const struct marks *marks)
{
    return database_mode(marks->database) == DATABASE_KEPT && marks->pending.count == 0;
}

bool marks_are_there(const struct marks *marks)
{
    return database_mode(marks->database) != DATABASE_MEMORY;
}

bool marks_trouble(struct marks *marks, struct error *error)
{
    if (!marks->trouble.text[0])
        return false;
    *error = marks->trouble;
    marks->trouble.text[0] = '\0';
    return true;
}
