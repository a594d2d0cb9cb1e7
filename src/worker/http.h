/* SPDX-License-Identifier: MIT */
/*
 * One page by its address. Bounded in time, bytes, headers, redirects and tries; http and https
 * only; no cookies, no referrer, no passwords, no script, nothing that the page asks for.
 *
 * The addresses that names stand for are checked before a connection is made: what belongs to a
 * private network is refused unless the user allowed the host. Through a proxy of the
 * environment it is the proxy that looks up names; then only addresses and "localhost" in the
 * page's own address can be checked.
 *
 * It blocks, opens files (certificates, resolver) and may start a thread for a while: it comes
 * before the seal. Nothing is lost when the process is killed in the middle.
 */
#ifndef WORKER_HTTP_H
#define WORKER_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

enum {
    HTTP_REDIRECTS_MAX = 5,
    HTTP_TRIES_MAX = 3,
    HTTP_WAIT_MAX_MS = 60000,      /* all waits between tries together */
    HTTP_HEADERS_MAX = 256 * 1024, /* bytes of one answer's headers */
    HTTP_ETAG_SIZE = 512,          /* bytes with the NUL; a longer one is not used */
    HTTP_MODIFIED_SIZE = 64,
    HTTP_CHARSET_SIZE = 64,
};

struct http_limits {
    long connect_ms;           /* for name, connection and TLS */
    long slow_rate, slow_time; /* fewer bytes a second than this for so many seconds end it */
    int64_t total_ms;          /* for all but the waits between tries */
    size_t body_max;           /* bytes, both on the wire and unpacked */
};

extern const struct http_limits http_limits_default;

enum http_phase {
    HTTP_CONNECTING,
    HTTP_LOADING, /* with the bytes so far */
    HTTP_WAITING, /* with the milliseconds until the next try */
};

struct http_request {
    const char *url;                  /* canonical, see base/address.h */
    const char *etag, *modified;      /* of the copy that is there; "" for none */
    const char *const *allow_private; /* hosts, ended by NULL; NULL for none */
    struct http_limits limits;
    void (*progress)(enum http_phase phase, int64_t amount, void *arg); /* may be NULL */
    void *arg;
};

struct http_answer {
    long status;
    char *final_url;   /* canonical, after redirects */
    struct buf body;   /* as it came, unpacked */
    const char *cut;   /* why the body has no end of its own; NULL when it is whole */
    bool not_modified; /* the copy that is there still holds; no body */
    bool plain;        /* the body is plain text, else HTML or XHTML */
    bool downgraded;   /* a redirect led from https to http */
    char charset[HTTP_CHARSET_SIZE]; /* as the header says; "" for nothing */
    char etag[HTTP_ETAG_SIZE], modified[HTTP_MODIFIED_SIZE];
};

/*
 * Get the page. A host that cannot be reached (but does not refuse), a connection that breaks
 * before the headers, and a status of 429 or 5xx are tried again, after a pause as long as the
 * server asks for. True for a page of HTML, XHTML or plain text, or part of one, and for "not
 * modified". False with one sentence for everything else. Nothing releases the
 * answer: the process ends when it is sent.
 */
bool http_get(const struct http_request *request, struct http_answer *answer,
              struct error *error);

#endif
