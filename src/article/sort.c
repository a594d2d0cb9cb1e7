/* SPDX-License-Identifier: MIT */
/*
 * Level by level: articles whose keys are equal are sorted by the next key among themselves.
 */
#include "article/sort.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"
#include "article/sort_internal.h"
#include "base/alloc.h"
#include "base/text.h"

enum {
    FEW = 48,    /* items that are sorted sooner by insertion */
    MINUTE = 60, /* seconds */
};

static bool is_name_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '_' || c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

bool sort_add(struct sort *sort, struct arena *arena, const char *word, size_t n)
{
    struct sort_key key = { .reverse = n > 0 && *word == '-' };

    word += key.reverse;
    n -= key.reverse;
    if (n == 0 || *word == '-' || sort->count == SORT_KEYS_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_name_byte(word[i]))
            return false;
    key.name = arena_strndup(arena, word, n);
    key.hot = strcasecmp(key.name, "hot") == 0;
    key.field = key.hot ? NULL : query_field(word, n);
    sort->keys[sort->count++] = key;
    return true;
}

/* Stable, by insertion. */
static void sort_few(struct sort_item *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct sort_item item = items[i];
        size_t j = i;
        for (; j > 0 && items[j - 1].key > item.key; j--)
            items[j] = items[j - 1];
        items[j] = item;
    }
}

/* Stable, one pass for each byte of the keys in which they differ, the lowest first. */
static void sort_many(struct sort_item *items, size_t n, struct sort_item *spare)
{
    enum { BYTES = sizeof(uint64_t), VALUES = 256 };
    uint32_t counts[BYTES][VALUES] = { 0 };
    struct sort_item *from = items, *to = spare;

    for (size_t i = 0; i < n; i++)
        for (int byte = 0; byte < BYTES; byte++)
            counts[byte][items[i].key >> 8 * byte & 0xFF]++;
    for (int byte = 0; byte < BYTES; byte++) {
        uint32_t *places = counts[byte], sum = 0;
        if (places[items[0].key >> 8 * byte & 0xFF] == n)
            continue;
        for (int value = 0; value < VALUES; value++) {
            uint32_t count = places[value];
            places[value] = sum;
            sum += count;
        }
        for (size_t i = 0; i < n; i++)
            to[places[from[i].key >> 8 * byte & 0xFF]++] = from[i];
        struct sort_item *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != items)
        memcpy(items, from, n * sizeof *items);
}

/* As deep as there are levels. */
static void sort_level(struct sorter *sorter, struct sort_item *items, size_t n, size_t level)
{
    if (n < 2 || level == sorter->level_count)
        return;
    sort_set_keys(sorter, &sorter->levels[level], items, n);
    if (n <= FEW)
        sort_few(items, n);
    else
        sort_many(items, n, sorter->spare);
    for (size_t start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && items[end].key == items[start].key;)
            end++;
        /* The keys of the run are written over, which nothing looks at any more. */
        sort_level(sorter, items + start, end - start, level + 1);
    }
}

static void add_level(struct sorter *sorter, const char *name)
{
    sorter->levels[sorter->level_count++] =
        (struct sort_key){ .field = field_find(name, strlen(name)), .name = name };
}

void sort_by_levels(struct sorter *sorter, uint32_t *numbers, size_t count)
{
    struct sort_item *items = xreallocarray(NULL, count ? count : 1, 2 * sizeof *items);

    sorter->spare = items + count;
    for (size_t i = 0; i < count; i++)
        items[i].number = numbers[i];
    sort_level(sorter, items, count, 0);
    for (size_t i = 0; i < count; i++)
        numbers[i] = items[i].number;
    free(sorter->term_ranks);
    sorter->term_ranks = NULL;
    free(items);
}

static void add_default_levels(struct sorter *sorter)
{
    add_level(sorter, "date");
    add_level(sorter, "title");
    add_level(sorter, "path");
}

/* In the default order, newest first. */
static bool comes_before(const struct article *a, const struct article *b)
{
    if (a->date != b->date)
        return a->date > b->date; /* none is the lowest */
    int result = text_compare_folded(a->title, b->title);
    return result ? result < 0 : strcmp(a->path, b->path) < 0;
}

/* Take the articles after the first few, in order too, to their places among them. */
static void merge(const struct library *library, uint32_t *numbers, size_t count,
                  size_t ordered)
{
    size_t left = ordered, right = count - ordered;
    uint32_t *late = xreallocarray(NULL, right + 1, sizeof *late);

    memcpy(late, numbers + ordered, right * sizeof *late);
    while (right > 0) {
        const struct article *article = library_article(library, late[right - 1]);
        size_t low = 0;
        for (size_t high = left; low < high;) {
            size_t middle = (low + high) / 2;
            if (comes_before(article, library_article(library, numbers[middle])))
                high = middle;
            else
                low = middle + 1;
        }
        memmove(numbers + low + right, numbers + low, (left - low) * sizeof *numbers);
        left = low;
        right--;
        numbers[left + right] = late[right];
    }
    free(late);
}

static bool is_default(const struct sort *sort)
{
    return sort->count == 0 ||
           (sort->count == 1 && sort->keys[0].field &&
            strcmp(sort->keys[0].field->name, "date") == 0 && !sort->keys[0].reverse);
}

void sort_run(const struct sort *sort, const struct library *library, int64_t now,
              uint32_t *numbers, size_t count, size_t ordered)
{
    struct sorter sorter = {
        .library = library,
        .terms = library_terms(library),
        .now = now - now % MINUTE,
    };

    if (ordered == 0) {
        memcpy(sorter.levels, sort->keys, sort->count * sizeof *sort->keys);
        sorter.level_count = sort->count;
        add_default_levels(&sorter);
        sort_by_levels(&sorter, numbers, count);
        return;
    }
    if (ordered < count) {
        add_default_levels(&sorter);
        sort_by_levels(&sorter, numbers + ordered, count - ordered);
        merge(library, numbers, count, ordered);
    }
    if (is_default(sort))
        return;
    memcpy(sorter.levels, sort->keys, sort->count * sizeof *sort->keys);
    sorter.level_count = sort->count;
    sorter.index = library_index(library);
    sorter.whole = ordered == count;
    if (!sort_recall(&sorter, sort, numbers, count))
        sort_by_levels(&sorter, numbers, count);
}
