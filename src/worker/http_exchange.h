/* SPDX-License-Identifier: MIT */
/* One request and its answer, without redirects and second tries. Only for http. */
#ifndef WORKER_HTTP_EXCHANGE_H
#define WORKER_HTTP_EXCHANGE_H

#include "worker/http.h"
#include "worker/http_headers.h"

enum http_end {
    HTTP_WHOLE,  /* an answer, of any status; only a status 2xx has its body */
    HTTP_PART,   /* the start of a page */
    HTTP_BROKEN, /* no answer; another try may get one */
    HTTP_FAILED, /* no answer to use, and none to expect */
};

struct http_exchange {
    const struct http_request *request;
    const char *url;   /* canonical */
    const char *proxy; /* "" for none */
    bool any_peer;     /* the host's address is not checked */
    int64_t deadline;  /* of loop_now() */

    long status;
    struct http_headers headers;
    struct buf *body;
    const char *cut; /* why the body has no end of its own, for HTTP_PART */
};

/* Keeps connections and what was looked up from one exchange to the next. */
struct http_client;

/* NULL with error set when the library cannot be used. One at a time. */
struct http_client *http_client_new(struct error *error);
void http_client_free(struct http_client *client);

/* The part below the second line is filled. error is set for the last two ends. */
enum http_end http_exchange(struct http_client *client, struct http_exchange *exchange,
                            struct error *error);

#endif
