/* SPDX-License-Identifier: MIT */
/* Forcing a log out to the disk takes as long as the disk wants: a thread waits for it. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/database_parts.h"
#include "base/thread.h"

struct database_sync {
    pthread_t thread;
    atomic_bool done;
    bool good;        /* once it is done */
    uint64_t commits; /* that it forces out */
    char *log;
};

static void *force_out(void *arg)
{
    struct database_sync *sync = arg;
    int fd = open(sync->log, O_RDWR | O_NONBLOCK | O_CLOEXEC);

    /* Without a log, on another machine's disk, each commit was forced out by itself. */
    sync->good = fd < 0 && errno == ENOENT;
    if (fd >= 0) {
        sync->good = fdatasync(fd) == 0;
        close(fd);
    }
    atomic_store(&sync->done, true);
    return NULL;
}

void database_sync_end(struct database *database)
{
    struct database_sync *sync = database->sync;

    if (!sync)
        return;
    pthread_join(sync->thread, NULL);
    free(sync->log);
    free(sync);
    database->sync = NULL;
}

static void begin(struct database *database)
{
    struct buf log = BUF_INIT(DATABASE_PATH_MAX + 8);
    struct database_sync *sync = xcalloc(1, sizeof *sync);

    buf_addf(&log, "%s-wal", database->path);
    sync->log = buf_steal(&log);
    sync->commits = database->commits;
    if (thread_start(&sync->thread, force_out, sync)) {
        database->sync = sync;
        return;
    }
    free(sync->log);
    free(sync);
}

bool database_sync(struct database *database)
{
    bool safe = database->mode != DATABASE_KEPT;

    if (database->sync) {
        if (!atomic_load(&database->sync->done))
            return false;
        safe |= database->sync->good && database->sync->commits == database->commits;
        database_sync_end(database);
    }
    if (!safe)
        begin(database);
    return safe;
}
