/* SPDX-License-Identifier: MIT */
/*
 * The store of fetched pages: what was made of each, and its text for searching. A cache: it
 * may vanish at any time, what cannot be kept is simply not there, and nothing read from it is
 * trusted. Pages are kept by article/key.h; their form is the caller's.
 */
#ifndef ARTICLE_PAGES_H
#define ARTICLE_PAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum {
    PAGES_FORM_MAX = 32 * 1024 * 1024, /* bytes of one page */
    PAGES_TEXT_MAX = 256 * 1024,       /* bytes of text that are searched; the rest is cut */
    PAGES_FIELD_MAX = 8192,            /* bytes of the other texts; a longer one is not kept */
    PAGES_NO_VERDICT = -1,
};

#define PAGES_BYTES ((int64_t)200 * 1024 * 1024) /* of all pages, unless told otherwise */

/* Strings are never NULL and cleaned when they come out of the store. */
struct page {
    const char *form; /* any bytes */
    size_t form_len;
    const char *text; /* clean, newlines between blocks; "" when it comes out: pages_text() */
    size_t text_len;
    const char *address; /* that the server was asked for */
    const char *etag, *last_modified, *reason;
    int verdict;     /* the caller's, 0 to 255 */
    int64_t fetched; /* seconds since 1970 */
};

struct pages;

/* Kept in the file at path, as marks_open() does; bytes is how much they may take. */
struct pages *pages_open(const char *path, int64_t bytes, struct error *note);
void pages_free(struct pages *pages);

/* Pages for whose hash this is true are not dropped when there is too much. */
void pages_spare(struct pages *pages, bool (*spare)(void *arg, uint64_t hash), void *arg);

/* False when it is not there. Strings are valid until the next call. */
bool pages_get(struct pages *pages, const char *key, struct page *page);

/* Keep a page, in place of an older one; the least recently used ones go for it. False with
 * error set when it cannot be kept. */
bool pages_put(struct pages *pages, const char *key, const struct page *page,
               struct error *error);

/* The server said that it is as it was: its time becomes this. */
void pages_renew(struct pages *pages, const char *key, int64_t fetched);

void pages_drop(struct pages *pages, const char *key);

/* The verdict on the page of this key_hash(), PAGES_NO_VERDICT when there is none. From
 * memory, for rows and queries. */
int pages_verdict(const struct pages *pages, uint64_t hash);

/* The text to be searched, or NULL; valid until the next call. */
const char *pages_text(struct pages *pages, uint64_t hash, size_t *n);

/* Learn what another process wrote; true when there was something. */
bool pages_refresh(struct pages *pages);

/* Grows with every change of which pages there are and of their verdicts. */
uint64_t pages_changes(const struct pages *pages);

/* How many there are, and the bytes of them all as pages_open() limits them. */
size_t pages_count(const struct pages *pages);
int64_t pages_bytes(const struct pages *pages);

#endif
