/* SPDX-License-Identifier: MIT */
/* Articles on their way to an order: each key becomes a number that compares as it does. */
#ifndef ARTICLE_SORT_INTERNAL_H
#define ARTICLE_SORT_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

#include "article/index_parts.h"
#include "article/sort.h"

enum { SORT_TIES = 3 }; /* levels below those that were asked for: date, title, path */

struct sort_item {
    uint64_t key;
    uint32_t number; /* of the article */
};

struct sorter {
    struct sort_key levels[SORT_KEYS_MAX + SORT_TIES];
    size_t level_count;
    const struct library *library;
    const struct terms *terms;
    int64_t now;
    struct sort_item *spare;   /* as many as are sorted */
    const struct index *index; /* of the library, or NULL: sort them without */
    bool whole;                /* it covers all that is sorted */
    uint64_t *term_ranks;      /* by term; NULL until needed */
};

/*
 * Set the keys of n items for this level, from low to high in the order wanted, unknown ones
 * highest: the bits of a double, or the rank of a text among these.
 */
void sort_set_keys(struct sorter *sorter, const struct sort_key *level, struct sort_item *items,
                   size_t n);

/* By the levels of the sorter, stable. */
void sort_by_levels(struct sorter *sorter, uint32_t *numbers, size_t count);

/* ---- sort_memo.c: kept by the library, as long as its index ---- */

struct sort_memo *sort_memo_new(void);
void sort_memo_clear(struct sort_memo *memo); /* the index goes */
void sort_memo_free(struct sort_memo *memo);

/* Sort by what is known of all articles; false when it is better done without. Numbers are in
 * the default order, and of the index if all of them are. */
bool sort_recall(struct sorter *sorter, const struct sort *sort, uint32_t *numbers,
                 size_t count);

#endif
