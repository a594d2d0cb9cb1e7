/* SPDX-License-Identifier: MIT */
/* How often each value of a field occurs among some articles. */
#ifndef ARTICLE_FACET_H
#define ARTICLE_FACET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/field.h"
#include "article/library.h"
#include "base/arena.h"

struct facet_value {
    const char *text; /* cleaned; of the facets */
    size_t count;
};

struct facets {
    struct facet_value *values; /* most first, then by name */
    size_t count;
    size_t without; /* articles that have no value */
    struct arena arena;
};

/*
 * Over the articles with these numbers. field is a name of the table, or any other front-matter
 * key; "date" is counted by year (2021), and there are "month" (2021-03) and "day"
 * (2021-03-04), in local time; numbers are counted as they are. False, and nothing counted,
 * when the name is neither a field nor a key of any article of the library.
 */
bool facets_count(struct facets *facets, const struct library *library, const char *field,
                  const uint32_t *numbers, size_t count);
void facets_release(struct facets *facets);

#endif
