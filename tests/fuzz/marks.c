/* SPDX-License-Identifier: MIT */
/*
 * The database of marks with rows that anybody could have written: what comes out is clean and
 * within bounds, marking goes on as ever, and what is exported can be imported. It is one in
 * memory that is opened once and whose rows alone change.
 */
#include <string.h>

#include "article/article.h"
#include "article/marks_parts.h"
#include "base/database_parts.h"
#include "base/text.h"
#include "cells.h"
#include "fuzz.h"
#include "kept_check.h"
#include "oracle.h"

enum { ROWS_MAX = 16, EXPORT_MAX = 4 * 1024 * 1024, COLUMNS = 10 };

/* Without types, and with what the program's statements need. */
static const char schema[] =
    "DROP TABLE marks; DROP TABLE seen; DROP TABLE visit;"
    "CREATE TABLE marks (key UNIQUE, read DEFAULT 0, star DEFAULT 0, place DEFAULT 0,"
    " read_at DEFAULT 0, star_at DEFAULT 0, place_at DEFAULT 0, note DEFAULT '',"
    " note_at DEFAULT 0, revision);"
    "CREATE TABLE seen (hash UNIQUE, first_seen, visit);"
    "CREATE TABLE visit (number, started);";

static const char insert[] = "INSERT OR IGNORE INTO marks (key, read, star, place, read_at,"
                             " star_at, place_at, note, note_at, revision)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char *const known[] = { "https://a.example/0", "https://a.example/1", "path:2.md",
                                     "yes", NULL };

static const struct article articles[] = {
    { .path = "0.md", .url = { "https://a.example/0", "", "", "", "" } },
    { .path = "1.md", .url = { "https://a.example/1", "", "", "", "" } },
    { .path = "2.md", .url = { "", "", "", "", "" } },
};

enum { ARTICLES = sizeof articles / sizeof *articles };

/* What a database may be: as the program makes it, and without types. */
static struct kind {
    struct marks *marks;
    sqlite3 *handle;
    sqlite3_stmt *add_mark, *add_seen, *add_visit;
} kinds[2], *kind;

static struct marks *marks; /* of the kind at hand */

static void set_up(struct kind *fresh, const char *sql)
{
    fresh->marks = marks_new();
    fresh->handle = fresh->marks->database->handle;
    cells_do(fresh->handle, sql);
    fresh->add_mark = cells_prepare(fresh->handle, insert);
    fresh->add_seen =
        cells_prepare(fresh->handle, "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)");
    fresh->add_visit = cells_prepare(fresh->handle, "INSERT INTO visit VALUES (?, ?)");
}

/* Nothing in the database and nothing known of it. */
static void begin_anew(void)
{
    cells_do(kind->handle, "DELETE FROM marks; DELETE FROM seen; DELETE FROM visit");
    marks_journal_forget(marks);
    marks_table_release(&marks->table);
    marks_table_init(&marks->table);
    marks->revision = INT64_MIN;
    marks->seen_loaded = marks->visit_is_written = false;
}

static void add_row(struct cells *cells)
{
    unsigned which = cells_byte(cells) % 8;
    sqlite3_stmt *sql = which == 0   ? kind->add_visit
                        : which == 1 ? kind->add_seen
                                     : kind->add_mark;

    for (int i = 1; i <= sqlite3_bind_parameter_count(sql); i++)
        cells_bind(cells, sql, i, known);
    sqlite3_step(sql);
    sqlite3_reset(sql);
}

static void add_rows(struct cells *cells, size_t most)
{
    cells_do(kind->handle, "BEGIN");
    for (size_t i = 0; i < most && cells->left > 0; i++)
        add_row(cells);
    cells_do(kind->handle, "COMMIT");
}

static void check_clean(const char *s, size_t n)
{
    FUZZ_HOLDS(oracle_is_clean(s, n, false));
}

/* Each mark is set, taken back and made again, whatever the rows say. */
static void check_changes(const struct article *article)
{
    unsigned before = marks_get(marks, article);
    bool on = !(before & MARK_STAR);
    struct error error;

    FUZZ_HOLDS(marks_set(marks, article, MARK_STAR, on));
    FUZZ_HOLDS(marks_get(marks, article) == (before ^ MARK_STAR));
    FUZZ_HOLDS(marks_undo(marks).count == 1 && marks_get(marks, article) == before);
    FUZZ_HOLDS(marks_redo(marks).count == 1);
    marks_set_note(marks, &article, 1, "a note");
    FUZZ_HOLDS(strcmp(marks_note(marks, article), "a note") == 0);
    marks_set_place(marks, article, 7);
    FUZZ_HOLDS(marks_place(marks, article) == 7);
    marks_see(marks, &article, 1);
    marks_is_new(marks, article);
    FUZZ_HOLDS(!marks_trouble(marks, &error) && marks->pending.count == 0);
}

/* Four clean parts between tabs. */
static void check_line(const char *line, size_t n)
{
    const char *end = line + n;

    for (int i = 0; i < 4; i++) {
        const char *tab = i < 3 ? memchr(line, '\t', (size_t)(end - line)) : end;
        FUZZ_HOLDS(tab && (i == 3 || tab > line));
        check_clean(line, (size_t)(tab - line));
        line = tab + 1;
    }
}

static void check_lines(const struct buf *lines)
{
    for (size_t i = 0; i < lines->len;) {
        const char *line = lines->data + i, *end = memchr(line, '\n', lines->len - i);
        FUZZ_HOLDS(end);
        check_line(line, (size_t)(end - line));
        i += (size_t)(end - line) + 1;
    }
}

static void check_export(void)
{
    struct buf lines = BUF_INIT(EXPORT_MAX), again = BUF_INIT(EXPORT_MAX);
    struct marks_imported imported = { 0 };
    struct error error;

    FUZZ_HOLDS(marks_export(marks, &lines, &error));
    check_lines(&lines);
    FUZZ_HOLDS(marks_import(marks, buf_str(&lines), lines.len, &imported, &error));
    FUZZ_HOLDS(imported.refused == 0);
    FUZZ_HOLDS(marks_export(marks, &again, &error));
    FUZZ_HOLDS(strcmp(buf_str(&lines), buf_str(&again)) == 0);
    FUZZ_HOLDS(marks_import(marks, buf_str(&again), again.len, &imported, &error));
    FUZZ_HOLDS(imported.refused == 0 && imported.changed == 0);
    buf_release(&lines);
    buf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cells cells = { data, size };

    if (!kind) {
        text_init_locale();
        cells_set_up();
        set_up(&kinds[0], "");
        set_up(&kinds[1], schema);
    }
    unsigned flags = cells_byte(&cells);
    kind = &kinds[flags >> 7];
    marks = kind->marks;
    begin_anew();
    add_rows(&cells, flags % ROWS_MAX);
    marks_store_read(marks);
    for (size_t i = 0; i < ARTICLES; i++)
        kept_check_marks(marks, &articles[i]);
    add_rows(&cells, ROWS_MAX);
    marks_store_read(marks);
    for (size_t i = 0; i < ARTICLES; i++)
        kept_check_marks(marks, &articles[i]);
    bool early = flags & 0x40;
    if (early)
        check_export();
    check_changes(&articles[flags % ARTICLES]);
    if (!early)
        check_export();
    return 0;
}
