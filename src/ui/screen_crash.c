/* SPDX-License-Identifier: MIT */
#include "ui/screen_crash.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/alloc.h"

enum { STACK_SIZE = 64 * 1024 };

static const int fatal_signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };

enum { FATAL_SIGNALS = sizeof fatal_signals / sizeof *fatal_signals };

static struct {
    volatile sig_atomic_t armed;
    int fd;
    pid_t owner; /* a child that dies must leave its parent's terminal alone */
    struct termios modes;
    char bytes[CRASH_BYTES_MAX];
    size_t length;
    struct sigaction old[FATAL_SIGNALS];
    stack_t old_stack;
} guard = { .fd = -1 };

/* The usual stack may be what ran out. */
static char stack[STACK_SIZE] __attribute__((aligned(16)));

/* Calls nothing but what a signal handler may call. */
static void restore(void)
{
    if (!guard.armed || getpid() != guard.owner)
        return;
    guard.armed = 0;
    for (size_t done = 0; done < guard.length;) {
        ssize_t n = write(guard.fd, guard.bytes + done, guard.length - done);
        if (n > 0)
            done += (size_t)n;
        else if (n == 0 || errno != EINTR)
            break;
    }
    tcsetattr(guard.fd, TCSANOW, &guard.modes);
}

/* The signal comes again when this returns, and then does what it did before the guard. */
static void on_fatal_signal(int signo)
{
    int saved = errno;

    restore();
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        if (fatal_signals[i] == signo)
            sigaction(signo, &guard.old[i], NULL);
    raise(signo);
    errno = saved;
}

void crash_guard_start(int fd, const struct termios *modes, const char *bytes, size_t n)
{
    struct sigaction action = { .sa_handler = on_fatal_signal, .sa_flags = SA_ONSTACK };
    stack_t alternate = { .ss_sp = stack, .ss_size = sizeof stack };

    guard.fd = fd;
    guard.owner = getpid();
    guard.modes = *modes;
    guard.length = n < CRASH_BYTES_MAX ? n : CRASH_BYTES_MAX;
    memcpy(guard.bytes, bytes, guard.length);
    sigaltstack(&alternate, &guard.old_stack);
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        sigaction(fatal_signals[i], &action, &guard.old[i]);
    alloc_on_failure(restore);
}

void crash_guard_stop(void)
{
    if (guard.fd < 0)
        return;
    guard.armed = 0;
    guard.fd = -1;
    alloc_on_failure(NULL);
    for (size_t i = 0; i < FATAL_SIGNALS; i++)
        sigaction(fatal_signals[i], &guard.old[i], NULL);
    sigaltstack(&guard.old_stack, NULL);
}

void crash_guard_arm(bool armed)
{
    guard.armed = armed;
}
