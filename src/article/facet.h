/* SPDX-License-Identifier: MIT */
/* How often each value of a field occurs among some articles. */
#ifndef ARTICLE_FACET_H
#define ARTICLE_FACET_H

#include "article/field.h"
#include "article/library.h"

struct facet_value {
    const char *text; /* cleaned; of the facets */
    size_t count;
};

struct facets {
    struct facet_value *values; /* most first, then by name */
    size_t count;
    size_t without;             /* articles that have no value */
    struct arena arena;
};

/*
 * Over the articles with these numbers. field is a name of the table, or any other
 * front-matter key; dates are counted by year. False when no article of the library has
 * such a field.
 */
bool facets_count(struct facets *facets, const struct library *library, const char *field,
                  const uint32_t *numbers, size_t count);
void facets_release(struct facets *facets);

#endif
