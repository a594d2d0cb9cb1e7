/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file.h"
#include "doc/download_report.h"
#include "worker/http.h"
#include "worker/worker_parts.h"

enum { REPORT_LINES_MAX = 4096 }; /* bytes of one message to the parent */

/* Without the parent nobody wants the page. */
static void send_lines(struct buf *lines)
{
    if (!file_write(STDERR_FILENO, buf_str(lines), lines->len))
        _exit(1);
    buf_release(lines);
}

static void report_phase(enum download_phase phase, int64_t amount)
{
    struct buf lines = BUF_INIT(REPORT_LINES_MAX);

    download_report_phase(&lines, phase, amount);
    send_lines(&lines);
}

static void report_progress(enum http_phase phase, int64_t amount, void *arg)
{
    static const enum download_phase phases[] = {
        [HTTP_CONNECTING] = DOWNLOAD_CONNECTING,
        [HTTP_LOADING] = DOWNLOAD_LOADING,
        [HTTP_WAITING] = DOWNLOAD_WAITING,
    };

    (void)arg;
    report_phase(phases[phase], amount);
}

static void report_answer(const struct http_answer *answer)
{
    struct download_report report = { .status = (int)answer->status,
                                      .not_modified = answer->not_modified,
                                      .downgraded = answer->downgraded };
    struct buf lines = BUF_INIT(REPORT_LINES_MAX);

    static_assert(sizeof report.etag == sizeof answer->etag, "they are copied");
    static_assert(sizeof report.modified == sizeof answer->modified, "they are copied");
    memcpy(report.etag, answer->etag, sizeof report.etag);
    memcpy(report.modified, answer->modified, sizeof report.modified);
    download_report_answer(&lines, &report);
    send_lines(&lines);
}

int worker_get(int argc, char **argv)
{
    enum { URL, TITLE, EXCERPT, ETAG, MODIFIED, TOTAL, SIZE, OWN };
    struct buf url = BUF_INIT(ADDRESS_MAX);
    struct http_request request = { .limits = http_limits_default,
                                    .progress = report_progress };
    struct http_answer answer;
    struct error error;

    if (argc < OWN)
        return WORKER_USAGE;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    request.etag = argv[ETAG];
    request.modified = argv[MODIFIED];
    request.limits.total_ms = strtoll(argv[TOTAL], NULL, 10);
    if (strtoll(argv[SIZE], NULL, 10) > 0)
        request.limits.body_max = (size_t)strtoll(argv[SIZE], NULL, 10);
    request.allow_private = (const char *const *)argv + OWN; /* ended by NULL, as argv is */
    if (!address_canonical(argv[URL], NULL, &url, &error))
        return worker_fail(error.text);
    request.url = buf_str(&url);
    if (!worker_may_seal())
        return WORKER_TOLD;
    bool good = http_get(&request, &answer, &error);
    report_answer(&answer);
    if (!good)
        return worker_fail(error.text);
    if (answer.not_modified)
        return 0;
    report_phase(DOWNLOAD_PARSING, 0);
    struct page_source page = { .url = answer.final_url,
                                .title = argv[TITLE],
                                .excerpt = argv[EXCERPT] };
    struct worker_source source = { .bytes = &answer.body,
                                    .charset = answer.charset,
                                    .plain = answer.plain,
                                    .cut = answer.cut };
    return worker_page(&source, &page);
}
