/* SPDX-License-Identifier: MIT */
/* When the cache of a library is opened and written. */
#include <stdlib.h>

#include "article/library_parts.h"
#include "base/alloc.h"
#include "base/file.h"

enum {
    SLICE = 256 * 1024,       /* bytes written in one go: about a millisecond */
    SOON_MS = 300,            /* after much was read */
    LATER_MS = 5 * 60 * 1000, /* after a little: it can be read again */
    BETWEEN_MS = 30 * 1000,   /* from one writing to the next */
    LITTLE = 64,
    LITTLE_SHARE = 100, /* so many articles and one in so many of all are little */
};

void library_keep(struct library *library, const char *folder, bool begin)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);

    cache_path(library, folder, &path);
    if (!path.full) {
        library->keep.path = buf_steal(&path);
        library->keep.folder = xstrdup(folder);
    }
    library->keep.begin = begin;
    buf_release(&path);
}

bool library_keep_open(struct library *library)
{
    struct library_keep *keep = &library->keep;

    if (!keep->path || !keep->begin || library->count > 0)
        return false;
    keep->cache = cache_open(keep->path, library);
    if (!keep->cache)
        return false;
    keep->revision = library->revision;
    keep->is_written = true;
    return true;
}

static bool is_little(const struct library *library)
{
    uint64_t changes = library->revision - library->keep.revision + library->keep.related;

    return library->keep.is_written && !library->keep.lacking &&
           changes < LITTLE + library->count / LITTLE_SHARE;
}

/* ---- in slices ---- */

static void end(struct library *library)
{
    cache_write_end(library->keep.writer);
    library->keep.writer = NULL;
    library->keep.written_at = loop_now();
    cache_tidy(library->keep.folder);
}

static void write_slice(void *arg)
{
    struct library *library = arg;
    struct library_keep *keep = &library->keep;

    keep->timer = NULL;
    if (!keep->writer) {
        if (library->related.loader)
            return; /* which ends with library_keep_soon() */
        keep->writer = cache_write(library, keep->path);
        keep->revision = library->revision;
        keep->related = 0;
        keep->is_written = true;
        keep->lacking = false;
    }
    if (keep->writer && cache_write_step(keep->writer, SLICE))
        keep->timer = loop_after(library->loop, 0, write_slice, library);
    else
        end(library);
    if (!keep->timer && keep->revision != library->revision)
        library_keep_soon(library);
}

void library_keep_soon(struct library *library)
{
    struct library_keep *keep = &library->keep;
    int64_t delay = is_little(library) ? LATER_MS : SOON_MS;
    int64_t next = keep->written_at ? keep->written_at + BETWEEN_MS - loop_now() : 0;

    if (!keep->path || !library->loop || keep->writer ||
        (keep->revision == library->revision && !keep->related && !keep->lacking))
        return;
    loop_cancel(library->loop, keep->timer);
    keep->timer = loop_after(library->loop, delay > next ? delay : next, write_slice, library);
}

void library_keep_forget_index(struct library *library)
{
    struct library_keep *keep = &library->keep;

    if (!keep->writer)
        return;
    loop_cancel(library->loop, keep->timer);
    keep->timer = NULL;
    end(library);
    keep->lacking = true; /* to be written all the same */
    library_keep_soon(library);
}

void library_keep_again(struct library *library, size_t related)
{
    library->keep.related += related;
    library_keep_forget_index(library);
}

void library_keep_index(struct library *library)
{
    struct library_keep *keep = &library->keep;

    /* Not where numbers are about to change: the library that takes its place will. */
    if (!library->index || library->gone_count > 0)
        return;
    keep->lacking = true;
    keep->written_at = 0; /* making it again takes longer than writing all again */
    library_keep_soon(library);
}

void library_save(struct library *library)
{
    struct library_keep *keep = &library->keep;

    if (!keep->path || library->loader || is_little(library))
        return;
    keep->writer = cache_write(library, keep->path);
    while (keep->writer && cache_write_step(keep->writer, SLICE))
        continue;
    end(library);
}

void library_keep_release(struct library *library)
{
    if (library->keep.timer)
        loop_cancel(library->loop, library->keep.timer);
    cache_write_end(library->keep.writer);
    cache_close(library->keep.cache);
    free(library->keep.path);
    free(library->keep.folder);
    library->keep = (struct library_keep){ 0 };
}
