/* SPDX-License-Identifier: MIT */
/*
 * The order of a list.
 *
 * Each key has its natural direction: dates, heat, quality and words go from high to low, all
 * others, front-matter keys too, from low to high. Articles without a value come last either
 * way; ties are broken by date (newest first), title and path.
 */
#ifndef ARTICLE_SORT_H
#define ARTICLE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/field.h"
#include "article/library.h"
#include "base/arena.h"

enum { SORT_KEYS_MAX = 8 };

/*
 * "hot" is heat that fades: heat / (age in days + 2) ^ 1.5. The 2 keeps the first hours
 * comparable, the 1.5 halves the heat of today in a little over a day and that of last week
 * in five. Without heat or date it is unknown. Within a minute nothing fades.
 */
struct sort_key {
    const struct field *field; /* NULL for hot and front-matter keys */
    const char *name;          /* as written */
    bool hot;
    bool reverse;
};

struct sort {
    struct sort_key keys[SORT_KEYS_MAX]; /* none: by date */
    size_t count;
};

/*
 * Append the key that such a word names: a field, hot or any other front-matter key, with "-"
 * before it turned round. The name is kept in arena. False when there is no name or no room.
 */
bool sort_add(struct sort *sort, struct arena *arena, const char *word, size_t n);

/* Order articles of the library by their numbers, of which the first few are in the default
 * order and in the library's index already, and the others are not in it. */
void sort_run(const struct sort *sort, const struct library *library, int64_t now,
              uint32_t *numbers, size_t count, size_t ordered);

#endif
