/* SPDX-License-Identifier: MIT */
/* Counting values: article by article in facet.c, over an index in facet_index.c. */
#ifndef ARTICLE_FACET_PARTS_H
#define ARTICLE_FACET_PARTS_H

#include "article/facet.h"
#include "base/date.h"

enum { FACET_MET = 512 /* numbers whose words are remembered; a power of two */ };

/* Values are counted by their number, in the library's terms or in terms of our own. */
struct facet_counter {
    const struct library *library;
    const struct terms *terms; /* of the values */
    struct terms *own;         /* NULL when those of the library are counted */
    size_t *counts;            /* by term */
    size_t size;
    size_t without;

    struct facet_met {
        double number;
        term value; /* TERM_NONE: free */
    } met[FACET_MET];

    size_t span_length; /* bytes: 4 for a year, 7 for a month, 10 for a day */
};

struct facet_span {
    struct date_range range;
    term value;
};

/* So many more articles have this value. */
void facet_add(struct facet_counter *counter, term t, size_t more);

/* Count a number, NAN for none, that the field has in this article. */
void facet_add_number(struct facet_counter *counter, const struct field *field, double number,
                      const struct article *article);

/* The year, month or day that holds a date. */
struct facet_span facet_span(struct facet_counter *counter, int64_t date);

/* Count all numbers below the one returned, of a field that is no text. */
size_t facet_count_indexed(struct facet_counter *counter, const struct field *field,
                           const uint32_t *numbers, size_t count);

#endif
