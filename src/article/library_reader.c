/* SPDX-License-Identifier: MIT */
/* What the loader threads do: one of them walks first, then all read. */
#include "article/library_threads.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"

enum {
    SLICE = 64,       /* files taken from the list of work at once */
    FIRST_BATCH = 64, /* files; a thread's next ones are four times as large each */
    LAST_BATCH = 1024,
    BATCH_AGE = 50, /* milliseconds after which a batch is handed over as it is */
};

/* One thread's own. */
struct reader {
    struct loader *loader;
    struct library_batch *batch; /* NULL when nothing is in it */
    size_t batch_size;
    struct library_bytes bytes;
    struct buf full;
};

/* ---- handing over ---- */

static void write_pointer(const struct loader *loader, struct library_batch *batch)
{
    /* Less than PIPE_BUF: written whole or not at all. */
    while (write(loader->pipe[1], &batch, sizeof batch) < 0)
        if (errno != EINTR) {
            library_batch_free(batch);
            return;
        }
}

static struct library_batch *batch_of(struct reader *reader)
{
    if (!reader->batch)
        reader->batch = library_batch_new();
    return reader->batch;
}

static void hand_over(struct reader *reader)
{
    if (!reader->batch)
        return;
    write_pointer(reader->loader, reader->batch);
    reader->batch = NULL;
    if (reader->batch_size < LAST_BATCH)
        reader->batch_size *= 4;
}

static void hand_over_when_due(struct reader *reader)
{
    const struct library_batch *batch = reader->batch;

    if (batch && (batch->read >= reader->batch_size || batch->problem_count >= LAST_BATCH ||
                  loop_now() - batch->started > BATCH_AGE))
        hand_over(reader);
}

/* ---- the walk ---- */

static void add_chunk(void *arg, struct library_chunk *chunk)
{
    struct reader *reader = arg;
    struct work *work = &reader->loader->work;

    pthread_mutex_lock(&work->lock);
    work->found += chunk->count;
    *work->tail = chunk;
    work->tail = &chunk->next;
    pthread_cond_broadcast(&work->changed);
    pthread_mutex_unlock(&work->lock);
}

static void add_problem(void *arg, const char *path, bool error, const char *message)
{
    struct reader *reader = arg;

    library_batch_error(batch_of(reader), path, error, message);
    hand_over_when_due(reader);
}

static void see_folder(void *arg, uint16_t root, const char *path, const char *full)
{
    const struct reader *reader = arg;

    if (reader->loader->spec.watch)
        watch_folder(reader->loader->spec.watch, root, path, full);
}

/* In a batch of its own: files come later. */
static void hand_over_index(struct reader *reader)
{
    const struct loader_spec *spec = &reader->loader->spec;

    if (!spec->index || !spec->cache || spec->known->doubtful)
        return;
    batch_of(reader)->index = cache_open_index(spec->cache);
    hand_over(reader);
}

static void walk(struct reader *reader)
{
    struct loader *loader = reader->loader;
    const struct library_walk steps = {
        .roots = &loader->roots,
        .targets = loader->spec.targets,
        .stop = &loader->stop,
        .entangled = &loader->entangled,
        .arg = reader,
        .folder = see_folder,
        .found = add_chunk,
        .problem = add_problem,
    };

    library_known_index(loader->spec.known, loader->spec.cache);
    hand_over_index(reader);
    library_walk(&steps);
}

/* Instead of that, when it is known which files are wanted. */
static void list_left(struct reader *reader)
{
    const struct loader_spec *spec = &reader->loader->spec;
    struct library_chunk *chunk = xcalloc(1, sizeof *chunk);

    chunk->files = xcalloc(spec->left_count, sizeof *chunk->files);
    for (size_t i = 0; i < spec->left_count; i++)
        chunk->files[chunk->count++] = (struct library_found){
            .inode = library_item(spec->left[i])->stamp.inode,
            .path = spec->left[i]->path,
            .root = spec->left[i]->root,
            .left = spec->left[i],
        };
    library_chunk_sort(chunk);
    add_chunk(reader, chunk);
}

static void find_files(struct reader *reader)
{
    struct work *work = &reader->loader->work;

    if (reader->loader->spec.left)
        list_left(reader);
    else
        walk(reader);
    pthread_mutex_lock(&work->lock);
    work->walked = true;
    pthread_cond_broadcast(&work->changed);
    pthread_mutex_unlock(&work->lock);
}

/* ---- reading ---- */

struct slice {
    struct library_chunk *chunk; /* NULL: nothing left */
    size_t from, to;
};

/* Wait for work and take some. With wait false a slice without chunk may come early. */
static struct slice take_slice(struct loader *loader, bool wait)
{
    struct work *work = &loader->work;
    struct slice slice = { 0 };

    pthread_mutex_lock(&work->lock);
    while (wait && !work->chunks && !work->walked && !atomic_load(&loader->stop))
        pthread_cond_wait(&work->changed, &work->lock);
    struct library_chunk *chunk = work->chunks;
    if (chunk && !atomic_load(&loader->stop)) {
        size_t left = chunk->count - chunk->taken;
        slice.chunk = chunk;
        slice.from = chunk->taken;
        slice.to = chunk->taken += left < SLICE ? left : SLICE;
        if (chunk->taken == chunk->count) {
            work->chunks = chunk->next;
            if (!work->chunks)
                work->tail = &work->chunks;
        }
    }
    pthread_mutex_unlock(&work->lock);
    return slice;
}

/* The last reader of a chunk frees it. */
static void finish_slice(struct loader *loader, const struct slice *slice)
{
    struct library_chunk *chunk = slice->chunk;

    pthread_mutex_lock(&loader->work.lock);
    chunk->finished += slice->to - slice->from;
    bool last = chunk->finished == chunk->count;
    pthread_mutex_unlock(&loader->work.lock);
    if (last)
        library_chunk_free(chunk);
}

static void read_slice(struct reader *reader, const struct slice *slice)
{
    struct loader *loader = reader->loader;

    for (size_t i = slice->from; i < slice->to && !atomic_load(&loader->stop); i++) {
        const struct library_found *file = &slice->chunk->files[i];
        library_join(&reader->full, &loader->roots.list[file->root], file->path);
        if (file->left)
            library_read_neighbours(batch_of(reader), file->left, buf_str(&reader->full),
                                    &reader->bytes);
        else
            library_read_article(batch_of(reader), loader->spec.known, file->root, file->path,
                                 buf_str(&reader->full), loader->spec.road, &reader->bytes);
        hand_over_when_due(reader);
    }
    finish_slice(loader, slice);
}

void *loader_run(void *arg)
{
    struct loader *loader = arg;
    struct work *work = &loader->work;
    struct reader reader = { .loader = loader,
                             .batch_size = FIRST_BATCH,
                             .full = BUF_INIT(LIBRARY_PATH_MAX) };

    pthread_mutex_lock(&work->lock);
    bool walker = !work->walking;
    work->walking = true;
    pthread_mutex_unlock(&work->lock);
    if (walker)
        find_files(&reader);
    for (;;) {
        struct slice slice = take_slice(loader, false);
        if (!slice.chunk) {
            hand_over(&reader); /* rather than keep it while waiting */
            slice = take_slice(loader, true);
        }
        if (!slice.chunk)
            break;
        read_slice(&reader, &slice);
    }
    hand_over(&reader);
    free(reader.bytes.data);
    buf_release(&reader.full);
    write_pointer(loader, NULL);
    pthread_mutex_lock(&work->lock);
    work->running--;
    pthread_cond_broadcast(&work->changed);
    pthread_mutex_unlock(&work->lock);
    return NULL;
}
