/* SPDX-License-Identifier: MIT */
/* The parts of http that need no server; tests/fault has the rest. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include <cmocka.h>

#include "worker/http.h"
#include "worker/http_headers.h"
#include "worker/http_peer.h"
#include "worker/http_proxy.h"
#include "worker/http_sniff.h"
#include "worker/http_tail.h"

static void take(struct http_headers *headers, const char *const lines[])
{
    *headers = (struct http_headers){ 0 };
    for (; *lines; lines++)
        assert_true(http_headers_take(headers, *lines, strlen(*lines)));
}

#define TAKE(headers, ...) take(headers, (const char *const[]){ __VA_ARGS__, NULL })

static void test_types(void **state)
{
    static const struct {
        const char *line, *type, *charset;
    } cases[] = {
        { "Content-Type: text/html\r\n", "text/html", "" },
        { "content-type:TEXT/HTML;charset=UTF-8\r\n", "text/html", "UTF-8" },
        { "Content-Type: text/html ; Charset = \"koi8-r\" \r\n", "text/html", "koi8-r" },
        { "Content-Type: text/html; boundary=x; charset=big5; charset=utf-8\r\n", "text/html",
          "big5" },
        { "Content-Type: text/html; charset=\r\n", "text/html", "" },
        { "Content-Type: text/html;;;charset\r\n", "text/html", "" },
        { "Content-Type: ;charset=utf-8\r\n", "", "utf-8" },
        { "Content-Type: text/html; charset=a\tb\r\n", "text/html", "" },
        { "Content-Type: text/html; charset=\"\"\r\n", "text/html", "" },
        { "Content-Type:\r\n", "", "" },
        { "Content-Type\r\n", "", "" },
        { " Content-Type: text/html\r\n", "", "" },
        { "X-Content-Type: text/html\r\n", "", "" },
        { ":\r\n", "", "" },
        { "\r\n", "", "" },
    };
    struct http_headers headers;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TAKE(&headers, cases[i].line);
        assert_string_equal(headers.type, cases[i].type);
        assert_string_equal(headers.charset, cases[i].charset);
    }
    TAKE(&headers, "Content-Type: text/html; charset=utf-8\r\n", "Content-Type: image/png\r\n");
    assert_string_equal(headers.type, "image/png");
    assert_string_equal(headers.charset, "");
}

static void test_values(void **state)
{
    struct http_headers headers;
    char line[HTTP_ETAG_SIZE + 64];

    (void)state;
    TAKE(&headers, "ETag: W/\"a\"\r\n", "Last-Modified: Mon\r\n", "Content-Encoding: gzip\r\n");
    assert_string_equal(headers.etag, "W/\"a\"");
    assert_string_equal(headers.modified, "Mon");
    assert_string_equal(headers.encoding, "gzip");
    TAKE(&headers, "ETag: \"a\x01 b\"\r\n");
    assert_string_equal(headers.etag, "");
    /* An interim answer's headers are not the answer's. */
    TAKE(&headers, "HTTP/1.1 103 Early\r\n", "ETag: \"early\"\r\n", "Location: /a\r\n",
         "HTTP/1.1 200 OK\r\n");
    assert_string_equal(headers.etag, "");
    assert_string_equal(headers.location, "");
    memset(line, 'x', sizeof line);
    memcpy(line, "ETag: ", 6);
    headers = (struct http_headers){ 0 };
    http_headers_take(&headers, line, 6 + HTTP_ETAG_SIZE - 1);
    assert_int_equal(strlen(headers.etag), HTTP_ETAG_SIZE - 1);
    http_headers_take(&headers, line, 6 + HTTP_ETAG_SIZE);
    assert_string_equal(headers.etag, "");
    assert_true(http_header_is_sendable("\"a\""));
    assert_false(http_header_is_sendable(""));
    assert_false(http_header_is_sendable("a\r\nX: y"));
    assert_false(http_header_is_sendable("\xc3\xa9"));
}

static void test_locations(void **state)
{
    static const char nul[] = "Location: /a\0b\r\n";
    static char line[ADDRESS_MAX * 2];
    struct http_headers headers;

    (void)state;
    TAKE(&headers, "Location:  /a b \r\n");
    assert_string_equal(headers.location, "/a b");
    assert_false(headers.two_locations);
    TAKE(&headers, "Location: /a\r\n", "location: /a\r\n");
    assert_false(headers.two_locations);
    TAKE(&headers, "Location: /a\r\n", "location: /b\r\n");
    assert_true(headers.two_locations);
    headers = (struct http_headers){ 0 };
    http_headers_take(&headers, nul, sizeof nul - 1);
    assert_string_equal(headers.location, "/a\1b");
    memset(line, 'x', sizeof line);
    memcpy(line, "Location: /", 11);
    headers = (struct http_headers){ 0 };
    http_headers_take(&headers, line, sizeof line);
    assert_true(strlen(headers.location) > ADDRESS_MAX);
}

static void test_bounds(void **state)
{
    static const char line[] = "HTTP/1.1 100 Continue\r\n";
    struct http_headers headers = { 0 };
    size_t count = 0;

    (void)state;
    while (http_headers_take(&headers, line, sizeof line - 1))
        count++;
    assert_int_equal(count, HTTP_HEADERS_MAX / (sizeof line - 1));
}

static void test_retry_after(void **state)
{
    enum { NOW = 1618250400 }; /* 2021-04-12T18:00:00Z */
    static const struct {
        const char *line;
        int64_t milliseconds;
    } cases[] = {
        { "Retry-After: 3\r\n", 3000 },
        { "Retry-After: 0\r\n", 0 },
        { "Retry-After: 999999999\r\n", INT64_C(999999999000) },
        { "Retry-After: 9999999999999999999999999\r\n", INT64_MAX },
        { "Retry-After: -5\r\n", -1 },
        { "Retry-After: 3.5\r\n", -1 },
        { "Retry-After: soon\r\n", -1 },
        { "Retry-After:\r\n", -1 },
        { "Retry-After: Mon, 12 Apr 2021 18:00:10 GMT\r\n", 10000 },
        { "Retry-After: Mon, 12 Apr 2021 17:59:10 GMT\r\n", -1 },
    };
    struct http_headers headers;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        TAKE(&headers, cases[i].line);
        assert_int_equal(http_retry_after(&headers, NOW), cases[i].milliseconds);
    }
}

static const char *refused(const char *address)
{
    struct sockaddr_storage storage = { 0 };
    struct sockaddr_in *in = (struct sockaddr_in *)&storage;
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&storage;

    if (inet_pton(AF_INET, address, &in->sin_addr) == 1) {
        in->sin_family = AF_INET;
    } else {
        assert_int_equal(inet_pton(AF_INET6, address, &in6->sin6_addr), 1);
        in6->sin6_family = AF_INET6;
    }
    return http_peer_refused((const struct sockaddr *)&storage);
}

static void test_peers(void **state)
{
    static const char *const bad[] = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001::1",
        "2001:10::1",
        "2001:db8::1",
        "3fff::1",
        "fc00::1",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "4000::1",
        "5f00::1",
    };
    static const char *const good[] = {
        "1.1.1.1",         "9.255.255.255",    "11.0.0.0",       "100.63.255.255",
        "100.128.0.0",     "126.255.255.255",  "128.0.0.0",      "169.253.255.255",
        "172.15.255.255",  "172.32.0.0",       "192.0.1.1",      "192.167.255.255",
        "192.169.0.0",     "198.17.255.255",   "198.20.0.0",     "223.255.255.255",
        "::ffff:1.1.1.1",  "64:ff9b::101:101", "2002:101:101::", "2001:200::1",
        "2606:4700::1111", "2a00:1450::1",     "3ffe::1",
    };
    const struct sockaddr_un un = { .sun_family = AF_UNIX };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!refused(bad[i]))
            fail_msg("%s is let through", bad[i]);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (refused(good[i]))
            fail_msg("%s is %s", good[i], refused(good[i]));
    assert_non_null(http_peer_refused((const struct sockaddr *)&un));
}

static void test_hosts(void **state)
{
    static const char *const bad[] = { "localhost", "a.localhost",       "127.0.0.1",
                                       "[::1]",     "[::ffff:10.0.0.1]", "[x]" };
    static const char *const good[] = { "example.org", "notlocalhost", "localhost.example.org",
                                        "1.1.1.1", "[2606:4700::1111]" };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_non_null(http_host_refused(bad[i], strlen(bad[i])));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_null(http_host_refused(good[i], strlen(good[i])));
}

static void test_proxies(void **state)
{
    static const char *const names[] = { "http_proxy",  "HTTP_PROXY", "https_proxy",
                                         "HTTPS_PROXY", "all_proxy",  "ALL_PROXY",
                                         "no_proxy",    "NO_PROXY" };
    static const struct {
        const char *set[5]; /* names and values */
        const char *url, *proxy;
    } cases[] = {
        { { NULL }, "http://a.example/", "" },
        { { "http_proxy", "p" }, "http://a.example/", "p" },
        { { "http_proxy", "p" }, "https://a.example/", "" },
        { { "HTTP_PROXY", "p" }, "http://a.example/", "" },
        { { "HTTPS_PROXY", "p" }, "https://a.example/", "p" },
        { { "HTTPS_PROXY", "p", "https_proxy", "q" }, "https://a.example/", "q" },
        { { "ALL_PROXY", "p" }, "http://a.example/", "p" },
        { { "ALL_PROXY", "p", "http_proxy", "" }, "http://a.example/", "p" },
        { { "all_proxy", "p", "no_proxy", "*" }, "http://a.example/", "" },
        { { "all_proxy", "p", "no_proxy", "a.example" }, "http://a.example/", "" },
        { { "all_proxy", "p", "no_proxy", "b, .example" }, "http://a.example:81/", "" },
        { { "all_proxy", "p", "no_proxy", "EXAMPLE" }, "http://a.example/", "" },
        { { "all_proxy", "p", "no_proxy", "example" }, "http://anexample/", "p" },
        { { "all_proxy", "p", "NO_PROXY", "::1" }, "http://[::1]/", "" },
        { { "all_proxy", "p", "NO_PROXY", " , ,." }, "http://a.example/", "p" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            unsetenv(names[k]);
        for (size_t k = 0; cases[i].set[k]; k += 2)
            setenv(cases[i].set[k], cases[i].set[k + 1], 1);
        assert_string_equal(http_proxy(cases[i].url), cases[i].proxy);
    }
}

static void test_sniffing(void **state)
{
    static const char page[] = "\xef\xbb\xbf <!DOCTYPE html><title>%PDF-</title>";
    static const char utf16[] = "<\0h\0t\0m\0l\0>\0";
    static const char stray[] = "<html>\x01\x02 a page with two strange bytes in it</html>";

    (void)state;
    assert_null(http_type_refused(""));
    assert_null(http_type_refused("text/html"));
    assert_string_equal(http_type_refused("application/pdf"), "a PDF document");
    assert_string_equal(http_type_refused("image/svg+xml"), "a picture");
    assert_non_null(http_type_refused("text/html2"));
    assert_null(http_bytes_refused("", 0));
    assert_null(http_bytes_refused(page, sizeof page - 1));
    assert_null(http_bytes_refused(utf16, sizeof utf16 - 1));
    assert_null(http_bytes_refused(stray, sizeof stray - 1));
    assert_non_null(http_bytes_refused("%PDF-1.7", 8));
    assert_null(http_bytes_refused("%PDF", 4));
    assert_non_null(http_bytes_refused("\1", 1));
}

static void test_tail(void **state)
{
    static const char whole[] = "zzzz\x05\0\0\0", chunked[] = "zzzz\x05\0\0\0\r\n0\r\n\r\n";
    struct http_tail tail = { .n = 0 };

    (void)state;
    assert_true(http_tail_is_cut(&tail, false, "hello", 5));
    http_tail_add(&tail, whole, sizeof whole - 1);
    assert_false(http_tail_is_cut(&tail, false, "hello", 5));
    assert_true(http_tail_is_cut(&tail, false, "hello!", 6));
    assert_false(http_tail_is_cut(&tail, false, "hello</html>", 12));
    assert_false(http_tail_is_cut(&tail, true, "hello!", 6)); /* no mark: cannot be told */
    for (size_t i = 0; i < sizeof chunked - 1; i++)
        http_tail_add(&tail, chunked + i, 1);
    assert_false(http_tail_is_cut(&tail, true, "hello", 5));
    assert_true(http_tail_is_cut(&tail, true, "hello!", 6));
    http_tail_add(&tail, "0123456789012345678901234\6\0\0\0", 29);
    assert_int_equal(tail.n, HTTP_TAIL_MAX);
    assert_false(http_tail_is_cut(&tail, false, "hello!", 6));
}

/* No address of another scheme gets here; if one ever did, the library would not follow it. */
static void test_protocols(void **state)
{
    static const char *const urls[] = { "file:///etc/passwd",   "ftp://127.0.0.1/x",
                                        "gopher://127.0.0.1/x", "dict://127.0.0.1/x",
                                        "smb://127.0.0.1/x",    "telnet://127.0.0.1/" };
    static const char *const allowed[] = { "127.0.0.1", NULL };
    struct http_request request = { .etag = "", .modified = "", .allow_private = allowed };
    struct http_answer answer;
    struct error error;

    (void)state;
    request.limits = http_limits_default;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        request.url = urls[i];
        assert_false(http_get(&request, &answer, &error));
        assert_non_null(strstr(error.text, "does not answer as web servers do"));
        assert_int_equal(answer.body.len, 0);
        free(answer.final_url);
        buf_release(&answer.body);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),       cmocka_unit_test(test_values),
        cmocka_unit_test(test_locations),   cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_retry_after), cmocka_unit_test(test_peers),
        cmocka_unit_test(test_hosts),       cmocka_unit_test(test_proxies),
        cmocka_unit_test(test_sniffing),    cmocka_unit_test(test_tail),
        cmocka_unit_test(test_protocols),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
