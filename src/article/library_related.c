/* SPDX-License-Identifier: MIT */
/*
 * The second look at files: at the related lists that the first one passed over, as no list of
 * articles needs them. Stories do, and ask for it.
 */
#include "article/library_parts.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/alloc.h"

void library_leave_related(struct library *library, const struct article *article)
{
    struct library_related *related = &library->related;

    if (related->left_count == related->left_room) {
        related->left_room = related->left_room ? 2 * related->left_room : 64;
        related->left = xreallocarray(related->left, related->left_room, sizeof *related->left);
    }
    related->left[related->left_count++] = article;
}

void library_forget_related(struct library *library)
{
    library->related.left_count = 0;
}

static bool is_here(const struct library *library, const struct article *article)
{
    size_t number = article->number;

    return number < library->count && library->articles[number] == article &&
           library->successors[number] == LIBRARY_HERE;
}

/* Begin with all that were left; false when there are none. Those that cannot be read have no
 * related articles until they change. */
static bool start(struct library *library)
{
    struct library_related *related = &library->related;
    struct error error;
    size_t count = 0;

    for (size_t i = 0; i < related->left_count; i++)
        if (is_here(library, related->left[i]))
            related->left[count++] = related->left[i];
    const struct loader_spec spec = {
        .roots = &library->roots,
        .left = related->left,
        .left_count = count,
    };
    if (count > 0)
        related->loader = loader_start(&spec, &error);
    if (!related->loader)
        return false;
    related->reading = related->left;
    related->left = NULL;
    related->left_count = related->left_room = 0;
    return true;
}

static void merge(struct library *library, struct library_batch *batch)
{
    library_keep_again(library, batch->neighbour_count);
    for (size_t i = 0; i < batch->neighbour_count; i++) {
        struct library_item *item = library_item(batch->neighbours[i].article);
        item->article.related = batch->neighbours[i].keys;
        item->article.related_count = batch->neighbours[i].count;
        item->related_left = false;
    }
    arena_take(&library->arena, &batch->arena);
    library_batch_free(batch);
}

static void finish(struct library *library)
{
    struct library_related *related = &library->related;

    if (related->loop)
        loop_unwatch(related->loop, loader_pipe(related->loader));
    if (loader_free(related->loader))
        free(related->reading);
    else
        library_abandon(library);
    related->loop = NULL;
    related->loader = NULL;
    related->reading = NULL;
}

void library_stop_related(struct library *library)
{
    if (library->related.loader)
        finish(library);
    free(library->related.left);
    library->related = (struct library_related){ 0 };
}

void library_read_related(struct library *library)
{
    bool over = !start(library);
    struct loader *loader = library->related.loader;

    if (over)
        return;
    struct pollfd ready = { .fd = loader_pipe(loader), .events = POLLIN };
    while (!over) {
        struct library_batch *batch = loader_next(loader, &over);
        if (batch)
            merge(library, batch);
        else if (!over && poll(&ready, 1, -1) < 0 && errno != EINTR)
            break;
    }
    finish(library);
}

/* ---- while a loop runs ---- */

static void take_batches(int fd, short revents, void *arg)
{
    struct library *library = arg;
    struct library_related *related = &library->related;
    struct library_batch *batch;
    bool over;

    (void)fd;
    (void)revents;
    batch = loader_next(related->loader, &over);
    if (batch)
        merge(library, batch);
    if (!over)
        return;
    finish(library);
    library_keep_soon(library);
    related->done(related->arg);
}

bool library_start_related(struct library *library, struct loop *loop, void (*done)(void *arg),
                           void *arg)
{
    struct library_related *related = &library->related;

    related->done = done;
    related->arg = arg;
    if (related->loader)
        return true;
    if (!start(library))
        return false;
    related->loop = loop;
    loop_watch(loop, loader_pipe(related->loader), POLLIN, take_batches, library);
    return true;
}
