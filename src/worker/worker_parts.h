/* SPDX-License-Identifier: MIT */
/* What the modes of the worker share. Only for worker. Nothing is released anywhere here:
 * _exit() follows, and takes it all at once. */
#ifndef WORKER_WORKER_PARTS_H
#define WORKER_WORKER_PARTS_H

#include "worker/page.h"

enum { WORKER_USAGE = 2 }; /* exit status: 1 is for what is told on stderr */

/* Write it all; false when the other end is gone. */
bool worker_write(int fd, const char *bytes, size_t n);

/* Tell on stderr what is wrong. The exit status for it. */
int worker_fail(const char *words);

/* Write a document to stdout. The exit status. */
int worker_send(cmark_node *root, const struct wire_meta *meta);

/* What a page is made of before it is text. */
struct worker_source {
    const struct buf *bytes;
    const char *charset; /* as the header says, "" for nothing */
    const char *cut;     /* why the bytes lack their end, NULL when they do not */
    bool plain;          /* they are plain text, not HTML */
};

/* Decode it, seal this process, find the article, send it. Of page url, title and excerpt are
 * filled. The exit status. */
int worker_page(const struct worker_source *source, struct page_source *page);

/* The mode that fetches a page by its address, see worker.h. The exit status. */
int worker_get(int argc, char **argv);

#endif
