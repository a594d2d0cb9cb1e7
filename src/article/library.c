/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Merged in one go: about a millisecond, so that a key that was pressed is served soon. */
enum { BATCHES_A_ROUND = 4 };

/* ---- birth and death ---- */

/* Without the slashes at the end, but "/" stays. */
static char *trimmed(const char *path)
{
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    return xstrndup(path, n);
}

struct library *library_new(const char *const *paths, size_t count)
{
    struct library *library = xcalloc(1, sizeof *library);

    library->terms = terms_new();
    arena_init(&library->arena);
    library->roots.count = count < ROOTS_MAX ? count : ROOTS_MAX;
    library->roots.list = xcalloc(library->roots.count, sizeof *library->roots.list);
    for (size_t i = 0; i < library->roots.count; i++)
        library->roots.list[i].path = trimmed(paths[i]);
    if (count > ROOTS_MAX)
        library_add_problem(
            library,
            &(struct library_problem){
                .path = paths[ROOTS_MAX],
                .error = true,
                .message = "is one path too many; it and the ones after it are not read",
            });
    return library;
}

static void stop_loading(struct library *library)
{
    if (library->loop && library->loader)
        loop_unwatch(library->loop, loader_pipe(library->loader));
    /* The roots are lost rather than pulled from under a thread that hangs. */
    if (!loader_free(library->loader))
        library->roots = (struct library_roots){ 0 };
    library->loader = NULL;
}

void library_free(struct library *library)
{
    if (!library)
        return;
    stop_loading(library);
    for (size_t i = 0; i < library->roots.count; i++)
        free(library->roots.list[i].path);
    free(library->roots.list);
    free(library->articles);
    free(library->gone);
    free(library->by_id);
    free(library->by_address);
    free(library->problems);
    library_stories_free(library->stories);
    terms_free(library->terms);
    arena_release(&library->arena);
    free(library);
}

/* ---- loading ---- */

static bool anything_opened(const struct library *library, struct error *error)
{
    for (size_t i = 0; i < library->roots.count; i++)
        if (library->roots.list[i].opened)
            return true;
    if (library->problem_count == 0)
        return true;
    const struct library_problem *first = &library->problems[0];
    return error_set(error, "%s %s", first->path, first->message);
}

static bool load(struct library *library, enum front_road road, struct error *error)
{
    bool over = false;

    assert(!library->loader);
    library->loader = loader_start(&library->roots, road, error);
    if (!library->loader)
        return false;
    struct pollfd ready = { .fd = loader_pipe(library->loader), .events = POLLIN };
    while (!over) {
        struct library_batch *batch = loader_next(library->loader, &over);
        if (batch)
            library_merge(library, batch);
        else if (!over && poll(&ready, 1, -1) < 0 && errno != EINTR)
            break;
    }
    library->found = loader_found(library->loader);
    stop_loading(library);
    bool ok = anything_opened(library, error);
    library_sort(library);
    return ok;
}

bool library_load(struct library *library, struct error *error)
{
    return load(library, FRONT_QUICK, error);
}

size_t library_check(struct library *library, struct error *error)
{
    load(library, FRONT_FULL, error);
    return library->read;
}

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
    if (over)
        stop_loading(library);
    library->changed(library->arg);
}

void library_start(struct library *library, struct loop *loop, void (*changed)(void *arg),
                   void *arg)
{
    struct error error;

    assert(!library->loader);
    library->loop = loop;
    library->changed = changed;
    library->arg = arg;
    library->loader = loader_start(&library->roots, FRONT_QUICK, &error);
    if (library->loader) {
        loop_watch(loop, loader_pipe(library->loader), POLLIN, take_batches, library);
        return;
    }
    library_add_problem(
        library, &(struct library_problem){
                     .path = "",
                     .error = true,
                     .message = arena_strndup(&library->arena, error.text, strlen(error.text)),
                 });
    changed(arg);
}

bool library_loading(const struct library *library)
{
    return library->loader != NULL;
}

void library_progress(const struct library *library, size_t *read, size_t *found)
{
    *read = library->read;
    *found = library->found;
}

/* ---- what there is ---- */

size_t library_count(const struct library *library)
{
    return library->count;
}

const struct article *library_article(const struct library *library, size_t number)
{
    assert(number < library->count);
    return library->articles[number];
}

bool library_is_gone(const struct library *library, size_t number)
{
    assert(number < library->count);
    return library->gone[number];
}

size_t library_live(const struct library *library)
{
    return library->count - library->gone_count;
}

const struct terms *library_terms(const struct library *library)
{
    return library->terms;
}

size_t library_memory(const struct library *library)
{
    return sizeof *library + library->arena.reserved + terms_memory(library->terms) +
           library->room * (sizeof *library->articles + sizeof *library->gone) +
           library->id_slots * sizeof *library->by_id +
           library->address_slots * sizeof *library->by_address +
           library->problem_room * sizeof *library->problems;
}
