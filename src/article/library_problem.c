/* SPDX-License-Identifier: MIT */
#include "article/library_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

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

/* Whether the look at hand was at this path, which is a whole one. */
static bool was_looked_at(const struct library *library, const char *path)
{
    bool found = library->targets.count == 0;
    struct buf target = BUF_INIT(LIBRARY_PATH_MAX);

    for (size_t i = 0; i < library->targets.count && !found; i++) {
        const struct library_target *at = &library->targets.list[i];
        library_join(&target, &library->roots.list[at->root], at->path);
        found = strncmp(path, buf_str(&target), target.len) == 0 &&
                (path[target.len] == '\0' || path[target.len] == '/');
    }
    buf_release(&target);
    return found;
}

static bool is_over(const struct library *library, const struct library_noted *noted)
{
    if (noted->article)
        return library_is_gone(library, noted->article->number);
    return noted->scan > 0 && noted->scan != library->scan &&
           was_looked_at(library, noted->problem.path);
}

void library_prune_problems(struct library *library)
{
    size_t kept = 0;

    for (size_t i = 0; i < library->problem_count; i++)
        if (!is_over(library, &library->problems[i]))
            library->problems[kept++] = library->problems[i];
    library->problem_count = kept;
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

void library_problem_format(const struct library_problem *problem, struct buf *out)
{
    text_clean(out, problem->path, strlen(problem->path), TEXT_LINE);
    if (problem->line > 0)
        buf_addf(out, ":%d:%d", problem->line, problem->column);
    if (*problem->path)
        buf_adds(out, ": ");
    buf_addf(out, "%s: %s", problem->error ? "error" : "warning", problem->message);
}
