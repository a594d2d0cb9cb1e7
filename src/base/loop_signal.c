/* SPDX-License-Identifier: MIT */
#include "base/loop_signal.h"

#include <assert.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/alloc.h"

struct signal_watch {
    bool used;
    void (*fn)(int signo, void *arg);
    void *arg;
    struct sigaction old;
};

struct loop_signals {
    int fd;
    sigset_t watched, old_mask;
    struct signal_watch watches[NSIG];
};

struct loop_signals *loop_signals_new(void)
{
    struct loop_signals *signals = xcalloc(1, sizeof *signals);

    sigemptyset(&signals->watched);
    pthread_sigmask(SIG_BLOCK, NULL, &signals->old_mask);
    signals->fd = signalfd(-1, &signals->watched, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals->fd < 0)
        alloc_die_of("too many files are open");
    return signals;
}

/* What came and was not told any more must not be told by the old action. */
static void take_all(const struct loop_signals *signals)
{
    struct signalfd_siginfo info;

    while (read(signals->fd, &info, sizeof info) > 0)
        ;
}

void loop_signals_free(struct loop_signals *signals)
{
    if (!signals)
        return;
    take_all(signals);
    for (int signo = 1; signo < NSIG; signo++)
        if (signals->watches[signo].used)
            sigaction(signo, &signals->watches[signo].old, NULL);
    pthread_sigmask(SIG_SETMASK, &signals->old_mask, NULL);
    close(signals->fd);
    free(signals);
}

int loop_signals_fd(const struct loop_signals *signals)
{
    return signals->fd;
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
    sigaddset(&signals->watched, signo);
    pthread_sigmask(SIG_BLOCK, &signals->watched, NULL);
    /* Children whose end is ignored leave nothing to wait for. */
    struct sigaction action = { .sa_handler = SIG_DFL };
    int failed = sigaction(signo, &action, &watch->old);
    failed |= signalfd(signals->fd, &signals->watched, 0) < 0;
    assert(!failed);
    (void)failed;
}

void loop_signals_dispatch(struct loop_signals *signals)
{
    struct signalfd_siginfo came[NSIG];

    /* Of each kind one at most is waiting. What cannot be read now is read in the next round.
     */
    ssize_t n = read(signals->fd, came, sizeof came);
    for (ssize_t i = 0; i < n / (ssize_t)sizeof *came; i++) {
        const struct signal_watch *watch = &signals->watches[came[i].ssi_signo];
        watch->fn((int)came[i].ssi_signo, watch->arg);
    }
}
