/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/alloc.h"
#include "base/curl.h"
#include "base/loop.h"
#include "worker/http_failure.h"
#include "worker/http_peer.h"
#include "worker/http_sniff.h"
#include "worker/http_tail.h"

/* Why the exchange was ended from here, before its own end. */
enum stop {
    STOP_NONE,
    STOP_UNWANTED, /* the status says all */
    STOP_TYPE,     /* it is not to be read; `what` says what it is */
    STOP_BYTES,    /* the same, though its type says something else */
    STOP_LARGE,
    STOP_HEADERS,
    STOP_TIME,
};

struct http_client {
    const struct curl_calls *curl;
    CURL *easy;
    struct http_exchange *exchange;
    struct curl_slist *lines;
    char words[CURL_ERROR_SIZE]; /* the library's own */
    enum stop stop;
    const char *what;
    const char *peer; /* what an address of the host is that was refused; NULL for none */
    int64_t told;     /* when the progress was told last */
    struct http_tail tail;
};

static size_t stop(struct http_client *client, enum stop why, const char *what)
{
    client->stop = why;
    client->what = what;
    return 0;
}

static bool is_late(const struct http_client *client)
{
    enum { ROUNDING_MS = 20 }; /* the library's clock may be ahead of ours */

    return loop_now() + ROUNDING_MS >= client->exchange->deadline;
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
    client->curl->easy_getinfo(client->easy, CURLINFO_RESPONSE_CODE, &exchange->status);
    if (exchange->status < 200 || exchange->status > 299)
        return stop(client, STOP_UNWANTED, NULL);
    const char *refused = http_type_refused(exchange->headers.type);
    if (refused)
        return stop(client, STOP_TYPE, refused);
    buf_add(body, bytes, n);
    if (before < HTTP_SNIFF_BYTES)
        refused = http_bytes_refused(buf_str(body), body->len);
    if (refused)
        return stop(client, STOP_BYTES, refused);
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

/* The only way to see the body as it came. */
static int on_debug(CURL *curl, curl_infotype type, char *bytes, size_t n, void *arg)
{
    struct http_client *client = arg;

    (void)curl;
    if (type == CURLINFO_DATA_IN)
        http_tail_add(&client->tail, bytes, n);
    return 0;
}

/* The last moment before a connection, when it is known to which address. */
static curl_socket_t on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *peer)
{
    struct http_client *client = arg;
    const char *refused = client->exchange->any_peer ? NULL : http_peer_refused(&peer->addr);

    (void)purpose;
    if (refused) {
        client->peer = refused;
        return CURL_SOCKET_BAD; /* the library goes on with the host's other addresses */
    }
    return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

static void add_line(struct http_client *client, const char *name, const char *value)
{
    struct buf line = BUF_INIT(1024);

    if (http_header_is_sendable(value)) {
        buf_addf(&line, "%s: %s", name, value);
        struct curl_slist *lines = client->curl->slist_append(client->lines, buf_str(&line));
        if (!lines)
            alloc_die();
        client->lines = lines;
    }
    buf_release(&line);
}

/* By custom of other programs, a file of authorities to trust instead of the system's. */
static const char *own_authorities(void)
{
    const char *file = getenv("SSL_CERT_FILE");

    return file ? file : "";
}

static void set_request(struct http_client *client)
{
    const struct http_exchange *exchange = client->exchange;
    const struct curl_calls *curl = client->curl;
    CURL *easy = client->easy;

    curl->slist_free_all(client->lines);
    client->lines = NULL;
    add_line(client, "Accept", "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1");
    add_line(client, "If-None-Match", exchange->request->etag);
    add_line(client, "If-Modified-Since", exchange->request->modified);
    curl->easy_setopt(easy, CURLOPT_URL, exchange->url);
    curl->easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(easy, CURLOPT_HTTPHEADER, client->lines);
    curl->easy_setopt(easy, CURLOPT_USERAGENT, "coranto/" VERSION);
    /* The one packing that tells at its end how much it was. */
    curl->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    /* Which proxy, if any, was decided before: the library shall not look for one. */
    curl->easy_setopt(easy, CURLOPT_PROXY, exchange->proxy);
    curl->easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (*own_authorities())
        curl->easy_setopt(easy, CURLOPT_CAINFO, own_authorities());
}

static void set_limits(struct http_client *client)
{
    const struct http_limits *limits = &client->exchange->request->limits;
    int64_t left = client->exchange->deadline - loop_now();
    const struct curl_calls *curl = client->curl;
    CURL *easy = client->easy;

    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* A resolver that hangs is left behind: the process ends soon. */
    curl->easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, limits->connect_ms);
    curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)(left > 0 ? left : 1));
    curl->easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, limits->slow_rate);
    curl->easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, limits->slow_time);
    curl->easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)limits->body_max);
}

static void set_callbacks(struct http_client *client)
{
    const struct curl_calls *curl = client->curl;
    CURL *easy = client->easy;

    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, client->words);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, client);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, client);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, client);
    curl->easy_setopt(easy, CURLOPT_VERBOSE, 1L);
    curl->easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
    curl->easy_setopt(easy, CURLOPT_DEBUGDATA, client);
    curl->easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl->easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl->easy_setopt(easy, CURLOPT_XFERINFODATA, client);
}

/* What the library's codes mean here. */
static const struct {
    CURLcode code;
    enum http_fault fault;
} faults[] = {
    { CURLE_COULDNT_RESOLVE_HOST, HTTP_NO_HOST },
    { CURLE_COULDNT_RESOLVE_PROXY, HTTP_NO_PROXY },
    { CURLE_COULDNT_CONNECT, HTTP_NO_CONNECTION },
    { CURLE_SSL_CONNECT_ERROR, HTTP_NO_TLS },
    { CURLE_PEER_FAILED_VERIFICATION, HTTP_CERTIFICATE },
    { CURLE_SSL_CACERT_BADFILE, HTTP_CERTIFICATE },
    { CURLE_GOT_NOTHING, HTTP_CLOSED },
    { CURLE_RECV_ERROR, HTTP_BREAK },
    { CURLE_SEND_ERROR, HTTP_BREAK },
    { CURLE_HTTP2, HTTP_BREAK },
    { CURLE_HTTP2_STREAM, HTTP_BREAK },
    { CURLE_PARTIAL_FILE, HTTP_SHORT },
    { CURLE_WEIRD_SERVER_REPLY, HTTP_NOT_HTTP },
    { CURLE_UNSUPPORTED_PROTOCOL, HTTP_NOT_HTTP },
    { CURLE_BAD_CONTENT_ENCODING, HTTP_PACKING },
    { CURLE_WRITE_ERROR, HTTP_PACKING },
/* A header longer than it wants to hold: from 8.6 on there is a code for it. */
#if LIBCURL_VERSION_NUM >= 0x080600
    { CURLE_TOO_LARGE, HTTP_LONG_HEADERS },
#endif
    { CURLE_OUT_OF_MEMORY, HTTP_LONG_HEADERS },
    { CURLE_FILESIZE_EXCEEDED, HTTP_LARGE },
    { CURLE_OPERATION_TIMEDOUT, HTTP_TIMEOUT },
};

static enum http_fault fault_of(const struct http_client *client, CURLcode code)
{
    static const enum http_fault stops[] = { [STOP_HEADERS] = HTTP_LONG_HEADERS,
                                             [STOP_LARGE] = HTTP_LARGE,
                                             [STOP_TIME] = HTTP_TIMEOUT };

    if (client->stop != STOP_NONE)
        return stops[client->stop];
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (faults[i].code == code)
            return faults[i].fault;
    return HTTP_OTHER;
}

static enum http_end tell_failure(const struct http_client *client, CURLcode code,
                                  struct error *error)
{
    const char *authorities = own_authorities();
    struct http_failure failure = {
        .fault = fault_of(client, code),
        .exchange = client->exchange,
        .words = *client->words ? client->words : client->curl->easy_strerror(code),
        .roots = *authorities ? authorities
                              : client->curl->version_info(CURLVERSION_NOW)->cainfo,
        .late = is_late(client),
    };
    curl_off_t ready = 0;

    client->curl->easy_getinfo(client->easy, CURLINFO_OS_ERRNO, &failure.os_error);
    client->curl->easy_getinfo(client->easy, CURLINFO_SSL_VERIFYRESULT, &failure.certificate);
    client->curl->easy_getinfo(client->easy, CURLINFO_HTTP_CONNECTCODE, &failure.proxy_status);
    client->curl->easy_getinfo(client->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
    failure.connected = ready > 0;
    return http_failure_tell(&failure, error);
}

/* Why there is no more of the page. */
static const char *cut_words(const struct http_client *client, CURLcode code)
{
    /* Newer libraries count as they go and may be first to notice. */
    if (client->stop == STOP_LARGE || code == CURLE_FILESIZE_EXCEEDED)
        return "the page is very long and was cut";
    if (client->stop == STOP_TIME || code == CURLE_OPERATION_TIMEDOUT)
        return "the page came too slowly and was cut";
    if (code == CURLE_OK || code == CURLE_WRITE_ERROR || code == CURLE_BAD_CONTENT_ENCODING)
        return "the page was damaged on its way";
    return "the connection broke before the end of the page";
}

/* A host that must not be asked, or an answer that must not be read. */
static void tell_refusal(const struct http_client *client, struct error *error)
{
    const char *type = client->exchange->headers.type;
    size_t n;
    const char *host = address_host(client->exchange->url, &n);

    if (client->stop == STOP_NONE)
        error_set(error, "%.*s is %s; fetch.allow-private in the settings must name it", (int)n,
                  host, client->peer);
    else if (client->stop == STOP_TYPE)
        error_set(error, "the address leads to %s (%s)", client->what, type);
    else
        error_set(error, "the address leads to %s%s%s", client->what,
                  *type ? ", though its server calls it " : "", type);
}

static bool may_be_cut(const struct http_client *client)
{
    return client->stop == STOP_NONE || client->stop == STOP_LARGE || client->stop == STOP_TIME;
}

/* Whether a packed body that the library takes for whole is not. */
static bool lacks_end(const struct http_client *client)
{
    const struct http_headers *headers = &client->exchange->headers;
    const struct buf *body = client->exchange->body;

    if (!*headers->encoding || strcmp(headers->encoding, "identity") == 0 || body->len == 0)
        return false;
    if (strcmp(headers->encoding, "gzip") == 0)
        return http_tail_is_cut(&client->tail, *headers->transfer, buf_str(body), body->len);
    return !http_page_is_closed(buf_str(body), body->len);
}

/* How it ended, by what was stopped from here, else by the library's code. */
static enum http_end judge(struct http_client *client, CURLcode code, struct error *error)
{
    struct http_exchange *exchange = client->exchange;
    const struct buf *body = exchange->body;

    exchange->cut = cut_words(client, code);
    if (client->stop == STOP_UNWANTED)
        return HTTP_WHOLE;
    if (client->stop == STOP_NONE && code == CURLE_OK)
        return lacks_end(client) ? HTTP_PART : HTTP_WHOLE;
    if (body->len > 0 && may_be_cut(client))
        return HTTP_PART;
    if (client->stop == STOP_TYPE || client->stop == STOP_BYTES ||
        (code == CURLE_COULDNT_CONNECT && client->peer)) {
        tell_refusal(client, error);
        return HTTP_FAILED;
    }
    return tell_failure(client, code, error);
}

enum http_end http_exchange(struct http_client *client, struct http_exchange *exchange,
                            struct error *error)
{
    const struct http_request *request = exchange->request;

    client->exchange = exchange;
    client->stop = STOP_NONE;
    client->peer = NULL;
    client->told = 0;
    client->tail.n = 0;
    *client->words = '\0';
    exchange->status = 0;
    exchange->headers = (struct http_headers){ 0 };
    buf_clear(exchange->body);
    client->curl->easy_reset(client->easy);
    set_request(client);
    set_limits(client);
    set_callbacks(client);
    if (request->progress)
        request->progress(HTTP_CONNECTING, 0, request->arg);
    CURLcode code = client->curl->easy_perform(client->easy);
    client->curl->easy_getinfo(client->easy, CURLINFO_RESPONSE_CODE, &exchange->status);
    return judge(client, code, error);
}

struct http_client *http_client_new(struct error *error)
{
    struct http_client *client = xcalloc(1, sizeof *client);

    client->curl = curl_load();
    if (client->curl && client->curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        client->easy = client->curl->easy_init();
    if (client->easy)
        return client;
    error_set(error, client->curl ? "libcurl cannot be used"
                                  : "nothing can be fetched without libcurl: install it");
    http_client_free(client);
    return NULL;
}

void http_client_free(struct http_client *client)
{
    if (!client)
        return;
    if (client->curl) {
        client->curl->easy_cleanup(client->easy);
        client->curl->slist_free_all(client->lines);
        client->curl->global_cleanup();
    }
    free(client);
}
