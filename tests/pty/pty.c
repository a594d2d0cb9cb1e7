/* SPDX-License-Identifier: MIT */
/*
 * pty [-t TERM] [-s ROWSxCOLUMNS] [-c] [-y] [STEP...] -- PROGRAM [ARG...]
 *
 * Runs a program on a terminal of its own that forgives nothing (strict.h), takes the steps one
 * after the other, and waits for its end. -c: a command, which may only print text; -y: it may
 * use the clipboard.
 *
 *   wait:TEXT    until TEXT was shown, since the last keys
 *   keys:TEXT    typed; \e \r \t \n \\ and \xHH as in C
 *
 * Exit status: 0, 1 when anything was wrong with what it wrote or with the modes it left, 2
 * for wrong usage, 3 when what was waited for never came; else that of the program in words.
 */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "strict.h"

enum { PATIENCE_MS = 20000 };

static struct strict strict;

struct terminal {
    int master, slave;
    pid_t pid;
};

static long now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void start(struct terminal *terminal, const char *term, struct winsize size,
                  char **program)
{
    if (openpty(&terminal->master, &terminal->slave, NULL, NULL, &size) != 0) {
        perror("openpty");
        exit(2);
    }
    terminal->pid = fork();
    if (terminal->pid != 0)
        return;
    close(terminal->master);
    login_tty(dup(terminal->slave));
    close(terminal->slave);
    setenv("TERM", term, 1);
    execvp(program[0], program);
    _exit(127);
}

/* What the program writes within so many milliseconds; false when there was nothing. */
static bool take(struct terminal *terminal, int milliseconds)
{
    static const char answer[] = "\033[?62;22c";
    struct pollfd wait = { .fd = terminal->master, .events = POLLIN };
    char bytes[4096];

    if (poll(&wait, 1, milliseconds) <= 0)
        return false;
    ssize_t n = read(terminal->master, bytes, sizeof bytes);
    if (n <= 0)
        return false;
    strict_push(&strict, bytes, (size_t)n);
    if (strict.asked && write(terminal->master, answer, sizeof answer - 1) < 0)
        return false;
    strict.asked = false;
    return true;
}

static bool has_ended(const struct terminal *terminal)
{
    siginfo_t info = { 0 };

    return waitid(P_PID, (id_t)terminal->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid != 0;
}

static bool wait_for(struct terminal *terminal, const char *text)
{
    long deadline = now() + PATIENCE_MS;

    while (!strstr(strict.text, text)) {
        if (now() > deadline || (!take(terminal, 50) && has_ended(terminal))) {
            printf("never shown: %s\n", text);
            return false;
        }
    }
    return true;
}

/* The bytes are made in place: they are never more. How many. */
static size_t unescape(char *s)
{
    char *out = s;
    const char *start = s;

    for (; *s; s++) {
        if (*s != '\\' || !s[1]) {
            *out++ = *s;
            continue;
        }
        static const char names[] = "ertn", bytes[] = "\033\r\t\n";
        const char *name = strchr(names, *++s);
        if (*s == 'x' && s[1] && s[2]) {
            char hex[3] = { s[1], s[2], '\0' };
            *out++ = (char)strtol(hex, NULL, 16);
            s += 2;
        } else {
            *out++ = name ? bytes[name - names] : *s;
        }
    }
    return (size_t)(out - start);
}

static void type(struct terminal *terminal, const char *text)
{
    char *keys = strdup(text);

    if (!keys)
        exit(2);
    size_t n = unescape(keys);
    while (take(terminal, 0))
        ;
    strict_forget(&strict);
    if (write(terminal->master, keys, n) != (ssize_t)n)
        puts("not all keys could be typed");
    free(keys);
}

static bool step(struct terminal *terminal, const char *text)
{
    if (strncmp(text, "wait:", 5) == 0)
        return wait_for(terminal, text + 5);
    if (strncmp(text, "keys:", 5) == 0)
        type(terminal, text + 5);
    else
        return false;
    return true;
}

/* Wait for its end; its status, or 3 when that never comes. */
static int finish(struct terminal *terminal)
{
    long deadline = now() + PATIENCE_MS;
    int status;

    while (!has_ended(terminal)) {
        take(terminal, 20);
        if (now() > deadline) {
            puts("it never ended");
            kill(terminal->pid, SIGKILL);
            waitpid(terminal->pid, &status, 0);
            return 3;
        }
    }
    while (take(terminal, 0))
        ;
    waitpid(terminal->pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool modes_are_back(const struct terminal *terminal, const struct termios *before)
{
    struct termios after;

    if (tcgetattr(terminal->slave, &after) == 0 && after.c_iflag == before->c_iflag &&
        after.c_oflag == before->c_oflag && after.c_lflag == before->c_lflag &&
        after.c_cflag == before->c_cflag &&
        !memcmp(after.c_cc, before->c_cc, sizeof after.c_cc))
        return true;
    puts("at the end: the modes of the line are not as they were");
    return false;
}

int main(int argc, char **argv)
{
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    struct terminal terminal;
    struct termios before;
    const char *term = "xterm-256color";
    int option, end = 0, rows, columns;

    while (end < argc && strcmp(argv[end], "--") != 0)
        end++;
    while ((option = getopt(end, argv, "+t:s:cy")) != -1) {
        if (option == 't')
            term = optarg;
        strict.commands |= option == 'c';
        strict.clipboard |= option == 'y';
        if (option == 's' && sscanf(optarg, "%dx%d", &rows, &columns) == 2)
            size = (struct winsize){ (unsigned short)rows, (unsigned short)columns, 0, 0 };
    }
    if (end + 1 >= argc || !strict_init(&strict, term)) {
        fputs("usage: pty [-t TERM] [-s ROWSxCOLUMNS] [-cy] [STEP...] -- PROGRAM...\n", stderr);
        return 2;
    }
    start(&terminal, term, size, argv + end + 1);
    bool good = true;
    tcgetattr(terminal.slave, &before);
    for (int i = optind; good && i < end; i++)
        good = step(&terminal, argv[i]);
    if (!good)
        kill(terminal.pid, SIGTERM);
    int status = finish(&terminal);
    strict_end(&strict);
    bool back = modes_are_back(&terminal, &before);
    if (strict.breaches || !back)
        return 1;
    if (good && status != 0)
        printf("the program ended with %d\n", status);
    return good ? status : 3;
}
