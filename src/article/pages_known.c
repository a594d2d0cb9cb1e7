/* SPDX-License-Identifier: MIT */
#include "article/pages_known.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/hash.h"

enum { FIRST_SIZE = 256 };

void pages_known_clear(struct pages_known *known)
{
    free(known->slots);
    *known = (struct pages_known){ .size = FIRST_SIZE, .changes = known->changes + 1 };
    known->slots = xcalloc(known->size, sizeof *known->slots);
}

void pages_known_release(struct pages_known *known)
{
    free(known->slots);
    known->slots = NULL;
}

/* Where this hash is, or the empty slot where it belongs. */
static size_t find(const struct pages_known *known, uint64_t hash)
{
    size_t i = hash_mix(hash) & (known->size - 1);

    while (known->slots[i].hash && known->slots[i].hash != hash)
        i = (i + 1) & (known->size - 1);
    return i;
}

static void grow(struct pages_known *known)
{
    struct pages_known larger = { .count = known->count,
                                  .size = known->size * 2,
                                  .changes = known->changes };

    larger.slots = xcalloc(larger.size, sizeof *larger.slots);
    for (size_t i = 0; i < known->size; i++)
        if (known->slots[i].hash)
            larger.slots[find(&larger, known->slots[i].hash)] = known->slots[i];
    free(known->slots);
    *known = larger;
}

void pages_known_add(struct pages_known *known, uint64_t hash, int verdict)
{
    size_t i = find(known, hash);

    if (!known->slots[i].hash) {
        if (++known->count > known->size / 2) {
            grow(known);
            i = find(known, hash);
        }
    }
    known->slots[i] = (struct pages_known_slot){ .hash = hash, .verdict = verdict };
    known->changes++;
}

/* Whatever a search went past this one for moves up. */
void pages_known_remove(struct pages_known *known, uint64_t hash)
{
    size_t hole = find(known, hash), mask = known->size - 1;

    if (!known->slots[hole].hash)
        return;
    known->count--;
    known->changes++;
    for (size_t i = (hole + 1) & mask; known->slots[i].hash; i = (i + 1) & mask) {
        size_t home = hash_mix(known->slots[i].hash) & mask;
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            known->slots[hole] = known->slots[i];
            hole = i;
        }
    }
    known->slots[hole].hash = 0;
}

int pages_known_verdict(const struct pages_known *known, uint64_t hash)
{
    const struct pages_known_slot *slot = &known->slots[find(known, hash)];

    return hash && slot->hash ? slot->verdict : -1;
}
