/* SPDX-License-Identifier: MIT */
/* Running a query for so long, and then on from there. */
#include <limits.h>
#include <stdlib.h>

#include "article/index_parts.h"
#include "article/query_internal.h"
#include "base/alloc.h"
#include "base/loop.h"

struct query_running {
    struct query *query;
    const struct library *library;
    const struct index *index; /* NULL: there was none */
    struct query_search search;
    bool searched; /* the index */
    size_t all;    /* articles when it began */
    size_t at;     /* the next one that the index does not cover */
    uint32_t *numbers;
    size_t ordered, found;
};

int64_t query_step_end(int milliseconds)
{
    return milliseconds == INT_MAX ? INT64_MAX : loop_now() + milliseconds;
}

bool query_step_is_over(size_t done, int64_t until)
{
    enum { ARTICLES_A_LOOK = 8 };

    return done % ARTICLES_A_LOOK == ARTICLES_A_LOOK - 1 && loop_now() >= until;
}

static void begin(struct query_running *running)
{
    query_search_release(&running->search);
    running->index = library_index(running->library);
    running->all = library_count(running->library);
    running->at = running->index ? index_count(running->index) : 0;
    running->searched = !running->index;
    running->ordered = running->found = 0;
    free(running->numbers);
    running->numbers = xreallocarray(NULL, running->all + 1, sizeof *running->numbers);
    if (running->index)
        query_search_begin(&running->search, running->query, running->library);
}

struct query_running *query_start(struct query *query, const struct library *library)
{
    struct query_running *running = xcalloc(1, sizeof *running);

    running->query = query;
    running->library = library;
    query->library = NULL; /* terms are looked up anew */
    begin(running);
    return running;
}

void query_stop(struct query_running *running)
{
    if (!running)
        return;
    query_search_release(&running->search);
    free(running->numbers);
    free(running);
}

static bool search_index(struct query_running *running, int64_t until)
{
    uint64_t *places = query_search_step(&running->search, running->query->root, until);

    if (!places)
        return false;
    running->ordered = running->found =
        index_numbers(running->library, places, running->numbers);
    running->searched = true;
    free(places);
    return true;
}

/* The articles that came after the index was made, or all without one. */
static bool match_rest(struct query_running *running, int64_t until)
{
    const struct query *query = running->query;

    while (running->at < running->all) {
        size_t i = running->at++;
        if (!library_is_gone(running->library, i) &&
            (!query->root ||
             query_node_match(query, query->root, library_article(running->library, i))))
            running->numbers[running->found++] = (uint32_t)i;
        if (query_step_is_over(i, until))
            return running->at == running->all;
    }
    return true;
}

bool query_step(struct query_running *running, int milliseconds)
{
    int64_t until = query_step_end(milliseconds);

    if (running->index != library_index(running->library))
        begin(running);
    query_bind(running->query, running->library);
    return (running->searched || search_index(running, until)) && match_rest(running, until);
}

void query_progress(const struct query_running *running, size_t *asked, size_t *all)
{
    *all = running->all;
    *asked = running->searched ? running->at : query_search_asked(&running->search);
}

uint32_t *query_take(struct query_running *running, size_t *count, size_t *matched)
{
    struct query *query = running->query;
    uint32_t *numbers = running->numbers;
    size_t found = running->found;

    sort_run(&query->sort, running->library, query->now, numbers, found, running->ordered);
    *count = query->limit > 0 && query->limit < found ? query->limit : found;
    if (matched)
        *matched = found;
    running->numbers = NULL;
    query_stop(running);
    return numbers;
}

uint32_t *query_run(struct query *query, const struct library *library, size_t *count,
                    size_t *matched)
{
    struct query_running *running = query_start(query, library);

    while (!query_step(running, INT_MAX))
        continue;
    return query_take(running, count, matched);
}
