/* SPDX-License-Identifier: MIT */
/*
 * A child process with bounded output and a deadline.
 *
 * It gets only descriptors 0 to 2, default signals, and a session of its own (JOB_FOREGROUND: a
 * process group). No shell anywhere. The loop of a job watches SIGCHLD, and SIGPIPE is ignored
 * from the first job on. This program itself must have descriptors 0 to 2 open.
 *
 * A job ends when it is reaped and its output is closed. What it left behind may hold the
 * output open (a clipboard tool goes to the background like that): then a second after its
 * exit.
 */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/loop.h"

enum job_kind {
    JOB_PIPED,      /* stdout and stderr are read, stdin is input or /dev/null */
    JOB_DETACHED,   /* a browser: /dev/null everywhere, never killed, outlives this program */
    JOB_FOREGROUND, /* an editor, a pager: it has the terminal; stdin is input or the terminal.
                     * Until done is called the owner neither reads nor writes the terminal. */
};

struct job_spec {
    enum job_kind kind;
    const char *const *argv; /* ended by NULL */
    const char *program;     /* what to run when it is not argv[0]; looked up in PATH unless it
                              * holds a slash */
    const char *name;        /* how sentences call it; NULL for the file name of the program */
    const char *input;       /* written to its stdin, then closed; copied */
    size_t input_len;
    size_t output_max;   /* more bytes on stdout end the job, what came is kept */
    size_t errors_max;   /* bytes of stderr kept; the rest is read and dropped */
    int64_t deadline_ms; /* killed after so long; 0 for none */
};

enum job_end {
    JOB_EXITED,    /* code is the exit status */
    JOB_SIGNALLED, /* code is the signal */
    JOB_TIMED_OUT,
    JOB_CANCELLED,
    JOB_OVERFLOWED,
};

struct job_result {
    enum job_end end;
    int code;
    const char *output, *errors; /* raw bytes, NUL after them; valid during the callback */
    size_t output_len, errors_len;
    int64_t wall_ms;    /* from start to end */
    struct error error; /* one sentence for every end but exit status 0 */
};

struct job;

/*
 * Start it; done (may be NULL) is called once from the loop, after which the job is gone.
 * progress (may be NULL) is called when more output or error bytes came. NULL with error set
 * when the program cannot be run or no pipe could be made.
 */
struct job *job_start(struct loop *loop, const struct job_spec *spec,
                      void (*progress)(const char *errors, size_t errors_len, size_t output_len,
                                       void *arg),
                      void (*done)(const struct job_result *result, void *arg), void *arg,
                      struct error *error);

/* Kill it so long after its start: in place of the deadline it was started with. */
void job_deadline(struct job *job, int64_t deadline_ms);

/* Kill its process group (a foreground job: as if its terminal had gone, so that an editor can
 * save); done follows with JOB_CANCELLED. Not for detached jobs. */
void job_cancel(struct job *job);

/* Cancel without a callback: for an owner that goes away. The child is still reaped; a detached
 * one lives on. The same befalls the jobs that are left in loop_free(). NULL is ignored. */
void job_abandon(struct job *job);

/* The program by which this one can be run again, also after an update replaced its file. */
const char *job_self(void);

#endif
