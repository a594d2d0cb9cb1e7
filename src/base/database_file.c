/* SPDX-License-Identifier: MIT */
#include "base/database_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { ASIDE_MAX = 1000 }; /* names tried on one day */

static int open_to_look(const char *path)
{
    /* Not blocking, so that a FIFO is opened and found out. */
    return open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static int create(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0)
        fchmod(fd, 0600);
    return fd;
}

static void look(int fd, struct database_file *file)
{
    struct stat info;

    file->strange = fstat(fd, &info) != 0 || !S_ISREG(info.st_mode);
    if (file->strange)
        return;
    file->device = info.st_dev;
    file->inode = info.st_ino;
    file->size = info.st_size;
    file->remote = file_is_remote(fd);
    if (info.st_mode & 077)
        fchmod(fd, 0600);
}

/* Where the thing at path is one that open() refuses: a socket, a circle of links, a link to
 * nowhere. */
static bool is_strange(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

bool database_file_find(const char *path, struct database_file *file, struct error *error)
{
    *file = (struct database_file){ .size = 0 };
    if (strlen(path) >= DATABASE_PATH_MAX) {
        return error_set(error, "%s", strerror(ENAMETOOLONG));
    }
    int fd = open_to_look(path);
    if (fd < 0 && errno == ENOENT) {
        file_make_folders(path);
        fd = create(path);
        if (fd < 0 && errno == EEXIST) /* another process was quicker, or a link to nowhere */
            fd = open_to_look(path);
    }
    if (fd < 0 && (errno == ELOOP || errno == ENXIO || errno == ENOENT) && is_strange(path)) {
        file->strange = true;
        return true;
    }
    if (fd < 0)
        return error_set(error, "%s", strerror(errno));
    look(fd, file);
    close(fd);
    return true;
}

int64_t database_file_size(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 ? info.st_size : 0;
}

static bool is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

/* The first of the names that is free. */
static bool choose_name(const char *path, struct buf *out)
{
    char day[32];
    time_t now = time(NULL);
    struct tm local;
    size_t before = out->len;

    if (!localtime_r(&now, &local) || strftime(day, sizeof day, "%Y-%m-%d", &local) == 0)
        snprintf(day, sizeof day, "undated");
    for (int i = 1; i <= ASIDE_MAX; i++) {
        buf_truncate(out, before);
        buf_addf(out, "%s.bad-%s", path, day);
        if (i > 1)
            buf_addf(out, "-%d", i);
        if (!out->full && !is_there(buf_str(out)))
            return true;
    }
    return false;
}

static bool is_same(const char *path, const struct database_file *file)
{
    struct stat info;

    if (file->strange)
        return is_strange(path);
    return stat(path, &info) == 0 && info.st_dev == file->device && info.st_ino == file->inode;
}

/* The journal of a file follows it, unless it holds nothing. */
static void move_journal(const char *path, const char *aside, const char *suffix)
{
    char from[DATABASE_PATH_MAX + 16], to[DATABASE_PATH_MAX + 64];
    struct stat info;

    snprintf(from, sizeof from, "%s%s", path, suffix);
    snprintf(to, sizeof to, "%s%s", aside, suffix);
    if (lstat(from, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 0)
        unlink(from);
    else
        rename(from, to);
}

bool database_file_set_aside(const char *path, const struct database_file *file,
                             struct buf *moved, struct error *error)
{
    char index[DATABASE_PATH_MAX + 16];

    if (!is_same(path, file))
        return true;
    if (!choose_name(path, moved))
        return error_set(error, "no name for it is free");
    if (rename(path, buf_str(moved)) != 0) {
        buf_clear(moved);
        return errno == ENOENT || error_set(error, "%s", strerror(errno));
    }
    move_journal(path, buf_str(moved), "-wal");
    move_journal(path, buf_str(moved), "-journal");
    snprintf(index, sizeof index, "%s-shm", path);
    unlink(index);
    return true;
}

bool database_file_anew(const char *path, struct error *error)
{
    unlink(path);
    int fd = create(path);
    if (fd < 0)
        return error_set(error, "%s", strerror(errno));
    close(fd);
    return true;
}

void database_file_immutable(const char *path, struct buf *out)
{
    buf_adds(out, "file:");
    for (const char *s = path; *s; s++) {
        if (strchr("%?#", *s))
            buf_addf(out, "%%%02x", (unsigned)*s);
        else
            buf_addc(out, *s);
    }
    buf_adds(out, "?immutable=1");
}
