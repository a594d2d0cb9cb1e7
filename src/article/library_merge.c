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
    size_t i = hash_mix(id ^ hash_secret()) & mask;

    while (library->by_id[i] != 0 && library->articles[library->by_id[i] - 1]->id != id)
        i = (i + 1) & mask;
    return &library->by_id[i];
}

/* Of several articles with one id the first keeps it. */
void library_index_ids(struct library *library, size_t from)
{
    if (2 * library->count > library->id_slots) {
        while (2 * library->count > library->id_slots)
            library->id_slots = library->id_slots ? 2 * library->id_slots : 2 * FIRST_ROOM;
        free(library->by_id);
        library->by_id = xcalloc(library->id_slots, sizeof *library->by_id);
        from = 0;
    } else if (from == 0 && library->id_slots > 0) {
        memset(library->by_id, 0, library->id_slots * sizeof *library->by_id);
    }
    for (size_t i = from; i < library->count; i++) {
        uint32_t *slot = library_id_slot(library, library->articles[i]->id);
        if (library->successors[i] == LIBRARY_HERE &&
            (*slot == 0 || library->successors[*slot - 1] != LIBRARY_HERE))
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

void library_reserve(struct library *library, size_t more)
{
    if (library->count + more <= library->room)
        return;
    if (library->room == 0)
        library->room = FIRST_ROOM;
    while (library->count + more > library->room)
        library->room *= 2;
    library->articles =
        xreallocarray(library->articles, library->room, sizeof *library->articles);
    library->successors =
        xreallocarray(library->successors, library->room, sizeof *library->successors);
}

static void add_item(struct library *library, struct library_item *item, const term *map)
{
    uint16_t root = item->article.root;
    size_t number = library->count++;

    library->revision++;

    library->roots.list[root].is_file = loader_root(library->loader, root)->is_file;
    renumber(&item->article, map);
    if (item->replaces > 0)
        library_make_gone(library, item->replaces - 1, (uint32_t)number + 1);
    if (item->related_left)
        library_leave_related(library, &item->article);
    item->article.number = (uint32_t)number;
    library->successors[number] = LIBRARY_HERE;
    library->articles[number] = &item->article;
}

void library_merge(struct library *library, struct library_batch *batch)
{
    term *map = map_terms(library, batch->terms);
    size_t from = library->count;

    library_reserve(library, batch->count);
    assert(from + batch->count < UINT32_MAX);
    for (size_t i = 0; i < batch->count; i++)
        add_item(library, batch->items[i], map);
    free(map);
    /* Without a loop library_sort() will do it. */
    if (batch->count > 0 && library->loop)
        library_index_ids(library, from);
    for (size_t i = 0; i < batch->problem_count; i++) {
        batch->problems[i].scan = library->scan;
        library_add_problem(library, &batch->problems[i]);
    }
    if (batch->index && !library->index && !library->index_build) {
        library->index = batch->index;
        batch->index = NULL;
    }
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

static bool is_sorted(const struct library *library)
{
    for (size_t i = 1; i < library->count; i++)
        if (by_root_and_path(&library->articles[i - 1], &library->articles[i]) > 0)
            return false;
    return true;
}

void library_sort(struct library *library)
{
    size_t count = 0;

    library_sort_problems(library);
    for (size_t i = 0; i < library->count; i++)
        if (library->successors[i] == LIBRARY_HERE)
            library->articles[count++] = library->articles[i];
    library->count = count;
    library->gone_count = 0;
    if (count == 0)
        return;
    if (!is_sorted(library))
        qsort(library->articles, count, sizeof *library->articles, by_root_and_path);
    memset(library->successors, 0, count * sizeof *library->successors);
    for (size_t i = 0; i < count; i++)
        library_item(library->articles[i])->article.number = (uint32_t)i;
    library_index_ids(library, 0);
}
