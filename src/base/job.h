/* SPDX-License-Identifier: MIT */
/*
 * A child process with bounded output and a deadline.
 *
 * A job ends when its output is closed AND it is reaped. It gets its own session, only
 * descriptors 0 to 2, default signals. No shell anywhere.
 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/error.h"
#include "base/loop.h"

struct job_spec {
    const char *const *argv;  /* argv[0] is looked up in PATH unless it holds a slash */
    const char *input;        /* written to its stdin, then closed; copied */
    size_t input_len;
    size_t output_max;        /* more bytes on stdout end the job, what came is kept */
    size_t errors_max;        /* bytes of stderr kept; the rest is read and dropped */
    int64_t deadline_ms;      /* killed after so long; 0 for none */
};

enum job_end {
    JOB_EXITED,    /* code is the exit status */
    JOB_SIGNALLED, /* code is the signal */
    JOB_TIMED_OUT,
    JOB_CANCELLED,
    JOB_OVERFLOWED,
    JOB_FAILED,    /* it never ran: exec failed, told in error */
};

struct job_result {
    enum job_end end;
    int code;
    const char *output, *errors; /* raw bytes, NUL after them; valid during the callback */
    size_t output_len, errors_len;
    double cpu_seconds;          /* user and system, as wait4() says */
    struct error error;          /* one sentence for every end but exit status 0 */
};

struct job;

/*
 * Start it; done is called once from the loop, after which the job is gone. progress (may be
 * NULL) is called when more output or error bytes came. NULL with error set when no process
 * or pipe could be made.
 */
struct job *job_start(struct loop *loop, const struct job_spec *spec,
                      void (*progress)(const char *errors, size_t errors_len,
                                       size_t output_len, void *arg),
                      void (*done)(const struct job_result *result, void *arg), void *arg,
                      struct error *error);

/* Kill its process group; done follows with JOB_CANCELLED. Safe on a job that just ended. */
void job_cancel(struct job *job);

/* Cancel without a callback: for an owner that goes away. The child is still reaped. */
void job_abandon(struct job *job);

/* Absolute path by which this program can be run again, from /proc/self/exe; else argv[0]. */
const char *job_self(void);

#endif
