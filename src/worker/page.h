/* SPDX-License-Identifier: MIT */
/* A web page as a clean document: its article, what it says of itself, and a verdict. */
#ifndef WORKER_PAGE_H
#define WORKER_PAGE_H

#include "doc/wire.h"

struct page_source {
    const char *text; /* UTF-8, see charset_decode() */
    size_t len;
    const char *url;             /* of the page, "" when unknown */
    const char *title, *excerpt; /* what the article was known by, "" for nothing */
    bool cut;                    /* the page was longer than this */
};

/* The document, for the caller to free; meta, which must be initialised, is filled. */
cmark_node *page_document(const struct page_source *source, struct wire_meta *meta);

#endif
