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
    FETCH_MARKDOWN_MAX = 4 * 1024 * 1024, /* bytes of a body that are parsed; more is cut, told */
    FETCH_PARSE_MS = 5000,                /* wall clock for parsing a body */
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
 */
struct fetch *fetch_markdown(struct loop *loop, const char *body, size_t n,
                             const char *base_url,
                             void (*done)(struct fetch_result *result, void *arg), void *arg,
                             struct error *error);

/* Kill it; done is not called any more. NULL is ignored. */
void fetch_cancel(struct fetch *fetch);

#endif
