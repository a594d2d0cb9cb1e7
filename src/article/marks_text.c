/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "article/marks_parts.h"
#include "base/text.h"

enum { COLUMNS = 7 };

/* The key is ours already when it is clean; of a strange database it may be anything. */
static void export_row(struct statement *sql, struct buf *out)
{
    const char *key, *note;
    size_t key_len, note_len;
    int64_t value[6] = { 0 };

    if (!column_text(sql, 0, ARTICLE_KEY_MAX, &key, &key_len))
        return;
    for (int i = 1; i <= 5; i++)
        column_int(sql, i, &value[i]);
    column_text(sql, 6, MARKS_NOTE_MAX, &note, &note_len);
    text_clean(out, key, key_len, TEXT_LINE);
    buf_addf(out, "\t%s\t%s\t%lld\t%lld\t%lld\t", value[1] ? "read" : "-",
             value[2] ? "star" : "-", (long long)value[3], (long long)value[4],
             (long long)value[5]);
    text_clean(out, note, note_len, TEXT_LINE);
    buf_addc(out, '\n');
}

bool marks_export(struct marks *marks, struct buf *out, struct error *error)
{
    struct statement *sql = marks->sql[SQL_EXPORT];
    enum statement_step step = STATEMENT_FAILED;

    while (sql && !out->full && (step = statement_next(sql)) == STATEMENT_ROW)
        export_row(sql, out);
    if (sql)
        statement_stop(sql);
    if (out->full)
        return error_set(error, "there are more marks than fit into %zu bytes", out->max);
    return step == STATEMENT_DONE ||
           error_set(error, "marks cannot be read: %s", database_reason(marks->database));
}

struct record {
    struct {
        const char *s;
        size_t n;
    } columns[COLUMNS];
    int64_t flags[2], numbers[3];
};

/* The word, or "-" for not. */
static bool read_flag(const char *s, size_t n, const char *word, int64_t *value)
{
    *value = n == strlen(word) && memcmp(s, word, n) == 0;
    return *value || (n == 1 && *s == '-');
}

/* Digits alone, and not so many that it could overflow. */
static bool read_number(const char *s, size_t n, int64_t *value)
{
    *value = 0;
    if (n == 0 || n > 15)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *value = *value * 10 + (s[i] - '0');
    }
    return true;
}

static bool is_clean(const char *s, size_t n)
{
    struct buf clean = BUF_INIT(ARTICLE_KEY_MAX);

    text_clean(&clean, s, n, TEXT_LINE);
    bool same = clean.len == n && memcmp(buf_str(&clean), s, n) == 0;
    buf_release(&clean);
    return same;
}

static bool read_record(const char *line, size_t n, struct record *record)
{
    static const char *const words[] = { "read", "star" };
    size_t i = 0;

    for (const char *end = line + n; i < COLUMNS; i++) {
        const char *tab = i < COLUMNS - 1 ? memchr(line, '\t', (size_t)(end - line)) : end;
        if (!tab)
            return false;
        record->columns[i].s = line;
        record->columns[i].n = (size_t)(tab - line);
        line = tab + (tab < end);
    }
    for (i = 0; i < 2; i++)
        if (!read_flag(record->columns[1 + i].s, record->columns[1 + i].n, words[i],
                       &record->flags[i]))
            return false;
    for (i = 0; i < 3; i++)
        if (!read_number(record->columns[3 + i].s, record->columns[3 + i].n,
                         &record->numbers[i]))
            return false;
    return record->columns[0].n > 0 && record->columns[6].n <= MARKS_NOTE_MAX &&
           record->numbers[0] <= UINT32_MAX &&
           is_clean(record->columns[0].s, record->columns[0].n) &&
           is_clean(record->columns[6].s, record->columns[6].n);
}

static bool import_record(struct marks *marks, const struct record *record, int64_t revision)
{
    struct statement *sql = marks->sql[SQL_IMPORT];

    statement_text(sql, 1, record->columns[0].s, record->columns[0].n);
    for (int i = 0; i < 2; i++)
        statement_int(sql, 2 + i, record->flags[i]);
    for (int i = 0; i < 3; i++)
        statement_int(sql, 4 + i, record->numbers[i]);
    statement_text(sql, 7, record->columns[6].s, record->columns[6].n);
    statement_int(sql, 8, revision);
    return statement_run(sql);
}

/* Each line of the text; with a revision they are written, else only checked. */
static bool each_line(struct marks *marks, const char *text, size_t n, int64_t revision,
                      size_t *changed, size_t *wrong)
{
    size_t number = 0;

    for (size_t i = 0; i < n;) {
        const char *line = text + i, *end = memchr(line, '\n', n - i);
        size_t len = end ? (size_t)(end - line) : n - i;
        struct record record;

        number++;
        i += len + 1;
        if (len == 0)
            continue;
        if (!read_record(line, len, &record)) {
            *wrong = number;
            return false;
        }
        if (revision == 0)
            continue;
        if (!import_record(marks, &record, revision))
            return false;
        *changed += database_changes(marks->database) > 0;
    }
    return true;
}

bool marks_import(struct marks *marks, const char *text, size_t n, size_t *changed,
                  struct error *error)
{
    int64_t known = marks->revision, revision;
    size_t wrong = 0;

    *changed = 0;
    if (!each_line(marks, text, n, 0, changed, &wrong))
        return error_set(error, "line %zu is no record of marks", wrong);
    marks_store_flush(marks);
    if (database_mode(marks->database) == DATABASE_READ_ONLY)
        return error_set(error, "marks cannot be written");
    if (!marks_store_begin(marks, &revision) ||
        !marks_store_end(marks, each_line(marks, text, n, revision, changed, &wrong))) {
        *changed = 0;
        return error_set(error, "marks cannot be saved: %s", database_reason(marks->database));
    }
    marks->revision = known;
    marks_store_read(marks);
    marks_journal_forget(marks);
    return true;
}
