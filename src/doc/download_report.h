/* SPDX-License-Identifier: MIT */
/*
 * What the worker that gets a page says on its stderr beside the words of an error: a line each
 * of "@key value". Written by src/worker, read here; what is read is checked like everything
 * that a worker says.
 */
#ifndef DOC_DOWNLOAD_REPORT_H
#define DOC_DOWNLOAD_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
    DOWNLOAD_ETAG_SIZE = 512, /* bytes with the NUL */
    DOWNLOAD_MODIFIED_SIZE = 64,
    DOWNLOAD_REPORT_MAX = 64 * 1024, /* bytes of all lines of one worker */
};

enum download_phase {
    DOWNLOAD_CONNECTING,
    DOWNLOAD_LOADING, /* amount: bytes so far */
    DOWNLOAD_WAITING, /* amount: milliseconds until the next try */
    DOWNLOAD_PARSING,
};

struct download_report {
    enum download_phase phase;
    int64_t amount;
    int64_t waited; /* milliseconds between tries, so far */
    int status;     /* of HTTP, 0 as long as there is none */
    bool not_modified, downgraded;
    char etag[DOWNLOAD_ETAG_SIZE], modified[DOWNLOAD_MODIFIED_SIZE]; /* printable ASCII */
};

/* Append one line of the report. */
void download_report_phase(struct buf *out, enum download_phase phase, int64_t amount);

/* Append all but the phase. */
void download_report_answer(struct buf *out, const struct download_report *report);

/* Read the whole lines of the report; the other lines, which are an error's, go to words when
 * that is not NULL. */
void download_report_read(const char *lines, size_t n, struct download_report *report,
                          struct buf *words);

/* For people: "fetching hbr.org 38 KB"; url is canonical. */
void download_report_words(const struct download_report *report, const char *url,
                           struct buf *out);

#endif
