/* SPDX-License-Identifier: MIT */
#include "article/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"

enum {
    TREE_PATH_MAX = 1024 * 1024, /* what is opened step by step may lie deeper than any path */
    ROOTS_WATCHED = 256,         /* roots whose own names are watched too */
    EVENTS_BYTES = 64 * 1024,
    READS_MAX = 64, /* in one go, so that keys are served */

    COMES_OR_GOES = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO,
    CHANGES = COMES_OR_GOES | IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB,
};

struct watched {
    char *path; /* below the root, NULL: not watched for its entries */
    uint16_t root;
};

/* A name to look out for in the folder around a root. */
struct around {
    int wd;
    uint16_t root;
    char *folder, *name;
};

struct watch {
    int fd;
    atomic_int trouble;      /* errno of the first folder that cannot be watched */
    pthread_mutex_t lock;    /* of folders and room */
    struct watched *folders; /* by watch descriptor: small numbers, given out in order */
    size_t room;
    struct around arounds[ROOTS_WATCHED]; /* of the thread that hears of changes */
    size_t around_count;
};

struct watch *watch_new(struct error *error)
{
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0) {
        error_errno(error, "the folders cannot be watched");
        return NULL;
    }
    struct watch *watch = xcalloc(1, sizeof *watch);
    watch->fd = fd;
    pthread_mutex_init(&watch->lock, NULL);
    return watch;
}

static void release_around(struct around *around)
{
    free(around->folder);
    free(around->name);
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    for (size_t i = 0; i < watch->room; i++)
        free(watch->folders[i].path);
    for (size_t i = 0; i < watch->around_count; i++)
        release_around(&watch->arounds[i]);
    free(watch->folders);
    pthread_mutex_destroy(&watch->lock);
    close(watch->fd);
    free(watch);
}

int watch_fd(const struct watch *watch)
{
    return watch->fd;
}

/* Its watch descriptor, -1 when it cannot be watched. A folder that has gone needs no watch. */
static int add(struct watch *watch, const char *full, uint32_t what)
{
    int wd = inotify_add_watch(watch->fd, full, what | IN_ONLYDIR | IN_MASK_ADD), none = 0;

    if (wd < 0 && errno != ENOENT && errno != ENOTDIR)
        atomic_compare_exchange_strong(&watch->trouble, &none, errno);
    return wd;
}

void watch_folder(struct watch *watch, uint16_t root, const char *path, const char *full)
{
    /* Without the lock, which a disk that does not answer would keep from who hears of changes.
     * What is told of the folder before it is known here is read with its entries. */
    int wd = add(watch, full, CHANGES);

    if (wd < 0)
        return;
    pthread_mutex_lock(&watch->lock);
    size_t needed = (size_t)wd + 1, before = watch->room;
    if (needed > before) {
        watch->room = needed > 2 * before ? needed : 2 * before;
        watch->folders = xreallocarray(watch->folders, watch->room, sizeof *watch->folders);
        memset(watch->folders + before, 0, (watch->room - before) * sizeof *watch->folders);
    }
    /* A folder that was renamed keeps its descriptor. */
    free(watch->folders[wd].path);
    watch->folders[wd] = (struct watched){ .path = xstrdup(path), .root = root };
    pthread_mutex_unlock(&watch->lock);
}

void watch_root(struct watch *watch, uint16_t root, const char *full)
{
    const char *slash = strrchr(full, '/');
    const char *name = slash ? slash + 1 : full;
    struct statx stat = { 0 };

    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || *name == '\0')
        return;
    struct around around = { .root = root, .name = xstrdup(name) };
    around.folder = !slash ? xstrdup(".")
                           : xstrndup(full, slash > full ? (size_t)(slash - full) : 1);
    /* Of others in there, which may be written all the time, nothing need be heard. No server
     * that does not answer is asked. */
    statx(AT_FDCWD, full, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_TYPE, &stat);
    uint32_t what = S_ISREG(stat.stx_mode) ? CHANGES : COMES_OR_GOES;
    size_t i = 0;
    while (i < watch->around_count && watch->arounds[i].root != root)
        i++;
    around.wd = i < ROOTS_WATCHED ? add(watch, around.folder, what) : -1;
    if (around.wd >= 0) {
        struct around old = i < watch->around_count ? watch->arounds[i] : (struct around){ 0 };
        watch->around_count += i == watch->around_count;
        watch->arounds[i] = around;
        around = old;
    }
    release_around(&around);
}

bool watch_trouble(struct watch *watch, struct error *error)
{
    int code = atomic_load(&watch->trouble);

    if (code == 0)
        return false;
    if (code == ENOSPC) {
        error_set(error, "more folders than the system watches for one user");
        return true;
    }
    errno = code;
    error_errno(error, "some folders cannot be watched");
    return true;
}

/* ---- events ---- */

struct telling {
    struct watch *watch;
    void (*entry)(void *arg, uint16_t root, const char *path, bool folder);
    void *arg;
    struct buf path;
};

/* A root that is a folder says itself what is in it; only its coming and going matters. */
static void tell_roots(const struct telling *telling, const struct inotify_event *event)
{
    for (size_t i = 0; i < telling->watch->around_count; i++) {
        const struct around *around = &telling->watch->arounds[i];
        if (around->wd != event->wd || strcmp(around->name, event->name) != 0)
            continue;
        bool file = !(event->mask & IN_ISDIR);
        if (file && event->mask & (IN_CREATE | IN_MOVED_TO))
            add(telling->watch, around->folder, CHANGES); /* it may be written from now on */
        if (file || event->mask & COMES_OR_GOES)
            telling->entry(telling->arg, around->root, "", true);
    }
}

static void tell_entry(struct telling *telling, const struct inotify_event *event)
{
    const struct watched *folder = &telling->watch->folders[event->wd];

    buf_clear(&telling->path);
    buf_adds(&telling->path, folder->path);
    if (telling->path.len > 0)
        buf_addc(&telling->path, '/');
    if (buf_adds(&telling->path, event->name))
        telling->entry(telling->arg, folder->root, buf_str(&telling->path),
                       (event->mask & IN_ISDIR) != 0);
}

/* False when the system lost count. */
static bool take_event(struct telling *telling, const struct inotify_event *event)
{
    struct watch *watch = telling->watch;

    if (event->mask & (IN_Q_OVERFLOW | IN_UNMOUNT))
        return false;
    if (event->wd < 0)
        return true;
    bool known = (size_t)event->wd < watch->room && watch->folders[event->wd].path;
    if (event->mask & IN_IGNORED) {
        if (known) {
            free(watch->folders[event->wd].path);
            watch->folders[event->wd].path = NULL;
        }
        return true;
    }
    if (event->len == 0)
        return true; /* of the folder itself, which the one around it tells too */
    tell_roots(telling, event);
    /* Of a folder within one that changed in itself nothing follows for that. */
    if (known && (!(event->mask & IN_ISDIR) || event->mask & COMES_OR_GOES))
        tell_entry(telling, event);
    return true;
}

static bool take_events(struct telling *telling, const char *bytes, size_t n)
{
    bool counted = true;

    for (size_t at = 0; at + sizeof(struct inotify_event) <= n;) {
        const struct inotify_event *event = (const struct inotify_event *)(bytes + at);
        counted = take_event(telling, event) && counted;
        at += sizeof *event + event->len;
    }
    return counted;
}

bool watch_read(struct watch *watch,
                void (*entry)(void *arg, uint16_t root, const char *path, bool folder),
                void *arg)
{
    struct telling telling = {
        .watch = watch, .entry = entry, .arg = arg, .path = BUF_INIT(TREE_PATH_MAX)
    };
    _Alignas(struct inotify_event) static char bytes[EVENTS_BYTES];
    bool counted = true;

    pthread_mutex_lock(&watch->lock);
    for (int i = 0; i < READS_MAX; i++) {
        ssize_t n = read(watch->fd, bytes, sizeof bytes);
        if (n <= 0)
            break;
        counted = take_events(&telling, bytes, (size_t)n) && counted;
    }
    pthread_mutex_unlock(&watch->lock);
    buf_release(&telling.path);
    return counted;
}
