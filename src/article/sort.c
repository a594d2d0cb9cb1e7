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

enum { FEW = 48 }; /* items that are sorted sooner by insertion */

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

void sort_run(const struct sort *sort, const struct library *library, int64_t now,
              uint32_t *numbers, size_t count)
{
    struct sorter sorter = { .library = library, .terms = library_terms(library), .now = now };
    struct sort_item *items = xreallocarray(NULL, count ? count : 1, 2 * sizeof *items);

    sorter.spare = items + count;
    memcpy(sorter.levels, sort->keys, sort->count * sizeof *sort->keys);
    sorter.level_count = sort->count;
    add_level(&sorter, "date");
    add_level(&sorter, "title");
    add_level(&sorter, "path");
    for (size_t i = 0; i < count; i++)
        items[i].number = numbers[i];
    sort_level(&sorter, items, count, 0);
    for (size_t i = 0; i < count; i++)
        numbers[i] = items[i].number;
    free(sorter.term_ranks);
    free(items);
}
