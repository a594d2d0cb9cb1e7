/* SPDX-License-Identifier: MIT */
/*
 * The last bytes of a body as they came over the wire. The library takes a packed body for
 * whole when its end is missing; gzip has the length of what was packed at its end (RFC 1952).
 * Only for http.
 */
#ifndef WORKER_HTTP_TAIL_H
#define WORKER_HTTP_TAIL_H

#include <stdbool.h>
#include <stddef.h>

enum { HTTP_TAIL_MAX = 16 };

struct http_tail {
    unsigned char bytes[HTTP_TAIL_MAX];
    size_t n;
};

void http_tail_add(struct http_tail *tail, const void *bytes, size_t n);

/*
 * Whether a page that came as gzip surely lacks its end: the length is not at the end of the
 * bytes, and the page does not end as pages do. chunked: the bytes have the marks of chunks.
 */
bool http_tail_is_cut(const struct http_tail *tail, bool chunked, const char *page, size_t n);

/* Whether a page ends as pages do. */
bool http_page_is_closed(const char *page, size_t n);

#endif
