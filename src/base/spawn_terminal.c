/* SPDX-License-Identifier: MIT */
#include "base/spawn_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_MS = 10 }; /* how often it is looked whether the child was stopped on its way */

/* A child that was stopped while it was us has nobody else to wake it. */
static void wake(pid_t pid)
{
    siginfo_t info = { 0 };

    if (waitid(P_PID, (id_t)pid, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid == pid)
        kill(pid, SIGCONT);
}

/* All signals as a program expects them; what came for our group meanwhile was not for it. */
static void reset_signals(void)
{
    const struct sigaction ignore = { .sa_handler = SIG_IGN };
    const struct sigaction usual = { .sa_handler = SIG_DFL };
    sigset_t none;

    for (int signo = 1; signo < NSIG; signo++) {
        sigaction(signo, &ignore, NULL);
        sigaction(signo, &usual, NULL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child: only what may be called between fork() and exec(). */
static void become(const struct spawn *spawn, int told)
{
    for (int i = 0; i < 3; i++) {
        int fd = spawn->fds[i] < 0 ? open("/dev/null", O_RDWR | O_CLOEXEC) : spawn->fds[i];
        if (fd != i && dup2(fd, i) < 0)
            return;
    }
    /* On exec, so that what is told of a failure still gets through. */
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 1U << 2 /* CLOSE_RANGE_CLOEXEC */);
    fcntl(told, F_SETFD, FD_CLOEXEC);
    reset_signals();
    execvp(spawn->program, (char *const *)spawn->argv);
}

/* Wait until the child is its program. 0, or the errno of its failure. */
static int wait_for_program(pid_t pid, int told)
{
    int failed = 0;
    ssize_t n;

    for (;;) {
        struct pollfd end = { .fd = told, .events = POLLIN };
        if (poll(&end, 1, LOOK_MS) > 0)
            break;
        wake(pid);
    }
    do
        n = read(told, &failed, sizeof failed);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof failed ? failed : 0;
}

bool spawn_terminal(const struct spawn *spawn, pid_t *pid)
{
    sigset_t all, old;
    int told[2];

    if (pipe2(told, O_CLOEXEC) < 0)
        return false;
    /* No handler of ours may run in the child. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    *pid = fork();
    if (*pid == 0) {
        setpgid(0, 0);
        /* Before it is its program: the first ^C is its own, and what it gives on stays given.
         */
        if (spawn->tty >= 0)
            tcsetpgrp(spawn->tty, getpid());
        become(spawn, told[1]);
        int failed = errno;
        ssize_t ignored = write(told[1], &failed, sizeof failed);
        (void)ignored;
        _exit(127);
    }
    int failed = *pid < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    close(told[1]);
    if (*pid > 0) {
        setpgid(*pid, *pid);
        failed = wait_for_program(*pid, told[0]);
        if (failed) {
            kill(*pid, SIGKILL); /* it may have been stopped after it told why */
            waitpid(*pid, NULL, 0);
        }
    }
    close(told[0]);
    errno = failed;
    return failed == 0;
}
