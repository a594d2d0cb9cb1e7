/* SPDX-License-Identifier: MIT */
/* The calls that can be made to fail, in groups. */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "inject.h"

/* A call that fails with the value and without being made. */
#define WRAP(group, type, failed, name, parameters, arguments)    \
    type name parameters                                          \
    {                                                             \
        static type(*next) parameters;                            \
        if (!next)                                                \
            next = (type(*) parameters)dlsym(RTLD_NEXT, #name);   \
        return inject_is_due(#group) ? (failed) : next arguments; \
    }

/* The same of n bytes: it may also be made with some of them. */
#define WRAP_BYTES(group, name, parameters, arguments)                              \
    ssize_t name parameters                                                         \
    {                                                                               \
        static ssize_t(*next) parameters;                                           \
        if (!next)                                                                  \
            next = (ssize_t(*) parameters)dlsym(RTLD_NEXT, #name);                  \
        enum inject_piece piece = inject_piece(#group, "terminal-" #group, fd, &n); \
        if (piece == PIECE_FAILS)                                                   \
            return -1;                                                              \
        ssize_t got = next arguments;                                               \
        if (piece == PIECE_LAST)                                                    \
            inject_die();                                                           \
        return got;                                                                 \
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
WRAP(mmap, void *, MAP_FAILED, mremap, (void *p, size_t n, size_t m, int flags, ...),
     (p, n, m, flags)) /* nobody gives an address */

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
        return inject_is_due("open") ? -1 : next arguments;           \
    }

WRAP_OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
WRAP_OPEN(openat, (int at, const char *path, int flags, ...), (at, path, flags, mode))
WRAP(open, int, -1, __open_2, (const char *path, int flags), (path, flags))
WRAP(open, int, -1, __openat_2, (int at, const char *path, int flags), (at, path, flags))
WRAP(open, int, -1, memfd_create, (const char *name, unsigned flags), (name, flags))
WRAP(open, int, -1, dup2, (int from, int to), (from, to))
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
WRAP_BYTES(write, pwrite, (int fd, const void *bytes, size_t n, off_t at), (fd, bytes, n, at))
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
WRAP(rename, int, -1, unlinkat, (int at, const char *path, int flags), (at, path, flags))
WRAP(mkdir, int, -1, mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(mkdir, int, -1, rmdir, (const char *path), (path))
WRAP(mode, int, -1, chmod, (const char *path, mode_t mode), (path, mode))
WRAP(mode, int, -1, fchmod, (int fd, mode_t mode), (fd, mode))
WRAP(mode, int, -1, fchown, (int fd, uid_t user, gid_t group), (fd, user, group))
WRAP(mode, int, -1, futimens, (int fd, const struct timespec times[2]), (fd, times))
WRAP(lock, int, -1, flock, (int fd, int what), (fd, what))
WRAP(stat, int, -1, stat, (const char *path, struct stat *to), (path, to))
WRAP(stat, int, -1, lstat, (const char *path, struct stat *to), (path, to))
WRAP(stat, int, -1, fstat, (int fd, struct stat *to), (fd, to))
WRAP(stat, int, -1, fstatat, (int at, const char *path, struct stat *to, int flags),
     (at, path, to, flags))
WRAP(stat, int, -1, access, (const char *path, int how), (path, how))
WRAP(stat, char *, NULL, realpath, (const char *path, char *to), (path, to))
WRAP(stat, ssize_t, -1, readlink, (const char *path, char *to, size_t n), (path, to, n))
WRAP(stat, char *, NULL, getcwd, (char *to, size_t n), (to, n))
WRAP(stat, off_t, -1, lseek, (int fd, off_t at, int from), (fd, at, from))
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
WRAP(wait, pid_t, -1, wait4, (pid_t pid, int *status, int flags, struct rusage *usage),
     (pid, status, flags, usage))
WRAP(wait, int, -1, waitid, (idtype_t type, id_t id, siginfo_t *info, int flags),
     (type, id, info, flags))
WRAP(pipe, int, -1, pipe2, (int fds[2], int flags), (fds, flags))
WRAP(pipe, int, -1, inotify_init1, (int flags), (flags))
WRAP(pipe, int, -1, inotify_add_watch, (int fd, const char *path, uint32_t what),
     (fd, path, what))
WRAP(poll, int, -1, poll, (struct pollfd * fds, nfds_t n, int milliseconds),
     (fds, n, milliseconds))
WRAP(poll, int, -1, __poll_chk, (struct pollfd * fds, nfds_t n, int milliseconds, size_t room),
     (fds, n, milliseconds, room))
WRAP(clock, int, -1, clock_gettime, (clockid_t clock, struct timespec *to), (clock, to))
WRAP(clock, ssize_t, -1, getrandom, (void *bytes, size_t n, unsigned flags), (bytes, n, flags))

WRAP(socket, int, -1, socket, (int domain, int type, int protocol), (domain, type, protocol))
WRAP(socket, int, -1, socketpair, (int domain, int type, int protocol, int fds[2]),
     (domain, type, protocol, fds))
WRAP(socket, int, -1, connect, (int fd, const struct sockaddr *to, socklen_t n), (fd, to, n))
WRAP(socket, int, -1, getsockname, (int fd, struct sockaddr *to, socklen_t *n), (fd, to, n))
WRAP(socket, int, -1, setsockopt, (int fd, int level, int name, const void *to, socklen_t n),
     (fd, level, name, to, n))
WRAP(socket, ssize_t, -1, send, (int fd, const void *bytes, size_t n, int flags),
     (fd, bytes, n, flags))
WRAP(socket, ssize_t, -1, recv, (int fd, void *bytes, size_t n, int flags),
     (fd, bytes, n, flags))

WRAP(terminal, int, -1, tcgetattr, (int fd, struct termios *to), (fd, to))
WRAP(terminal, int, -1, tcsetattr, (int fd, int when, const struct termios *to), (fd, when, to))
WRAP(terminal, int, 0, isatty, (int fd), (fd))
WRAP(terminal, int, errno, ttyname_r, (int fd, char *to, size_t n), (fd, to, n))
WRAP(terminal, pid_t, -1, tcgetpgrp, (int fd), (fd))
WRAP(terminal, int, -1, tcsetpgrp, (int fd, pid_t group), (fd, group))

/* Each takes one more thing at most. To unlock cannot fail. */
#define WRAP_VARIED(group, name, type)                                          \
    int name(int fd, type what, ...)                                            \
    {                                                                           \
        static int (*next)(int, type, ...);                                     \
        va_list list;                                                           \
        va_start(list, what);                                                   \
        void *thing = va_arg(list, void *);                                     \
        va_end(list);                                                           \
        if (!next)                                                              \
            next = (int (*)(int, type, ...))dlsym(RTLD_NEXT, #name);            \
        if (!(what == F_SETLK && ((struct flock *)thing)->l_type == F_UNLCK) && \
            inject_is_due(#group))                                              \
            return -1;                                                          \
        return next(fd, what, thing);                                           \
    }

WRAP_VARIED(lock, fcntl, int)
WRAP_VARIED(lock, fcntl64, int)
WRAP_VARIED(terminal, ioctl, unsigned long)

/* To change the set of one that is there cannot fail. */
int signalfd(int fd, const sigset_t *set, int flags)
{
    static int (*next)(int, const sigset_t *, int);

    if (!next)
        next = (int (*)(int, const sigset_t *, int))dlsym(RTLD_NEXT, "signalfd");
    return fd < 0 && inject_is_due("pipe") ? -1 : next(fd, set, flags);
}

/* What is closed is closed, whatever is said of it. */
int close(int fd)
{
    static int (*next)(int);

    if (!next)
        next = (int (*)(int))dlsym(RTLD_NEXT, "close");
    bool due = inject_is_due("close");
    int error = errno, result = next(fd);
    if (!due)
        return result;
    errno = error;
    return -1;
}
