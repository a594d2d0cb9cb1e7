/* SPDX-License-Identifier: MIT */
/* The end of a look at the folders: what it did not meet is gone. */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

void library_make_gone(struct library *library, size_t number, uint32_t successor)
{
    if (library->successors[number] != LIBRARY_HERE)
        return;
    library->successors[number] = successor;
    library->gone_count++;
    library->revision++;
}

static bool is_at_or_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);

    return strncmp(path, folder, n) == 0 && (path[n] == '\0' || path[n] == '/' || n == 0);
}

/* Whether the look at hand was at this path of a root, or at a folder that holds it. */
static bool is_target(const struct library *library, uint16_t root, const char *path)
{
    const struct library_targets *targets = &library->targets;

    for (size_t i = 0; i < targets->count; i++)
        if (targets->list[i].root == root && is_at_or_below(path, targets->list[i].path))
            return true;
    return targets->count == 0;
}

void library_targets_release(struct library_targets *targets)
{
    for (size_t i = 0; i < targets->count; i++)
        free(targets->list[i].path);
    free(targets->list);
    *targets = (struct library_targets){ 0 };
}

static void drop(struct library *library, size_t number)
{
    if (library->known->articles[number] && !library->known->met[number])
        library_make_gone(library, number, LIBRARY_GONE);
}

/* Only folders are looked for among all paths. */
static void drop_targets(struct library *library)
{
    bool folders = false;

    for (size_t i = 0; i < library->targets.count; i++) {
        const struct library_target *target = &library->targets.list[i];
        uint32_t number = library_known_find(library->known, target->root, target->path);
        if (number > 0)
            drop(library, number - 1);
        folders = folders || target->folder;
    }
    for (size_t i = 0; folders && i < library->known->count; i++) {
        const struct article *article = library->known->articles[i];
        if (article && is_target(library, article->root, article->path))
            drop(library, i);
    }
}

void library_finish(struct library *library)
{
    size_t before = library->gone_count;

    if (library->targets.count > 0)
        drop_targets(library);
    else
        for (size_t i = 0; i < library->known->count; i++)
            drop(library, i);
    /* The id of what went may be another article's too. */
    if (library->gone_count > before)
        library_index_ids(library, 0);
    library_prune_problems(library);
}

/* What else has the key of an article that is gone: its file was renamed. */
static const struct article *same_key(const struct library *library, uint64_t key)
{
    for (size_t i = library->count; i-- > 0;)
        if (library->successors[i] == LIBRARY_HERE && library->articles[i]->key == key)
            return library->articles[i];
    return NULL;
}

const struct article *library_now(const struct library *library, const struct article *article)
{
    size_t number = article->number;

    while (library->successors[number] != LIBRARY_HERE) {
        if (library->successors[number] == LIBRARY_GONE)
            return same_key(library, library->articles[number]->key);
        number = library->successors[number] - 1;
    }
    return library->articles[number];
}
