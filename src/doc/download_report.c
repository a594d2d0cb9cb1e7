/* SPDX-License-Identifier: MIT */
#include "doc/download_report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/address.h"

enum { AMOUNT_DIGITS_MAX = 15, STATUS_MAX = 999 };

static const char *const phases[] = {
    [DOWNLOAD_CONNECTING] = "connect",
    [DOWNLOAD_LOADING] = "load",
    [DOWNLOAD_WAITING] = "wait",
    [DOWNLOAD_PARSING] = "parse",
};

void download_report_phase(struct buf *out, enum download_phase phase, int64_t amount)
{
    buf_addf(out, "@%s %" PRId64 "\n", phases[phase], amount);
}

void download_report_answer(struct buf *out, const struct download_report *report)
{
    buf_addf(out, "@status %d\n@etag %s\n@modified %s\n", report->status, report->etag,
             report->modified);
    buf_addf(out, "@same %d\n@downgraded %d\n", report->not_modified, report->downgraded);
}

/* Digits only; -1 for anything else. */
static int64_t read_amount(const char *value)
{
    size_t digits = strspn(value, "0123456789");

    return digits > 0 && digits <= AMOUNT_DIGITS_MAX && !value[digits]
               ? strtoll(value, NULL, 10)
               : -1;
}

/* Whole and printable, or not at all. */
static void read_text(const char *value, char *to, size_t size)
{
    size_t n = strlen(value);

    to[0] = '\0';
    if (n >= size)
        return;
    for (size_t i = 0; i < n; i++)
        if (value[i] < ' ' || value[i] > '~')
            return;
    memcpy(to, value, n + 1);
}

static void read_pair(const char *key, const char *value, struct download_report *report)
{
    int64_t amount = read_amount(value);

    for (size_t i = 0; i < sizeof phases / sizeof *phases; i++) {
        if (strcmp(key, phases[i]) == 0 && amount >= 0) {
            report->phase = (enum download_phase)i;
            report->amount = amount;
            if (report->phase == DOWNLOAD_WAITING)
                report->waited += amount;
        }
    }
    if (strcmp(key, "status") == 0 && amount >= 0 && amount <= STATUS_MAX)
        report->status = (int)amount;
    else if (strcmp(key, "same") == 0)
        report->not_modified = amount == 1;
    else if (strcmp(key, "downgraded") == 0)
        report->downgraded = amount == 1;
    else if (strcmp(key, "etag") == 0)
        read_text(value, report->etag, sizeof report->etag);
    else if (strcmp(key, "modified") == 0)
        read_text(value, report->modified, sizeof report->modified);
}

static void read_line(const char *line, size_t n, struct download_report *report)
{
    enum { LINE_MAX_BYTES = DOWNLOAD_ETAG_SIZE + 32 };
    char text[LINE_MAX_BYTES];

    if (n >= sizeof text || memchr(line, '\0', n))
        return;
    memcpy(text, line, n);
    text[n] = '\0';
    char *blank = strchr(text, ' ');
    if (!blank)
        return;
    *blank = '\0';
    read_pair(text, blank + 1, report);
}

void download_report_read(const char *lines, size_t n, struct download_report *report,
                          struct buf *words)
{
    *report = (struct download_report){ 0 };
    while (n > 0) {
        const char *newline = memchr(lines, '\n', n);
        size_t len = newline ? (size_t)(newline - lines) : n;

        if (*lines == '@' && newline)
            read_line(lines + 1, len - 1, report);
        else if (*lines != '@' && words)
            buf_add(words, lines, newline ? len + 1 : len);
        lines += newline ? len + 1 : len;
        n -= newline ? len + 1 : len;
    }
}

void download_report_words(const struct download_report *report, const char *url,
                           struct buf *out)
{
    size_t n;
    const char *host = address_host(url, &n);

    buf_addf(out, "fetching %.*s", (int)n, host);
    switch (report->phase) {
    case DOWNLOAD_CONNECTING:
        break;
    case DOWNLOAD_LOADING:
        buf_addf(out, " %lld KB", (long long)(report->amount + 1023) / 1024);
        break;
    case DOWNLOAD_WAITING:
        buf_addf(out, ", trying again in %lld s", (long long)(report->amount + 999) / 1000);
        break;
    case DOWNLOAD_PARSING:
        buf_adds(out, ", reading it");
        break;
    }
}
