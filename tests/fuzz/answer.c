/* SPDX-License-Identifier: MIT */
/* What a server says around a page: lines of headers, labels of encodings, first bytes; and
 * what the worker tells its parent of it. */
#include <string.h>

#include "base/text.h"
#include "doc/download_report.h"
#include "fuzz.h"
#include "oracle.h"
#include "worker/charset.h"
#include "worker/http_headers.h"
#include "worker/http_sniff.h"

#define CHECK_FIELD(text) check_field(text, sizeof(text))

static void check_field(const char *text, size_t size)
{
    size_t n = strnlen(text, size);

    FUZZ_HOLDS(n < size);
    for (size_t i = 0; i < n; i++)
        FUZZ_HOLDS(text[i] >= ' ' && text[i] <= '~');
}

static void check_headers(const struct http_headers *headers)
{
    CHECK_FIELD(headers->type);
    CHECK_FIELD(headers->charset);
    CHECK_FIELD(headers->encoding);
    CHECK_FIELD(headers->transfer);
    CHECK_FIELD(headers->etag);
    CHECK_FIELD(headers->modified);
    CHECK_FIELD(headers->retry_after);
    FUZZ_HOLDS(memchr(headers->location, '\0', sizeof headers->location));
    for (const char *c = headers->type; *c; c++)
        FUZZ_HOLDS(*c < 'A' || *c > 'Z');
    FUZZ_HOLDS(http_retry_after(headers, 1700000000) >= -1);
    const char *words = http_type_refused(headers->type);
    FUZZ_HOLDS(!words || *words);
}

static void read_headers(const char *text, size_t size)
{
    struct http_headers headers = { 0 };
    size_t before = 0;

    for (size_t i = 0; i < size;) {
        const char *newline = memchr(text + i, '\n', size - i);
        size_t n = newline ? (size_t)(newline - text) + 1 - i : size - i;
        bool goes_on = http_headers_take(&headers, text + i, n);
        FUZZ_HOLDS(headers.bytes == before + n &&
                   goes_on == (headers.bytes <= HTTP_HEADERS_MAX));
        before = headers.bytes;
        i += n;
    }
    check_headers(&headers);
}

/* What was read says what it said once more. */
static void read_report(const char *text, size_t size)
{
    struct buf words = BUF_INIT(DOWNLOAD_REPORT_MAX), lines = BUF_INIT(DOWNLOAD_REPORT_MAX);
    struct download_report report, again;

    download_report_read(text, size, &report, &words);
    CHECK_FIELD(report.etag);
    CHECK_FIELD(report.modified);
    FUZZ_HOLDS(words.len <= size && report.status >= 0 && report.status <= 999);
    FUZZ_HOLDS(report.amount >= 0 && report.waited >= 0);
    download_report_phase(&lines, report.phase, report.amount);
    download_report_answer(&lines, &report);
    download_report_read(buf_str(&lines), lines.len, &again, NULL);
    FUZZ_HOLDS(again.phase == report.phase && again.amount == report.amount);
    FUZZ_HOLDS(again.status == report.status && again.not_modified == report.not_modified);
    FUZZ_HOLDS(strcmp(again.etag, report.etag) == 0);
    FUZZ_HOLDS(strcmp(again.modified, report.modified) == 0);
    download_report_words(&report, "https://a.example/", &words);
    buf_release(&words);
    buf_release(&lines);
}

/* The first line is the header's label, the rest the page. */
static void read_page(const char *text, size_t size)
{
    struct buf page = BUF_INIT(64 * 1024);
    const char *newline = memchr(text, '\n', size);
    struct error error = { "" };
    struct charset charset;
    char label[64] = "";

    if (!newline || (size_t)(newline - text) >= sizeof label)
        return;
    memcpy(label, text, (size_t)(newline - text));
    const char *name = charset_find(label, strlen(label));
    size_t n = size - (size_t)(newline + 1 - text);
    http_bytes_refused(newline + 1, n);
    if (charset_open(&charset, newline + 1, n, label, &error)) {
        charset_decode(&charset, newline + 1, n, &page);
        FUZZ_HOLDS(text_whole(buf_str(&page), page.len) == page.len);
        FUZZ_HOLDS(!memchr(buf_str(&page), '\0', page.len));
    } else {
        FUZZ_HOLDS(*error.text && oracle_is_clean(error.text, strlen(error.text), false));
    }
    FUZZ_HOLDS(!name || strlen(name) < 64);
    buf_release(&page);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    const char *text = (const char *)data;

    if (!ready)
        ready = text_init_locale() || true;
    read_headers(text, size);
    read_report(text, size);
    read_page(text, size);
    return 0;
}
