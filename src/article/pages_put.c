/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "article/key.h"
#include "article/pages_parts.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

enum { ROW_BYTES = 512 }; /* of a page beside its texts, so that empty ones count too */

static size_t size_of(const char *key, const struct page *page)
{
    return ROW_BYTES + strlen(key) + strlen(page->etag) + strlen(page->last_modified) +
           strlen(page->address) + strlen(page->reason) + page->text_len + page->form_len;
}

/* The least recently used pages that are not spared and take `bytes` together, for free(). */
static uint64_t *choose_oldest(struct pages *pages, int64_t bytes, size_t *count)
{
    struct statement *sql = pages->sql[PAGES_SQL_OLDEST];
    uint64_t *hashes = NULL;
    size_t size = 0;
    int64_t hash, taken;

    *count = 0;
    while (bytes > 0 && statement_next(sql) == STATEMENT_ROW) {
        column_int(sql, 0, &hash);
        column_int(sql, 1, &taken);
        if (pages->spare && pages->spare(pages->spare_arg, (uint64_t)hash))
            continue;
        if (*count == size) {
            size = size ? size * 2 : 16;
            hashes = xreallocarray(hashes, size, sizeof *hashes);
        }
        hashes[(*count)++] = (uint64_t)hash;
        bytes -= taken > 0 ? taken : 0;
    }
    statement_stop(sql);
    return hashes;
}

/* Within a transaction: drop pages until `bytes` more may be kept. */
static bool make_room(struct pages *pages, int64_t bytes)
{
    size_t count;
    bool good = pages_ask_bytes(pages);

    if (!good)
        return false;
    uint64_t *oldest = choose_oldest(pages, pages->bytes + bytes - pages->bytes_max, &count);
    for (size_t i = 0; i < count && good; i++)
        good = pages_drop_hash(pages, oldest[i]);
    free(oldest);
    return good && pages_ask_bytes(pages);
}

static bool insert(struct pages *pages, const char *key, const struct page *page, int64_t size)
{
    struct statement *sql = pages->sql[PAGES_SQL_PUT];
    const char *const fields[] = { page->etag, page->last_modified, page->address,
                                   page->reason };
    size_t text_len = page->text_len;

    if (text_len > PAGES_TEXT_MAX)
        text_len = text_whole(page->text, PAGES_TEXT_MAX);
    statement_int(sql, 1, (int64_t)key_hash(key, strlen(key)));
    statement_text(sql, 2, key, strlen(key));
    statement_int(sql, 3, page->verdict);
    statement_int(sql, 4, page->fetched);
    statement_int(sql, 5, date_now());
    statement_int(sql, 6, size);
    for (int i = 0; i < 4; i++) {
        size_t n = strlen(fields[i]);
        statement_text(sql, 7 + i, fields[i], n <= PAGES_FIELD_MAX ? n : 0);
    }
    statement_text(sql, 11, page->text, text_len);
    statement_blob(sql, 12, page->form, page->form_len);
    return statement_run(sql);
}

/* False with nothing changed in the database. */
static bool put(struct pages *pages, const char *key, const struct page *page, int64_t size,
                struct error *error)
{
    uint64_t hash = key_hash(key, strlen(key));

    if (!database_begin(pages->database))
        goto failed;
    if (!pages_drop_hash(pages, hash) || !make_room(pages, size))
        goto failed;
    if (pages->bytes + size > pages->bytes_max) {
        error_set(error, "the page is not stored: starred pages take all the room");
        database_rollback(pages->database);
        pages_load(pages);
        return false;
    }
    if (!insert(pages, key, page, size) || !database_commit(pages->database))
        goto failed;
    pages->bytes += size;
    pages_known_add(&pages->known, hash, page->verdict);
    return true;
failed:
    error_set(error, "the page is not stored: %s", database_reason(pages->database));
    database_rollback(pages->database);
    if (database_is_damaged(pages->database))
        pages_check_damage(pages);
    else
        pages_load(pages);
    return false;
}

bool pages_put(struct pages *pages, const char *key, const struct page *page,
               struct error *error)
{
    size_t size = size_of(key, page);

    if (page->verdict < 0 || page->verdict > 255 || page->form_len > PAGES_FORM_MAX ||
        strlen(key) > ARTICLE_KEY_MAX || (int64_t)size > pages->bytes_max)
        return error_set(error, "the page is not stored: it is too large");
    if (!pages->sql[PAGES_SQL_PUT] || database_mode(pages->database) == DATABASE_READ_ONLY)
        return error_set(error, "the page is not stored: the store cannot be written");
    return put(pages, key, page, (int64_t)size, error);
}
