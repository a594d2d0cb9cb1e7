/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

long now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

void terminal_start(struct terminal *terminal, const char *term, struct winsize size,
                    char **program)
{
    if (openpty(&terminal->master, &terminal->slave, NULL, NULL, &size) != 0) {
        perror("openpty");
        exit(2);
    }
    fcntl(terminal->master, F_SETFL, O_NONBLOCK);
    tcgetattr(terminal->slave, &terminal->before);
    terminal->pid = fork();
    if (terminal->pid != 0)
        return;
    /* As a login has them: what began us, in the background say, may ignore ^C. */
    for (int signo = 1; signo < SIGRTMIN; signo++)
        sigaction(signo, &(struct sigaction){ .sa_handler = SIG_DFL }, NULL);
    close(terminal->master);
    login_tty(dup(terminal->slave));
    close(terminal->slave);
    setenv("TERM", term, 1);
    execvp(program[0], program);
    _exit(127);
}

bool terminal_take(struct terminal *terminal, int milliseconds)
{
    static const char answer[] = "\033[?62;22c";
    struct pollfd wait = { .fd = terminal->deaf ? -1 : terminal->master, .events = POLLIN };
    char bytes[4096];

    if (poll(&wait, 1, milliseconds) <= 0)
        return false;
    ssize_t n = read(terminal->master, bytes, sizeof bytes);
    if (n <= 0)
        return false;
    strict_push(&terminal->strict, bytes, (size_t)n);
    if (terminal->strict.asked && write(terminal->master, answer, sizeof answer - 1) < 0)
        return false;
    terminal->strict.asked = false;
    return true;
}

bool terminal_type(struct terminal *terminal, const char *keys, size_t n)
{
    long deadline = now() + PATIENCE_MS;

    for (size_t done = 0; done < n;) {
        ssize_t wrote = write(terminal->master, keys + done, n - done);
        if (wrote > 0)
            done += (size_t)wrote;
        else if (errno != EAGAIN || now() > deadline || terminal_has_ended(terminal))
            return false;
        else
            terminal_take(terminal, 1);
    }
    return true;
}

void terminal_listen(struct terminal *terminal)
{
    const char *said = NULL;

    for (const char *s = terminal->strict.text; (s = strstr(s, "coranto: ")); s++)
        said = s;
    if (said)
        snprintf(terminal->words, sizeof terminal->words, ", %.*s", (int)strcspn(said, "\r\n"),
                 said);
}

bool terminal_has_ended(const struct terminal *terminal)
{
    siginfo_t info = { 0 };

    return waitid(P_PID, (id_t)terminal->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid != 0;
}

bool terminal_is_back(const struct terminal *terminal)
{
    const struct termios *before = &terminal->before;
    struct termios after;

    return tcgetattr(terminal->slave, &after) == 0 && after.c_iflag == before->c_iflag &&
           after.c_oflag == before->c_oflag && after.c_lflag == before->c_lflag &&
           after.c_cflag == before->c_cflag &&
           !memcmp(after.c_cc, before->c_cc, sizeof after.c_cc);
}

void terminal_hang_up(struct terminal *terminal)
{
    close(terminal->slave);
    close(terminal->master);
    terminal->master = terminal->slave = -1;
}
