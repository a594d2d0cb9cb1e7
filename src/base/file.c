/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file_parts.h"

enum { CHUNK = 16 * 1024 };

static bool read_all(int fd, struct buf *out, struct error *error)
{
    char chunk[CHUNK];
    struct stat status;
    ssize_t n = 0;

    if (fstat(fd, &status) < 0)
        return error_errno(error, "cannot be read");
    if (!S_ISREG(status.st_mode))
        return error_set(error, "is not a file");
    while (!out->full && ((n = read(fd, chunk, sizeof chunk)) > 0 || (n < 0 && errno == EINTR)))
        buf_add(out, chunk, n > 0 ? (size_t)n : 0);
    if (n < 0)
        return error_errno(error, "cannot be read to its end");
    if (out->full)
        return error_set(error, "is longer than %zu KB", out->max / 1024);
    return true;
}

enum file_answer file_read(const char *path, struct buf *out, struct error *error)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

    if (fd < 0) {
        error_errno(error, "cannot be read");
        return errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_FAILED;
    }
    bool read = read_all(fd, out, error);
    close(fd);
    return read ? FILE_READ : FILE_FAILED;
}

/* Numbers from linux/magic.h, whose older versions lack some. */
bool file_is_remote(int fd)
{
    static const uint32_t kinds[] = {
        0x6969,     /* NFS */
        0x517b,     /* SMB */
        0xfe534d42, /* SMB 2 */
        0xff534d42, /* CIFS */
        0x01021997, /* 9P */
        0x5346414f, /* AFS */
        0x73757245, /* Coda */
        0x00c36400, /* Ceph */
        0x65735546, /* FUSE */
    };
    struct statfs place;

    if (fstatfs(fd, &place) != 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((uint32_t)place.f_type == kinds[i])
            return true;
    return false;
}

void file_make_folders(const char *path)
{
    char folder[PATH_BYTES_MAX];
    size_t len = strlen(path);

    for (size_t i = 1; i < len && i < sizeof folder; i++) {
        if (path[i] != '/')
            continue;
        memcpy(folder, path, i);
        folder[i] = '\0';
        /* The umask takes more than 0700 has only from a strange one, such as 0777. */
        if (mkdir(folder, 0700) == 0)
            chmod(folder, 0700);
    }
}

bool file_write(int fd, const void *bytes, size_t n)
{
    const char *next = bytes;

    while (n > 0) {
        ssize_t written = write(fd, next, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        next += written;
        n -= (size_t)written;
    }
    return true;
}

bool file_sync(int fd)
{
    int result;

    do
        result = fsync(fd);
    while (result < 0 && errno == EINTR);
    return result == 0;
}

/* The name itself is on the disk only when its folder is. */
void file_sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash && slash > path ? xstrndup(path, (size_t)(slash - path))
                                         : xstrdup(slash ? "/" : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd >= 0) {
        file_sync(fd);
        close(fd);
    }
    free(folder);
}

/* Where the file system has no locks, what was made for one goes again: nobody can have it. */
static bool lock_beside(int fd, const char *name)
{
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    if (errno != EWOULDBLOCK)
        unlink(name);
    return false;
}

int file_open_beside(const char *name)
{
    enum { FLAGS = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };
    int fd = open(name, FLAGS | O_CREAT | O_EXCL, 0600);
    bool made = fd >= 0, locked = false;
    struct stat own, named;

    if (!made && errno == EEXIST)
        fd = open(name, FLAGS);
    if (fd < 0)
        return -1;
    bool fits = fstat(fd, &own) == 0 && S_ISREG(own.st_mode) && own.st_uid == geteuid() &&
                own.st_nlink == 1;
    if (fits || made)
        locked = lock_beside(fd, name);
    /* The name may lead elsewhere by now: then who had the lock has put it in its place. */
    bool ours = fits && locked && lstat(name, &named) == 0 && named.st_dev == own.st_dev &&
                named.st_ino == own.st_ino;
    if (ours && fchmod(fd, 0600) == 0 && ftruncate(fd, 0) == 0)
        return fd;
    if (ours || (made && locked))
        unlink(name);
    close(fd);
    return -1;
}

/* Under a name of its own where that of all is taken. */
static int open_beside(const char *target, struct buf *name)
{
    buf_addf(name, "%s.coranto-new", target);
    int fd = name->full ? -1 : file_open_beside(buf_str(name));
    if (fd >= 0)
        return fd;
    buf_clear(name);
    if (buf_addf(name, "%s.XXXXXX", target))
        return mkostemp(name->data, O_CLOEXEC);
    errno = ENAMETOOLONG;
    return -1;
}

/* target is no link. */
static bool replace(const char *target, mode_t mode, const char *bytes, size_t n,
                    struct error *error)
{
    struct buf name = BUF_INIT(PATH_BYTES_MAX);
    int fd = open_beside(target, &name);
    bool done = fd >= 0 && fchmod(fd, mode) == 0 && file_write(fd, bytes, n) && file_sync(fd) &&
                rename(buf_str(&name), target) == 0;

    if (done)
        file_sync_folder(target);
    else
        error_errno(error, "cannot be written");
    if (fd >= 0 && !done)
        unlink(buf_str(&name));
    /* All of it is on the disk: nothing is left that could fail. */
    if (fd >= 0)
        close(fd);
    buf_release(&name);
    return done;
}

bool file_replace(const char *path, const char *bytes, size_t n, struct error *error)
{
    struct stat status;
    mode_t mode = 0600;
    char *target = realpath(path, NULL);

    if (target) {
        bool known = stat(target, &status) == 0 || error_errno(error, "cannot be written");
        if (!known || !S_ISREG(status.st_mode)) {
            free(target);
            return known && error_set(error, "is not a file");
        }
        mode = status.st_mode & 07777;
    } else {
        if (errno != ENOENT || lstat(path, &status) == 0)
            return error_errno(error, "cannot be written");
        file_make_folders(path);
        target = xstrdup(path);
    }
    bool done = replace(target, mode, bytes, n, error);
    free(target);
    return done;
}
