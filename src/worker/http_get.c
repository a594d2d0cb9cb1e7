/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/address.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/loop.h"
#include "worker/http_exchange.h"
#include "worker/http_peer.h"
#include "worker/http_proxy.h"
#include "worker/http_words.h"

const struct http_limits http_limits_default = {
    .connect_ms = 10000,
    .slow_rate = 64,
    .slow_time = 15,
    .total_ms = 45000,
    .body_max = 8 * 1024 * 1024,
};

/* Between the tries; a third is added by chance, so that those who were turned away together
 * do not come back together. */
static const int64_t pauses_ms[HTTP_TRIES_MAX - 1] = { 500, 2000 };

/* The way to the page: every exchange on it. */
struct trip {
    const struct http_request *request;
    struct http_client *client;
    struct http_exchange exchange;
    struct buf url; /* where the next exchange goes */
    int redirects, tries;
    int64_t waited_ms, deadline;
    bool downgraded;
};

static bool is_allowed(const struct http_request *request, const char *host, size_t n)
{
    const char *const *allowed = request->allow_private;

    for (; allowed && *allowed; allowed++)
        if (strlen(*allowed) == n && strncasecmp(*allowed, host, n) == 0)
            return true;
    return false;
}

/* Set up the exchange with the address in trip->url. */
static bool aim(struct trip *trip, struct error *error)
{
    struct http_exchange *exchange = &trip->exchange;
    size_t n;
    const char *url = buf_str(&trip->url), *host = address_host(url, &n);
    bool allowed = is_allowed(trip->request, host, n);
    const char *refused = allowed ? NULL : http_host_refused(host, n);

    if (refused)
        return error_set(error, "%.*s is %s; fetch.allow-private in the settings must name it",
                         (int)n, host, refused);
    exchange->url = url;
    exchange->proxy = http_proxy(url);
    /* The proxy may be in the user's own network; what it connects to is its business. */
    exchange->any_peer = allowed || *exchange->proxy;
    exchange->deadline = trip->deadline;
    return true;
}

static bool is_redirect(const struct http_exchange *exchange)
{
    return exchange->status >= 300 && exchange->status < 400 && exchange->status != 304 &&
           *exchange->headers.location;
}

static bool follow(struct trip *trip, struct error *error)
{
    struct http_headers *headers = &trip->exchange.headers;
    struct buf next = BUF_INIT(ADDRESS_MAX);
    struct error why;
    bool good = false;

    if (headers->two_locations) {
        error_set(error, "the page moved to two places at once");
    } else if (trip->redirects == HTTP_REDIRECTS_MAX) {
        error_set(error, "the page moved more than %d times; it may want cookies",
                  HTTP_REDIRECTS_MAX);
    } else if (!address_canonical(headers->location, buf_str(&trip->url), &next, &why)) {
        error_set(error, "the page moved to where it cannot be fetched: %s", why.text);
    } else {
        trip->redirects++;
        trip->downgraded |= strncmp(buf_str(&trip->url), "https:", 6) == 0 &&
                            strncmp(buf_str(&next), "http:", 5) == 0;
        buf_clear(&trip->url);
        good = buf_add(&trip->url, buf_str(&next), next.len) && aim(trip, error);
    }
    buf_release(&next);
    return good;
}

static bool may_try_again(const struct trip *trip, enum http_end end)
{
    long status = trip->exchange.status;

    return trip->tries < HTTP_TRIES_MAX &&
           (end == HTTP_BROKEN ||
            (end == HTTP_WHOLE && (status == 429 || (status >= 500 && status < 600))));
}

static void sleep_ms(int64_t milliseconds)
{
    struct timespec rest = { .tv_sec = milliseconds / 1000,
                             .tv_nsec = milliseconds % 1000 * 1000000 };

    while (nanosleep(&rest, &rest) < 0 && errno == EINTR)
        ;
}

/* Wait for the next try. False when the server asks for more patience than there is; only then
 * error is set. Waits do not count as time of the exchanges. */
static bool pause_trip(struct trip *trip, struct error *error)
{
    const struct http_request *request = trip->request;
    int64_t asked = http_retry_after(&trip->exchange.headers, date_now());
    int64_t pause = pauses_ms[trip->tries - 1];
    unsigned char chance = 0;

    if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) == sizeof chance)
        pause += pause * chance / (3 * 256);
    if (asked > HTTP_WAIT_MAX_MS - trip->waited_ms)
        return error_set(error, "the server answered %ld: %s", trip->exchange.status,
                         http_status_words(trip->exchange.status));
    if (asked > pause)
        pause = asked;
    if (request->progress)
        request->progress(HTTP_WAITING, pause, request->arg);
    sleep_ms(pause);
    trip->waited_ms += pause;
    trip->deadline += pause;
    trip->exchange.deadline = trip->deadline;
    return true;
}

/* Exchange after exchange until there is an answer that is neither a redirect nor a reason to
 * try again. */
static bool travel(struct trip *trip, enum http_end *end, struct error *error)
{
    if (!aim(trip, error))
        return false;
    for (;;) {
        trip->tries++;
        *end = http_exchange(trip->client, &trip->exchange, error);
        if (may_try_again(trip, *end)) {
            if (!pause_trip(trip, error))
                return false;
        } else if (*end == HTTP_WHOLE && is_redirect(&trip->exchange)) {
            trip->tries--;
            if (!follow(trip, error))
                return false;
        } else {
            return *end == HTTP_WHOLE || *end == HTTP_PART;
        }
    }
}

static bool take_answer(const struct trip *trip, enum http_end end, struct http_answer *answer,
                        struct error *error)
{
    const struct http_headers *headers = &trip->exchange.headers;
    const struct http_request *request = trip->request;

    answer->status = trip->exchange.status;
    answer->final_url = xstrdup(buf_str(&trip->url));
    answer->downgraded = trip->downgraded;
    answer->plain = strcmp(headers->type, "text/plain") == 0;
    if (end == HTTP_PART)
        answer->cut = trip->exchange.cut;
    else if (answer->status == 206)
        answer->cut = "the server sent only a part of the page";
    memcpy(answer->charset, headers->charset, sizeof answer->charset);
    memcpy(answer->etag, headers->etag, sizeof answer->etag);
    memcpy(answer->modified, headers->modified, sizeof answer->modified);
    if (answer->status == 304) {
        answer->not_modified = *request->etag || *request->modified;
        return answer->not_modified ||
               error_set(error, "the server says that nothing changed, but there is no copy");
    }
    if (answer->status < 200 || answer->status > 299)
        return error_set(error, "the server answered %ld: %s", answer->status,
                         http_status_words(answer->status));
    return true;
}

bool http_get(const struct http_request *request, struct http_answer *answer,
              struct error *error)
{
    struct trip trip = { .request = request,
                         .url = BUF_INIT(ADDRESS_MAX),
                         .deadline = loop_now() + request->limits.total_ms };
    enum http_end end = HTTP_FAILED;
    bool good = false;

    *answer = (struct http_answer){ .body = BUF_INIT(request->limits.body_max) };
    trip.exchange.request = request;
    trip.exchange.body = &answer->body;
    trip.client = http_client_new(error);
    if (trip.client && buf_adds(&trip.url, request->url))
        good = travel(&trip, &end, error) && take_answer(&trip, end, answer, error);
    http_client_free(trip.client);
    buf_release(&trip.url);
    return good;
}
