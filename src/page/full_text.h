/* SPDX-License-Identifier: MIT */
/*
 * The text of the page that an article points to: got through the addresses that the article
 * has (article_address(), then original, web, AMP, cached AMP), one after another, until one
 * gives more than a teaser, and kept in the store.
 */
#ifndef PAGE_FULL_TEXT_H
#define PAGE_FULL_TEXT_H

#include "article/memory.h"
#include "doc/download_queue.h"
#include "doc/verdict.h"
#include "page/stored.h"

enum { FULL_TEXT_ADDRESSES = 5 }; /* those above */

/* What of the settings it needs. */
struct full_text_options {
    const char *const *allow_private; /* as struct download_request has them */
    size_t allow_private_count;
    int64_t total_ms; /* for each address */
    int64_t body_max; /* the same; 0 as there */
    bool one_address; /* only ask for `address` */
    enum article_url address;
};

struct full_text_result {
    /* The best, for the callee to take over (then with its document NULL here); verdict is
     * VERDICT_FAILED when there is none, and never otherwise. */
    struct stored_page page;
    unsigned seal;       /* enum wire_seal: of the worker that read a page; all when none did */
    const char *trouble; /* what went wrong with the first address, "" for nothing */
    const char *unkept;  /* why the page is not in the store, "" when it is or there is none */
};

/* Whether the article has an address that can be fetched. */
bool full_text_has_address(const struct article *article,
                           const struct full_text_options *options);

struct full_text;

typedef void full_text_progress(const struct full_text *text, void *arg);
typedef void full_text_done(struct full_text_result *result, void *arg);

/*
 * Ask for it. progress may be NULL. done is called once, from the loop, never from here. NULL
 * when the article has no address that can be fetched. article and options must stay until
 * done.
 */
struct full_text *full_text_start(struct download_queue *queue, struct memory *memory,
                                  const struct article *article,
                                  const struct full_text_options *options,
                                  full_text_progress *progress, full_text_done *done,
                                  void *arg);

/* Kill it; done is not called any more. NULL is ignored. */
void full_text_cancel(struct full_text *text);

/* For people: "fetching hbr.org 38 KB". */
void full_text_status(const struct full_text *text, struct buf *out);

#endif
