/* SPDX-License-Identifier: MIT */
/* Reading one file in a thread of its own, which may never come back. */
#include "article/detail_read.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "article/library_parts.h"
#include "base/alloc.h"
#include "base/thread.h"

/* So many may wait for disks that do not answer; then nothing more is asked of any. */
enum { STUCK_MAX = 8 };

static atomic_int stuck;

struct detail_read {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool done, dropped; /* the last of the two sides frees it */
    bool ok;
    char *path;
    struct library_bytes bytes;
    struct error error;
};

static void free_read(struct detail_read *read)
{
    pthread_cond_destroy(&read->changed);
    pthread_mutex_destroy(&read->lock);
    free(read->bytes.data);
    free(read->path);
    free(read);
}

static void read_file(struct detail_read *read)
{
    read->ok = library_read(read->path, LIBRARY_FILE_MAX, &read->bytes, &read->error);
}

static void *run(void *arg)
{
    struct detail_read *read = arg;

    read_file(read);
    pthread_mutex_lock(&read->lock);
    read->done = true;
    bool dropped = read->dropped;
    pthread_cond_signal(&read->changed);
    pthread_mutex_unlock(&read->lock);
    if (dropped) {
        atomic_fetch_sub(&stuck, 1);
        free_read(read);
    }
    return NULL;
}

static bool start_thread(struct detail_read *read)
{
    pthread_t thread;
    bool started = thread_start(&thread, run, read);

    if (started)
        pthread_detach(thread);
    return started;
}

struct detail_read *detail_read_start(const struct library *library,
                                      const struct article *article)
{
    struct detail_read *read = xcalloc(1, sizeof *read);
    struct buf path = BUF_INIT(LIBRARY_PATH_MAX);
    pthread_condattr_t monotonic;

    library_path(library, article, &path);
    read->path = buf_steal(&path);
    pthread_mutex_init(&read->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&read->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (atomic_load(&stuck) >= STUCK_MAX) {
        error_set(&read->error, "cannot be read: the disk does not answer");
        read->done = true;
    } else if (!start_thread(read)) {
        read_file(read);
        read->done = true;
    }
    return read;
}

bool detail_read_done(struct detail_read *read, int milliseconds)
{
    struct timespec until;
    int waited = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += milliseconds % 1000 * 1000000L;
    until.tv_sec += milliseconds / 1000 + until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&read->lock);
    while (!read->done && waited == 0)
        waited = pthread_cond_timedwait(&read->changed, &read->lock, &until);
    bool done = read->done;
    pthread_mutex_unlock(&read->lock);
    return done;
}

bool detail_read_finish(struct detail_read *read, struct library *library,
                        const struct article *article, struct article_detail *detail,
                        struct error *error)
{
    bool ok = read->ok;

    if (ok)
        library_make_detail(library, article, read->path, &read->bytes, detail);
    else
        error_set(error, "%s %s", read->path, read->error.text);
    free_read(read);
    return ok;
}

void detail_read_drop(struct detail_read *read)
{
    if (!read)
        return;
    pthread_mutex_lock(&read->lock);
    bool done = read->done;
    read->dropped = true;
    if (!done)
        atomic_fetch_add(&stuck, 1);
    pthread_mutex_unlock(&read->lock);
    if (done)
        free_read(read);
}
