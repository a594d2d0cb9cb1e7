/* SPDX-License-Identifier: MIT */
#include "article/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/hash.h"

struct entry {
    uint64_t key; /* 0: empty */
    unsigned marks;
};

struct marks {
    struct entry *entries; /* open addressing, linear probing; size is a power of two */
    size_t size, used;
};

enum { FIRST_SIZE = 256 };

struct marks *marks_new(void)
{
    struct marks *marks = xcalloc(1, sizeof *marks);

    marks->size = FIRST_SIZE;
    marks->entries = xcalloc(marks->size, sizeof *marks->entries);
    return marks;
}

void marks_free(struct marks *marks)
{
    if (!marks)
        return;
    free(marks->entries);
    free(marks);
}

static uint64_t key_of(const struct article *article)
{
    const char *name = article_address(article);

    if (!*name)
        name = article->path;
    uint64_t key = hash_bytes(HASH_START, name, strlen(name));
    return key ? key : 1;
}

/* The entry of this key, or the empty one where it belongs. */
static struct entry *find(const struct marks *marks, uint64_t key)
{
    size_t i = hash_mix(key) & (marks->size - 1);

    while (marks->entries[i].key && marks->entries[i].key != key)
        i = (i + 1) & (marks->size - 1);
    return &marks->entries[i];
}

static void grow(struct marks *marks)
{
    struct marks larger = { .size = marks->size * 2, .used = marks->used };

    larger.entries = xcalloc(larger.size, sizeof *larger.entries);
    for (size_t i = 0; i < marks->size; i++)
        if (marks->entries[i].key)
            *find(&larger, marks->entries[i].key) = marks->entries[i];
    free(marks->entries);
    *marks = larger;
}

unsigned marks_get(const struct marks *marks, const struct article *article)
{
    return find(marks, key_of(article))->marks;
}

bool marks_set(struct marks *marks, const struct article *article, unsigned mask, bool on)
{
    uint64_t key = key_of(article);
    struct entry *entry = find(marks, key);
    unsigned now = on ? entry->marks | mask : entry->marks & ~mask;

    if (now == entry->marks)
        return false;
    if (!entry->key) {
        if (marks->used >= marks->size / 2) {
            grow(marks);
            entry = find(marks, key);
        }
        entry->key = key;
        marks->used++;
    }
    entry->marks = now;
    return true;
}
