/* SPDX-License-Identifier: MIT */
/* Forcing a log out to the disk takes as long as the disk wants: a thread waits for it. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/database_parts.h"
#include "base/thread.h"

struct database_sync {
    pthread_t thread;
    atomic_bool done;
    char *log;
};

/* Nothing hangs on it but the loss of power: what fails is tried again with the next change. */
static void *force_out(void *arg)
{
    struct database_sync *sync = arg;
    int fd = open(sync->log, O_RDWR | O_NONBLOCK | O_CLOEXEC);

    if (fd >= 0) {
        fdatasync(fd);
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

bool database_sync(struct database *database)
{
    if (database->mode != DATABASE_KEPT)
        return true;
    if (database->sync && !atomic_load(&database->sync->done))
        return false;
    database_sync_end(database);
    struct buf log = BUF_INIT(DATABASE_PATH_MAX + 8);
    buf_addf(&log, "%s-wal", database->path);
    struct database_sync *sync = xcalloc(1, sizeof *sync);
    sync->log = buf_steal(&log);
    bool begun = thread_start(&sync->thread, force_out, sync);
    if (begun) {
        database->sync = sync;
    } else {
        free(sync->log);
        free(sync);
    }
    return begun;
}
