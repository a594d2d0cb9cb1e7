/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

struct library_known *library_known_new(const struct library *library)
{
    struct library_known *known = xcalloc(1, sizeof *known);

    known->count = library->count;
    if (known->count == 0)
        return known;
    known->articles = xcalloc(known->count, sizeof *known->articles);
    known->met = xcalloc(known->count, sizeof *known->met);
    for (size_t i = 0; i < known->count; i++)
        if (library->successors[i] == LIBRARY_HERE)
            known->articles[i] = library->articles[i];
    return known;
}

void library_known_free(struct library_known *known)
{
    if (!known)
        return;
    free(known->articles);
    free(known->met);
    free(known->slots);
    free(known);
}

/* The slot that holds the file, or the free one where it belongs. */
static uint32_t *slot_of(const struct library_known *known, uint16_t root, const char *path)
{
    uint64_t hash = hash_bytes(hash_secret(), &root, sizeof root);
    size_t i = hash_mix(hash_bytes(hash, path, strlen(path))) & (known->slot_count - 1);

    for (;; i = (i + 1) & (known->slot_count - 1)) {
        if (known->slots[i] == 0)
            return &known->slots[i];
        const struct article *article = known->articles[known->slots[i] - 1];
        if (article->root == root && strcmp(article->path, path) == 0)
            return &known->slots[i];
    }
}

void library_known_index(struct library_known *known, const struct cache *cache)
{
    known->doubtful = cache && !cache_is_sound(cache);
    if (known->count == 0)
        return;
    known->slot_count = 1;
    while (known->slot_count < 2 * known->count)
        known->slot_count *= 2;
    known->slots = xcalloc(known->slot_count, sizeof *known->slots);
    for (size_t i = 0; i < known->count; i++) {
        const struct article *article = known->articles[i];
        if (article)
            *slot_of(known, article->root, article->path) = (uint32_t)i + 1;
    }
}

uint32_t library_known_find(const struct library_known *known, uint16_t root, const char *path)
{
    return known->slot_count == 0 ? 0 : *slot_of(known, root, path);
}
