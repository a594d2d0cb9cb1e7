/* SPDX-License-Identifier: MIT */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

enum { HEAD = 64 * 1024, INDEXES = 8 };

struct disk_file {
    sqlite3_file base;
    struct disk_file *next; /* of all that are open */
    int fd;
    dev_t device;
    ino_t inode;
    sqlite3_int64 size;
    unsigned char *head;    /* its first HEAD bytes; beyond, the file itself is used */
    sqlite3_int64 from, to; /* what of them is not in the file yet */
    void *index[INDEXES];   /* of a log */
};

static struct disk_file *open_files;
static const void *begun;
static size_t begun_len;

static sqlite3_int64 least(sqlite3_int64 a, sqlite3_int64 b)
{
    return a < b ? a : b;
}

static int flush(struct disk_file *file)
{
    sqlite3_int64 from = file->from, n = file->to - from;

    file->from = file->to = 0;
    return n == 0 || pwrite(file->fd, file->head + from, (size_t)n, from) == n
               ? SQLITE_OK
               : SQLITE_IOERR_WRITE;
}

/* Make it that long, with nothing but zeros in what is new. */
static void set_size(struct disk_file *file, sqlite3_int64 size)
{
    sqlite3_int64 was = least(file->size, HEAD), is = least(size, HEAD);

    if (is > was)
        memset(file->head + was, 0, (size_t)(is - was));
    file->size = size;
}

static int disk_read(sqlite3_file *base, void *out, int amount, sqlite3_int64 at)
{
    struct disk_file *file = (struct disk_file *)base;
    sqlite3_int64 there = least(amount, file->size > at ? file->size - at : 0);
    sqlite3_int64 near = least(there, HEAD > at ? HEAD - at : 0), far = there - near;
    unsigned char *bytes = out;

    if (near > 0)
        memcpy(bytes, file->head + at, (size_t)near);
    if (far > 0 && pread(file->fd, bytes + near, (size_t)far, at + near) != far)
        return SQLITE_IOERR_READ;
    memset(bytes + there, 0, (size_t)(amount - there));
    return there == amount ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int disk_write(sqlite3_file *base, const void *in, int amount, sqlite3_int64 at)
{
    struct disk_file *file = (struct disk_file *)base;
    sqlite3_int64 near = least(amount, HEAD > at ? HEAD - at : 0), far = amount - near;
    const unsigned char *bytes = in;

    if (file->size < at)
        set_size(file, at);
    if (near > 0) {
        memcpy(file->head + at, bytes, (size_t)near);
        file->from = file->to > 0 ? least(file->from, at) : at;
        if (file->to < at + near)
            file->to = at + near;
    }
    if (file->size < at + amount)
        file->size = at + amount;
    if (far > 0 && pwrite(file->fd, bytes + near, (size_t)far, at + near) != far)
        return SQLITE_FULL;
    return SQLITE_OK;
}

static int disk_truncate(sqlite3_file *base, sqlite3_int64 size)
{
    struct disk_file *file = (struct disk_file *)base;
    int rc = flush(file);

    set_size(file, size);
    return rc == SQLITE_OK && ftruncate(file->fd, size) != 0 ? SQLITE_IOERR_TRUNCATE : rc;
}

static int disk_sync(sqlite3_file *base, int flags)
{
    (void)flags;
    return flush((struct disk_file *)base);
}

static int disk_size(sqlite3_file *base, sqlite3_int64 *size)
{
    *size = ((struct disk_file *)base)->size;
    return SQLITE_OK;
}

static int disk_lock(sqlite3_file *base, int kind)
{
    (void)base, (void)kind;
    return SQLITE_OK;
}

static int disk_is_reserved(sqlite3_file *base, int *reserved)
{
    (void)base;
    *reserved = 0;
    return SQLITE_OK;
}

static int disk_control(sqlite3_file *base, int what, void *arg)
{
    (void)base, (void)what, (void)arg;
    return SQLITE_NOTFOUND;
}

/* These two as SQLite has them of common disks. */
static int disk_sector(sqlite3_file *base)
{
    (void)base;
    return 4096;
}

static int disk_traits(sqlite3_file *base)
{
    (void)base;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int disk_index(sqlite3_file *base, int i, int size, int make, void volatile **out)
{
    struct disk_file *file = (struct disk_file *)base;

    FUZZ_HOLDS(i < INDEXES);
    if (!file->index[i] && make) {
        file->index[i] = sqlite3_malloc(size);
        memset(file->index[i], 0, (size_t)size);
    }
    *out = file->index[i];
    return SQLITE_OK;
}

static int disk_lock_index(sqlite3_file *base, int from, int n, int flags)
{
    (void)base, (void)from, (void)n, (void)flags;
    return SQLITE_OK;
}

static void disk_barrier(sqlite3_file *base)
{
    (void)base;
}

static int disk_end_index(sqlite3_file *base, int forget)
{
    struct disk_file *file = (struct disk_file *)base;

    (void)forget;
    for (int i = 0; i < INDEXES; i++) {
        sqlite3_free(file->index[i]);
        file->index[i] = NULL;
    }
    return SQLITE_OK;
}

static int disk_close(sqlite3_file *base)
{
    struct disk_file *file = (struct disk_file *)base, **link = &open_files;
    int rc = flush(file);

    while (*link != file)
        link = &(*link)->next;
    *link = file->next;
    close(file->fd);
    sqlite3_free(file->head);
    return rc;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_size,
    .xLock = disk_lock,
    .xUnlock = disk_lock,
    .xCheckReservedLock = disk_is_reserved,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_traits,
    .xShmMap = disk_index,
    .xShmLock = disk_lock_index,
    .xShmBarrier = disk_barrier,
    .xShmUnmap = disk_end_index,
};

static int open_fd(const char *name, int flags)
{
    int how = flags & SQLITE_OPEN_READONLY ? O_RDONLY : O_RDWR;

    if (!name)
        return memfd_create("nameless", MFD_CLOEXEC);
    if (flags & SQLITE_OPEN_CREATE)
        how |= O_CREAT;
    if (flags & SQLITE_OPEN_EXCLUSIVE)
        how |= O_EXCL;
    return open(name, how | O_CLOEXEC, 0600);
}

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags,
                     int *out)
{
    struct disk_file *file = (struct disk_file *)base;
    struct stat info;
    int fd = open_fd(name, flags);

    (void)vfs;
    *file = (struct disk_file){ .fd = fd };
    if (fd < 0)
        return SQLITE_CANTOPEN;
    FUZZ_HOLDS(fstat(fd, &info) == 0);
    for (const struct disk_file *other = open_files; other; other = other->next)
        FUZZ_HOLDS(other->device != info.st_dev || other->inode != info.st_ino);
    *file = (struct disk_file){ .base.pMethods = &methods,
                                .next = open_files,
                                .fd = fd,
                                .device = info.st_dev,
                                .inode = info.st_ino,
                                .size = info.st_size,
                                .head = sqlite3_malloc(HEAD) };
    open_files = file;
    if (file->size > 0)
        FUZZ_HOLDS(pread(fd, file->head, HEAD, 0) == least(file->size, HEAD));
    else if (flags & SQLITE_OPEN_MAIN_DB && flags & SQLITE_OPEN_READWRITE && begun)
        disk_write(base, begun, (int)begun_len, 0);
    if (out)
        *out = flags;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs, (void)sync;
    if (unlink(name) == 0)
        return SQLITE_OK;
    return errno == ENOENT ? SQLITE_IOERR_DELETE_NOENT : SQLITE_IOERR_DELETE;
}

/* An empty file is none, as it is to SQLite. */
static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    struct stat info;

    (void)vfs, (void)flags;
    *out = stat(name, &info) == 0 && (!S_ISREG(info.st_mode) || info.st_size > 0);
    return SQLITE_OK;
}

static int disk_name(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
    (void)vfs;
    return snprintf(out, (size_t)size, "%s", name) < size ? SQLITE_OK : SQLITE_CANTOPEN;
}

void disk_set_up(void)
{
    static sqlite3_vfs disk;

    disk = *sqlite3_vfs_find(NULL);
    disk.zName = "disk";
    disk.szOsFile = sizeof(struct disk_file);
    disk.xOpen = disk_open;
    disk.xDelete = disk_delete;
    disk.xAccess = disk_access;
    disk.xFullPathname = disk_name;
    FUZZ_HOLDS(sqlite3_vfs_register(&disk, 1) == SQLITE_OK);
}

void disk_begun(const void *bytes, size_t n)
{
    begun = bytes;
    begun_len = n;
}
