/* SPDX-License-Identifier: MIT */
/* Loading everything, and looking again at everything or at some of it. */
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "article/library_parts.h"
#include "base/alloc.h"

/* Merged in one go: about a millisecond, so that a key that was pressed is served soon. */
enum { BATCHES_A_ROUND = 4 };

/* What the cache had is drawn first: the loaders would only take the processor from that. */
enum { SHOWN_MS = 1 };

/* Look at library->targets. */
static bool start(struct library *library, enum front_road road, struct error *error)
{
    library->known = library_known_new(library);
    library->scan++;
    library->read = library->found = 0;
    const struct loader_spec spec = {
        .roots = &library->roots,
        .targets = &library->targets,
        .known = library->known,
        .watch = library->watching.watch,
        .cache = library->scan == 1 ? library->keep.cache : NULL,
        .index = library->loop != NULL, /* a command's order is another one */
        .road = road,
    };
    library->loader = loader_start(&spec, error);
    if (library->loader)
        return true;
    library_known_free(library->known);
    library->known = NULL;
    library_targets_release(&library->targets);
    return false;
}

/* Paths of articles are still asked for. */
static void copy_roots(struct library_roots *roots)
{
    const struct library_root *old = roots->list;

    roots->list = xcalloc(roots->count, sizeof *roots->list);
    for (size_t i = 0; i < roots->count; i++) {
        roots->list[i] = old[i];
        roots->list[i].path = xstrdup(old[i].path);
    }
}

void library_abandon(struct library *library)
{
    copy_roots(&library->roots);
    library->targets = (struct library_targets){ 0 };
    library->arena = (struct arena){ 0 };
    library->keep.cache = NULL;
    if (library->watching.watch)
        loop_unwatch(library->loop, watch_fd(library->watching.watch));
    library->watching.watch = NULL;
}

void library_stop(struct library *library)
{
    if (library->start)
        loop_cancel(library->loop, library->start);
    library->start = NULL;
    if (!library->loader)
        return;
    if (library->loop)
        loop_unwatch(library->loop, loader_pipe(library->loader));
    if (loader_free(library->loader)) {
        library_known_free(library->known);
        library_targets_release(&library->targets);
    } else {
        library_abandon(library);
    }
    library->known = NULL;
    library->loader = NULL;
}

/* All threads are done. */
static void complete(struct library *library)
{
    for (size_t i = 0; library->targets.count == 0 && i < library->roots.count; i++) {
        const struct library_root *found = loader_root(library->loader, (uint16_t)i);
        library->roots.list[i].is_file = found->is_file;
        library->roots.list[i].opened = found->opened;
    }
    bool entangled = loader_is_entangled(library->loader);
    if (library->targets.count == 0)
        library->entangled = entangled;
    else if (entangled)
        library->entangled = library->watching.all = true; /* links were left out */
    library_finish(library);
    library_stop(library);
    library_keep_soon(library);
    library_watch_again(library);
}

static bool anything_opened(const struct library *library, struct error *error)
{
    for (size_t i = 0; i < library->roots.count; i++)
        if (library->roots.list[i].opened)
            return true;
    if (library->problem_count == 0)
        return true;
    const struct library_problem *first = &library->problems[0].problem;
    return error_set(error, "%s %s", first->path, first->message);
}

static bool load(struct library *library, enum front_road road, struct error *error)
{
    bool over = false, ok = true;

    assert(!library->loader);
    if (road == FRONT_QUICK)
        library_keep_open(library);
    if (!start(library, road, error))
        return false;
    struct pollfd ready = { .fd = loader_pipe(library->loader), .events = POLLIN };
    while (!over) {
        struct library_batch *batch = loader_next(library->loader, &over);
        if (batch)
            library_merge(library, batch);
        else if (!over && poll(&ready, 1, -1) < 0 && errno != EINTR)
            over = !(ok = error_errno(error, "articles cannot be loaded to their end"));
    }
    library->found = loader_found(library->loader);
    complete(library);
    ok = ok && anything_opened(library, error);
    library_sort(library);
    return ok;
}

bool library_load(struct library *library, struct error *error)
{
    return load(library, FRONT_QUICK, error);
}

bool library_check(struct library *library, struct error *error)
{
    return load(library, FRONT_FULL, error);
}

/* ---- while a loop runs ---- */

static void take_batches(int fd, short revents, void *arg)
{
    struct library *library = arg;
    bool over = false;

    (void)fd;
    (void)revents;
    for (int i = 0; i < BATCHES_A_ROUND && !over; i++) {
        struct library_batch *batch = loader_next(library->loader, &over);
        if (!batch)
            break;
        library_merge(library, batch);
    }
    library->found = loader_found(library->loader);
    if (over) {
        complete(library);
        library_make_index(library, library->loop);
    }
    library->changed(library->arg);
}

static void start_in_loop(void *arg)
{
    struct library *library = arg;
    struct error error;

    library->start = NULL;
    library_watch_start(library); /* here, as a folder of many files makes it slow */
    if (start(library, FRONT_QUICK, &error)) {
        loop_watch(library->loop, loader_pipe(library->loader), POLLIN, take_batches, library);
        return;
    }
    const struct library_noted noted = {
        .problem = {
            .path = "",
            .error = true,
            .message = arena_strndup(&library->arena, error.text, strlen(error.text)),
        },
        .scan = library->scan,
    };
    library_add_problem(library, &noted);
    /* What it was to look at is forgotten: the next change has everything looked at. */
    library->watching.all = true;
    library->changed(library->arg);
}

void library_start(struct library *library, struct loop *loop, void (*changed)(void *arg),
                   void *arg)
{
    assert(!library->loader);
    library->loop = loop;
    library->changed = changed;
    library->arg = arg;
    if (library_keep_open(library)) {
        library->start = loop_after(loop, SHOWN_MS, start_in_loop, library);
        changed(arg);
    } else {
        start_in_loop(library);
    }
}

void library_set_changed(struct library *library, void (*changed)(void *arg), void *arg)
{
    library->changed = changed;
    library->arg = arg;
}

void library_rescan(struct library *library)
{
    assert(library->loop && !library_loading(library));
    start_in_loop(library);
}
