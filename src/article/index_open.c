/* SPDX-License-Identifier: MIT */
/*
 * Whether bytes are an index. Numbers that lead to other bytes are checked here, each once;
 * what lists hold is checked where it is read, as there is much of it.
 */
#include <stdlib.h>

#include "article/index_parts.h"

static bool has_length(const struct index *index, enum index_section_name name, uint64_t count,
                       size_t size)
{
    /* No section is that long. */
    return count <= UINT32_MAX && index->sections[name].length == count * size;
}

static bool check_header(const struct index *index, size_t articles, size_t terms)
{
    const struct index_header *header = index->header;

    return memcmp(header->magic, INDEX_MAGIC, sizeof header->magic) == 0 &&
           header->layout == index_layout() && header->count <= articles &&
           header->terms <= terms && header->words <= UINT32_MAX &&
           header->grams <= UINT32_MAX &&
           has_length(index, SECTION_ORDER, header->count, sizeof *index->order) &&
           has_length(index, SECTION_PLACES, header->count, sizeof *index->places) &&
           has_length(index, SECTION_STARTS, header->words + header->grams + 1,
                      sizeof *index->starts) &&
           has_length(index, SECTION_ROWS, header->group_ends[GROUPS - 1], sizeof *index->rows);
}

/* All numbers, each once. */
static bool check_order(const struct index *index)
{
    for (size_t place = 0; place < index->count; place++)
        if (index->order[place] >= index->count || index->places[index->order[place]] != place)
            return false;
    return true;
}

static bool check_words(const struct index *index)
{
    const struct index_header *header = index->header;
    size_t count = (size_t)(header->words + header->grams);

    if (index->starts[0] != 1 || header->word_bytes != index->starts[header->words] ||
        index->sections[SECTION_WORDS].length != index->starts[count])
        return false;
    for (size_t i = 0; i < count; i++)
        if (index->starts[i + 1] <= index->starts[i])
            return false;
    return true;
}

/* One more than the largest key of a group. */
static uint64_t keys_of(const struct index *index, enum index_group group)
{
    const struct index_header *header = index->header;

    switch (group) {
    case GROUP_TITLE:
    case GROUP_EXCERPT:
        return header->words;
    case GROUP_GRAMS:
        return header->grams;
    case GROUP_FLAGS:
        return INDEX_FLAGS;
    default:
        return header->terms + 1;
    }
}

static bool check_group(const struct index *index, enum index_group group)
{
    size_t start = index_group_start(index, group), end = index_group_end(index, group);
    bool all = group == GROUP_TITLE || group == GROUP_EXCERPT;
    uint64_t keys = keys_of(index, group);

    if (start > end || end > index->header->group_ends[GROUPS - 1] ||
        (all && end - start != keys))
        return false;
    for (size_t row = start; row < end; row++)
        if (index->rows[row].key >= keys ||
            (row > start && index->rows[row].key <= index->rows[row - 1].key))
            return false;
    return true;
}

static bool check_rows(const struct index *index)
{
    size_t rows = index->header->group_ends[GROUPS - 1];
    uint32_t end = 0;

    for (int group = 0; group < GROUPS; group++)
        if (!check_group(index, (enum index_group)group))
            return false;
    for (size_t row = 0; row < rows; row++) {
        if (index->rows[row].end < end)
            return false;
        end = index->rows[row].end;
    }
    return end == index->sections[SECTION_LISTS].length;
}

static bool check_columns(const struct index *index)
{
    size_t length = index->sections[SECTION_COLUMNS].length;

    for (size_t i = 0; i < INDEX_FIELDS_MAX; i++) {
        const struct index_column *column = &index->header->columns[i];
        if (column->width == 0)
            continue;
        if ((column->width & (column->width - 1)) != 0 || column->width > 8 ||
            column->offset > length || (length - column->offset) / column->width < index->count)
            return false;
    }
    return true;
}

struct index *index_open(const struct index_section sections[INDEX_SECTIONS], size_t articles,
                         size_t terms)
{
    for (size_t i = 0; i < INDEX_SECTIONS; i++)
        if (!sections[i].bytes || (uintptr_t)sections[i].bytes % 8 != 0)
            return NULL;
    if (sections[SECTION_HEADER].length != sizeof(struct index_header))
        return NULL;
    struct index *index = xcalloc(1, sizeof *index);
    memcpy(index->sections, sections, sizeof index->sections);
    index_attach(index);
    if (check_header(index, articles, terms) && check_order(index) && check_words(index) &&
        check_rows(index) && check_columns(index))
        return index;
    index_free(index);
    return NULL;
}
