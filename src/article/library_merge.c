/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

enum { FIRST_ROOM = 64 };

/* ---- ids ---- */

uint32_t *library_id_slot(const struct library *library, uint64_t id)
{
    size_t mask = library->id_slots - 1;
    size_t i = hash_mix(id) & mask;

    while (library->by_id[i] != 0 && library->articles[library->by_id[i] - 1]->id != id)
        i = (i + 1) & mask;
    return &library->by_id[i];
}

/* Of several articles with one id the first keeps it. */
static void index_ids(struct library *library, size_t from)
{
    if (2 * library->count > library->id_slots) {
        while (2 * library->count > library->id_slots)
            library->id_slots = library->id_slots ? 2 * library->id_slots : 2 * FIRST_ROOM;
        free(library->by_id);
        library->by_id = xcalloc(library->id_slots, sizeof *library->by_id);
        from = 0;
    }
    for (size_t i = from; i < library->count; i++) {
        uint32_t *slot = library_id_slot(library, library->articles[i]->id);
        if (*slot == 0)
            *slot = (uint32_t)i + 1;
    }
}

/* ---- merging ---- */

/* The library's number for each term of a batch. */
static term *map_terms(struct library *library, const struct terms *terms)
{
    term count = terms_count(terms);
    term *map = xcalloc((size_t)count + 1, sizeof *map);

    for (term t = 1; t <= count; t++) {
        const char *text = terms_text(terms, t);
        map[t] = terms_add(library->terms, text, strlen(text));
    }
    return map;
}

static void renumber(struct article *article, const term *map)
{
    term *const own[] = { &article->provider, &article->domain, &article->type,
                          &article->category, &article->author, &article->lang };

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        *own[i] = map[*own[i]];
    /* They are of the batch, which is ours. */
    term *topics = (term *)article->topics;
    for (size_t i = 0; i < article->topic_count; i++)
        topics[i] = map[topics[i]];
    struct article_extra *extras = (struct article_extra *)article->extras;
    for (size_t i = 0; i < article->extra_count; i++)
        extras[i].key = map[extras[i].key];
}

void library_merge(struct library *library, struct library_batch *batch)
{
    term *map = map_terms(library, batch->terms);
    size_t from = library->count;

    if (from + batch->count > library->room) {
        if (library->room == 0)
            library->room = FIRST_ROOM;
        while (from + batch->count > library->room)
            library->room *= 2;
        library->articles =
            xreallocarray(library->articles, library->room, sizeof *library->articles);
        library->gone = xreallocarray(library->gone, library->room, sizeof *library->gone);
    }
    assert(from + batch->count < UINT32_MAX);
    for (size_t i = 0; i < batch->count; i++) {
        renumber(batch->articles[i], map);
        library->gone[library->count] = false;
        batch->articles[i]->number = (uint32_t)library->count;
        library->articles[library->count++] = batch->articles[i];
    }
    free(map);
    index_ids(library, from);
    for (size_t i = 0; i < batch->problem_count; i++)
        library_add_problem(library, &batch->problems[i]);
    library->read += batch->read;
    arena_take(&library->arena, &batch->arena);
    library_batch_free(batch);
}

static int by_root_and_path(const void *a, const void *b)
{
    const struct article *left = *(const struct article *const *)a;
    const struct article *right = *(const struct article *const *)b;

    if (left->root != right->root)
        return left->root < right->root ? -1 : 1;
    return strcmp(left->path, right->path);
}

void library_sort(struct library *library)
{
    library_sort_problems(library);
    if (library->count == 0)
        return;
    qsort(library->articles, library->count, sizeof *library->articles, by_root_and_path);
    for (size_t i = 0; i < library->count; i++)
        ((struct article *)library->articles[i])->number = (uint32_t)i;
    memset(library->by_id, 0, library->id_slots * sizeof *library->by_id);
    index_ids(library, 0);
}
