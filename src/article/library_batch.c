/* SPDX-License-Identifier: MIT */
#include "article/index.h"
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct library_batch *library_batch_new(void)
{
    struct library_batch *batch = xcalloc(1, sizeof *batch);

    batch->terms = terms_new();
    arena_init(&batch->arena);
    batch->started = loop_now();
    return batch;
}

void library_batch_free(struct library_batch *batch)
{
    if (!batch)
        return;
    index_free(batch->index);
    arena_release(&batch->arena);
    terms_free(batch->terms);
    free(batch->items);
    free(batch->problems);
    free(batch->neighbours);
    free(batch);
}

void library_batch_add(struct library_batch *batch, struct library_item *item)
{
    if (batch->count == batch->room) {
        batch->room = batch->room ? 2 * batch->room : 64;
        batch->items = xreallocarray(batch->items, batch->room, sizeof *batch->items);
    }
    batch->items[batch->count++] = item;
}

void library_batch_related(struct library_batch *batch, const struct article *article,
                           const struct related_keys *keys)
{
    size_t size = keys->count * sizeof *keys->keys;

    if (batch->neighbour_count == batch->neighbour_room) {
        batch->neighbour_room = batch->neighbour_room ? 2 * batch->neighbour_room : 64;
        batch->neighbours =
            xreallocarray(batch->neighbours, batch->neighbour_room, sizeof *batch->neighbours);
    }
    batch->neighbours[batch->neighbour_count++] = (struct library_neighbours){
        .article = article,
        .keys = keys->count ? memcpy(arena_alloc(&batch->arena, size), keys->keys, size) : NULL,
        .count = keys->count,
    };
}

void library_batch_problem(struct library_batch *batch, const struct article *article,
                           struct library_problem problem)
{
    if (batch->problem_count == batch->problem_room) {
        batch->problem_room = batch->problem_room ? 2 * batch->problem_room : 8;
        batch->problems =
            xreallocarray(batch->problems, batch->problem_room, sizeof *batch->problems);
    }
    batch->problems[batch->problem_count++] =
        (struct library_noted){ .problem = problem, .article = article };
}

void library_batch_error(struct library_batch *batch, const char *path, bool error,
                         const char *message)
{
    library_batch_problem(batch, NULL,
                          (struct library_problem){
                              .path = arena_strndup(&batch->arena, path, strlen(path)),
                              .error = error,
                              .message = arena_strndup(&batch->arena, message, strlen(message)),
                          });
}
