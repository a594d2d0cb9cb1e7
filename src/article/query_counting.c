/* SPDX-License-Identifier: MIT */
/*
 * How many articles each term of the top level matches, and all terms but that one: an article
 * that one term alone fails at is what all the others bring.
 */
#include <stdlib.h>

#include "article/index_parts.h"
#include "article/query_internal.h"
#include "base/alloc.h"
#include "base/loop.h"

struct query_counting {
    struct query *query;
    const struct library *library;
    const struct index *index;  /* NULL: there was none */
    struct query_search search; /* of one term */
    uint64_t **places;          /* of the terms that were searched */
    size_t searched;
    size_t at, all; /* of the articles that the index does not cover */
    size_t whole;   /* match all terms */
    struct query_term_count {
        size_t alone, others; /* match it; match all but it */
    } * counts;
};

static void forget(struct query_counting *counting)
{
    for (size_t i = 0; i < counting->searched; i++)
        free(counting->places[i]);
    counting->searched = 0;
    query_search_release(&counting->search);
}

static void begin(struct query_counting *counting)
{
    forget(counting);
    for (size_t i = 0; i < counting->query->term_count; i++)
        counting->counts[i] = (struct query_term_count){ 0, 0 };
    counting->whole = 0;
    counting->index = library_index(counting->library);
    counting->all = library_count(counting->library);
    counting->at = counting->index ? index_count(counting->index) : 0;
    if (counting->index)
        query_search_begin(&counting->search, counting->query, counting->library);
}

struct query_counting *query_count_start(struct query *query, const struct library *library)
{
    struct query_counting *counting = xcalloc(1, sizeof *counting);

    counting->query = query;
    counting->library = library;
    counting->places = xcalloc(query->term_count + 1, sizeof *counting->places);
    counting->counts = xcalloc(query->term_count + 1, sizeof *counting->counts);
    begin(counting);
    return counting;
}

void query_count_stop(struct query_counting *counting)
{
    if (!counting)
        return;
    forget(counting);
    free(counting->places);
    free(counting->counts);
    free(counting);
}

/* The places of all terms are there: count them. */
static void count_places(struct query_counting *counting)
{
    size_t n = index_count(counting->index), terms = counting->query->term_count;
    uint64_t *once = bits_new(n), *again = bits_new(n); /* a term fails; another one, too */

    for (size_t i = 0; i < terms; i++) {
        counting->counts[i].alone = index_live(counting->library, counting->places[i]);
        for (size_t w = 0; w < bits_words(n); w++) {
            again[w] |= once[w] & ~counting->places[i][w];
            once[w] |= ~counting->places[i][w];
        }
    }
    for (size_t i = 0; i < terms; i++) {
        bits_or(counting->places[i], again, n);
        for (size_t w = 0; w < bits_words(n); w++)
            counting->places[i][w] = once[w] & ~counting->places[i][w];
        counting->counts[i].others = index_live(counting->library, counting->places[i]);
    }
    for (size_t w = 0; w < bits_words(n); w++)
        once[w] = ~once[w];
    if (n > 0)
        once[bits_words(n) - 1] &= bits_last(n);
    counting->whole = index_live(counting->library, once);
    free(once);
    free(again);
}

/* Search the terms that are left; false when the time is over. */
static bool search_terms(struct query_counting *counting, int64_t until)
{
    const struct query *query = counting->query;

    while (counting->searched < query->term_count) {
        uint64_t *places =
            query_search_step(&counting->search, query->terms[counting->searched].node, until);
        if (!places)
            return false;
        counting->places[counting->searched++] = places;
        if (counting->searched == query->term_count)
            count_places(counting);
        else if (loop_now() >= until)
            return false;
    }
    return true;
}

static void count_article(struct query_counting *counting, const struct article *article)
{
    const struct query *query = counting->query;
    size_t failed = 0, last = 0;

    for (size_t i = 0; i < query->term_count; i++) {
        const struct query_node *node = query->terms[i].node;
        if (!node || query_node_match(query, node, article)) {
            counting->counts[i].alone++;
        } else {
            failed++;
            last = i;
        }
    }
    counting->whole += failed == 0;
    if (failed == 1)
        counting->counts[last].others++;
}

bool query_count_step(struct query_counting *counting, int milliseconds)
{
    int64_t until = query_step_end(milliseconds);

    if (counting->index != library_index(counting->library))
        begin(counting);
    query_bind(counting->query, counting->library);
    if (counting->index && !search_terms(counting, until))
        return false;
    while (counting->at < counting->all) {
        size_t i = counting->at++;
        if (!library_is_gone(counting->library, i))
            count_article(counting, library_article(counting->library, i));
        if (query_step_is_over(i, until))
            return counting->at == counting->all;
    }
    return true;
}

void query_count_get(const struct query_counting *counting, size_t i, size_t *alone,
                     size_t *without)
{
    *alone = counting->counts[i].alone;
    *without = counting->whole + counting->counts[i].others;
}
