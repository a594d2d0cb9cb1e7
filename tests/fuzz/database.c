/* SPDX-License-Identifier: MIT */
/*
 * The files of marks and of fetched pages with bytes changed, cut, or beside a journal that is
 * not whole: opening them tells what is lost or loses nothing, what is set aside stays as it
 * was, and what counts as kept afterwards is there when it is opened again.
 *
 * The first byte says which file, what is beside it, and how much is done with it; then come
 * changes: where, how many bytes, and the bytes.
 *
 * Most of the time goes into SQL that is parsed: for a new database, and for each that is
 * opened. So one kind of input in 32 does all of it and the others as little as shows the same:
 * what is set aside gives way to a database that somebody else has just begun, most marks are
 * set at once, and SQLite alone looks whether they are there.
 */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "cells.h"
#include "disk.h"
#include "fuzz.h"
#include "kept_check.h"
#include "pool.h"
#include "room.h"

enum { FILE_MAX = 256 * 1024, STORE_BYTES = 1024 * 1024, ARTICLES = 12, NAME = 64 };

enum journal { NO_JOURNAL, LOG, ROLLBACK, JOURNALS };

static const char *const suffixes[JOURNALS] = { "", "-wal", "-journal" };

/* A good database, small pages and all, and journals that go with it. */
static struct sample {
    struct buf files[JOURNALS]; /* the first is the database */
    struct buf begun;           /* one that is new */
} marks_sample, pages_sample;

/* What the first byte asks for. */
struct way {
    const struct sample *sample;
    enum journal journal;
    bool whole; /* nothing is left out */
};

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

static void make_begun(struct sample *sample)
{
    read_whole("", &sample->begun);
    room_empty(room);
}

static void set_up(void)
{
    struct error note;

    text_init_locale();
    cells_set_up();
    room_make(room);
    atexit(remove_room);
    snprintf(path, sizeof path, "%s/file.db", room);
    for (size_t i = 0; i < ARTICLES; i++) {
        snprintf(urls[i], NAME, "https://a.example/%zu", i);
        articles[i] = (struct article){ .path = "", .url = { urls[i], "", "", "", "" } };
    }
    marks_free(marks_open(path, true, &note));
    make_begun(&marks_sample);
    write_marks();
    make_sample(&marks_sample,
                "UPDATE marks SET read_at = 1600000001 * (read_at > 0),"
                " star_at = 1600000002 * (star_at > 0), place_at = 1600000003,"
                " note_at = 1600000004 * (note_at > 0);"
                " UPDATE seen SET first_seen = 1600000000; UPDATE visit SET started = 1",
                "UPDATE marks SET star = 1 - star, note = note || '!'");
    pages_free(pages_open(path, STORE_BYTES, &note));
    make_begun(&pages_sample);
    write_pages();
    make_sample(&pages_sample, "UPDATE pages SET used = 1600000000",
                "UPDATE pages SET verdict = 3, reason = 'no'");
    disk_set_up();
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
static void lay_out(struct cells *cells, const struct way *way, struct buf *file)
{
    const struct buf *files = way->sample->files;
    struct buf journal = BUF_INIT(FILE_MAX);
    char name[ROOM_PATH + 32];

    buf_add(file, files[0].data, files[0].len);
    if (way->journal != NO_JOURNAL)
        buf_add(&journal, files[way->journal].data, files[way->journal].len);
    while (cells->left > 0)
        change(cells, file, &journal);
    room_write(path, file->data, file->len);
    snprintf(name, sizeof name, "%s%s", path, suffixes[way->journal]);
    if (way->journal != NO_JOURNAL)
        room_write(name, buf_str(&journal), journal.len);
    buf_release(&journal);
    disk_begun(way->whole ? NULL : way->sample->begun.data, way->sample->begun.len);
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
 * at. True when something was.
 */
static bool check_aside(const struct buf *file, const struct way *way, const struct error *note)
{
    struct buf aside = BUF_INIT(FILE_MAX);
    char name[2 * ROOM_PATH];
    bool found = find_aside(name);

    kept_check_note(note);
    FUZZ_HOLDS(found == !!strstr(note->text, " is now "));
    if (found && way->journal == NO_JOURNAL) {
        FUZZ_HOLDS(file_read(name, &aside, NULL) == FILE_READ && aside.len == file->len);
        for (size_t i = 0; i < aside.len; i++)
            FUZZ_HOLDS(aside.data[i] == file->data[i] || i < 100);
    }
    buf_release(&aside);
    return found;
}

/* A new database is whole. */
static void check_new(sqlite3 *handle)
{
    sqlite3_stmt *sql = cells_prepare(handle, "PRAGMA integrity_check");
    FUZZ_HOLDS(sqlite3_step(sql) == SQLITE_ROW);
    FUZZ_HOLDS(strcmp((const char *)sqlite3_column_text(sql, 0), "ok") == 0);
    sqlite3_finalize(sql);
}

static bool is_intact(const struct buf *file, const struct way *way)
{
    const struct buf *sample = &way->sample->files[0];

    return way->journal == NO_JOURNAL && file->len == sample->len &&
           memcmp(file->data, sample->data, file->len) == 0;
}

static void mark_one(struct marks *marks, size_t i)
{
    marks_set(marks, &articles[i], MARK_STAR, true);
    marks_set_place(marks, &articles[i], 70);
}

static void mark_rest(struct marks *marks, size_t from)
{
    const struct article *rest[ARTICLES];
    size_t n = 0;

    for (size_t i = from; i < ARTICLES; i++)
        rest[n++] = &articles[i];
    marks_set_many(marks, rest, n, MARK_READ | MARK_STAR, true);
}

/* Mark each; true when all of that is kept. */
static bool mark_all(struct marks *marks, bool whole, bool intact)
{
    size_t singly = whole ? ARTICLES : 1;

    for (size_t i = 0; i < ARTICLES; i++)
        FUZZ_HOLDS(!intact || marks_get(marks, &articles[i]) & (i % 2 ? MARK_STAR : MARK_READ));
    for (size_t i = 0; i < singly; i++)
        mark_one(marks, i);
    mark_rest(marks, singly);
    for (size_t i = 0; i < ARTICLES; i++)
        FUZZ_HOLDS(marks_get(marks, &articles[i]) & MARK_STAR);
    return marks_are_kept(marks);
}

/* Whether SQLite alone finds a star for each, as far as it can read. */
static bool all_starred(sqlite3 *handle)
{
    unsigned found = 0;
    sqlite3_stmt *sql;

    if (sqlite3_prepare_v2(handle, "SELECT key FROM marks WHERE star", -1, &sql, NULL) ==
        SQLITE_OK)
        while (sqlite3_step(sql) == SQLITE_ROW) {
            const char *key = (const char *)sqlite3_column_text(sql, 0);
            for (size_t i = 0; key && i < ARTICLES; i++)
                found |= (strcmp(key, urls[i]) == 0) << i;
        }
    sqlite3_finalize(sql);
    return found == (1u << ARTICLES) - 1;
}

static void check_again(bool kept)
{
    struct error note;
    struct marks *marks = marks_open(path, false, &note);

    for (size_t i = 0; i < ARTICLES; i++) {
        kept_check_marks(marks, &articles[i]);
        FUZZ_HOLDS(!kept || *note.text || marks_get(marks, &articles[i]) & MARK_STAR);
    }
    marks_free(marks);
}

static void check_written(const struct way *way, bool kept)
{
    sqlite3 *handle;

    FUZZ_HOLDS(sqlite3_open(path, &handle) == SQLITE_OK);
    if (find_aside(NULL))
        check_new(handle);
    bool sure = !way->whole && (!kept || all_starred(handle));
    sqlite3_close(handle);
    if (!sure)
        check_again(kept);
}

static void check_marks(const struct buf *file, const struct way *way)
{
    struct error note, trouble = { "" };
    struct marks *marks = marks_open(path, true, &note);
    bool aside = check_aside(file, way, &note), saved = strstr(note.text, " of the old ones: ");

    for (size_t i = 0; i < ARTICLES; i++) {
        kept_check_marks(marks, &articles[i]);
        FUZZ_HOLDS(!aside || saved || !marks_get(marks, &articles[i]));
    }
    bool kept = mark_all(marks, way->whole, is_intact(file, way));
    bool lost = marks_trouble(marks, &trouble);
    kept_check_note(&trouble);
    FUZZ_HOLDS(kept || lost || *note.text);
    FUZZ_HOLDS(lost || *note.text || !find_aside(NULL));
    marks_free(marks);
    check_written(way, kept && !lost);
}

static void put_page(struct pages *pages)
{
    struct error error;
    struct page got;

    if (pages_put(pages, urls[0], &kept_check_good, &error))
        FUZZ_HOLDS(pages_get(pages, urls[0], &got) &&
                   got.form_len == kept_check_good.form_len &&
                   memcmp(got.form, kept_check_good.form, kept_check_good.form_len) == 0);
    FUZZ_HOLDS(pages_bytes(pages) >= 0);
}

static void check_pages(const struct buf *file, const struct way *way)
{
    struct error note;
    sqlite3 *handle;
    struct pages *pages = pages_open(path, STORE_BYTES, &note);
    bool aside = check_aside(file, way, &note);

    FUZZ_HOLDS(!aside || pages_count(pages) == 0);
    if (aside && !way->whole) {
        pages_free(pages);
        return;
    }
    for (size_t i = 0; i < ARTICLES; i += way->whole ? 1 : ARTICLES / 3)
        kept_check_page(pages, urls[i]);
    put_page(pages);
    pages_free(pages);
    if (!find_aside(NULL))
        return;
    FUZZ_HOLDS(sqlite3_open(path, &handle) == SQLITE_OK);
    check_new(handle);
    sqlite3_close(handle);
}

/* By all bytes, so that inputs made of such a one are seldom like it; the upper five bits of
 * the first byte have no other use. */
static bool is_whole(const uint8_t *data, size_t size)
{
    unsigned sum = 0;

    for (size_t i = 0; i < size; i++)
        sum += data[i];
    return sum / 8 % 32 == 31;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf file = BUF_INIT(FILE_MAX);
    struct cells cells = { data, size };

    if (!*room)
        set_up();
    size_t held = pool_count();
    unsigned flags = cells_byte(&cells);
    struct way way = { flags & 1 ? &pages_sample : &marks_sample, flags / 2 % 4 % JOURNALS,
                       is_whole(data, size) };
    lay_out(&cells, &way, &file);
    if (flags & 1)
        check_pages(&file, &way);
    else
        check_marks(&file, &way);
    FUZZ_HOLDS(pool_count() == held);
    room_empty(room);
    buf_release(&file);
    return 0;
}
