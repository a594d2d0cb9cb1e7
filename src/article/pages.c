/* SPDX-License-Identifier: MIT */
#include "article/pages.h"

#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "article/pages_parts.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"

enum {
    USED_SECONDS = 3600, /* how exactly it is remembered when a page was used */
};

/* The form stands last: what is before it is read without going through it. */
static const char *const changes[] = {
    "CREATE TABLE pages (hash INTEGER PRIMARY KEY, key TEXT NOT NULL, verdict INTEGER NOT NULL,"
    " fetched INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,"
    " etag TEXT NOT NULL, last_modified TEXT NOT NULL, final_url TEXT NOT NULL,"
    " reason TEXT NOT NULL, text TEXT NOT NULL, form BLOB NOT NULL) STRICT;"
    "CREATE INDEX pages_use ON pages (used, hash, size, verdict);",
    "ALTER TABLE pages RENAME COLUMN final_url TO address;",
};

/* Each is answered by the index alone, or by one row. */
static const char *const texts[PAGES_SQL_COUNT] = {
    [PAGES_SQL_LOAD] = "SELECT hash, verdict, size FROM pages INDEXED BY pages_use",
    [PAGES_SQL_GET] =
        "SELECT key, verdict, fetched, used, etag, last_modified, address, reason, form"
        " FROM pages WHERE hash = ?1",
    [PAGES_SQL_TEXT] = "SELECT text FROM pages WHERE hash = ?1",
    [PAGES_SQL_USE] = "UPDATE pages SET used = ?2 WHERE hash = ?1",
    [PAGES_SQL_RENEW] =
        "UPDATE pages SET fetched = ?2, used = max(used, ?2) WHERE hash = ?1 AND"
        " key = ?3",
    [PAGES_SQL_PUT] =
        "INSERT OR REPLACE INTO pages (hash, key, verdict, fetched, used, size, etag,"
        " last_modified, address, reason, text, form)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    [PAGES_SQL_DROP] = "DELETE FROM pages WHERE hash = ?1",
    [PAGES_SQL_OLDEST] =
        "SELECT hash, size FROM pages INDEXED BY pages_use ORDER BY used, hash",
    [PAGES_SQL_BYTES] =
        "SELECT coalesce(sum(min(max(size, 0), 67108864)), 0) FROM pages INDEXED BY pages_use",
};

static void release_statements(struct pages *pages)
{
    for (size_t i = 0; i < PAGES_SQL_COUNT; i++) {
        statement_free(pages->sql[i]);
        pages->sql[i] = NULL;
    }
}

bool pages_load(struct pages *pages)
{
    enum statement_step step;
    int64_t hash, verdict, size;

    pages_known_clear(&pages->known);
    pages->bytes = 0;
    while ((step = statement_next(pages->sql[PAGES_SQL_LOAD])) == STATEMENT_ROW) {
        column_int(pages->sql[PAGES_SQL_LOAD], 2, &size);
        if (!column_int(pages->sql[PAGES_SQL_LOAD], 0, &hash) || hash == 0 ||
            !column_int(pages->sql[PAGES_SQL_LOAD], 1, &verdict) || verdict < 0 ||
            verdict > 255)
            continue;
        pages_known_add(&pages->known, (uint64_t)hash, (int)verdict);
        if (size > 0 && size <= 2 * PAGES_FORM_MAX)
            pages->bytes += size;
    }
    return step == STATEMENT_DONE;
}

static bool begin(struct pages *pages)
{
    for (size_t i = 0; i < PAGES_SQL_COUNT; i++) {
        pages->sql[i] = statement_new(pages->database, texts[i]);
        if (!pages->sql[i])
            return false;
    }
    database_changed_elsewhere(pages->database);
    return pages_load(pages);
}

struct pages *pages_open(const char *path, int64_t bytes, struct error *note)
{
    struct pages *pages = xcalloc(1, sizeof *pages);

    pages->bytes_max = bytes;
    pages->plan = (struct database_plan){
        .what = "fetched pages",
        .application_id = 0x63706773, /* "cpgs" */
        .changes = changes,
        .version = sizeof changes / sizeof *changes,
        .probe = "SELECT hash, key, verdict, fetched, used, size, etag, last_modified, address,"
                 " reason, text, form FROM pages INDEXED BY pages_use",
        .value_max = PAGES_FORM_MAX,
        /* Free pages are used again, but not always wholly. */
        .file_max = bytes * 2 + PAGES_FORM_MAX,
    };
    arena_init(&pages->strings);
    buf_init(&pages->text, PAGES_TEXT_MAX);
    pages->database = database_open(path, &pages->plan, note);
    if (!begin(pages)) {
        /* Damage that only reading shows. */
        release_statements(pages);
        database_replace(pages->database, note);
        begin(pages);
    }
    return pages;
}

void pages_free(struct pages *pages)
{
    if (!pages)
        return;
    release_statements(pages);
    database_close(pages->database);
    pages_known_release(&pages->known);
    arena_release(&pages->strings);
    buf_release(&pages->text);
    free(pages);
}

void pages_spare(struct pages *pages, bool (*spare)(void *arg, uint64_t hash), void *arg)
{
    pages->spare = spare;
    pages->spare_arg = arg;
}

void pages_check_damage(struct pages *pages)
{
    struct error ignored;

    if (!database_is_damaged(pages->database))
        return;
    release_statements(pages);
    database_replace(pages->database, &ignored);
    begin(pages);
}

/* Run one that was bound; a failure costs no more than the page. */
static bool run(struct pages *pages, enum pages_sql which)
{
    if (statement_run(pages->sql[which]))
        return true;
    pages_check_damage(pages);
    return false;
}

static const char *keep_string(struct pages *pages, int column)
{
    struct buf clean = BUF_INIT(PAGES_FIELD_MAX);
    const char *s;
    size_t n;

    column_text(pages->sql[PAGES_SQL_GET], column, PAGES_FIELD_MAX, &s, &n);
    text_clean(&clean, s, n, TEXT_LINE);
    s = arena_strndup(&pages->strings, buf_str(&clean), clean.len);
    buf_release(&clean);
    return s;
}

static bool key_is(struct statement *sql, const char *key)
{
    const char *s;
    size_t n;

    return column_text(sql, 0, ARTICLE_KEY_MAX, &s, &n) && n == strlen(key) &&
           memcmp(s, key, n) == 0;
}

/* The row that is there, copied, as a row that is kept open keeps the log from ending. */
static bool read_page(struct pages *pages, struct page *page, int64_t *used)
{
    struct statement *sql = pages->sql[PAGES_SQL_GET];
    const char *form;
    int64_t verdict;

    column_int(sql, 1, &verdict);
    column_int(sql, 2, &page->fetched);
    column_int(sql, 3, used);
    if (verdict < 0 || verdict > 255 ||
        !column_blob(sql, 8, PAGES_FORM_MAX, &form, &page->form_len))
        return false;
    page->verdict = (int)verdict;
    arena_release(&pages->strings);
    page->form = arena_strndup(&pages->strings, form, page->form_len);
    page->etag = keep_string(pages, 4);
    page->last_modified = keep_string(pages, 5);
    page->address = keep_string(pages, 6);
    page->reason = keep_string(pages, 7);
    page->text = "";
    page->text_len = 0;
    return true;
}

bool pages_get(struct pages *pages, const char *key, struct page *page)
{
    uint64_t hash = key_hash(key, strlen(key));
    struct statement *sql = pages->sql[PAGES_SQL_GET];
    int64_t used = 0, now = date_now();

    if (!sql)
        return false;
    statement_int(sql, 1, (int64_t)hash);
    enum statement_step step = statement_next(sql);
    if (step != STATEMENT_ROW) {
        if (step == STATEMENT_FAILED)
            pages_check_damage(pages);
        return false;
    }
    bool there = key_is(sql, key) && read_page(pages, page, &used);
    statement_stop(sql);
    if (there && (used > now || used < now - USED_SECONDS) &&
        database_mode(pages->database) == DATABASE_KEPT) {
        statement_int(pages->sql[PAGES_SQL_USE], 1, (int64_t)hash);
        statement_int(pages->sql[PAGES_SQL_USE], 2, now);
        run(pages, PAGES_SQL_USE);
    }
    return there;
}

bool pages_drop_hash(struct pages *pages, uint64_t hash)
{
    statement_int(pages->sql[PAGES_SQL_DROP], 1, (int64_t)hash);
    if (!statement_run(pages->sql[PAGES_SQL_DROP]))
        return false;
    pages_known_remove(&pages->known, hash);
    return true;
}

bool pages_ask_bytes(struct pages *pages)
{
    struct statement *sql = pages->sql[PAGES_SQL_BYTES];

    if (statement_next(sql) != STATEMENT_ROW)
        return false;
    column_int(sql, 0, &pages->bytes);
    statement_stop(sql);
    return true;
}

void pages_renew(struct pages *pages, const char *key, int64_t fetched)
{
    struct statement *sql = pages->sql[PAGES_SQL_RENEW];

    if (!sql)
        return;
    statement_int(sql, 1, (int64_t)key_hash(key, strlen(key)));
    statement_int(sql, 2, fetched);
    statement_text(sql, 3, key, strlen(key));
    run(pages, PAGES_SQL_RENEW);
}

void pages_drop(struct pages *pages, const char *key)
{
    if (pages->sql[PAGES_SQL_DROP] && pages_drop_hash(pages, key_hash(key, strlen(key))))
        pages_ask_bytes(pages);
}

int pages_verdict(const struct pages *pages, uint64_t hash)
{
    return pages_known_verdict(&pages->known, hash);
}

const char *pages_text(struct pages *pages, uint64_t hash, size_t *n)
{
    struct statement *sql = pages->sql[PAGES_SQL_TEXT];
    const char *s;
    bool there;

    if (!sql || pages_verdict(pages, hash) == PAGES_NO_VERDICT)
        return NULL;
    statement_int(sql, 1, (int64_t)hash);
    if (statement_next(sql) != STATEMENT_ROW)
        return NULL;
    there = column_text(sql, 0, PAGES_TEXT_MAX, &s, n);
    buf_clear(&pages->text);
    text_clean(&pages->text, s, *n, TEXT_BLOCK);
    statement_stop(sql);
    *n = pages->text.len;
    return there ? buf_str(&pages->text) : NULL;
}

bool pages_refresh(struct pages *pages)
{
    return pages->sql[PAGES_SQL_LOAD] && database_changed_elsewhere(pages->database) &&
           pages_load(pages);
}

uint64_t pages_changes(const struct pages *pages)
{
    return pages->known.changes;
}

size_t pages_count(const struct pages *pages)
{
    return pages->known.count;
}

int64_t pages_bytes(const struct pages *pages)
{
    return pages->bytes;
}
