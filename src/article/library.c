/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "article/sort_internal.h"
#include "base/alloc.h"

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
    library->sorted = sort_memo_new();
    arena_init(&library->arena);
    library->roots.count = count < ROOTS_MAX ? count : ROOTS_MAX;
    library->roots.list = xcalloc(library->roots.count, sizeof *library->roots.list);
    for (size_t i = 0; i < library->roots.count; i++)
        library->roots.list[i].path = trimmed(paths[i]);
    if (count > ROOTS_MAX)
        library_add_problem(
            library,
            &(struct library_noted){
                .problem = {
                    .path = paths[ROOTS_MAX],
                    .error = true,
                    .message = library_too_many,
                },
            });
    return library;
}

void library_free(struct library *library)
{
    if (!library)
        return;
    library_stop(library);
    library_stop_related(library);
    library_watch_stop(library);
    library_set_index(library, NULL);
    sort_memo_free(library->sorted);
    library_keep_release(library);
    library_targets_release(&library->targets);
    for (size_t i = 0; i < library->roots.count; i++)
        free(library->roots.list[i].path);
    free(library->roots.list);
    free(library->articles);
    free(library->successors);
    free(library->by_id);
    free(library->by_address);
    free(library->problems);
    library_stories_free(library->stories);
    terms_free(library->terms);
    arena_release(&library->arena);
    free(library);
}

/* ---- what there is ---- */

bool library_loading(const struct library *library)
{
    return library->loader || library->start;
}

uint64_t library_revision(const struct library *library)
{
    return library->revision;
}

void library_progress(const struct library *library, size_t *read, size_t *found)
{
    *read = library->read;
    *found = library->found;
}

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
    return library->successors[number] != LIBRARY_HERE;
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
    size_t mapped = library->keep.cache ? cache_size(library->keep.cache) : 0;

    return sizeof *library + mapped + library->arena.reserved + terms_memory(library->terms) +
           library->room * (sizeof *library->articles + sizeof *library->successors) +
           library->id_slots * sizeof *library->by_id +
           library->address_slots * sizeof *library->by_address +
           library->related.left_room * sizeof *library->related.left +
           library->problem_room * sizeof *library->problems;
}
