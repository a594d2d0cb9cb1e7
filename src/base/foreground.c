/* SPDX-License-Identifier: MIT */
#include "base/foreground.h"

#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

int foreground_terminal(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (tcgetpgrp(fd) == getpgrp())
            return fd;
    return -1;
}

void foreground_take(int tty)
{
    sigset_t set, old;

    if (tty < 0)
        return;
    /* A background group that asks for the terminal is stopped, unless it blocks this. */
    sigemptyset(&set);
    sigaddset(&set, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &set, &old);
    tcsetpgrp(tty, getpgrp());
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

void foreground_stop(pid_t whom)
{
    struct sigaction stop = { .sa_handler = SIG_DFL }, old_action;
    sigset_t set, old_mask;

    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigaction(SIGTSTP, &stop, &old_action);
    kill(whom, SIGTSTP);
    /* The loop has it blocked. */
    pthread_sigmask(SIG_UNBLOCK, &set, &old_mask);
    pthread_sigmask(SIG_SETMASK, &old_mask, NULL);
    sigaction(SIGTSTP, &old_action, NULL);
}

static void stop_along(int tty, pid_t group)
{
    foreground_take(tty);
    /* Not SIGSTOP: the kernel ignores this one where no shell could wake us. Our whole group,
     * because the shell may be waiting for a script that runs us. */
    foreground_stop(0);
    /* After `bg` this stops us once more, until `fg`. */
    tcsetpgrp(tty, group);
}

void foreground_on_stop(int tty, pid_t group, int signo)
{
    if (tty < 0)
        return;
    bool asked = signo == SIGTTIN || signo == SIGTTOU;
    /* A child that asked for the terminal just before it was given only has to go on. */
    if (!asked || tcgetpgrp(tty) != group)
        stop_along(tty, group);
    kill(-group, SIGCONT);
}
