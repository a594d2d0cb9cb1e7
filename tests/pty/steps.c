/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "terminal.h"

enum { FLOOD_PIECE = 1000, REST_MS = 300 };

/* One of the words between bars. */
static bool is_shown(const struct terminal *terminal, const char *words)
{
    char word[1024];

    for (size_t n; *words; words += n + (words[n] == '|')) {
        n = strcspn(words, "|");
        snprintf(word, sizeof word, "%.*s", (int)n, words);
        if (strstr(terminal->strict.text, word))
            return true;
    }
    return false;
}

static bool step_wait(struct terminal *terminal, const char *text)
{
    long deadline = now() + PATIENCE_MS;

    while (!is_shown(terminal, text)) {
        if (now() > deadline ||
            (!terminal_take(terminal, 50) && terminal_has_ended(terminal))) {
            printf("never shown: %s\n", text);
            return false;
        }
    }
    return true;
}

/* Text that is on the screen already is not written again unless all of it is drawn anew. */
static bool step_see(struct terminal *terminal, const char *text)
{
    long deadline = now() + PATIENCE_MS, rest = REST_MS;

    /* Each time longer, as what is drawn must come within one of these rests. */
    for (; now() < deadline && !terminal_has_ended(terminal); rest += REST_MS) {
        pid_t group = tcgetpgrp(terminal->master);
        terminal_listen(terminal);
        strict_forget(&terminal->strict);
        if (group > 0)
            kill(-group, SIGWINCH);
        for (long until = now() + rest; now() < until;)
            if (terminal_take(terminal, 20) && is_shown(terminal, text))
                return true;
    }
    printf("never seen: %s, but:\n%s\n", text, terminal->strict.text);
    return false;
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

static bool type(struct terminal *terminal, const char *keys, size_t n)
{
    if (terminal_type(terminal, keys, n))
        return true;
    puts("not all keys could be typed");
    return false;
}

static bool step_keys(struct terminal *terminal, const char *text)
{
    char *keys = strdup(text);

    if (!keys)
        exit(2);
    size_t n = unescape(keys);
    while (terminal_take(terminal, 0))
        ;
    terminal_listen(terminal);
    strict_forget(&terminal->strict);
    bool good = type(terminal, keys, n);
    free(keys);
    return good;
}

/* So many bytes "N:TEXT", of the text again and again. */
static bool step_flood(struct terminal *terminal, const char *text)
{
    char *end, *keys, piece[FLOOD_PIECE];
    long left = strtol(text, &end, 10);

    if (*end != ':' || !(keys = strdup(end + 1)))
        return false;
    size_t n = unescape(keys), at = 0;
    bool good = n > 0;
    while (good && left > 0) {
        size_t size = left < FLOOD_PIECE ? (size_t)left : FLOOD_PIECE;
        for (size_t i = 0; i < size; i++, at = (at + 1) % n)
            piece[i] = keys[at];
        good = type(terminal, piece, size);
        left -= (long)size;
    }
    free(keys);
    return good;
}

static void set_size(struct terminal *terminal, unsigned rows, unsigned columns)
{
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

    ioctl(terminal->master, TIOCSWINSZ, &size);
}

static bool step_size(struct terminal *terminal, const char *text)
{
    unsigned rows, columns;

    if (sscanf(text, "%ux%u", &rows, &columns) != 2)
        return false;
    strict_forget(&terminal->strict);
    set_size(terminal, rows, columns);
    return true;
}

/* So many sizes from 1x1 to 300x500, two each millisecond, always the same ones. */
static bool step_sizes(struct terminal *terminal, const char *text)
{
    unsigned long seed = 1;

    for (long left = strtol(text, NULL, 10); left > 0; left--) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        set_size(terminal, 1 + (unsigned)(seed >> 33) % 300, 1 + (unsigned)(seed >> 45) % 500);
        if (left % 2)
            terminal_take(terminal, 1);
        if (terminal_has_ended(terminal))
            return false;
    }
    return true;
}

static const struct {
    const char *name;
    int number;
} signals[] = {
    { "HUP", SIGHUP },   { "INT", SIGINT },   { "QUIT", SIGQUIT }, { "ABRT", SIGABRT },
    { "USR1", SIGUSR1 }, { "SEGV", SIGSEGV }, { "USR2", SIGUSR2 }, { "PIPE", SIGPIPE },
    { "ALRM", SIGALRM }, { "TERM", SIGTERM }, { "CHLD", SIGCHLD }, { "CONT", SIGCONT },
    { "STOP", SIGSTOP }, { "TSTP", SIGTSTP }, { "XFSZ", SIGXFSZ }, { "WINCH", SIGWINCH },
    { "BUS", SIGBUS },   { "FPE", SIGFPE },   { "ILL", SIGILL },
};

/* "NAME", or "NAME:N" to send it so many times. */
static bool step_signal(struct terminal *terminal, const char *text)
{
    size_t length = strcspn(text, ":");
    long times = text[length] ? strtol(text + length + 1, NULL, 10) : 1;

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        if (strncmp(signals[i].name, text, length) != 0 || signals[i].name[length])
            continue;
        for (; times > 0; times--) {
            kill(terminal->pid, signals[i].number);
            terminal_take(terminal, 0);
        }
        return true;
    }
    return false;
}

/* Its state and the time of the processor that it took, in ticks. */
static char state_of(pid_t pid, long *ticks)
{
    char path[64], line[1024];
    long user = 0, kernel = 0;
    char state = '?';

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    const char *rest = file && fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    if (rest)
        sscanf(rest, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &state, &user,
               &kernel);
    if (file)
        fclose(file);
    *ticks = user + kernel;
    return state;
}

/* Until it sleeps and takes no time for a while: what spins never does. */
static bool step_calm(struct terminal *terminal, const char *text)
{
    long deadline = now() + PATIENCE_MS, since = now(), last = -1, ticks;

    (void)text;
    while (now() - since < REST_MS) {
        char state = state_of(terminal->pid, &ticks);
        if (state != 'S' || ticks != last)
            since = now();
        last = ticks;
        if (now() > deadline || terminal_has_ended(terminal)) {
            puts(now() > deadline ? "it never rests" : "it has ended");
            return false;
        }
        /* One that is deaf is looked at all the same. */
        if (!terminal_take(terminal, 20))
            poll(NULL, 0, 10);
    }
    return true;
}

static bool step_raw(struct terminal *terminal, const char *text)
{
    struct termios modes = { 0 };
    long deadline = now() + PATIENCE_MS;

    (void)text;
    do {
        terminal_take(terminal, 20);
        tcgetattr(terminal->slave, &modes);
    } while ((modes.c_lflag & (ICANON | ECHO)) && now() < deadline &&
             !terminal_has_ended(terminal));
    return !(modes.c_lflag & (ICANON | ECHO));
}

static bool step_back(struct terminal *terminal, const char *text)
{
    long deadline = now() + PATIENCE_MS;

    (void)text;
    while (!(terminal_is_back(terminal) && strict_is_left()) && now() < deadline)
        terminal_take(terminal, 20);
    return terminal_is_back(terminal) && strict_is_left();
}

static bool step_deaf(struct terminal *terminal, const char *text)
{
    (void)text;
    terminal->deaf = true;
    return true;
}

static bool step_hear(struct terminal *terminal, const char *text)
{
    (void)text;
    terminal->deaf = false;
    return true;
}

static bool step_nonblock(struct terminal *terminal, const char *text)
{
    (void)text;
    return fcntl(terminal->slave, F_SETFL, O_NONBLOCK) == 0;
}

static bool step_hangup(struct terminal *terminal, const char *text)
{
    (void)text;
    terminal_hang_up(terminal);
    return true;
}

static bool step_run(struct terminal *terminal, const char *text)
{
    char number[16];
    int status = -1;
    pid_t pid = fork();

    if (pid == 0) {
        snprintf(number, sizeof number, "%d", (int)terminal->pid);
        setenv("PID", number, 1);
        execl("/bin/sh", "sh", "-c", text, (char *)NULL);
        _exit(127);
    }
    while (pid > 0 && waitpid(pid, &status, WNOHANG) == 0)
        terminal_take(terminal, 20);
    return status == 0;
}

/* "MS:STEP" */
static bool step_within(struct terminal *terminal, const char *text)
{
    char *step;
    long since = now(), most = strtol(text, &step, 10);

    if (*step != ':' || !terminal_step(terminal, step + 1))
        return false;
    long took = now() - since;
    if (took > most)
        printf("took %ld ms\n", took);
    return took <= most;
}

bool terminal_step(struct terminal *terminal, const char *text)
{
    static const struct {
        const char *name;
        bool (*take)(struct terminal *terminal, const char *text);
    } steps[] = {
        { "wait:", step_wait },         { "see:", step_see },   { "keys:", step_keys },
        { "flood:", step_flood },       { "size:", step_size }, { "sizes:", step_sizes },
        { "signal:", step_signal },     { "calm:", step_calm }, { "raw:", step_raw },
        { "back:", step_back },         { "deaf:", step_deaf }, { "hear:", step_hear },
        { "nonblock:", step_nonblock }, { "run:", step_run },   { "hangup:", step_hangup },
        { "within:", step_within },
    };

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t n = strlen(steps[i].name);
        if (strncmp(text, steps[i].name, n) != 0)
            continue;
        if (steps[i].take(terminal, text + n))
            return true;
        printf("at the step %s\n", text);
        return false;
    }
    printf("no step: %s\n", text);
    return false;
}
