/* SPDX-License-Identifier: MIT */
/*
 * Loaded before the C library (LD_PRELOAD), makes one call of the program fail, once:
 *
 *   INJECT=GROUP:N:ERROR   the N-th call of the group (0: none, they are only counted); the
 *                          error by its number, "short" for fewer bytes than were asked for
 *   INJECT_IN=PART         "worker" for the children that parse, else the program itself
 *   INJECT_COUNT=FILE      8 bytes: how many calls there were, as the machine writes numbers
 *
 * What the libraries call counts too; what the C library calls by itself does not. A program
 * that is not called coranto is left alone.
 */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SHORT = -1 };

static char chosen[32]; /* the group, "" for none */
static unsigned long chosen_call;
static int chosen_error;
static _Atomic uint64_t own_count, *count = &own_count;

/* Of the shared count there is a mapping: it works in a sealed child and after any end. */
static void share_count(const char *path)
{
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0 || syscall(SYS_ftruncate, fd, sizeof *count) != 0)
        return;
    long at = syscall(SYS_mmap, NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at > 0 || at < -4095)
        count = (_Atomic uint64_t *)at;
    syscall(SYS_close, fd);
}

/* A child that parses is started by its /proc/self/exe. */
static bool is_coranto(void)
{
    return strcmp(program_invocation_short_name, "coranto") == 0 ||
           strcmp(program_invocation_short_name, "exe") == 0;
}

__attribute__((constructor)) static void begin(int argc, char **argv)
{
    const char *wish = getenv("INJECT"), *part = getenv("INJECT_IN"),
               *path = getenv("INJECT_COUNT");
    bool is_worker = argc > 1 && strncmp(argv[1], "--worker", 8) == 0;
    char group[sizeof chosen], error[16];

    if (!wish || !is_coranto() || is_worker != (part && strcmp(part, "worker") == 0) ||
        sscanf(wish, "%31[^:]:%lu:%15s", group, &chosen_call, error) != 3)
        return;
    chosen_error = strcmp(error, "short") == 0 ? SHORT : (int)strtol(error, NULL, 10);
    if (path)
        share_count(path);
    memcpy(chosen, group, sizeof chosen);
}

/* Whether this call is the one; errno is set then. */
static bool is_due(const char *group)
{
    if (strcmp(group, chosen) != 0 || atomic_fetch_add(count, 1) + 1 != chosen_call)
        return false;
    if (chosen_error != SHORT)
        errno = chosen_error;
    return true;
}

/* What a pipe takes or gives in one piece is whole; it can be interrupted, and nothing else. */
static bool may_fail(int fd, size_t n)
{
    struct stat status;

    return chosen_error == EINTR || n > PIPE_BUF || syscall(SYS_fstat, fd, &status) != 0 ||
           !S_ISFIFO(status.st_mode);
}

/* A call that fails with the value and without being made. */
#define WRAP(group, type, failed, name, parameters, arguments)  \
    type name parameters                                        \
    {                                                           \
        static type(*next) parameters;                          \
        if (!next)                                              \
            next = (type(*) parameters)dlsym(RTLD_NEXT, #name); \
        return is_due(#group) ? (failed) : next arguments;      \
    }

/* The same of n bytes: it may also be made with one of them. */
#define WRAP_BYTES(group, name, parameters, arguments)             \
    ssize_t name parameters                                        \
    {                                                              \
        static ssize_t(*next) parameters;                          \
        if (!next)                                                 \
            next = (ssize_t(*) parameters)dlsym(RTLD_NEXT, #name); \
        if (may_fail(fd, n) && is_due(#group)) {                   \
            if (chosen_error != SHORT)                             \
                return -1;                                         \
            n = n > 1 ? 1 : n;                                     \
        }                                                          \
        return next arguments;                                     \
    }

/* Names that only a fortified program calls. */
int __open_2(const char *path, int flags);
int __openat_2(int at, const char *path, int flags);
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t room);
int __poll_chk(struct pollfd *fds, nfds_t n, int milliseconds, size_t room);

WRAP(malloc, void *, NULL, malloc, (size_t n), (n))
WRAP(malloc, void *, NULL, calloc, (size_t m, size_t n), (m, n))
WRAP(malloc, void *, NULL, realloc, (void *p, size_t n), (p, n))
WRAP(malloc, void *, NULL, reallocarray, (void *p, size_t m, size_t n), (p, m, n))
WRAP(malloc, void *, NULL, aligned_alloc, (size_t m, size_t n), (m, n))
WRAP(mmap, void *, MAP_FAILED, mmap, (void *p, size_t n, int a, int b, int fd, off_t at),
     (p, n, a, b, fd, at))
WRAP(mmap, void *, MAP_FAILED, mmap64, (void *p, size_t n, int a, int b, int fd, off64_t at),
     (p, n, a, b, fd, at))

/* A call with a mode behind its flags, if it may create. */
#define WRAP_OPEN(name, parameters, arguments)                        \
    int name parameters                                               \
    {                                                                 \
        static int(*next) parameters;                                 \
        va_list list;                                                 \
        va_start(list, flags);                                        \
        unsigned mode = flags & O_CREAT ? va_arg(list, unsigned) : 0; \
        va_end(list);                                                 \
        if (!next)                                                    \
            next = (int(*) parameters)dlsym(RTLD_NEXT, #name);        \
        return is_due("open") ? -1 : next arguments;                  \
    }

WRAP_OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))
WRAP(open, int, -1, __open_2, (const char *path, int flags), (path, flags))
WRAP(open, int, -1, __openat_2, (int at, const char *path, int flags), (at, path, flags))
WRAP(open, int, -1, mkostemp, (char *path, int flags), (path, flags))
WRAP(open, FILE *, NULL, fopen, (const char *path, const char *how), (path, how))
WRAP(open, DIR *, NULL, opendir, (const char *path), (path))
WRAP(open, DIR *, NULL, fdopendir, (int fd), (fd))

WRAP_BYTES(read, read, (int fd, void *bytes, size_t n), (fd, bytes, n))
WRAP_BYTES(read, pread, (int fd, void *bytes, size_t n, off_t at), (fd, bytes, n, at))
WRAP_BYTES(read, pread64, (int fd, void *bytes, size_t n, off64_t at), (fd, bytes, n, at))
WRAP_BYTES(read, __read_chk, (int fd, void *bytes, size_t n, size_t room), (fd, bytes, n, room))
WRAP(readdir, struct dirent *, NULL, readdir, (DIR * folder), (folder))
WRAP_BYTES(write, write, (int fd, const void *bytes, size_t n), (fd, bytes, n))
WRAP_BYTES(write, pwrite64, (int fd, const void *bytes, size_t n, off64_t at),
           (fd, bytes, n, at))

WRAP(fsync, int, -1, fsync, (int fd), (fd))
WRAP(fsync, int, -1, fdatasync, (int fd), (fd))
WRAP(truncate, int, -1, ftruncate, (int fd, off_t n), (fd, n))
WRAP(truncate, int, -1, ftruncate64, (int fd, off64_t n), (fd, n))
WRAP(rename, int, -1, rename, (const char *from, const char *to), (from, to))
WRAP(rename, int, -1, renameat2,
     (int f, const char *from, int t, const char *to, unsigned flags), (f, from, t, to, flags))
WRAP(rename, int, -1, unlink, (const char *path), (path))
WRAP(mkdir, int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(stat, int, -1, stat, (const char *path, struct stat *to), (path, to))
WRAP(stat, int, -1, lstat, (const char *path, struct stat *to), (path, to))
WRAP(stat, int, -1, fstat, (int fd, struct stat *to), (fd, to))
WRAP(stat, int, -1, fstatat, (int at, const char *path, struct stat *to, int flags),
     (at, path, to, flags))
WRAP(stat, int, -1, stat64, (const char *path, struct stat64 *to), (path, to))
WRAP(stat, int, -1, lstat64, (const char *path, struct stat64 *to), (path, to))
WRAP(stat, int, -1, fstat64, (int fd, struct stat64 *to), (fd, to))

WRAP(spawn, int, errno, posix_spawnp,
     (pid_t * pid, const char *file, const posix_spawn_file_actions_t *actions,
      const posix_spawnattr_t *attributes, char *const argv[], char *const environment[]),
     (pid, file, actions, attributes, argv, environment))
WRAP(spawn, pid_t, -1, fork, (void), ())
WRAP(spawn, int, errno, pthread_create,
     (pthread_t * thread, const pthread_attr_t *attributes, void *(*run)(void *), void *data),
     (thread, attributes, run, data))
WRAP(wait, pid_t, -1, waitpid, (pid_t pid, int *status, int flags), (pid, status, flags))
WRAP(pipe, int, -1, pipe2, (int fds[2], int flags), (fds, flags))
WRAP(pipe, int, -1, inotify_init1, (int flags), (flags))
WRAP(pipe, int, -1, inotify_add_watch, (int fd, const char *path, uint32_t what),
     (fd, path, what))
WRAP(poll, int, -1, poll, (struct pollfd * fds, nfds_t n, int milliseconds),
     (fds, n, milliseconds))
WRAP(poll, int, -1, __poll_chk, (struct pollfd * fds, nfds_t n, int milliseconds, size_t room),
     (fds, n, milliseconds, room))
WRAP(clock, int, -1, clock_gettime, (clockid_t clock, struct timespec *to), (clock, to))

/* What is closed is closed, whatever is said of it. */
int close(int fd)
{
    static int (*next)(int);

    if (!next)
        next = (int (*)(int))dlsym(RTLD_NEXT, "close");
    if (!is_due("close"))
        return next(fd);
    next(fd);
    errno = chosen_error;
    return -1;
}
