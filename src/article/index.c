/* SPDX-License-Identifier: MIT */
#include "article/index.h"

#include <stdlib.h>

#include "article/index_parts.h"
#include "base/hash.h"

/* To be raised with every change of what the sections hold. */
enum { LAYOUT_VERSION = 1 };

uint64_t index_layout(void)
{
    const uint32_t numbers[] = { LAYOUT_VERSION, 0x01020304, GROUPS,
                                 sizeof(struct index_header), sizeof(struct index_row) };
    uint64_t hash = hash_bytes(HASH_START, numbers, sizeof numbers);

    for (size_t i = 0; i < field_count; i++) {
        hash = hash_bytes(hash, fields[i].name, strlen(fields[i].name) + 1);
        hash = hash_bytes(hash, &fields[i].type, sizeof fields[i].type);
    }
    return hash;
}

void index_attach(struct index *index)
{
    const struct index_section *sections = index->sections;

    index->header = sections[SECTION_HEADER].bytes;
    index->count = (size_t)index->header->count;
    index->order = sections[SECTION_ORDER].bytes;
    index->places = sections[SECTION_PLACES].bytes;
    index->words = sections[SECTION_WORDS].bytes;
    index->starts = sections[SECTION_STARTS].bytes;
    index->rows = sections[SECTION_ROWS].bytes;
    index->lists = sections[SECTION_LISTS].bytes;
    index->columns = sections[SECTION_COLUMNS].bytes;
}

void index_free(struct index *index)
{
    if (!index)
        return;
    for (size_t i = 0; i < INDEX_SECTIONS && index->owned; i++)
        free((void *)index->sections[i].bytes);
    free(index);
}

size_t index_count(const struct index *index)
{
    return index->count;
}

const uint32_t *index_order(const struct index *index)
{
    return index->order;
}

size_t index_memory(const struct index *index)
{
    size_t sum = sizeof *index;

    for (size_t i = 0; i < INDEX_SECTIONS; i++)
        sum += index->sections[i].length;
    return sum;
}

void index_sections(const struct index *index, struct index_section sections[INDEX_SECTIONS])
{
    memcpy(sections, index->sections, sizeof index->sections);
}

size_t index_numbers(const struct library *library, const uint64_t *places, uint32_t *numbers)
{
    const struct index *index = library_index(library);
    bool all = library_live(library) == library_count(library);
    size_t count = 0;

    for (size_t i = 0, words = bits_words(index->count); i < words; i++) {
        for (uint64_t word = places[i]; word != 0; word &= word - 1) {
            uint32_t number = index->order[i * BITS_A_WORD + (size_t)__builtin_ctzll(word)];
            if (all || !library_is_gone(library, number))
                numbers[count++] = number;
        }
    }
    return count;
}

size_t index_live(const struct library *library, const uint64_t *places)
{
    const struct index *index = library_index(library);
    size_t count = bits_count(places, index->count);

    if (library_live(library) == library_count(library))
        return count;
    for (size_t i = 0; i < index->count; i++)
        count -= library_is_gone(library, i) && bits_has(places, index->places[i]);
    return count;
}
