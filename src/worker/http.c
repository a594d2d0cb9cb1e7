/* SPDX-License-Identifier: MIT */
#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/loop.h"
#include "worker/http_exchange.h"
#include "worker/http_peer.h"
#include "worker/http_sniff.h"
#include "worker/http_words.h"

/* Why the exchange was ended from here, before its own end. */
enum stop {
    STOP_NONE,
    STOP_UNWANTED, /* the status says all */
    STOP_TYPE,     /* it is not to be read; `what` says what it is */
    STOP_LARGE,
    STOP_HEADERS,
    STOP_TIME,
    STOP_PEER, /* `what` says what its address is */
};

struct http_client {
    CURL *curl;
    struct http_exchange *exchange;
    struct curl_slist *lines;
    char words[CURL_ERROR_SIZE]; /* the library's own */
    enum stop stop;
    const char *what;
    int64_t told; /* when the progress was told last */
};

static size_t stop(struct http_client *client, enum stop why, const char *what)
{
    client->stop = why;
    client->what = what;
    return 0;
}

static bool is_late(const struct http_client *client)
{
    return loop_now() >= client->exchange->deadline;
}

static size_t on_header(char *line, size_t size, size_t n, void *arg)
{
    struct http_client *client = arg;

    n *= size;
    return http_headers_take(&client->exchange->headers, line, n)
               ? n
               : stop(client, STOP_HEADERS, NULL);
}

/* Counts what is unpacked: no other limit of the library's holds for packed bodies. */
static size_t on_body(char *bytes, size_t size, size_t n, void *arg)
{
    struct http_client *client = arg;
    struct http_exchange *exchange = client->exchange;
    struct buf *body = exchange->body;
    size_t before = body->len;

    n *= size;
    curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &exchange->status);
    if (exchange->status < 200 || exchange->status > 299)
        return stop(client, STOP_UNWANTED, NULL);
    const char *refused = http_type_refused(exchange->headers.type);
    if (!refused && before < HTTP_SNIFF_BYTES) {
        buf_add(body, bytes, n);
        refused = http_bytes_refused(buf_str(body), body->len);
    } else if (!refused) {
        buf_add(body, bytes, n);
    }
    if (refused)
        return stop(client, STOP_TYPE, refused);
    if (body->full)
        return stop(client, STOP_LARGE, NULL);
    return is_late(client) ? stop(client, STOP_TIME, NULL) : n;
}

static int on_progress(void *arg, curl_off_t total, curl_off_t now, curl_off_t up_total,
                       curl_off_t up)
{
    enum { EVERY_MS = 200 };
    struct http_client *client = arg;
    const struct http_request *request = client->exchange->request;
    int64_t time = loop_now();

    (void)total;
    (void)up_total;
    (void)up;
    if (now > 0 && request->progress && time - client->told >= EVERY_MS) {
        client->told = time;
        request->progress(HTTP_LOADING, now, request->arg);
    }
    if (now > (curl_off_t)request->limits.body_max)
        stop(client, STOP_LARGE, NULL);
    else if (is_late(client))
        stop(client, STOP_TIME, NULL);
    return client->stop != STOP_NONE;
}

/* The last moment before a connection, when it is known to which address. */
static curl_socket_t on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *peer)
{
    struct http_client *client = arg;
    const char *refused = client->exchange->any_peer ? NULL : http_peer_refused(&peer->addr);

    (void)purpose;
    if (refused) {
        stop(client, STOP_PEER, refused);
        return CURL_SOCKET_BAD;
    }
    return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

static void add_line(struct http_client *client, const char *name, const char *value)
{
    struct buf line = BUF_INIT(1024);

    if (http_header_is_sendable(value)) {
        buf_addf(&line, "%s: %s", name, value);
        struct curl_slist *lines = curl_slist_append(client->lines, buf_str(&line));
        if (!lines)
            alloc_die();
        client->lines = lines;
    }
    buf_release(&line);
}

static void set_request(struct http_client *client)
{
    const struct http_exchange *exchange = client->exchange;
    CURL *curl = client->curl;

    curl_slist_free_all(client->lines);
    client->lines = NULL;
    add_line(client, "Accept", "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1");
    add_line(client, "If-None-Match", exchange->request->etag);
    add_line(client, "If-Modified-Since", exchange->request->modified);
    curl_easy_setopt(curl, CURLOPT_URL, exchange->url);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, client->lines);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "coranto/" VERSION);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, ""); /* all that the library unpacks */
    /* Which proxy, if any, was decided before: the library shall not look for one. */
    curl_easy_setopt(curl, CURLOPT_PROXY, exchange->proxy);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    /* By custom of other programs, for authorities that the system does not know. */
    const char *authorities = getenv("SSL_CERT_FILE");
    if (authorities && *authorities)
        curl_easy_setopt(curl, CURLOPT_CAINFO, authorities);
}

static void set_limits(struct http_client *client)
{
    const struct http_limits *limits = &client->exchange->request->limits;
    int64_t left = client->exchange->deadline - loop_now();
    CURL *curl = client->curl;

    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, limits->connect_ms);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)(left > 0 ? left : 1));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, limits->slow_rate);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, limits->slow_time);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)limits->body_max);
}

static void set_callbacks(struct http_client *client)
{
    CURL *curl = client->curl;

    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, client->words);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, client);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, client);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, client);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, client);
}

/* What the library's codes mean. The sentence begins with the host. */
static const struct failure {
    CURLcode code;
    enum http_end end;
    const char *words;
} failures[] = {
    { CURLE_COULDNT_RESOLVE_HOST, HTTP_FAILED,
      "cannot be found: there is no such host, or no network" },
    { CURLE_COULDNT_RESOLVE_PROXY, HTTP_FAILED,
      "cannot be reached, because the proxy that the environment names cannot be found" },
    { CURLE_SSL_CONNECT_ERROR, HTTP_FAILED, "does not speak TLS there, or none that is safe" },
    { CURLE_GOT_NOTHING, HTTP_BROKEN, "closed the connection without an answer" },
    { CURLE_RECV_ERROR, HTTP_BROKEN, "broke the connection" },
    { CURLE_SEND_ERROR, HTTP_BROKEN, "broke the connection" },
    { CURLE_HTTP2, HTTP_BROKEN, "broke the connection" },
    { CURLE_HTTP2_STREAM, HTTP_BROKEN, "broke the connection" },
    { CURLE_PARTIAL_FILE, HTTP_FAILED, "sent less than it announced" },
    { CURLE_WEIRD_SERVER_REPLY, HTTP_FAILED, "does not answer as web servers do" },
    { CURLE_UNSUPPORTED_PROTOCOL, HTTP_FAILED, "does not answer as web servers do" },
    { CURLE_BAD_CONTENT_ENCODING, HTTP_FAILED,
      "packed the page in a way that cannot be undone" },
    { CURLE_WRITE_ERROR, HTTP_FAILED, "packed the page in a way that cannot be undone" },
    /* The library's word for a header that is longer than it wants to hold. */
    { CURLE_OUT_OF_MEMORY, HTTP_FAILED, "answered with headers that are too long" },
};

static void tell_certificate(const struct http_client *client, const char *host,
                             struct error *error)
{
    const char *roots = curl_version_info(CURLVERSION_NOW)->cainfo;
    const char *words;
    long code = 0;

    curl_easy_getinfo(client->curl, CURLINFO_SSL_VERIFYRESULT, &code);
    words = http_certificate_words(code);
    if (roots && access(roots, R_OK) != 0 && !getenv("SSL_CERT_FILE"))
        error_set(error,
                  "%s cannot be trusted, because this system knows no authorities; install "
                  "its package ca-certificates",
                  host);
    else if (words)
        error_set(error, "the certificate of %s is not to be trusted: %s", host, words);
    else if (strstr(client->words, "subject name"))
        error_set(error, "the certificate of %s is not to be trusted: it is for another host",
                  host);
    else
        error_set(error, "the certificate of %s is not to be trusted: %s", host, client->words);
}

static void tell_connection(const struct http_client *client, const char *host,
                            enum http_end *end, struct error *error)
{
    long code = 0;

    curl_easy_getinfo(client->curl, CURLINFO_OS_ERRNO, &code);
    if (*client->exchange->proxy) {
        error_set(error,
                  "%s cannot be reached, because the proxy that the environment names "
                  "does not let connect",
                  host);
    } else if (code == ECONNREFUSED) {
        error_set(error, "%s refuses connections", host);
    } else {
        error_set(error, "%s cannot be reached: %s", host,
                  code ? strerror((int)code) : client->words);
        *end = HTTP_BROKEN;
    }
}

static void tell_time(const struct http_client *client, const char *host, struct error *error)
{
    const struct http_limits *limits = &client->exchange->request->limits;
    curl_off_t ready = 0;

    curl_easy_getinfo(client->curl, CURLINFO_PRETRANSFER_TIME_T, &ready);
    if (is_late(client))
        error_set(error, "%s takes longer than %lld s", host,
                  (long long)(limits->total_ms + 999) / 1000);
    else if (ready == 0)
        error_set(error, "%s does not let connect within %ld s", host,
                  (limits->connect_ms + 999) / 1000);
    else
        error_set(error, "%s sent next to nothing for %ld s", host, limits->slow_time);
}

static enum http_end tell_large(const struct http_client *client, const char *host,
                                struct error *error)
{
    error_set(error, "the page of %s is larger than %zu MB", host,
              client->exchange->request->limits.body_max >> 20);
    return HTTP_FAILED;
}

static enum http_end tell_failure(const struct http_client *client, CURLcode code,
                                  const char *host, struct error *error)
{
    enum http_end end = HTTP_FAILED;
    long proxy = 0;

    curl_easy_getinfo(client->curl, CURLINFO_HTTP_CONNECTCODE, &proxy);
    if (proxy >= 300) {
        error_set(error, "%s cannot be reached: the proxy answered %ld: %s", host, proxy,
                  http_status_words(proxy));
        return end;
    }
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
        if (failures[i].code == code) {
            error_set(error, "%s %s", host, failures[i].words);
            return failures[i].end;
        }
    }
    if (code == CURLE_OPERATION_TIMEDOUT)
        tell_time(client, host, error);
    else if (code == CURLE_COULDNT_CONNECT)
        tell_connection(client, host, &end, error);
    else if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
        tell_certificate(client, host, error);
    else if (code == CURLE_FILESIZE_EXCEEDED)
        return tell_large(client, host, error);
    else
        error_set(error, "the page of %s cannot be fetched: %s", host,
                  *client->words ? client->words : curl_easy_strerror(code));
    return end;
}

/* How it ended, by what was stopped from here, else by the library's code. */
static enum http_end judge(struct http_client *client, CURLcode code, struct error *error)
{
    struct http_exchange *exchange = client->exchange;
    size_t n;
    const char *start = address_host(exchange->url, &n);
    char *host = xstrndup(start, n);
    bool part = exchange->body->len > 0 && client->stop != STOP_HEADERS;
    enum http_end end = HTTP_FAILED;

    if (client->stop == STOP_TYPE)
        error_set(error, "the address leads to %s%s%s%s", client->what,
                  *exchange->headers.type ? " (" : "", exchange->headers.type,
                  *exchange->headers.type ? ")" : "");
    else if (client->stop == STOP_PEER)
        error_set(error,
                  "%s is %s; to fetch from it, name it under allow-private in the settings",
                  host, client->what);
    else if (client->stop == STOP_UNWANTED || (client->stop == STOP_NONE && code == CURLE_OK))
        end = HTTP_WHOLE;
    else if (part)
        end = HTTP_PART;
    else if (client->stop == STOP_HEADERS)
        error_set(error, "%s answered with headers that are too long", host);
    else if (client->stop == STOP_TIME)
        tell_time(client, host, error);
    else if (client->stop == STOP_LARGE)
        end = tell_large(client, host, error);
    else
        end = tell_failure(client, code, host, error);
    free(host);
    return end;
}

enum http_end http_exchange(struct http_client *client, struct http_exchange *exchange,
                            struct error *error)
{
    const struct http_request *request = exchange->request;

    client->exchange = exchange;
    client->stop = STOP_NONE;
    client->told = 0;
    *client->words = '\0';
    exchange->status = 0;
    exchange->headers = (struct http_headers){ 0 };
    buf_clear(exchange->body);
    curl_easy_reset(client->curl);
    set_request(client);
    set_limits(client);
    set_callbacks(client);
    if (request->progress)
        request->progress(HTTP_CONNECTING, 0, request->arg);
    CURLcode code = curl_easy_perform(client->curl);
    curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &exchange->status);
    return judge(client, code, error);
}

struct http_client *http_client_new(struct error *error)
{
    struct http_client *client = xcalloc(1, sizeof *client);

    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK && (client->curl = curl_easy_init()))
        return client;
    error_set(error, "the library that fetches pages cannot be used");
    http_client_free(client);
    return NULL;
}

void http_client_free(struct http_client *client)
{
    if (!client)
        return;
    curl_easy_cleanup(client->curl);
    curl_slist_free_all(client->lines);
    curl_global_cleanup();
    free(client);
}
