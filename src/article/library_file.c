/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "article/key.h"
#include "base/alloc.h"
#include "base/hash.h"

void library_join(struct buf *out, const struct library_root *root, const char *path)
{
    size_t n = strlen(root->path);

    buf_clear(out);
    buf_add(out, root->path, n);
    if (root->is_file || *path == '\0')
        return;
    if (n > 0 && root->path[n - 1] != '/')
        buf_addc(out, '/');
    buf_adds(out, path);
}

/* Open the folder of the longest part of the path that the system takes at once, below folder,
 * which is closed. *path becomes the rest. */
static int enter_part(int folder, const char **path)
{
    char part[PATH_MAX];
    const char *slash = memrchr(*path, '/', sizeof part - 1);
    int inner = -1;

    if (slash && slash > *path) {
        memcpy(part, *path, (size_t)(slash - *path));
        part[slash - *path] = '\0';
        inner = openat(folder, part, O_PATH | O_DIRECTORY | O_CLOEXEC);
        *path = slash + strspn(slash, "/");
    } else {
        errno = ENAMETOOLONG;
    }
    int code = errno;
    if (folder >= 0)
        close(folder);
    errno = code;
    return inner;
}

int library_open(const char *path, int flags)
{
    int folder = AT_FDCWD;

    while (strlen(path) >= PATH_MAX)
        if ((folder = enter_part(folder, &path)) < 0)
            return -1;
    int fd = openat(folder, path, flags | O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    int code = errno;
    if (folder >= 0)
        close(folder);
    errno = code;
    return fd;
}

/* Read to the end of the file or to max bytes, whatever size it claimed to have. */
static bool read_to_end(int fd, size_t claimed, size_t max, struct library_bytes *bytes)
{
    for (;;) {
        if (bytes->len == bytes->room) {
            bytes->room = bytes->room < max / 2 ? 2 * bytes->room : max + 1;
            bytes->data = xreallocarray(bytes->data, bytes->room, 1);
        }
        size_t wanted = bytes->room - bytes->len;
        if (wanted > max + 1 - bytes->len)
            wanted = max + 1 - bytes->len;
        ssize_t n = read(fd, bytes->data + bytes->len, wanted);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes->len += (size_t)n;
        /* Less than asked for means the end of a regular file, but not on every file system. */
        if (n == 0 || ((size_t)n < wanted && bytes->len >= claimed) || bytes->len > max)
            break;
    }
    bytes->cut = bytes->len > max;
    if (bytes->cut)
        bytes->len = max;
    return true;
}

enum {
    /* Clocks of file systems tick this coarsely; what is written within a tick looks alike. */
    TICK_NS = 100 * 1000 * 1000,
    /* Those that count whole seconds, or two of them. */
    SLOW_TICK_S = 2,
};

static int64_t nanoseconds(const struct timespec *time)
{
    /* Beyond the years 1677 to 2262 all are alike. */
    if (time->tv_sec > INT64_MAX / 1000000000 - 1 || time->tv_sec < INT64_MIN / 1000000000 + 1)
        return 0;
    return (int64_t)time->tv_sec * 1000000000 + time->tv_nsec;
}

/* The stamp of the file that fstat() or stat() told this of. */
static struct library_stamp stamp_of(const struct stat *st)
{
    return (struct library_stamp){
        .size = st->st_size,
        .modified = nanoseconds(&st->st_mtim),
        .changed = nanoseconds(&st->st_ctim),
        .inode = st->st_ino,
    };
}

static bool is_same_stamp(const struct library_stamp *a, const struct library_stamp *b)
{
    return a->size == b->size && a->modified == b->modified && a->changed == b->changed &&
           a->inode == b->inode;
}

/* A file that was written to a moment ago may be written to again without looking different. */
static void doubt_young(struct library_stamp *stamp, const struct stat *st)
{
    struct timespec now = { 0 }; /* which makes all files young */

    clock_gettime(CLOCK_REALTIME, &now);
    int64_t tick = st->st_ctim.tv_nsec ? TICK_NS : (int64_t)SLOW_TICK_S * 1000000000;
    if (nanoseconds(&now) - stamp->changed < tick)
        stamp->size = -1;
}

bool library_read(const char *path, size_t max, struct library_bytes *bytes,
                  struct error *error)
{
    struct stat st;
    int fd = library_open(path, 0);
    bool ok = false;

    if (fd < 0)
        return error_errno(error, "cannot be opened");
    bytes->len = 0;
    bytes->cut = false;
    if (fstat(fd, &st) < 0) {
        error_errno(error, "cannot be read");
    } else if (!S_ISREG(st.st_mode)) {
        error_set(error, "is not a regular file");
    } else {
        /* One byte more, so that the end is met by the first read. */
        size_t size = (uintmax_t)st.st_size < max ? (size_t)st.st_size + 1 : max + 1;
        if (bytes->room < size) {
            free(bytes->data);
            bytes->data = xmalloc(size);
            bytes->room = size;
        }
        bytes->stamp = stamp_of(&st);
        doubt_young(&bytes->stamp, &st);
        ok = read_to_end(fd, (size_t)st.st_size, max, bytes) ||
             error_errno(error, "cannot be read");
    }
    close(fd);
    return ok;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static uint64_t id_of(const struct article *article)
{
    const char *address = article_address(article);
    /* The NUL parts the two. */
    uint64_t hash = hash_bytes(HASH_START, address, strlen(address) + 1);

    return hash_bytes(hash, article->path, strlen(article->path));
}

static void add_problems(struct library_batch *batch, const struct article *article,
                         const char *full, const struct front *front)
{
    if (front->problem_count == 0)
        return;
    full = arena_strndup(&batch->arena, full, strlen(full));
    for (size_t i = 0; i < front->problem_count; i++) {
        const struct front_problem *problem = &front->problems[i];
        library_batch_problem(batch, article,
                              (struct library_problem){
                                  .path = full,
                                  .line = problem->line,
                                  .column = problem->column,
                                  .error = problem->error,
                                  .message = problem->message,
                              });
    }
}

/* Whether the file of a known article, number + 1, looks as it did. */
static bool is_unchanged(struct library_known *known, uint32_t number, const char *full)
{
    struct stat st;

    if (number == 0 || known->doubtful || stat(full, &st) < 0 || !S_ISREG(st.st_mode))
        return false;
    struct library_stamp now = stamp_of(&st);
    if (!is_same_stamp(&library_item(known->articles[number - 1])->stamp, &now))
        return false;
    atomic_store_explicit(&known->met[number - 1], 1, memory_order_relaxed);
    return true;
}

void library_read_article(struct library_batch *batch, struct library_known *known,
                          uint16_t root, const char *path, const char *full,
                          enum front_road road, struct library_bytes *bytes)
{
    uint32_t number = library_known_find(known, root, path);
    struct error error;
    struct front front;

    batch->read++;
    if (is_unchanged(known, number, full))
        return;
    if (!library_read(full, LIBRARY_HEAD_MAX, bytes, &error)) {
        library_batch_error(batch, full, true, error.text);
        return;
    }
    struct library_item *item = arena_alloc(&batch->arena, sizeof *item);
    struct article *article = &item->article;
    front_parse(bytes->data, bytes->len, base_name(path), road, batch->terms, &batch->arena,
                article, &front);
    article->path = arena_strndup(&batch->arena, path, strlen(path));
    article->root = root;
    article->id = id_of(article);
    article->key = article_key_hash(article);
    if (bytes->cut) {
        article->has_body = true;
        article->words = 0; /* of a part would be wrong */
    }
    item->stamp = bytes->stamp;
    item->replaces = number;
    item->related_left = front.related_left;
    library_batch_add(batch, item);
    add_problems(batch, article, full, &front);
}

void library_read_neighbours(struct library_batch *batch, const struct article *article,
                             const char *full, struct library_bytes *bytes)
{
    struct related_keys keys = { .count = 0 };
    struct error error;

    batch->read++;
    if (library_read(full, LIBRARY_HEAD_MAX, bytes, &error))
        front_find_related(bytes->data, bytes->len, &keys);
    library_batch_related(batch, article, &keys);
}
