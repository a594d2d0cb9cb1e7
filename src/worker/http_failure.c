/* SPDX-License-Identifier: MIT */
#include "worker/http_failure.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "worker/http_words.h"

/* What needs no more than words; they follow the host. */
static const struct {
    const char *words;
    enum http_end end;
} plain[] = {
    [HTTP_NO_HOST] = { "cannot be found: no such host, or no network", HTTP_FAILED },
    [HTTP_NO_PROXY] = { "cannot be reached, because the proxy that the environment names "
                        "cannot be found",
                        HTTP_FAILED },
    [HTTP_NO_TLS] = { "does not speak TLS there, or none that is safe", HTTP_FAILED },
    [HTTP_CLOSED] = { "closed the connection without an answer", HTTP_BROKEN },
    [HTTP_BREAK] = { "broke the connection", HTTP_BROKEN },
    [HTTP_SHORT] = { "sent less than it announced", HTTP_FAILED },
    [HTTP_NOT_HTTP] = { "does not answer as web servers do", HTTP_FAILED },
    [HTTP_PACKING] = { "packed the page in a way that cannot be undone", HTTP_FAILED },
    [HTTP_LONG_HEADERS] = { "answered with headers that are too long", HTTP_FAILED },
};

static void tell_certificate(const struct http_failure *failure, const char *host,
                             struct error *error)
{
    const char *words = http_certificate_words(failure->certificate);

    if (failure->roots && access(failure->roots, R_OK) != 0) {
        error_set(error,
                  "%s cannot be trusted, because the authorities are missing (%s); install the "
                  "package ca-certificates",
                  host, failure->roots);
        return;
    }
    /* The library compares the names itself, and has no number for that. */
    if (!words && strstr(failure->words, "subject name"))
        words = "it is for another host";
    error_set(error, "the certificate of %s is not to be trusted: %s", host,
              words ? words : failure->words);
}

static enum http_end tell_connection(const struct http_failure *failure, const char *host,
                                     struct error *error)
{
    if (*failure->exchange->proxy) {
        error_set(error,
                  "%s cannot be reached, because the proxy that the environment names does "
                  "not let connect",
                  host);
        return HTTP_FAILED;
    }
    if (failure->os_error == ECONNREFUSED) {
        error_set(error, "%s refuses connections", host);
        return HTTP_FAILED;
    }
    error_set(error, "%s cannot be reached: %s", host,
              failure->os_error ? strerror((int)failure->os_error) : failure->words);
    return HTTP_BROKEN;
}

static void tell_timeout(const struct http_failure *failure, const char *host,
                         struct error *error)
{
    const struct http_limits *limits = &failure->exchange->request->limits;

    if (failure->late)
        error_set(error, "%s takes longer than %lld s", host,
                  (long long)(limits->total_ms + 999) / 1000);
    else if (!failure->connected)
        error_set(error, "%s does not let connect within %ld s", host,
                  (limits->connect_ms + 999) / 1000);
    else
        error_set(error, "%s sent next to nothing for %ld s", host, limits->slow_time);
}

static enum http_end tell(const struct http_failure *failure, const char *host,
                          struct error *error)
{
    switch (failure->fault) {
    case HTTP_CERTIFICATE:
        tell_certificate(failure, host, error);
        return HTTP_FAILED;
    case HTTP_NO_CONNECTION:
        return tell_connection(failure, host, error);
    case HTTP_TIMEOUT:
        tell_timeout(failure, host, error);
        return HTTP_FAILED;
    case HTTP_LARGE:
        error_set(error, "the page of %s is larger than %zu MB", host,
                  failure->exchange->request->limits.body_max >> 20);
        return HTTP_FAILED;
    case HTTP_OTHER:
        error_set(error, "the page of %s cannot be fetched: %s", host, failure->words);
        return HTTP_FAILED;
    default:
        error_set(error, "%s %s", host, plain[failure->fault].words);
        /* What breaks after its headers would do so again. */
        return failure->exchange->status ? HTTP_FAILED : plain[failure->fault].end;
    }
}

enum http_end http_failure_tell(const struct http_failure *failure, struct error *error)
{
    size_t n;
    const char *start = address_host(failure->exchange->url, &n);
    char *host = xstrndup(start, n);
    enum http_end end = HTTP_FAILED;

    if (failure->proxy_status >= 300)
        error_set(error, "%s cannot be reached: the proxy answered %ld: %s", host,
                  failure->proxy_status, http_status_words(failure->proxy_status));
    else
        end = tell(failure, host, error);
    free(host);
    return end;
}
