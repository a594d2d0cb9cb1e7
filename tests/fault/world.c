/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the C library (LD_PRELOAD), makes the world of the program odd:
 *
 *   WORLD_CLOCK=SECONDS   the clock of the day is wrong by so many
 *   WORLD_REMOTE=1        every file lies on a file system of the network
 *   WORLD_END=FILE        once FILE is there the browser dies, as the word in it says: of an
 *                         overflowing stack, an assertion, abort() or a bad pointer, or has no
 *                         memory left
 *   WORLD_DISK=FILE       while FILE is there files named *-EIO* cannot be read, those named
 *                         *-ESTALE* cannot be opened, those named *-blocks* are not opened
 *
 * A program that is not called coranto is left alone.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

static bool is_coranto(void)
{
    return strcmp(program_invocation_short_name, "coranto") == 0 ||
           strcmp(program_invocation_short_name, "exe") == 0;
}

static const char *wish(const char *name)
{
    return is_coranto() ? getenv(name) : NULL;
}

/* The clock. */

static time_t shift(void)
{
    const char *seconds = wish("WORLD_CLOCK");

    return seconds ? (time_t)strtoll(seconds, NULL, 10) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *to)
{
    int failed = (int)syscall(SYS_clock_gettime, clock, to);

    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        to->tv_sec += shift();
    return failed;
}

time_t time(time_t *to)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *to, void *zone)
{
    struct timespec now;

    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *to = (struct timeval){ .tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000 };
    return 0;
}

/* Files. */

static bool disk_is_bad(void)
{
    const char *path = wish("WORLD_DISK");

    return path && access(path, F_OK) == 0;
}

int fstatfs(int fd, struct statfs *to)
{
    int failed = (int)syscall(SYS_fstatfs, fd, to);

    if (!failed && wish("WORLD_REMOTE"))
        to->f_type = 0x6969;
    return failed;
}

int __open_2(const char *path, int flags);
int __openat_2(int at, const char *path, int flags);
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);
int __poll_chk(struct pollfd *fds, nfds_t n, int milliseconds, size_t room);

static int open_oddly(int at, const char *path, int flags, unsigned mode)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') : path;

    if (strstr(name, "-ESTALE") && disk_is_bad()) {
        errno = ESTALE;
        return -1;
    }
    while (strstr(name, "-blocks") && disk_is_bad())
        usleep(10 * 1000);
    return (int)syscall(SYS_openat, at, path, flags, mode);
}

static unsigned mode_behind(int flags, va_list list)
{
    return flags & O_CREAT ? va_arg(list, unsigned) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list list;

    va_start(list, flags);
    unsigned mode = mode_behind(flags, list);
    va_end(list);
    return open_oddly(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...)
{
    va_list list;

    va_start(list, flags);
    unsigned mode = mode_behind(flags, list);
    va_end(list);
    return open_oddly(at, path, flags, mode);
}

int __open_2(const char *path, int flags)
{
    return open_oddly(AT_FDCWD, path, flags, 0);
}

int __openat_2(int at, const char *path, int flags)
{
    return open_oddly(at, path, flags, 0);
}

ssize_t read(int fd, void *bytes, size_t n)
{
    char link[64], path[PATH_MAX] = "";

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (disk_is_bad() && syscall(SYS_readlink, link, path, sizeof path - 1) > 0 &&
        strstr(path, "-EIO")) {
        errno = EIO;
        return -1;
    }
    return syscall(SYS_read, fd, bytes, n);
}

ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room)
{
    (void)room;
    return read(fd, bytes, n);
}

/* Ends. */

static int descend(volatile int depth)
{
    volatile char room[4096];

    room[depth % 4096] = (char)depth;
    return depth < 0 ? 0 : descend(depth + 1) + room[0];
}

static void end_as_wished(void)
{
    static char *volatile nowhere, *volatile taken;
    const char *path = wish("WORLD_END");
    char word[16] = "";

    if (!path)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || syscall(SYS_read, fd, word, sizeof word - 1) <= 0)
        return;
    if (strncmp(word, "overflow", 8) == 0)
        exit(descend(0));
    if (strncmp(word, "pointer", 7) == 0)
        *nowhere = 1;
    if (strncmp(word, "abort", 5) == 0)
        abort();
    if (strncmp(word, "memory", 6) == 0) {
        setrlimit(RLIMIT_AS, &(struct rlimit){ 1, 1 });
        do
            taken = malloc(16);
        while (taken);
        return;
    }
    assert(!"what was wished");
}

int poll(struct pollfd *fds, nfds_t n, int milliseconds)
{
    struct timespec wait = { milliseconds / 1000, milliseconds % 1000 * 1000000L };

    end_as_wished();
    return (int)syscall(SYS_ppoll, fds, n, milliseconds < 0 ? NULL : &wait, NULL, 0);
}

int __poll_chk(struct pollfd *fds, nfds_t n, int milliseconds, size_t room)
{
    (void)room;
    return poll(fds, n, milliseconds);
}
