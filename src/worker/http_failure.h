/* SPDX-License-Identifier: MIT */
/* Why an exchange has no answer, in a sentence. Only for http. */
#ifndef WORKER_HTTP_FAILURE_H
#define WORKER_HTTP_FAILURE_H

#include "worker/http_exchange.h"

enum http_fault {
    HTTP_OTHER, /* the library's own words are all there is */
    HTTP_NO_HOST,
    HTTP_NO_PROXY,
    HTTP_NO_CONNECTION,
    HTTP_NO_TLS,
    HTTP_CERTIFICATE,
    HTTP_CLOSED,
    HTTP_BREAK,
    HTTP_SHORT,
    HTTP_NOT_HTTP,
    HTTP_PACKING,
    HTTP_LONG_HEADERS,
    HTTP_LARGE,
    HTTP_TIMEOUT,
};

struct http_failure {
    enum http_fault fault;
    const struct http_exchange *exchange;
    const char *words; /* the library's */
    const char *roots; /* file of the authorities it trusts, NULL when there is none */
    long os_error;     /* errno of the connection, or 0 */
    long certificate;  /* OpenSSL's verdict on it */
    long proxy_status; /* of the proxy's answer, or 0 */
    bool late;         /* the time of all exchanges is over */
    bool connected;
};

/* HTTP_BROKEN or HTTP_FAILED, and error set. */
enum http_end http_failure_tell(const struct http_failure *failure, struct error *error);

#endif
