/* SPDX-License-Identifier: MIT */
#include "article/query.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/index_parts.h"
#include "article/query_internal.h"
#include "base/alloc.h"
#include "base/buf.h"

bool query_fail(struct query_error *error, size_t start, size_t end, const char *format, ...)
{
    va_list args;

    if (!error)
        return false;
    struct buf message = BUF_INIT(2 * QUERY_MAX);
    va_start(args, format);
    buf_vaddf(&message, format, args);
    va_end(args);
    error->start = start;
    error->end = end;
    error_set(&error->error, "%s", buf_str(&message));
    buf_release(&message);
    return false;
}

/* Names that people try beside those of the table, and those of facet.h. */
static const struct {
    const char *name, *field;
} other_names[] = {
    { "tag", "topic" }, { "tags", "topic" }, { "categories", "topic" },
    { "year", "date" }, { "month", "date" }, { "day", "date" },
};

const struct field *query_field(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++)
        if (strlen(other_names[i].name) == n && strncasecmp(other_names[i].name, name, n) == 0)
            return field_find(other_names[i].field, strlen(other_names[i].field));
    return field_find(name, n);
}

static void add_searched(struct query *query, bool text)
{
    for (size_t i = 0; i < field_count; i++) {
        if (!fields[i].searched || (fields[i].type == FIELD_TEXT) != text)
            continue;
        assert(query->searched_count < QUERY_SEARCHED_MAX);
        query->searched[query->searched_count++] = &fields[i];
    }
}

struct query *query_parse(const char *text, size_t n, int64_t now, struct query_error *error)
{
    struct query *query = xcalloc(1, sizeof *query);
    struct query_parser parser = { .query = query, .text = text, .n = n, .error = error };

    arena_init(&query->arena);
    arena_init(&query->bound);
    query->now = now;
    add_searched(query, false);
    add_searched(query, true);
    if (!query_parse_all(&parser)) {
        query_free(query);
        return NULL;
    }
    if (query->root)
        query_set_cost(query->root);
    return query;
}

static void forget_counted(struct query *query)
{
    for (size_t i = 0; i < QUERY_COUNTED_MAX; i++) {
        free(query->counted[i]);
        query->counted[i] = NULL;
    }
}

void query_free(struct query *query)
{
    if (!query)
        return;
    for (size_t i = 0; i < query->regex_count; i++)
        regex_free(query->regexes[i]);
    arena_release(&query->arena);
    arena_release(&query->bound);
    forget_counted(query);
    free(query);
}

void query_set_state(struct query *query, const struct query_state *state)
{
    query->state = state;
}

bool query_is_by_date(const struct query *query)
{
    return query->sort.count == 0;
}

bool query_is_empty(const struct query *query)
{
    return !query->root;
}

static bool matches(const struct query *query, const struct query_node *node,
                    const struct article *article)
{
    return !node || query_node_match(query, node, article);
}

/* Append the numbers from `from` on that match; how many there are then. */
static size_t match_rest(const struct query *query, const struct library *library, size_t from,
                         uint32_t *numbers, size_t found)
{
    for (size_t i = from, all = library_count(library); i < all; i++)
        if (!library_is_gone(library, i) &&
            matches(query, query->root, library_article(library, i)))
            numbers[found++] = (uint32_t)i;
    return found;
}

uint32_t *query_run(struct query *query, const struct library *library, size_t *count,
                    size_t *matched)
{
    size_t all = library_count(library), ordered = 0, indexed = 0;
    uint32_t *numbers = xreallocarray(NULL, all ? all : 1, sizeof *numbers);

    query->library = NULL;
    query_bind(query, library);
    if (library_index(library)) {
        uint64_t *places = query_search(query, library, query->root);
        ordered = index_numbers(library, places, numbers);
        indexed = index_count(library_index(library));
        free(places);
    }
    size_t found = match_rest(query, library, indexed, numbers, ordered);
    sort_run(&query->sort, library, query->now, numbers, found, ordered);
    *count = query->limit > 0 && query->limit < found ? query->limit : found;
    if (matched)
        *matched = found;
    return numbers;
}

bool query_match(struct query *query, const struct library *library,
                 const struct article *article)
{
    query_bind(query, library);
    return matches(query, query->root, article);
}

size_t query_term_count(const struct query *query)
{
    return query->term_count;
}

void query_term(const struct query *query, size_t i, size_t *start, size_t *end)
{
    assert(i < query->term_count);
    *start = query->terms[i].start;
    *end = query->terms[i].end;
}

static bool matches_others(const struct query *query, size_t i, const struct article *article)
{
    for (size_t j = 0; j < query->term_count; j++)
        if (j != i && !matches(query, query->terms[j].node, article))
            return false;
    return true;
}

/* The places that match a term alone; kept when nothing but the library can change them, as
 * each term is asked for with every other one. */
static uint64_t *term_places(struct query *query, const struct library *library, size_t i)
{
    const struct query_node *node = query->terms[i].node;
    size_t n = index_count(library_index(library));
    bool kept = i < QUERY_COUNTED_MAX && (!node || query_is_settled(query, node));
    uint64_t *places;

    if (!kept)
        return query_search(query, library, node);
    if (!query->counted[i])
        query->counted[i] = query_search(query, library, node);
    places = bits_new(n);
    bits_copy(places, query->counted[i], n);
    return places;
}

/* The same for the articles that the library's index covers; how many those are. */
static size_t count_indexed(struct query *query, const struct library *library, size_t i,
                            size_t *alone, size_t *without)
{
    const struct index *index = library_index(library);

    if (!index)
        return 0;
    size_t n = index_count(index);
    if (query->counted_index != index || query->counted_articles != library_count(library))
        forget_counted(query);
    query->counted_index = index;
    query->counted_articles = library_count(library);
    uint64_t *places = term_places(query, library, i);
    uint64_t *others = query_search(query, library, NULL);
    *alone = index_live(library, places);
    for (size_t j = 0; j < query->term_count; j++) {
        if (j == i || !query->terms[j].node)
            continue;
        free(places);
        places = term_places(query, library, j);
        bits_and(others, places, n);
    }
    *without = index_live(library, others);
    free(places);
    free(others);
    return n;
}

void query_term_counts(struct query *query, const struct library *library, size_t i,
                       size_t *alone, size_t *without)
{
    size_t all = library_count(library);

    assert(i < query->term_count);
    query_bind(query, library);
    *alone = *without = 0;
    for (size_t k = count_indexed(query, library, i, alone, without); k < all; k++) {
        const struct article *article = library_article(library, k);
        if (library_is_gone(library, k))
            continue;
        *alone += matches(query, query->terms[i].node, article);
        *without += matches_others(query, i, article);
    }
}

size_t query_words(const struct query *query, const char *const **words)
{
    *words = query->words;
    return query->word_count;
}
