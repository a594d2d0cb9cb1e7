/* SPDX-License-Identifier: MIT */
#include <endian.h>

#include "article/index_parts.h"

size_t index_group_start(const struct index *index, enum index_group group)
{
    return group == 0 ? 0 : index->header->group_ends[group - 1];
}

size_t index_group_end(const struct index *index, enum index_group group)
{
    return index->header->group_ends[group];
}

struct index_list index_list(const struct index *index, size_t row)
{
    size_t start = row == 0 ? 0 : index->rows[row - 1].end;
    struct index_list list = { .bytes = index->lists + start,
                               .length = index->rows[row].end - start };

    list.is_bits = list.length > 0 &&
                   list.length == bits_words(index->count) * sizeof(uint64_t);
    return list;
}

size_t index_row_of(const struct index *index, enum index_group group, uint32_t key)
{
    size_t low = index_group_start(index, group), end = index_group_end(index, group);

    for (size_t high = end; low < high;) {
        size_t middle = (low + high) / 2;
        if (index->rows[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && index->rows[low].key == key ? low : SIZE_MAX;
}

/* Bits of a list that is a bitset. */
static uint64_t word_at(const struct index *index, struct index_list list, size_t i)
{
    uint64_t word;

    memcpy(&word, list.bytes + i * sizeof word, sizeof word);
    word = le64toh(word);
    return i + 1 == bits_words(index->count) ? word & bits_last(index->count) : word;
}

/* The difference at *at, which moves on. A list that ends within one is damaged: it ends. */
static inline uint32_t read_step(struct index_list list, size_t *at)
{
    uint32_t step = list.bytes[(*at)++];

    if (step < 0x80)
        return step;
    step &= 0x7F;
    for (unsigned shift = 7; *at < list.length && shift < 32; shift += 7) {
        unsigned char byte = list.bytes[(*at)++];
        step |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return step;
}

void index_list_or(const struct index *index, struct index_list list, uint64_t *bits)
{
    if (list.is_bits) {
        for (size_t i = 0, words = bits_words(index->count); i < words; i++)
            bits[i] |= word_at(index, list, i);
        return;
    }
    uint64_t next = 0;
    for (size_t at = 0; at < list.length; next++) {
        next += read_step(list, &at);
        if (next >= index->count)
            return;
        bits_set(bits, next);
    }
}

size_t index_list_count(const struct index *index, struct index_list list, const uint64_t *bits)
{
    size_t count = 0;

    if (list.is_bits) {
        for (size_t i = 0, words = bits_words(index->count); i < words; i++)
            count += (size_t)__builtin_popcountll(bits[i] & word_at(index, list, i));
        return count;
    }
    uint64_t next = 0;
    for (size_t at = 0; at < list.length; next++) {
        next += read_step(list, &at);
        if (next >= index->count)
            break;
        count += bits_has(bits, next);
    }
    return count;
}

void index_flag_or(const struct index *index, enum index_flag flag, uint64_t *bits)
{
    size_t row = index_row_of(index, GROUP_FLAGS, flag);

    if (row != SIZE_MAX)
        index_list_or(index, index_list(index, row), bits);
}
