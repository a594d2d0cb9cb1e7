/* SPDX-License-Identifier: MIT */
/*
 * The files of marks and of fetched pages with bytes changed, cut, or beside a journal that is
 * not whole: opening them tells what is lost or loses nothing, what is set aside stays as it
 * was, and what counts as kept afterwards is there when it is opened again.
 *
 * The first byte says which file and what is beside it; then come changes: where, how many
 * bytes, and the bytes.
 */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "article/key.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "cells.h"
#include "fuzz.h"
#include "kept_check.h"
#include "room.h"

enum { FILE_MAX = 256 * 1024, STORE_BYTES = 1024 * 1024, ARTICLES = 12, NAME = 64 };

enum journal { NO_JOURNAL, LOG, ROLLBACK, JOURNALS };

static const char *const suffixes[JOURNALS] = { "", "-wal", "-journal" };

/* A good database, small pages and all, and journals that go with it. */
static struct sample {
    struct buf files[JOURNALS]; /* the first is the database */
} marks_sample, pages_sample;

static char room[ROOM_PATH], path[ROOM_PATH + 16];
static char urls[ARTICLES][NAME];
static struct article articles[ARTICLES];

static void remove_room(void)
{
    room_empty(room);
    rmdir(room);
}

static void read_whole(const char *suffix, struct buf *out)
{
    char name[ROOM_PATH + 32];

    snprintf(name, sizeof name, "%s%s", path, suffix);
    *out = BUF_INIT(FILE_MAX);
    FUZZ_HOLDS(file_read(name, out, NULL) == FILE_READ && out->len > 0);
}

static void write_marks(void)
{
    const struct article *const all[] = { &articles[0], &articles[1], &articles[2] };
    struct error note;
    struct marks *marks = marks_open(path, true, &note);

    for (size_t i = 0; i < ARTICLES; i++) {
        marks_set(marks, &articles[i], i % 2 ? MARK_STAR : MARK_READ, true);
        marks_set_place(marks, &articles[i], (uint32_t)i);
    }
    marks_set_note(marks, all, sizeof all / sizeof *all, "a note of a few words");
    marks_see(marks, all, sizeof all / sizeof *all);
    FUZZ_HOLDS(marks_are_kept(marks) && !*note.text);
    marks_free(marks);
}

static void write_pages(void)
{
    struct error note;
    struct pages *pages = pages_open(path, STORE_BYTES, &note);

    for (size_t i = 0; i < ARTICLES; i++)
        FUZZ_HOLDS(pages_put(pages, urls[i], &kept_check_good, &note));
    pages_free(pages);
}

/* The journal of a change that is under way, as it lies there when the program is killed. */
static void sample_journal(struct sample *sample, enum journal which, const char *change)
{
    sqlite3 *handle;

    FUZZ_HOLDS(sqlite3_open(path, &handle) == SQLITE_OK);
    cells_do(handle, which == LOG ? "PRAGMA journal_mode = WAL"
                                  : "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF");
    cells_do(handle, which == LOG ? "SELECT 1" : "BEGIN");
    cells_do(handle, change);
    read_whole(suffixes[which], &sample->files[which]);
    sqlite3_close(handle);
}

/* The same bytes whenever it is made: no time and nothing random is in it. */
static void make_sample(struct sample *sample, const char *settle, const char *change)
{
    sqlite3 *handle;

    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, 1, NULL);
    FUZZ_HOLDS(sqlite3_open(path, &handle) == SQLITE_OK);
    cells_do(handle, settle);
    cells_do(handle, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM;"
                     " PRAGMA journal_mode = WAL");
    sqlite3_close(handle);
    read_whole("", &sample->files[0]);
    sample_journal(sample, LOG, change);
    sample_journal(sample, ROLLBACK, change);
    room_empty(room);
}

static void set_up(void)
{
    text_init_locale();
    cells_set_up();
    room_make(room);
    atexit(remove_room);
    snprintf(path, sizeof path, "%s/file.db", room);
    for (size_t i = 0; i < ARTICLES; i++) {
        snprintf(urls[i], NAME, "https://a.example/%zu", i);
        articles[i] = (struct article){ .path = "", .url = { urls[i], "", "", "", "" } };
    }
    write_marks();
    make_sample(&marks_sample,
                "UPDATE marks SET read_at = 1600000001 * (read_at > 0),"
                " star_at = 1600000002 * (star_at > 0), place_at = 1600000003,"
                " note_at = 1600000004 * (note_at > 0);"
                " UPDATE seen SET first_seen = 1600000000; UPDATE visit SET started = 1",
                "UPDATE marks SET star = 1 - star, note = note || '!'");
    write_pages();
    make_sample(&pages_sample, "UPDATE pages SET used = 1600000000",
                "UPDATE pages SET verdict = 3, reason = 'no'");
}

static size_t number(struct cells *cells)
{
    unsigned low = cells_byte(cells);

    return cells_byte(cells) << 8 | low;
}

/* One change of the database or of its journal. */
static void change(struct cells *cells, struct buf *file, struct buf *journal)
{
    unsigned how = cells_byte(cells);
    struct buf *which = how & 0x80 && journal->len > 0 ? journal : file;
    size_t at = number(cells) % which->len, n;
    const char *bytes = cells_bytes(cells, how % 16 + 1, &n);

    if (how & 0x40)
        buf_truncate(which, at + 1);
    else
        memcpy(which->data + at, bytes, n < which->len - at ? n : which->len - at);
}

/* Lay out the files; file becomes what the database is. */
static void lay_out(struct cells *cells, const struct sample *sample, enum journal which,
                    struct buf *file)
{
    struct buf journal = BUF_INIT(FILE_MAX);
    char name[ROOM_PATH + 32];

    buf_add(file, sample->files[0].data, sample->files[0].len);
    if (which != NO_JOURNAL)
        buf_add(&journal, sample->files[which].data, sample->files[which].len);
    while (cells->left > 0)
        change(cells, file, &journal);
    room_write(path, file->data, file->len);
    snprintf(name, sizeof name, "%s%s", path, suffixes[which]);
    if (which != NO_JOURNAL)
        room_write(name, buf_str(&journal), journal.len);
    buf_release(&journal);
}

/* Whether a file was set aside, and its name (unless that is NULL), journals aside. */
static bool find_aside(char *name)
{
    DIR *folder = opendir(room);
    bool found = false;

    FUZZ_HOLDS(folder);
    for (struct dirent *file; !found && (file = readdir(folder));) {
        const char *bad = strstr(file->d_name, ".bad-");
        found = bad && !strstr(bad, "-wal") && !strstr(bad, "-journal");
        if (found && name)
            snprintf(name, 2 * ROOM_PATH, "%s/%.60s", room, file->d_name);
    }
    closedir(folder);
    return found;
}

/* What opening set aside has all its bytes. A journal may have been played back, though, and
 * the two bytes that say how it is written may have been changed before its tables were looked
 * at.
 */
static void check_aside(const struct buf *file, enum journal which, const struct error *note)
{
    struct buf aside = BUF_INIT(FILE_MAX);
    char name[2 * ROOM_PATH];
    bool found = find_aside(name);

    kept_check_note(note);
    FUZZ_HOLDS(found == !!strstr(note->text, " is now "));
    if (found && which == NO_JOURNAL) {
        FUZZ_HOLDS(file_read(name, &aside, NULL) == FILE_READ && aside.len == file->len);
        for (size_t i = 0; i < aside.len; i++)
            FUZZ_HOLDS(aside.data[i] == file->data[i] || i < 100);
    }
    buf_release(&aside);
}

/* A new database is whole. */
static void check_new(void)
{
    sqlite3 *handle;

    if (!find_aside(NULL))
        return;
    FUZZ_HOLDS(sqlite3_open(path, &handle) == SQLITE_OK);
    sqlite3_stmt *sql = cells_prepare(handle, "PRAGMA integrity_check");
    FUZZ_HOLDS(sqlite3_step(sql) == SQLITE_ROW);
    FUZZ_HOLDS(strcmp((const char *)sqlite3_column_text(sql, 0), "ok") == 0);
    sqlite3_finalize(sql);
    sqlite3_close(handle);
}

static bool is_intact(const struct buf *file, enum journal which)
{
    const struct buf *sample = &marks_sample.files[0];

    return which == NO_JOURNAL && file->len == sample->len &&
           memcmp(file->data, sample->data, file->len) == 0;
}

/* Mark each; true when all of that is kept. */
static bool mark_all(struct marks *marks, bool intact)
{
    for (size_t i = 0; i < ARTICLES; i++) {
        kept_check_marks(marks, &articles[i]);
        FUZZ_HOLDS(!intact || marks_get(marks, &articles[i]) & (i % 2 ? MARK_STAR : MARK_READ));
        marks_set(marks, &articles[i], MARK_STAR, true);
        marks_set_place(marks, &articles[i], 70);
        FUZZ_HOLDS(marks_get(marks, &articles[i]) & MARK_STAR);
    }
    return marks_are_kept(marks);
}

static void check_marks(const struct buf *file, enum journal which)
{
    struct error note, trouble = { "" };
    struct marks *marks = marks_open(path, true, &note);

    check_aside(file, which, &note);
    bool kept = mark_all(marks, is_intact(file, which));
    bool lost = marks_trouble(marks, &trouble);
    kept_check_note(&trouble);
    FUZZ_HOLDS(kept || lost || *note.text);
    FUZZ_HOLDS(lost || *note.text || !find_aside(NULL));
    marks_free(marks);
    check_new();
    marks = marks_open(path, false, &note);
    for (size_t i = 0; i < ARTICLES; i++) {
        kept_check_marks(marks, &articles[i]);
        FUZZ_HOLDS(!kept || lost || *note.text || marks_get(marks, &articles[i]) & MARK_STAR);
    }
    marks_free(marks);
}

static void check_pages(const struct buf *file, enum journal which)
{
    struct error note, error;
    struct page got;
    struct pages *pages = pages_open(path, STORE_BYTES, &note);

    check_aside(file, which, &note);
    for (size_t i = 0; i < ARTICLES; i++)
        kept_check_page(pages, urls[i]);
    if (pages_put(pages, urls[0], &kept_check_good, &error))
        FUZZ_HOLDS(pages_get(pages, urls[0], &got) &&
                   got.form_len == kept_check_good.form_len &&
                   memcmp(got.form, kept_check_good.form, kept_check_good.form_len) == 0);
    FUZZ_HOLDS(pages_bytes(pages) >= 0);
    pages_free(pages);
    check_new();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf file = BUF_INIT(FILE_MAX);
    struct cells cells = { data, size };

    if (!*room)
        set_up();
    unsigned flags = cells_byte(&cells);
    enum journal which = flags / 2 % 4 % JOURNALS;
    lay_out(&cells, flags % 2 ? &pages_sample : &marks_sample, which, &file);
    if (flags % 2)
        check_pages(&file, which);
    else
        check_marks(&file, which);
    room_empty(room);
    buf_release(&file);
    return 0;
}
