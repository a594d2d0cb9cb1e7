/* SPDX-License-Identifier: MIT */
/* Starting, hearing and stopping the loader threads, in the main thread. */
#include "article/library_threads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/thread.h"

enum {
    THREADS_MIN = 2,
    STOP_WAIT = 1, /* seconds to wait for threads that were told to stop */
};

static int wanted_threads(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (processors < THREADS_MIN)
        return THREADS_MIN; /* one waits for the disk while the other works */
    return processors > LOADER_THREADS_MAX ? LOADER_THREADS_MAX : (int)processors;
}

static void start_threads(struct loader *loader)
{
    pthread_mutex_lock(&loader->work.lock);
    for (int i = wanted_threads(); i > 0; i--) {
        if (thread_start(&loader->threads[loader->thread_count], loader_run, loader))
            loader->thread_count++;
    }
    loader->work.running = loader->thread_count;
    pthread_mutex_unlock(&loader->work.lock);
}

static void release(struct loader *loader)
{
    for (struct library_chunk *chunk = loader->work.chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        library_chunk_free(chunk);
    }
    pthread_cond_destroy(&loader->work.changed);
    pthread_mutex_destroy(&loader->work.lock);
    close(loader->pipe[0]);
    close(loader->pipe[1]);
    free(loader->roots.list);
    free(loader);
}

static void copy_roots(struct library_roots *to, const struct library_roots *from)
{
    to->count = from->count;
    to->list = xcalloc(from->count, sizeof *to->list);
    for (size_t i = 0; i < from->count; i++)
        to->list[i] = (struct library_root){ .path = from->list[i].path,
                                             .is_file = from->list[i].is_file };
}

/* The threads wait until there is room, the main thread never waits. */
static bool open_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) < 0)
        return false;
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        return true;
    int reason = errno;
    close(ends[0]);
    close(ends[1]);
    errno = reason;
    return false;
}

struct loader *loader_start(const struct loader_spec *spec, struct error *error)
{
    struct loader *loader = xcalloc(1, sizeof *loader);

    loader->spec = *spec;
    if (!open_pipe(loader->pipe)) {
        error_errno(error, "articles cannot be loaded");
        free(loader);
        return NULL;
    }
    copy_roots(&loader->roots, spec->roots);
    if (spec->targets) {
        loader->targets = *spec->targets;
        loader->spec.targets = &loader->targets;
    }
    atomic_init(&loader->stop, false);
    atomic_init(&loader->entangled, false);
    loader->work.tail = &loader->work.chunks;
    pthread_mutex_init(&loader->work.lock, NULL);
    pthread_cond_init(&loader->work.changed, NULL);
    start_threads(loader);
    if (loader->thread_count > 0)
        return loader;
    error_set(error, "articles cannot be loaded: no thread can be started");
    release(loader);
    return NULL;
}

const struct library_root *loader_root(const struct loader *loader, uint16_t number)
{
    return &loader->roots.list[number];
}

bool loader_is_entangled(const struct loader *loader)
{
    return atomic_load(&loader->entangled);
}

int loader_pipe(const struct loader *loader)
{
    return loader->pipe[0];
}

struct library_batch *loader_next(struct loader *loader, bool *over)
{
    struct library_batch *batch = NULL;
    ssize_t n = 1;

    while (!batch && n > 0) {
        n = read(loader->pipe[0], &batch, sizeof batch);
        if (n < 0 && errno == EINTR)
            n = 1;
        else if (n > 0 && !batch)
            loader->over++;
    }
    *over = loader->over == loader->thread_count;
    return batch;
}

size_t loader_found(struct loader *loader)
{
    pthread_mutex_lock(&loader->work.lock);
    size_t found = loader->work.found;
    pthread_mutex_unlock(&loader->work.lock);
    return found;
}

static void drop_batches(struct loader *loader)
{
    struct library_batch *batch;
    bool over;

    while ((batch = loader_next(loader, &over)))
        library_batch_free(batch);
}

/* Tell the threads to stop and wait for them; false when one of them does not. */
static bool stop_threads(struct loader *loader)
{
    struct work *work = &loader->work;
    struct timespec deadline = { 0 };
    int waited = 0;

    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += STOP_WAIT;
    pthread_mutex_lock(&work->lock);
    atomic_store(&loader->stop, true);
    pthread_cond_broadcast(&work->changed);
    while (work->running > 0 && waited == 0)
        waited = pthread_cond_timedwait(&work->changed, &work->lock, &deadline);
    bool stopped = work->running == 0;
    pthread_mutex_unlock(&work->lock);
    return stopped;
}

bool loader_free(struct loader *loader)
{
    if (!loader)
        return true;
    drop_batches(loader); /* a thread may wait for room in the pipe */
    /* Of threads that said so nothing is left but their end, however long they are kept from
     * it. */
    bool stopped = loader->over == loader->thread_count || stop_threads(loader);
    for (int i = 0; i < loader->thread_count; i++) {
        if (stopped)
            pthread_join(loader->threads[i], NULL);
        else
            pthread_detach(loader->threads[i]);
    }
    if (!stopped)
        return false;
    drop_batches(loader);
    release(loader);
    return true;
}
