/* SPDX-License-Identifier: MIT */
/*
 * The store of pages with rows that anybody could have written: what comes out is clean, within
 * bounds, and a document or nothing; storing goes on as ever and stays within its room. It is
 * one in memory that is opened once and whose rows alone change.
 */
#include <string.h>

#include "article/key.h"
#include "article/pages_parts.h"
#include "base/database_parts.h"
#include "base/text.h"
#include "cells.h"
#include "doc/verdict.h"
#include "fuzz.h"
#include "kept_check.h"
#include "lines_check.h"
#include "oracle.h"
#include "page/stored.h"

enum { ROWS_MAX = 12, STORE_BYTES = 64 * 1024 };

/* Without types, and with what the program's statements need. */
static const char schema[] =
    "DROP TABLE pages;"
    "CREATE TABLE pages (hash UNIQUE, key, verdict, fetched, used, size, etag, last_modified,"
    " address, reason, text, form);"
    "CREATE INDEX pages_use ON pages (used, hash, size, verdict);";

static const char insert[] =
    "INSERT OR IGNORE INTO pages (hash, key, verdict, fetched, used, size, etag, last_modified,"
    " address, reason, text, form) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static const char *const known[] = { "https://a.example/0", "https://a.example/1", "2", "x",
                                     NULL };

static const struct article articles[] = {
    { .path = "0.md", .url = { "https://a.example/0", "", "", "", "" } },
    { .path = "1.md", .url = { "https://a.example/1", "", "", "", "" } },
};

enum { ARTICLES = sizeof articles / sizeof *articles };

/* What a database may be: as the program makes it, and without types. */
static struct kind {
    struct pages *pages;
    sqlite3 *handle;
    sqlite3_stmt *add;
} kinds[2], *kind;

static void set_up(struct kind *fresh, const char *sql)
{
    struct error note;

    fresh->pages = pages_open(NULL, STORE_BYTES, &note);
    fresh->handle = fresh->pages->database->handle;
    cells_do(fresh->handle, sql);
    fresh->add = cells_prepare(fresh->handle, insert);
}

/* The hash that goes with a key, mostly. */
static void bind_hash(struct cells *cells, const char *key)
{
    if (cells_byte(cells) % 4)
        sqlite3_bind_int64(kind->add, 1, (int64_t)key_hash(key, strlen(key)));
    else
        cells_bind(cells, kind->add, 1, known);
}

static void add_row(struct cells *cells)
{
    const char *key = known[cells_byte(cells) % ARTICLES];

    bind_hash(cells, key);
    if (cells_byte(cells) % 4)
        sqlite3_bind_text(kind->add, 2, key, -1, SQLITE_STATIC);
    else
        cells_bind(cells, kind->add, 2, known);
    for (int i = 3; i <= sqlite3_bind_parameter_count(kind->add); i++)
        cells_bind(cells, kind->add, i, known);
    sqlite3_step(kind->add);
    sqlite3_reset(kind->add);
}

static void check_stored(struct pages *pages, const struct article *article)
{
    struct buf words = BUF_INIT(STORE_BYTES);
    struct stored_page page;

    if (stored_read(pages, article, &page)) {
        FUZZ_HOLDS(page.verdict >= 0 && page.verdict < VERDICT_COUNT);
        FUZZ_HOLDS(!*page.address || oracle_is_address(page.address));
        stored_words(&page, article, &words);
        FUZZ_HOLDS(oracle_is_clean(buf_str(&words), words.len, false));
        lines_check(page.document, words.len);
    }
    stored_release(&page);
    buf_release(&words);
}

/* A good page goes in and comes out, whatever lies beside it. Where a hash is no number its row
 * cannot be dropped, and may leave no room. */
static void check_put(struct pages *pages, const char *key)
{
    const struct page *good = &kept_check_good;
    struct error error;
    struct page page;

    if (!pages_put(pages, key, good, &error)) {
        FUZZ_HOLDS(kind == &kinds[1] && *error.text);
        return;
    }
    FUZZ_HOLDS(pages_bytes(pages) >= 0 && pages_bytes(pages) <= STORE_BYTES);
    FUZZ_HOLDS(pages_get(pages, key, &page) && page.form_len == good->form_len);
    FUZZ_HOLDS(memcmp(page.form, good->form, good->form_len) == 0);
    FUZZ_HOLDS(strcmp(page.etag, good->etag) == 0 && page.fetched == good->fetched);
    pages_renew(pages, key, 1618250401);
    FUZZ_HOLDS(pages_get(pages, key, &page) && page.fetched == 1618250401);
    pages_drop(pages, key);
    FUZZ_HOLDS(!pages_get(pages, key, &page));
    FUZZ_HOLDS(pages_verdict(pages, key_hash(key, strlen(key))) == PAGES_NO_VERDICT);
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
    kind = &kinds[cells_byte(&cells) & 1];
    cells_do(kind->handle, "DELETE FROM pages");
    for (size_t i = 0; i < ROWS_MAX && cells.left > 0; i++)
        add_row(&cells);
    FUZZ_HOLDS(pages_load(kind->pages));
    FUZZ_HOLDS(pages_bytes(kind->pages) >= 0);
    for (size_t i = 0; i < ARTICLES; i++) {
        kept_check_page(kind->pages, known[i]);
        check_stored(kind->pages, &articles[i]);
    }
    check_put(kind->pages, known[size % ARTICLES]);
    return 0;
}
