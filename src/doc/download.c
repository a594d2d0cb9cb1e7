/* SPDX-License-Identifier: MIT */
#include "doc/download.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/job.h"
#include "doc/fetch.h"
#include "doc/seal.h"

enum { LATE_MS = 2000 }; /* what the worker may overshoot its own limit before it is killed */

struct download {
    struct job *job;
    int64_t started, total_ms;
    int64_t parsing; /* when it began to, after start; 0 before */
    download_progress *progress;
    download_done *done;
    void *arg;
};

/* What the worker may take by its own account: its limit for getting the page, the waits that
 * it tells, and the time for parsing once it has the page. */
static int64_t allowance(struct download *download, const struct download_report *report)
{
    int64_t waited = report->waited < DOWNLOAD_WAIT_MS ? report->waited : DOWNLOAD_WAIT_MS;

    if (report->phase != DOWNLOAD_PARSING)
        return download->total_ms + waited + LATE_MS;
    if (!download->parsing)
        download->parsing = loop_now() - download->started + 1;
    return download->parsing + FETCH_PARSE_MS + LATE_MS;
}

static void job_progress(const char *errors, size_t errors_len, size_t output_len, void *arg)
{
    struct download *download = arg;
    struct download_report report;

    (void)output_len;
    download_report_read(errors, errors_len, &report, NULL);
    job_deadline(download->job, allowance(download, &report));
    if (download->progress)
        download->progress(&report, download->arg);
}

static void job_done(const struct job_result *job, void *arg)
{
    enum { EXIT_TOLD = 1 }; /* the worker says on stderr what is wrong */
    struct download *download = arg;
    struct download_report report;
    struct wire_meta meta;
    struct buf words = BUF_INIT(DOWNLOAD_REPORT_MAX);
    struct download_result result = { .report = &report, .error = job->error };

    download_report_read(job->errors, job->errors_len, &report, &words);
    if (job->end != JOB_EXITED || job->code != 0) {
        report.not_modified = false;
        if (job->end == JOB_EXITED && job->code == EXIT_TOLD && words.len > 0)
            error_set(&result.error, "%s", buf_str(&words));
    } else if (report.not_modified) {
        *result.error.text = '\0';
    } else {
        result.document = wire_read(job->output, job->output_len, &meta, &result.error);
    }
    if (result.document) {
        result.meta = &meta;
        *result.error.text = '\0';
    }
    download->done(&result, download->arg);
    if (result.meta)
        wire_meta_release(&meta);
    buf_release(&words);
    free(download);
}

struct download *download_start(struct loop *loop, const struct download_request *request,
                                download_progress *progress, download_done *done, void *arg,
                                struct error *error)
{
    enum { OWN = 10 };
    size_t hosts = request->allow_private_count;
    const char *argv[OWN + DOWNLOAD_HOSTS_MAX + 1] = {
        "coranto",      seal_worker_word(), "get",         request->url,
        request->title, request->excerpt,   request->etag, request->modified,
    };
    char total[24], size[24];
    struct download *download = xcalloc(1, sizeof *download);

    snprintf(total, sizeof total, "%" PRId64, request->total_ms);
    snprintf(size, sizeof size, "%" PRId64, request->body_max);
    argv[OWN - 2] = total;
    argv[OWN - 1] = size;
    if (hosts > DOWNLOAD_HOSTS_MAX)
        hosts = DOWNLOAD_HOSTS_MAX;
    for (size_t i = 0; i < hosts; i++)
        argv[OWN + i] = request->allow_private[i];
    download->started = loop_now();
    download->total_ms = request->total_ms;
    download->progress = progress;
    download->done = done;
    download->arg = arg;
    struct job_spec spec = {
        .argv = argv,
        .program = job_self(),
        .name = "fetching the page",
        .output_max = WIRE_MAX,
        .errors_max = DOWNLOAD_REPORT_MAX,
        .deadline_ms = request->total_ms + LATE_MS,
    };
    download->job = job_start(loop, &spec, job_progress, job_done, download, error);
    if (download->job)
        return download;
    free(download);
    return NULL;
}

void download_cancel(struct download *download)
{
    if (!download)
        return;
    job_abandon(download->job);
    free(download);
}
