/* SPDX-License-Identifier: MIT */
#include "ui/screen_crash.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"

enum {
    STACK_SIZE = 64 * 1024,
    LAST_WORDS_MAX = 64 * 1024,
    SILENCE_MS = 50, /* for another thread to end its write */
    DEATH_MS = 2000, /* for another thread that dies to do so */
    ROUNDS = 50,     /* for the terminal to take more, */
    ROUND_MS = 10,   /* each so long */
};

/*
 * Who has the terminal, to write to it or to take and give it: the loaders are threads, and die
 * of lack of memory too. Once somebody dies it is theirs to the end, which ends all threads:
 * who went on meanwhile could lose its words, or end the program before they are said.
 */
enum { NOBODY, WRITER, DYING };
static atomic_int user = NOBODY;
static _Thread_local volatile sig_atomic_t is_dying; /* this thread */

static const int fatal_signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };

enum { FATAL_SIGNALS = sizeof fatal_signals / sizeof *fatal_signals };

static struct {
    volatile sig_atomic_t started, armed;
    int fd;
    pid_t owner; /* a child that dies must leave its parent's terminal alone */
    struct termios modes;
    char bytes[CRASH_BYTES_MAX];
    size_t length;
    struct sigaction old[FATAL_SIGNALS];
    stack_t old_stack;
    int errors;     /* standard error itself, while the screen is open; else -1 */
    int last_words; /* a file in memory in its place, for what would be lost on the screen */
} guard = { .fd = -1, .errors = -1, .last_words = -1 };

/* The usual stack may be what ran out. */
static char stack[STACK_SIZE] __attribute__((aligned(16)));

/*
 * Standard error is the terminal as it was before or after: what an assertion or a library
 * says there would be gone with the screen. Calls nothing but what a signal handler may call.
 */
static void give_errors_back(void)
{
    char bytes[4096];
    ssize_t n;

    if (guard.errors < 0 || dup2(guard.errors, STDERR_FILENO) < 0)
        return;
    for (off_t at = 0; at < LAST_WORDS_MAX; at += n) {
        n = pread(guard.last_words, bytes, sizeof bytes, at);
        if (n <= 0 || write(STDERR_FILENO, bytes, (size_t)n) != n)
            break;
    }
    /* The next ones begin anew; a file in memory can always be cut. */
    if (ftruncate(guard.last_words, 0) != 0 || lseek(guard.last_words, 0, SEEK_SET) != 0)
        return;
}

static void take_errors(void)
{
    if (guard.errors >= 0)
        dup2(guard.last_words, STDERR_FILENO);
}

static void open_errors(void)
{
    guard.errors = guard.last_words = -1;
    if (!isatty(STDERR_FILENO))
        return; /* a log of the user's own */
    guard.last_words = memfd_create("errors", MFD_CLOEXEC);
    if (guard.last_words >= 0)
        guard.errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

static void close_errors(void)
{
    if (guard.errors >= 0)
        close(guard.errors);
    if (guard.last_words >= 0)
        close(guard.last_words);
    guard.errors = guard.last_words = -1;
}

static bool take_from(int owner, int next)
{
    return atomic_compare_exchange_strong(&user, &owner, next);
}

bool crash_guard_enter(void)
{
    return take_from(NOBODY, WRITER);
}

void crash_guard_leave(void)
{
    take_from(WRITER, NOBODY);
}

static void sleep_a_millisecond(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

/* Another thread that dies ends this one too, soon; one that hangs must not hang all. */
static void await_death(void)
{
    for (int i = 0; i < DEATH_MS && atomic_load(&user) == DYING; i++)
        sleep_a_millisecond();
}

/* Another thread may be writing, for no longer than a call takes; this one may have been, and
 * will not go on. */
static void silence_others(void)
{
    for (int i = 0; i < SILENCE_MS && atomic_load(&user) != DYING; i++) {
        if (take_from(NOBODY, DYING))
            return;
        sleep_a_millisecond();
    }
    if (!take_from(WRITER, DYING))
        await_death();
}

/* The terminal may have to take in what was written before. */
static bool can_wait(int error, int *rounds)
{
    if (error == EINTR)
        return true;
    return error == EAGAIN && --*rounds > 0 &&
           poll(&(struct pollfd){ guard.fd, POLLOUT, 0 }, 1, ROUND_MS) >= 0;
}

/* Calls nothing but what a signal handler may call. */
static void restore(void)
{
    if (getpid() != guard.owner)
        return;
    if (!is_dying)
        silence_others();
    is_dying = 1;
    if (!guard.armed)
        return;
    guard.armed = 0;
    int rounds = ROUNDS;
    for (size_t done = 0; done < guard.length;) {
        ssize_t n = write(guard.fd, guard.bytes + done, guard.length - done);
        if (n > 0)
            done += (size_t)n;
        else if (n == 0 || !can_wait(errno, &rounds))
            break;
    }
    tcsetattr(guard.fd, TCSANOW, &guard.modes);
    give_errors_back();
}

static void say(const char *words)
{
    ssize_t ignored = write(STDERR_FILENO, words, strlen(words));
    (void)ignored;
}

/* The signal comes again when this returns, and then does what it did before the guard. */
static void on_fatal_signal(int signo)
{
    char words[] = "coranto: ended by signal ??, a fault of its own or lack of memory\n";
    char *number = strchr(words, '?');
    int saved = errno;

    restore();
    number[0] = (char)('0' + signo / 10);
    number[1] = (char)('0' + signo % 10);
    say(words);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        if (fatal_signals[i] == signo)
            sigaction(signo, &guard.old[i], NULL);
    raise(signo);
    errno = saved;
}

/* Curses calls exit() where it lacks memory. Nobody else does while it is open. */
static void on_exit_of_library(void)
{
    if (!guard.started || getpid() != guard.owner)
        return;
    restore();
    say("coranto: the library of the terminal gave up\n");
}

void crash_guard_start(void)
{
    static bool registered;
    struct sigaction action = { .sa_handler = on_fatal_signal, .sa_flags = SA_ONSTACK };
    stack_t alternate = { .ss_sp = stack, .ss_size = sizeof stack };

    atomic_store(&user, NOBODY);
    is_dying = 0;
    guard.owner = getpid();
    guard.started = 1;
    sigaltstack(&alternate, &guard.old_stack);
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        sigaction(fatal_signals[i], &action, &guard.old[i]);
    if (!registered)
        registered = atexit(on_exit_of_library) == 0;
}

void crash_guard_terminal(int fd, const struct termios *modes, const char *bytes, size_t n)
{
    guard.fd = fd;
    guard.modes = *modes;
    guard.length = n < CRASH_BYTES_MAX ? n : CRASH_BYTES_MAX;
    memcpy(guard.bytes, bytes, guard.length);
    open_errors();
    alloc_on_failure(restore);
}

void crash_guard_stop(void)
{
    if (!guard.started)
        return;
    crash_guard_arm(false);
    close_errors();
    guard.started = 0;
    alloc_on_failure(NULL);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        sigaction(fatal_signals[i], &guard.old[i], NULL);
    sigaltstack(&guard.old_stack, NULL);
}

void crash_guard_arm(bool armed)
{
    /* Between the one and the other a thread that dies would not know where its words go. */
    if (!crash_guard_enter())
        await_death();
    if (armed != (guard.armed != 0)) {
        guard.armed = armed;
        if (armed)
            take_errors();
        else
            give_errors_back();
    }
    crash_guard_leave();
}
