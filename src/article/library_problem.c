/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

const char library_too_many[] = "is one path too many; it and the ones after it are not read";

void library_add_problem(struct library *library, const struct library_noted *noted)
{
    if (library->problem_count == PROBLEMS_MAX) {
        library->problems_dropped++;
        return;
    }
    if (library->problem_count == library->problem_room) {
        library->problem_room = library->problem_room ? 2 * library->problem_room : 16;
        library->problems =
            xreallocarray(library->problems, library->problem_room, sizeof *library->problems);
    }
    library->problems[library->problem_count++] = *noted;
}

/* The whole paths that the look at hand was at; none: at all. */
struct looked {
    struct arena arena;
    struct looked_at {
        const char *path;
        size_t len;
    } * list;
    size_t count;
};

static void find_looked(struct looked *looked, const struct library *library)
{
    const struct library_targets *targets = &library->targets;
    struct buf path = BUF_INIT(LIBRARY_PATH_MAX);

    arena_init(&looked->arena);
    looked->count = targets->count;
    looked->list = arena_alloc(&looked->arena, (targets->count + 1) * sizeof *looked->list);
    for (size_t i = 0; i < targets->count; i++) {
        const struct library_target *target = &targets->list[i];
        library_join(&path, &library->roots.list[target->root], target->path);
        looked->list[i] =
            (struct looked_at){ arena_strndup(&looked->arena, buf_str(&path), path.len),
                                path.len };
    }
    buf_release(&path);
}

/* Where the path would end or go on below is asked first: there are many of both. */
static bool was_looked_at(const struct looked *looked, const char *path)
{
    size_t n = strlen(path);

    for (size_t i = 0; i < looked->count; i++) {
        const struct looked_at *at = &looked->list[i];
        if (at->len <= n && (path[at->len] == '\0' || path[at->len] == '/') &&
            memcmp(path, at->path, at->len) == 0)
            return true;
    }
    return looked->count == 0;
}

static bool is_over(const struct library *library, const struct looked *looked,
                    const struct library_noted *noted)
{
    if (noted->article)
        return library_is_gone(library, noted->article->number);
    return noted->scan > 0 && noted->scan != library->scan &&
           was_looked_at(looked, noted->problem.path);
}

void library_prune_problems(struct library *library)
{
    struct looked looked;
    size_t kept = 0;

    find_looked(&looked, library);
    for (size_t i = 0; i < library->problem_count; i++)
        if (!is_over(library, &looked, &library->problems[i]))
            library->problems[kept++] = library->problems[i];
    library->problem_count = kept;
    arena_release(&looked.arena);
}

static int by_place(const void *a, const void *b)
{
    const struct library_problem *left = &((const struct library_noted *)a)->problem;
    const struct library_problem *right = &((const struct library_noted *)b)->problem;
    int order = strcmp(left->path, right->path);

    if (order == 0)
        order = (left->line > right->line) - (left->line < right->line);
    if (order == 0)
        order = (left->column > right->column) - (left->column < right->column);
    return order != 0 ? order : strcmp(left->message, right->message);
}

void library_sort_problems(struct library *library)
{
    if (library->problem_count > 0)
        qsort(library->problems, library->problem_count, sizeof *library->problems, by_place);
}

size_t library_problem_count(const struct library *library)
{
    return library->problem_count;
}

size_t library_problems_dropped(const struct library *library)
{
    return library->problems_dropped;
}

const struct library_problem *library_problem(const struct library *library, size_t i)
{
    return i < library->problem_count ? &library->problems[i].problem : NULL;
}

/* The first problem of those in order whose path does not come before this one. */
static size_t first_problem_of(const struct library *library, const char *path)
{
    size_t low = 0, high = library->problem_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(library->problems[middle].problem.path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *library_unread(const struct library *library, size_t i)
{
    if (i >= ROOTS_MAX)
        return i == ROOTS_MAX ? library_too_many : NULL;
    const struct library_root *root = &library->roots.list[i];
    for (size_t k = first_problem_of(library, root->path); k < library->problem_count; k++) {
        const struct library_noted *noted = &library->problems[k];
        if (strcmp(noted->problem.path, root->path) != 0)
            break;
        if (noted->problem.error && !noted->article)
            return noted->problem.message;
    }
    return root->opened ? NULL : "cannot be opened";
}

void library_problem_format(const struct library_problem *problem, struct buf *out)
{
    text_clean(out, problem->path, strlen(problem->path), TEXT_LINE);
    if (problem->line > 0)
        buf_addf(out, ":%d:%d", problem->line, problem->column);
    if (*problem->path)
        buf_adds(out, ": ");
    buf_addf(out, "%s: %s", problem->error ? "error" : "warning", problem->message);
}
