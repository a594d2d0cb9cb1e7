/* SPDX-License-Identifier: MIT */
#include "base/loop_signal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"

struct signal_watch {
    bool used;
    void (*fn)(int signo, void *arg);
    void *arg;
    struct sigaction old;
};

struct loop_signals {
    int read_fd, write_fd;
    struct signal_watch watches[NSIG];
};

/* All that the handler touches. It may run in any thread. */
static atomic_int pipe_fd = -1;
static atomic_bool pending[NSIG];
_Static_assert(ATOMIC_INT_LOCK_FREE == 2 && ATOMIC_BOOL_LOCK_FREE == 2,
               "a signal handler may only use atomics without locks");

static void handle(int signo)
{
    int saved = errno;

    atomic_store(&pending[signo], true);
    /* When the pipe is full the loop is going to wake up anyway. */
    while (write(atomic_load(&pipe_fd), "", 1) < 0 && errno == EINTR)
        ;
    errno = saved;
}

struct loop_signals *loop_signals_new(void)
{
    struct loop_signals *signals = xcalloc(1, sizeof *signals);
    int ends[2];

    assert(atomic_load(&pipe_fd) == -1);
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
        alloc_die_of("too many files are open");
    signals->read_fd = ends[0];
    signals->write_fd = ends[1];
    atomic_store(&pipe_fd, signals->write_fd);
    return signals;
}

void loop_signals_free(struct loop_signals *signals)
{
    if (!signals)
        return;
    for (int signo = 1; signo < NSIG; signo++) {
        if (!signals->watches[signo].used)
            continue;
        sigaction(signo, &signals->watches[signo].old, NULL);
        atomic_store(&pending[signo], false);
    }
    atomic_store(&pipe_fd, -1);
    close(signals->read_fd);
    close(signals->write_fd);
    free(signals);
}

int loop_signals_fd(const struct loop_signals *signals)
{
    return signals->read_fd;
}

void loop_signals_add(struct loop_signals *signals, int signo, void (*fn)(int signo, void *arg),
                      void *arg)
{
    assert(signo > 0 && signo < NSIG);
    struct signal_watch *watch = &signals->watches[signo];

    watch->fn = fn;
    watch->arg = arg;
    if (watch->used)
        return;
    watch->used = true;
    struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART };
    sigfillset(&action.sa_mask);
    int failed = sigaction(signo, &action, &watch->old);
    assert(!failed);
    (void)failed;

    /* Whoever started us may have left it blocked. */
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, signo);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
}

void loop_signals_dispatch(struct loop_signals *signals)
{
    char bytes[1024];

    /* The pipe comes before the flags: a signal in between wakes the loop once more, for
     * nothing, and none is lost. */
    ssize_t ignored = read(signals->read_fd, bytes, sizeof bytes);
    (void)ignored;
    for (int signo = 1; signo < NSIG; signo++) {
        struct signal_watch *watch = &signals->watches[signo];
        if (watch->used && atomic_exchange(&pending[signo], false))
            watch->fn(signo, watch->arg);
    }
}
