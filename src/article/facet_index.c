/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>

#include "article/facet_parts.h"
#include "article/index_parts.h"

#define DATE_LIMIT                                                            \
    1e12 /* seconds; no date is that far away, but a damaged index may say so \
          */

static void count_terms(struct facet_counter *counter, const struct index *index,
                        const struct field *field, const uint64_t *places)
{
    enum index_group group = index_group_of(field);
    uint64_t *known = bits_new(index->count);

    for (size_t row = index_group_start(index, group); row < index_group_end(index, group);
         row++) {
        size_t count = index_list_count(index, index_list(index, row), places);
        if (count > 0)
            facet_add(counter, index->rows[row].key, count);
    }
    index_flag_or(index, index_any_of(field), known);
    bits_and(known, places, index->count);
    counter->without += bits_count(places, index->count) - bits_count(known, index->count);
    free(known);
}

/* The first place from `from` on whose date is before this one, or unknown: dates descend. */
static size_t before_date(const struct index *index, const struct index_column *dates,
                          size_t from, int64_t date)
{
    size_t low = from;

    for (size_t high = index->count; low < high;) {
        size_t middle = (low + high) / 2;
        if (index_column_get(index, dates, middle) >= (double)date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void count_dates(struct facet_counter *counter, const struct index *index,
                        const struct index_column *dates, const uint64_t *places)
{
    size_t n = index->count;

    for (size_t place = bits_next(places, 0, n); place < n;) {
        double date = index_column_get(index, dates, place);
        if (!(fabs(date) < DATE_LIMIT)) {
            counter->without += bits_count_range(places, place, n);
            return;
        }
        struct facet_span span = facet_span(counter, (int64_t)date);
        size_t end = before_date(index, dates, place + 1, span.range.from);
        facet_add(counter, span.value, bits_count_range(places, place, end));
        place = bits_next(places, end, n);
    }
}

static void count_numbers(struct facet_counter *counter, const struct index *index,
                          const struct field *field, const struct index_column *column,
                          const uint64_t *places)
{
    size_t n = index->count;

    for (size_t place = bits_next(places, 0, n); place < n;
         place = bits_next(places, place + 1, n))
        facet_add_number(counter, field, index_column_get(index, column, place),
                         library_article(counter->library, index->order[place]));
}

size_t facet_count_indexed(struct facet_counter *counter, const struct field *field,
                           const uint32_t *numbers, size_t count)
{
    const struct index *index = library_index(counter->library);
    const struct index_column *column = index_column(index, field);
    bool terms = field->type == FIELD_TERM || field->type == FIELD_TERMS;

    if (!terms && !column)
        return 0;
    uint64_t *places = bits_new(index->count);
    for (size_t i = 0; i < count; i++)
        if (numbers[i] < index->count)
            bits_set(places, index->places[numbers[i]]);
    if (terms)
        count_terms(counter, index, field, places);
    else if (field->type == FIELD_DATE)
        count_dates(counter, index, column, places);
    else
        count_numbers(counter, index, field, column, places);
    free(places);
    return index->count;
}
