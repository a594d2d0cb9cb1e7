/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "article/key.h"
#include "article/marks_parts.h"
#include "base/date.h"
#include "base/text.h"

/* Marks as lines, a mark each, and back. */

/* 9999-12-31T23:59:59Z: later ones have no date of four digits. */
#define TIME_MAX INT64_C(253402300799)

static const char *const names[KIND_COUNT] = {
    [KIND_NOTE] = "note",
    [KIND_PLACE] = "place",
    [KIND_READ] = "read",
    [KIND_STAR] = "star",
};

static_assert(SQL_IMPORT + KIND_COUNT - 1 == SQL_IMPORT_LAST, "a statement for each kind");

struct part {
    const char *s;
    size_t n;
};

static bool is_clean(struct part part, size_t max)
{
    struct buf clean = BUF_INIT(max);

    text_clean(&clean, part.s, part.n, TEXT_LINE);
    bool same = clean.len == part.n && memcmp(buf_str(&clean), part.s, part.n) == 0;
    buf_release(&clean);
    return same;
}

static void add_note(struct statement *sql, struct buf *out)
{
    struct buf clean = BUF_INIT(MARKS_NOTE_MAX);
    const char *note;
    size_t n;

    column_text(sql, 1 + KIND_NOTE, MARKS_NOTE_MAX, &note, &n);
    text_clean(&clean, note, n, TEXT_LINE);
    buf_add(out, buf_str(&clean), clean.len);
    buf_release(&clean);
}

/* A strange row's number is as good as none. */
static void add_number(struct statement *sql, int kind, struct buf *out)
{
    int64_t number;

    column_int(sql, 1 + kind, &number);
    if (kind == KIND_PLACE)
        buf_addf(out, "%lld", number >= 0 && number <= UINT32_MAX ? (long long)number : 0LL);
    else
        buf_adds(out, number ? "yes" : "no");
}

/* Of a strange database a row may be anything: what import would refuse is left out. */
static void export_row(struct statement *sql, struct buf *out)
{
    struct part key;

    if (!column_text(sql, 0, ARTICLE_KEY_MAX, &key.s, &key.n) || key.n == 0 ||
        !is_clean(key, ARTICLE_KEY_MAX))
        return;
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        char when[DATE_TEXT_MAX];
        int64_t time;
        if (!column_int(sql, 1 + KIND_COUNT + kind, &time) || time <= 0 || time > TIME_MAX)
            continue;
        date_format_iso(time, when);
        buf_add(out, key.s, key.n);
        buf_addf(out, "\t%s\t%s\t", names[kind], when);
        if (kind == KIND_NOTE)
            add_note(sql, out);
        else
            add_number(sql, kind, out);
        buf_addc(out, '\n');
    }
}

bool marks_export(struct marks *marks, struct buf *out, struct error *error)
{
    bool ready = marks_store_prepare(marks, SQL_EXPORT, SQL_EXPORT);
    struct statement *sql = marks->sql[SQL_EXPORT];
    enum statement_step step = STATEMENT_FAILED;

    while (ready && !out->full && (step = statement_next(sql)) == STATEMENT_ROW)
        export_row(sql, out);
    if (ready)
        statement_stop(sql);
    if (out->full)
        return error_set(error, "there are more marks than fit into %zu bytes", out->max);
    return step == STATEMENT_DONE ||
           error_set(error, "marks cannot be read: %s", database_reason(marks->database));
}

/* A line taken apart. */
struct record {
    struct part key, value;
    int kind;
    int64_t time, number; /* number: the value of all but a note */
};

static bool part_is(struct part part, const char *word)
{
    return part.n == strlen(word) && memcmp(part.s, word, part.n) == 0;
}

/* The part of the line up to a tab; false when there is none. */
static bool take_part(struct part *line, struct part *part)
{
    const char *tab = memchr(line->s, '\t', line->n);

    if (!tab)
        return false;
    *part = (struct part){ line->s, (size_t)(tab - line->s) };
    line->n -= part->n + 1;
    line->s = tab + 1;
    return true;
}

/* Only as it is written by export, so that one moment has one form. */
static bool read_time(struct part part, int64_t *time)
{
    char form[DATE_TEXT_MAX];

    *time = date_parse(part.s, part.n);
    if (*time == DATE_NONE || *time <= 0 || *time > TIME_MAX)
        return false;
    date_format_iso(*time, form);
    return part_is(part, form);
}

/* Digits alone, as many as a place may have. */
static bool read_place(struct part part, int64_t *value)
{
    *value = 0;
    if (part.n == 0 || part.n > 10)
        return false;
    for (size_t i = 0; i < part.n; i++) {
        if (part.s[i] < '0' || part.s[i] > '9')
            return false;
        *value = *value * 10 + (part.s[i] - '0');
    }
    return *value <= UINT32_MAX;
}

static bool read_value(struct record *record)
{
    switch (record->kind) {
    case KIND_NOTE:
        return is_clean(record->value, MARKS_NOTE_MAX);
    case KIND_PLACE:
        return read_place(record->value, &record->number);
    default:
        record->number = part_is(record->value, "yes");
        return record->number || part_is(record->value, "no");
    }
}

/* NULL, or what is wrong with the line. */
static const char *read_record(struct part line, struct record *record)
{
    struct part name, time;

    if (!take_part(&line, &record->key) || !take_part(&line, &name) || !take_part(&line, &time))
        return "this is no mark: it has not four parts between tabs";
    record->value = line;
    if (record->key.n == 0 || !is_clean(record->key, ARTICLE_KEY_MAX))
        return "this is not the address of an article";
    for (record->kind = 0; record->kind < KIND_COUNT; record->kind++)
        if (part_is(name, names[record->kind]))
            break;
    if (record->kind == KIND_COUNT)
        return "the second part is none of note, place, read, star";
    if (!read_time(time, &record->time))
        return "the third part is no time such as 2026-11-22T18:00:00Z";
    if (!read_value(record))
        return "the value is not one of this mark";
    return NULL;
}

static bool import_record(struct marks *marks, const struct record *record, int64_t revision)
{
    struct statement *sql = marks->sql[SQL_IMPORT + record->kind];

    statement_text(sql, 1, record->key.s, record->key.n);
    if (record->kind == KIND_NOTE)
        statement_text(sql, 2, record->value.s, record->value.n);
    else
        statement_int(sql, 2, record->number);
    statement_int(sql, 3, record->time);
    statement_int(sql, 4, revision);
    return statement_run(sql);
}

static void refuse(struct marks_imported *imported, size_t line, const char *why)
{
    imported->refused++;
    if (imported->refuse)
        imported->refuse(line, why, imported->arg);
}

static bool import_lines(struct marks *marks, const char *text, size_t n, int64_t revision,
                         struct marks_imported *imported)
{
    size_t number = 0;

    if (!marks_store_prepare(marks, SQL_IMPORT, SQL_IMPORT_LAST))
        return false;
    for (size_t i = 0; i < n;) {
        const char *line = text + i, *end = memchr(line, '\n', n - i);
        size_t len = end ? (size_t)(end - line) : n - i;
        struct record record;

        number++;
        i += len + 1;
        if (len == 0)
            continue;
        const char *wrong = end ? read_record((struct part){ line, len }, &record)
                                : "this line is not complete: it has no end";
        if (wrong) {
            refuse(imported, number, wrong);
            continue;
        }
        if (!import_record(marks, &record, revision))
            return false;
        imported->changed += database_changes(marks->database) > 0;
    }
    return true;
}

bool marks_import(struct marks *marks, const char *text, size_t n,
                  struct marks_imported *imported, struct error *error)
{
    int64_t known = marks->revision, revision;

    imported->changed = imported->refused = 0;
    marks_store_flush(marks);
    if (database_mode(marks->database) == DATABASE_READ_ONLY)
        return error_set(error, "marks cannot be written");
    if (!marks_store_begin(marks, &revision) ||
        !marks_store_end(marks, import_lines(marks, text, n, revision, imported))) {
        imported->changed = 0;
        return error_set(error, "marks cannot be saved: %s", database_reason(marks->database));
    }
    marks->revision = known;
    marks_store_read(marks);
    marks_journal_forget(marks);
    return true;
}
