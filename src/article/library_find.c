/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

const struct article *library_by_id(const struct library *library, uint64_t id)
{
    if (library->count == 0)
        return NULL;
    uint32_t number = *library_id_slot(library, id);
    if (number == 0 || library->successors[number - 1] != LIBRARY_HERE)
        return NULL;
    return library->articles[number - 1];
}

static bool parse_id(const char *s, uint64_t *id)
{
    enum { DIGITS = 16 };

    if (strlen(s) != DIGITS || strspn(s, "0123456789abcdef") != DIGITS)
        return false;
    *id = strtoull(s, NULL, DIGITS);
    return true;
}

static const char *without_dot(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 1 + strspn(path + 1, "/");
    return path;
}

/* Whether the whole path of an article, or the one below its root, is this. */
static bool has_path(const struct library *library, const struct article *article,
                     const char *path)
{
    const struct library_root *root = &library->roots.list[article->root];
    const char *folder = without_dot(root->path);
    size_t n = strlen(folder);

    if (strcmp(article->path, path) == 0)
        return true;
    if (root->is_file)
        return strcmp(folder, path) == 0;
    if (strcmp(folder, ".") == 0 || strncmp(folder, path, n) != 0)
        return false;
    if (n > 0 && folder[n - 1] != '/' && path[n++] != '/')
        return false;
    return strcmp(article->path, path + n) == 0;
}

const struct article *library_find(const struct library *library, const char *id_or_path)
{
    const struct article *found = NULL;
    uint64_t id;

    if (parse_id(id_or_path, &id) && (found = library_by_id(library, id)))
        return found;
    const char *path = without_dot(id_or_path);
    for (size_t i = 0; i < library->count && !found; i++)
        if (!library_is_gone(library, i) && has_path(library, library->articles[i], path))
            found = library->articles[i];
    return found;
}

void library_path(const struct library *library, const struct article *article, struct buf *out)
{
    library_join(out, &library->roots.list[article->root], article->path);
}
