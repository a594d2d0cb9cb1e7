/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "article/marks_parts.h"
#include "base/alloc.h"
#include "base/hash.h"

enum { FIRST_SIZE = 256 };

void marks_table_init(struct marks_table *table)
{
    *table = (struct marks_table){ .slot_count = FIRST_SIZE };
    table->slots = xcalloc(table->slot_count, sizeof *table->slots);
}

void marks_table_release(struct marks_table *table)
{
    for (uint32_t i = 0; i < table->count; i++)
        free(table->entries[i].note);
    free(table->bits);
    free(table->entries);
    free(table->slots);
}

/* The slot that leads to this hash, or the empty one where it belongs. */
static uint32_t *find_slot(const struct marks_table *table, uint64_t hash)
{
    size_t i = hash_mix(hash) & (table->slot_count - 1);

    while (table->slots[i] && table->entries[table->slots[i] - 1].hash != hash)
        i = (i + 1) & (table->slot_count - 1);
    return &table->slots[i];
}

static void grow_slots(struct marks_table *table)
{
    free(table->slots);
    table->slot_count *= 2;
    table->slots = xcalloc(table->slot_count, sizeof *table->slots);
    for (uint32_t i = 0; i < table->count; i++)
        *find_slot(table, table->entries[i].hash) = i + 1;
}

uint32_t marks_table_add(struct marks_table *table, uint64_t hash)
{
    uint32_t *slot = find_slot(table, hash);

    if (*slot)
        return *slot - 1;
    if (table->count == UINT32_MAX - 1)
        alloc_die();
    if (table->count == table->size) {
        table->size = table->size ? table->size * 2 : FIRST_SIZE;
        table->bits = xreallocarray(table->bits, table->size, sizeof *table->bits);
        table->entries = xreallocarray(table->entries, table->size, sizeof *table->entries);
    }
    table->bits[table->count] = 0;
    table->entries[table->count] = (struct marks_entry){ .hash = hash };
    *slot = ++table->count;
    if (table->count > table->slot_count / 2)
        grow_slots(table);
    return table->count - 1;
}

uint32_t marks_table_find(const struct marks_table *table, uint64_t hash)
{
    return *find_slot(table, hash) - 1;
}

void marks_table_set_note(struct marks_table *table, uint32_t entry, const char *note, size_t n)
{
    char **old = &table->entries[entry].note;

    table->changes++;
    free(*old);
    *old = n > 0 ? xstrndup(note, n) : NULL;
    if (n > 0)
        table->bits[entry] |= MARK_NOTE;
    else
        table->bits[entry] &= (unsigned char)~MARK_NOTE;
}
