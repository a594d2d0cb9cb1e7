/* SPDX-License-Identifier: MIT */
#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_MAX = 100 };

static bool fail(struct error *error, const char *path)
{
    return error_set(error, "%s cannot be written: %s", path, strerror(errno));
}

/* A new file beside the one at path, its name in name. */
static int make_beside(const char *path, unsigned mode, char name[PATH_MAX])
{
    for (int i = 0; i < NAMES_MAX; i++) {
        int n = snprintf(name, PATH_MAX, "%s.new-%d-%d", path, (int)getpid(), i);
        if (n < 0 || n >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

/* The name is as lasting as the content only when its folder is synced, too. */
static void sync_folder(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t n = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;

    if (n >= sizeof folder)
        return;
    memcpy(folder, n ? path : ".", n ? n : 1);
    folder[n ? n : 1] = '\0';
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
}

/* Rename, not over another file; where the file system cannot tell, as near as it gets. */
static bool rename_new(const char *from, const char *to)
{
    struct stat info;

    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (lstat(to, &info) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(from, to) == 0;
}

static bool put_in_place(const char *beside, const char *path, bool over, struct error *error)
{
    if (over ? rename(beside, path) == 0 : rename_new(beside, path))
        return true;
    if (errno == EEXIST)
        return error_set(error, "%s is there already", path);
    return fail(error, path);
}

static bool write_beside(int fd, const struct stat *old, const char *bytes, size_t n)
{
    if (old && fchmod(fd, old->st_mode & 07777) != 0)
        return false;
    return write_all(fd, bytes, n) && fsync(fd) == 0;
}

bool replace_file(const char *path, const char *bytes, size_t n, unsigned mode, bool over,
                  struct error *error)
{
    char *target = over ? realpath(path, NULL) : NULL, beside[PATH_MAX];
    const char *to = target ? target : path;
    struct stat old;
    bool is_there = stat(to, &old) == 0, good = false;

    if (is_there && !over) {
        error_set(error, "%s is there already", path);
        goto out;
    }
    if (is_there && !S_ISREG(old.st_mode)) {
        error_set(error, "%s is no file", path);
        goto out;
    }
    int fd = make_beside(to, mode, beside);
    if (fd < 0) {
        fail(error, path);
        goto out;
    }
    good = write_beside(fd, is_there ? &old : NULL, bytes, n) || fail(error, path);
    if (close(fd) != 0 && good)
        good = fail(error, path);
    good = good && put_in_place(beside, to, over, error);
    if (good)
        sync_folder(to);
    else
        unlink(beside);
out:
    free(target);
    return good;
}
