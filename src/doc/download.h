/* SPDX-License-Identifier: MIT */
/*
 * A page of the web by its address, as a document: a worker (src/worker) gets it, seals itself,
 * finds the article in it, and its answer's wire form is checked here. Nothing waits: the loop
 * calls back.
 */
#ifndef DOC_DOWNLOAD_H
#define DOC_DOWNLOAD_H

#include "base/error.h"
#include "base/loop.h"
#include "doc/download_report.h"
#include "doc/wire.h"

enum {
    DOWNLOAD_WAIT_MS = 60000, /* most that a worker waits between tries, beside total_ms */
    DOWNLOAD_HOSTS_MAX = 256, /* of allow_private that count */
};

/* Nothing of it is needed after the call. No string may be NULL, each but url may be "". */
struct download_request {
    const char *url;                  /* canonical, see base/address.h */
    const char *title, *excerpt;      /* how its article is known */
    const char *etag, *modified;      /* what came with the copy that is there */
    const char *const *allow_private; /* hosts that may have a private address */
    size_t allow_private_count;
    int64_t total_ms; /* for getting it, waits between tries not counted */
    int64_t body_max; /* bytes of it, packed and unpacked; 0 for 8 MB */
};

struct download_result {
    cmark_node *document; /* for the callee to keep and free; NULL when it failed, and when the
                           * copy that is there still holds: report->not_modified */
    struct wire_meta *meta; /* valid during the callback; NULL without a document */
    const struct download_report *report; /* valid during the callback */
    struct error error;                   /* one sentence when it failed, else "" */
};

typedef void download_progress(const struct download_report *report, void *arg);
typedef void download_done(struct download_result *result, void *arg);

struct download;

/* progress may be NULL. done is called once, from the loop, never from here. NULL with error
 * set when no worker could be started. */
struct download *download_start(struct loop *loop, const struct download_request *request,
                                download_progress *progress, download_done *done, void *arg,
                                struct error *error);

/* Kill it; done is not called any more. NULL is ignored. */
void download_cancel(struct download *download);

#endif
