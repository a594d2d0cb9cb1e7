/* SPDX-License-Identifier: MIT */
/* What is read of an answer's headers. Only for http. */
#ifndef WORKER_HTTP_HEADERS_H
#define WORKER_HTTP_HEADERS_H

#include "base/address.h"
#include "worker/http.h"

struct http_headers {
    size_t bytes;   /* of all lines: interim answers and trailers count, too */
    char type[128]; /* in lower case, without parameters */
    char charset[HTTP_CHARSET_SIZE];
    char encoding[32], transfer[32];
    char etag[HTTP_ETAG_SIZE], modified[HTTP_MODIFIED_SIZE];
    char retry_after[64];
    char location[ADDRESS_MAX + 2]; /* raw: for address_canonical() to refuse */
    bool two_locations;             /* that differ */
};

/* Take one line as it came. A status line forgets all but the bytes. False when there were
 * more than HTTP_HEADERS_MAX bytes. */
bool http_headers_take(struct http_headers *headers, const char *line, size_t n);

/* Whether text can stand in a header of a request: printable ASCII, not empty. */
bool http_header_is_sendable(const char *text);

/* The milliseconds that Retry-After asks for, -1 when it asks for nothing sensible. */
int64_t http_retry_after(const struct http_headers *headers, int64_t now);

#endif
