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

/* Decode the bytes of a page, seal this process, find the article, send it. Of page url, title,
 * excerpt and cut are filled. The exit status. */
int worker_page(const struct buf *bytes, const char *charset, struct page_source *page);

/* The mode that fetches a page by its address, see worker.h. The exit status. */
int worker_get(int argc, char **argv);

#endif
