/* SPDX-License-Identifier: MIT */
/* Fetched pages in the store: documents that go in as wire bytes and come out checked. */
#ifndef PAGE_STORED_H
#define PAGE_STORED_H

#include "article/article.h"
#include "article/pages.h"
#include "doc/download.h"

struct stored_page {
    cmark_node *document;  /* for the callee to keep and free; NULL when there is none */
    int verdict;           /* enum verdict */
    int64_t date;          /* when it was fetched */
    char *reason;          /* for the callee to free(); NULL without document */
    char *address;         /* that was asked for, canonical, or ""; the same */
    char *etag, *modified; /* the same */
};

/* The page kept for an article. One that does not read as a document any more is dropped. */
bool stored_read(struct pages *pages, const struct article *article, struct stored_page *page);
void stored_release(struct stored_page *page);

/* For people: "full text from the AMP page of hbr.org, fetched 2022-01-24 14:03", and why it is
 * less. */
void stored_words(const struct stored_page *page, const struct article *article,
                  struct buf *out);

/* The server said that the page is as it was. */
void stored_renew(struct pages *pages, const struct article *article);

/* Keep what a download of this address brought. False with error set when it cannot be kept. */
bool stored_write(struct pages *pages, const struct article *article, const char *address,
                  const struct download_result *result, struct error *error);

#endif
