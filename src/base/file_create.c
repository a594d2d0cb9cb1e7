/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_parts.h"

enum { NAMES_MAX = 100 };

/* A new file beside the one at path, its name in name. */
static int make_beside(const char *path, char name[PATH_MAX])
{
    for (int i = 0; i < NAMES_MAX; i++) {
        int n = snprintf(name, PATH_MAX, "%s.new-%d-%d", path, (int)getpid(), i);
        if (n < 0 || n >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
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

bool file_create(const char *path, const char *bytes, size_t n, struct error *error)
{
    char beside[PATH_MAX];
    struct stat info;

    if (lstat(path, &info) == 0)
        return error_set(error, "is there already");
    int fd = make_beside(path, beside);
    if (fd < 0)
        return error_errno(error, "cannot be written");
    bool good = (file_write(fd, bytes, n) && file_sync(fd)) ||
                error_errno(error, "cannot be written");
    if (close(fd) != 0 && good)
        good = error_errno(error, "cannot be written");
    if (good && !rename_new(beside, path))
        good = errno == EEXIST ? error_set(error, "is there already")
                               : error_errno(error, "cannot be written");
    if (good)
        file_sync_folder(path);
    else
        unlink(beside);
    return good;
}
