/* SPDX-License-Identifier: MIT */
/* What the modes of the worker share. Only for worker. Nothing is released anywhere here:
 * _exit() follows, and takes it all at once. */
#ifndef WORKER_WORKER_PARTS_H
#define WORKER_WORKER_PARTS_H

#include "worker/page.h"

/* Exit status beside 0. */
enum {
    WORKER_TOLD = 1, /* stderr says what is wrong */
    WORKER_USAGE = 2,
};

/* Tell on stderr what is wrong. The exit status for it. */
int worker_fail(const char *words);

/* Whether to go on only behind a complete seal. */
void worker_be_strict(bool strict);

/* Seal this process; meta learns by what. False, and told, when that is not enough. */
bool worker_seal(struct wire_meta *meta);

/* Whether worker_seal() will be enough, tried by a process of its own: before anything is sent
 * to anybody. False, and told, when it will not. */
bool worker_may_seal(void);

/* Write a document to stdout. The exit status. */
int worker_send(cmark_node *root, const struct wire_meta *meta);

/* What a page is made of before it is text. */
struct worker_source {
    const struct buf *bytes;
    const char *charset; /* as the header says, "" for nothing */
    const char *cut;     /* why the bytes lack their end, NULL when they do not */
    bool plain;          /* they are plain text, not HTML */
};

/* Seal this process, decode the page, find the article, send it. Of page url, title and excerpt
 * are filled. The exit status. */
int worker_page(const struct worker_source *source, struct page_source *page);

/* The mode that fetches a page by its address, see worker.h. The exit status. */
int worker_get(int argc, char **argv);

#endif
