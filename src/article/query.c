/* SPDX-License-Identifier: MIT */
#include "article/query.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

void query_free(struct query *query)
{
    if (!query)
        return;
    for (size_t i = 0; i < query->regex_count; i++)
        regex_free(query->regexes[i]);
    arena_release(&query->arena);
    arena_release(&query->bound);
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

bool query_match(struct query *query, const struct library *library,
                 const struct article *article)
{
    query_bind(query, library);
    return !query->root || query_node_match(query, query->root, article);
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

size_t query_words(const struct query *query, const char *const **words)
{
    *words = query->words;
    return query->word_count;
}
