/* SPDX-License-Identifier: MIT */
/*
 * Foreign bytes to a document, in a child: this program runs itself as a sealed worker
 * (src/worker) that parses, and the answer's wire form is checked here. The parent never parses
 * what a stranger wrote, stays responsive, and can kill the child.
 */
#ifndef DOC_FETCH_H
#define DOC_FETCH_H

#include "base/error.h"
#include "base/loop.h"
#include "doc/wire.h"

enum {
    /* Bytes of a body that are parsed; more is cut, and told. */
    FETCH_MARKDOWN_MAX = 4 * 1024 * 1024,
    FETCH_PARSE_MS = 5000,            /* wall clock for parsing a body */
    FETCH_PAGE_MAX = 8 * 1024 * 1024, /* bytes of a page that are read */
    FETCH_RAW_MAX = 1024 * 1024,      /* bytes shown of a body that cannot be parsed */
};

struct fetch;

struct fetch_result {
    cmark_node *document;   /* for the callee to keep and free; NULL when it failed */
    struct wire_meta *meta; /* valid during the callback; NULL when it failed */
    struct error error;     /* one sentence when it failed */
};

/*
 * Parse a Markdown body. base_url ("" for none) is what relative links are resolved
 * against. done is called once, from the loop, never from here; NULL with error set when no
 * worker could be started.
 *
 * There is always a document: when parsing fails or takes too long, it is the text as it is
 * written below a KIND_NOTE that says why, and meta->reason says it too. meta->cut is true when
 * the end of the text is missing, which a KIND_NOTE at the end of the document says.
 */
struct fetch *fetch_markdown(struct loop *loop, const char *body, size_t n,
                             const char *base_url,
                             void (*done)(struct fetch_result *result, void *arg), void *arg,
                             struct error *error);

/* A web page that is in memory. No string may be NULL, each may be "". */
struct fetch_page {
    const char *bytes; /* as it was served */
    size_t n;
    const char *url;             /* its address, canonical */
    const char *charset;         /* what the HTTP header calls its encoding */
    const char *title, *excerpt; /* how its article is known */
};

/*
 * Find the article in a page; verdict and reason in meta (doc/verdict.h) say how much of it
 * there is. When the page cannot be read or takes too long there is no document, but an error.
 * Otherwise as fetch_markdown().
 */
struct fetch *fetch_page_bytes(struct loop *loop, const struct fetch_page *page,
                               void (*done)(struct fetch_result *result, void *arg), void *arg,
                               struct error *error);

/* Kill it; done is not called any more. NULL is ignored. */
void fetch_cancel(struct fetch *fetch);

#endif
