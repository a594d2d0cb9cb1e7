/* SPDX-License-Identifier: MIT */
#include "base/job.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/foreground.h"
#include "base/job_words.h"
#include "base/spawn.h"

enum {
    GRACE_MS = 1000,      /* for output that something else than the child holds open */
    CHUNK = 64 * 1024,    /* what a pipe holds: one read a round empties it */
    FAREWELL_TRIES = 100, /* milliseconds that loop_free() waits for killed children */
};

struct job {
    struct job *next;
    struct loop *loop;
    enum job_kind kind;
    pid_t pid;   /* stays ours, and so does its group, because it is reaped last of all */
    bool dead;   /* it ended and waits to be reaped */
    bool killed; /* by us, for the reason `end`; its output is closed */
    enum job_end end;
    int tty;      /* what a foreground job was given, or -1 */
    int pipes[3]; /* our ends; -1 when there is none or it is closed */
    char *input;
    size_t input_len, input_done;
    struct buf output, errors;
    struct job_limits limits;
    char *name;
    int64_t started;
    struct loop_timer *timer; /* the deadline, then the grace, then the end */
    void (*progress)(const char *errors, size_t errors_len, size_t output_len, void *arg);
    void (*done)(const struct job_result *result, void *arg);
    void *arg;
};

/* The children of this process that were not reaped yet. */
static struct job *jobs;

static void close_pipe(struct job *job, int which)
{
    if (job->pipes[which] < 0)
        return;
    loop_unwatch(job->loop, job->pipes[which]);
    close(job->pipes[which]);
    job->pipes[which] = -1;
}

static void close_pipes(struct job *job)
{
    for (int i = 0; i < 3; i++)
        close_pipe(job, i);
}

static void free_job(struct job *job)
{
    struct job **place = &jobs;

    while (*place != job)
        place = &(*place)->next;
    *place = job->next;
    close_pipes(job);
    loop_cancel(job->loop, job->timer);
    buf_release(&job->output);
    buf_release(&job->errors);
    free(job->input);
    free(job->name);
    free(job);
}

/* Reap it, tell the owner, free it. Only from a timer, so that no caller is left with a job
 * that is gone. */
static void finish(struct job *job)
{
    struct job_result result = { .end = job->end };
    int status = 0;

    pid_t reaped;
    do
        reaped = waitpid(job->pid, &status, 0);
    while (reaped < 0 && errno == EINTR);
    assert(reaped == job->pid); /* nobody else waits for children */
    (void)reaped;
    foreground_take(job->tty);
    if (!job->killed) {
        result.end = WIFSIGNALED(status) ? JOB_SIGNALLED : JOB_EXITED;
        result.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    }
    result.output = buf_str(&job->output);
    result.output_len = job->output.len;
    result.errors = buf_str(&job->errors);
    result.errors_len = job->errors.len;
    result.wall_ms = loop_now() - job->started;
    job_words(&result, job->name, &job->limits);
    job->killed = true; /* job_cancel() and job_abandon() do nothing from here on */
    if (job->done)
        job->done(&result, job->arg);
    free_job(job);
}

static void kill_group(const struct job *job)
{
    if (job->kind == JOB_FOREGROUND) {
        kill(-job->pid, SIGHUP);
        kill(-job->pid, SIGCONT);
    } else {
        kill(-job->pid, SIGKILL);
    }
}

static void on_timer(void *arg);

static void set_timer(struct job *job, int64_t milliseconds)
{
    loop_cancel(job->loop, job->timer);
    job->timer = loop_after(job->loop, milliseconds, on_timer, job);
}

/* After anything that may have been the last thing to wait for. */
static void settle(struct job *job)
{
    if (!job->dead)
        return;
    bool closed = job->pipes[1] < 0 && job->pipes[2] < 0;
    set_timer(job, closed ? 0 : GRACE_MS);
}

static void end_early(struct job *job, enum job_end end)
{
    if (job->killed)
        return;
    job->killed = true;
    job->end = end;
    kill_group(job);
    close_pipes(job);
    loop_cancel(job->loop, job->timer);
    job->timer = NULL;
    settle(job);
}

static void on_timer(void *arg)
{
    struct job *job = arg;

    job->timer = NULL;
    if (job->dead)
        finish(job);
    else
        end_early(job, JOB_TIMED_OUT);
}

static void on_writable(int fd, short revents, void *arg)
{
    struct job *job = arg;

    (void)revents;
    ssize_t n = write(fd, job->input + job->input_done, job->input_len - job->input_done);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n > 0)
        job->input_done += (size_t)n;
    /* A child that does not want all of it is not an error. */
    if (n < 0 || job->input_done == job->input_len)
        close_pipe(job, STDIN_FILENO);
}

static void on_readable(int fd, short revents, void *arg)
{
    struct job *job = arg;
    bool is_output = fd == job->pipes[STDOUT_FILENO];
    char bytes[CHUNK];

    (void)revents;
    ssize_t n = read(fd, bytes, sizeof bytes);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        close_pipe(job, is_output ? STDOUT_FILENO : STDERR_FILENO);
        settle(job);
        return;
    }
    bool fits = buf_add(is_output ? &job->output : &job->errors, bytes, (size_t)n);
    if (is_output && !fits)
        end_early(job, JOB_OVERFLOWED);
    if (job->progress)
        job->progress(buf_str(&job->errors), job->errors.len, job->output.len, job->arg);
}

/* Without reaping it: as long as its number is taken it is safe to kill its group. */
static void look_at_child(struct job *job)
{
    siginfo_t info = { 0 };

    if (waitid(P_PID, (id_t)job->pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid) {
        job->dead = true;
        settle(job);
    } else if (job->kind == JOB_FOREGROUND &&
               waitid(P_PID, (id_t)job->pid, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid) {
        foreground_on_stop(job->tty, job->pid, info.si_status);
    }
}

static void on_child(int signo, void *arg)
{
    (void)signo;
    for (struct job *job = jobs; job; job = job->next)
        if (job->loop == arg && !job->dead)
            look_at_child(job);
}

static void wait_for_killed(pid_t pid)
{
    const struct timespec millisecond = { .tv_nsec = 1000000 };

    for (int i = 0; i < FAREWELL_TRIES && waitpid(pid, NULL, WNOHANG) == 0; i++)
        nanosleep(&millisecond, NULL);
}

static void on_loop_free(struct loop *loop)
{
    struct job *next;

    for (struct job *job = jobs; job; job = next) {
        next = job->next;
        if (job->loop != loop)
            continue;
        if (job->kind != JOB_DETACHED) {
            kill_group(job);
            wait_for_killed(job->pid);
        }
        foreground_take(job->tty);
        free_job(job);
    }
}

/* Writing to a child that is gone is an error to handle, not a reason to die. */
static void ignore_sigpipe(void)
{
    struct sigaction action;

    sigaction(SIGPIPE, NULL, &action);
    if (action.sa_handler != SIG_DFL)
        return;
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

/* Make the pipes and start the child with the far ends. */
static bool start_child(struct job *job, const struct job_spec *spec, struct error *error)
{
    struct spawn spawn = { .program = spec->program ? spec->program : spec->argv[0],
                           .argv = spec->argv,
                           .fds = { -1, -1, -1 },
                           .foreground = spec->kind == JOB_FOREGROUND,
                           .tty = job->tty };
    bool piped[3] = { spec->kind != JOB_DETACHED && spec->input_len > 0,
                      spec->kind == JOB_PIPED, spec->kind == JOB_PIPED };
    bool started = false;

    for (int i = 0; i < 3; i++) {
        int ends[2];
        if (spec->kind == JOB_FOREGROUND)
            spawn.fds[i] = i;
        if (!piped[i])
            continue;
        if (pipe2(ends, O_CLOEXEC) < 0) {
            error_errno(error, "cannot make a pipe");
            piped[i] = false;
            goto out;
        }
        assert(ends[0] > 2 && ends[1] > 2);
        bool writes = i == STDIN_FILENO;
        job->pipes[i] = ends[writes];
        spawn.fds[i] = ends[!writes];
        /* One that could be waited for would stop the loop. */
        if (fcntl(job->pipes[i], F_SETFL, O_NONBLOCK) < 0) {
            error_errno(error, "cannot make a pipe");
            goto out;
        }
    }
    started = spawn_start(&spawn, &job->pid, error);
out:
    for (int i = 0; i < 3; i++)
        if (piped[i] && spawn.fds[i] > 2)
            close(spawn.fds[i]);
    return started;
}

static void watch_pipes(struct job *job, const struct job_spec *spec)
{
    if (job->pipes[STDIN_FILENO] >= 0) {
        job->input = xmalloc(spec->input_len);
        memcpy(job->input, spec->input, spec->input_len);
        job->input_len = spec->input_len;
        loop_watch(job->loop, job->pipes[STDIN_FILENO], POLLOUT, on_writable, job);
    }
    for (int i = STDOUT_FILENO; i <= STDERR_FILENO; i++)
        if (job->pipes[i] >= 0)
            loop_watch(job->loop, job->pipes[i], POLLIN, on_readable, job);
}

static struct job *new_job(struct loop *loop, const struct job_spec *spec)
{
    const char *program = spec->program ? spec->program : spec->argv[0];
    const char *slash = strrchr(program, '/');
    struct job *job = xcalloc(1, sizeof *job);

    job->loop = loop;
    job->kind = spec->kind;
    job->started = loop_now();
    job->tty = spec->kind == JOB_FOREGROUND ? foreground_terminal() : -1;
    for (int i = 0; i < 3; i++)
        job->pipes[i] = -1;
    buf_init(&job->output, spec->output_max);
    buf_init(&job->errors, spec->errors_max);
    job->limits.output_max = spec->output_max;
    job->limits.deadline_ms = spec->deadline_ms;
    job->name = xstrdup(spec->name ? spec->name : slash ? slash + 1 : program);
    job->next = jobs;
    jobs = job;
    return job;
}

struct job *job_start(struct loop *loop, const struct job_spec *spec,
                      void (*progress)(const char *errors, size_t errors_len, size_t output_len,
                                       void *arg),
                      void (*done)(const struct job_result *result, void *arg), void *arg,
                      struct error *error)
{
    struct job *job = new_job(loop, spec);

    ignore_sigpipe();
    loop_on_free(loop, on_loop_free);
    loop_on_signal(loop, SIGCHLD, on_child, loop);
    if (!start_child(job, spec, error)) {
        foreground_take(job->tty);
        free_job(job);
        return NULL;
    }
    job->progress = progress;
    job->done = done;
    job->arg = arg;
    watch_pipes(job, spec);
    if (spec->deadline_ms > 0)
        set_timer(job, spec->deadline_ms);
    return job;
}

void job_deadline(struct job *job, int64_t deadline_ms)
{
    int64_t left = job->started + deadline_ms - loop_now();

    if (job->killed || job->dead)
        return;
    job->limits.deadline_ms = deadline_ms;
    set_timer(job, left > 0 ? left : 0);
}

void job_cancel(struct job *job)
{
    assert(job->kind != JOB_DETACHED);
    end_early(job, JOB_CANCELLED);
}

void job_abandon(struct job *job)
{
    if (!job)
        return;
    job->progress = NULL;
    job->done = NULL;
    if (job->kind != JOB_DETACHED)
        end_early(job, JOB_CANCELLED);
}

const char *job_self(void)
{
    static const char self[] = "/proc/self/exe";

    return access(self, X_OK) == 0 ? self : program_invocation_name;
}
