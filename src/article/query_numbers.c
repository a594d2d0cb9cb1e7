/* SPDX-License-Identifier: MIT */
/* Tests of numbers and dates, by the index's column of them. */
#include <math.h>
#include <stdlib.h>

#include "article/index_parts.h"
#include "article/query_internal.h"

enum { SOME = 16 /* one place in so many is sooner looked at than all of a column */ };

static void add_span(const struct index *index, const struct index_column *column,
                     const struct query_span *span, uint64_t *out)
{
    double low = span->low_open ? nextafter(span->low, INFINITY) : span->low;
    double high = span->high_open ? nextafter(span->high, -INFINITY) : span->high;

    index_column_or(index, column, low, high, out);
}

/* What query_number_match() tells, of all places at once. */
static void find_all(const struct index *index, const struct index_column *column,
                     const struct query_node *node, uint64_t *out)
{
    uint64_t *known = bits_new(index->count);

    index_column_or(index, column, -INFINITY, INFINITY, known);
    if (node->op != QUERY_IS_NOT && query_accepts_none(node)) {
        bits_fill(out, index->count);
        bits_remove(out, known, index->count);
    }
    for (const struct query_value *value = node->values; value; value = value->next)
        for (int i = 0; i < READINGS; i++)
            if (value->readings >> i & 1)
                add_span(index, column, &value->spans[i], out);
    if (node->op == QUERY_IS_NOT) {
        bits_remove(known, out, index->count);
        bits_copy(out, known, index->count);
    }
    free(known);
}

void query_search_numbers(const struct index *index, const struct index_column *column,
                          const struct query_node *node, const uint64_t *within, uint64_t *out)
{
    size_t n = index->count;

    if (bits_count(within, n) > n / SOME) {
        find_all(index, column, node, out);
        bits_and(out, within, n);
        return;
    }
    for (size_t i = bits_next(within, 0, n); i < n; i = bits_next(within, i + 1, n))
        if (query_number_match(node, index_column_get(index, column, i)))
            bits_set(out, i);
}
