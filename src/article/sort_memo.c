/* SPDX-License-Identifier: MIT */
/*
 * The order of all articles of an index, as it was asked for last: while somebody types, the
 * filter changes and the order does not, so that the next list is picked from this one.
 */
#include <stdlib.h>
#include <string.h>

#include "article/library_parts.h"
#include "article/sort_internal.h"
#include "base/alloc.h"

enum { SHARE = 8 /* one article in so many is sooner sorted than picked */ };

struct sort_memo {
    struct sort_key keys[SORT_KEYS_MAX];
    size_t key_count;
    int64_t now;
    uint32_t *numbers; /* of all that the index covers, or NULL */
};

struct sort_memo *sort_memo_new(void)
{
    return xcalloc(1, sizeof(struct sort_memo));
}

void sort_memo_clear(struct sort_memo *memo)
{
    free(memo->numbers);
    memo->numbers = NULL;
}

void sort_memo_free(struct sort_memo *memo)
{
    sort_memo_clear(memo);
    free(memo);
}

/* What a front-matter key holds is understood by what the others hold that are sorted with it.
 */
static bool is_of_all(const struct sort *sort)
{
    for (size_t i = 0; i < sort->count; i++)
        if (!sort->keys[i].field && !sort->keys[i].hot)
            return false;
    return true;
}

static bool is_same(const struct sort_key *a, const struct sort_key *b)
{
    return a->field == b->field && a->hot == b->hot && a->reverse == b->reverse;
}

static bool is_known(const struct sort_memo *memo, const struct sort *sort, int64_t now)
{
    if (!memo->numbers || memo->key_count != sort->count)
        return false;
    for (size_t i = 0; i < sort->count; i++)
        if (!is_same(&memo->keys[i], &sort->keys[i]) || (sort->keys[i].hot && memo->now != now))
            return false;
    return true;
}

static void remember(struct sort_memo *memo, struct sorter *sorter, const struct sort *sort)
{
    size_t n = sorter->index->count;

    memcpy(memo->keys, sort->keys, sort->count * sizeof *sort->keys);
    memo->key_count = sort->count;
    memo->now = sorter->now;
    memo->numbers = xreallocarray(memo->numbers, n, sizeof *memo->numbers);
    memcpy(memo->numbers, sorter->index->order, n * sizeof *memo->numbers);
    sort_by_levels(sorter, memo->numbers, n);
}

bool sort_recall(struct sorter *sorter, const struct sort *sort, uint32_t *numbers,
                 size_t count)
{
    struct sort_memo *memo = sorter->library->sorted;
    size_t n = sorter->index->count, at = 0;

    if (!sorter->whole || count <= n / SHARE || !is_of_all(sort))
        return false;
    if (!is_known(memo, sort, sorter->now))
        remember(memo, sorter, sort);
    uint64_t *asked = bits_new(n);
    for (size_t i = 0; i < count; i++)
        bits_set(asked, numbers[i]);
    for (size_t i = 0; i < n && at < count; i++) {
        numbers[at] = memo->numbers[i];
        at += bits_has(asked, memo->numbers[i]);
    }
    free(asked);
    return true;
}
