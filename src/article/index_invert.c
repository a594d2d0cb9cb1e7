/* SPDX-License-Identifier: MIT */
/*
 * What articles have, turned into the articles that have it. The first pass writes down what
 * each place has and sums up how long each list will be; the second writes the lists where they
 * belong. So the memory for lists is exact, and both passes can stop after any place.
 */
#include <stdlib.h>

#include "article/index_parts.h"

enum { FIRST_ROOM = 4096, STEP_MAX = 5 /* bytes of a step */ };

static size_t step_size(uint32_t step)
{
    size_t size = 1;

    while (step >>= 7)
        size++;
    return size;
}

static void put_step(unsigned char *bytes, uint32_t *at, uint32_t step)
{
    for (; step >= 0x80; step >>= 7)
        bytes[(*at)++] = (unsigned char)(step | 0x80);
    bytes[(*at)++] = (unsigned char)step;
}

static void write_down(struct index_invert *invert, uint32_t number)
{
    if (invert->room - invert->length < STEP_MAX) {
        invert->room = invert->room ? 2 * invert->room : FIRST_ROOM;
        invert->stream = xreallocarray(invert->stream, invert->room, 1);
    }
    while (number >= 0x80) {
        invert->stream[invert->length++] = (unsigned char)(number | 0x80);
        number >>= 7;
    }
    invert->stream[invert->length++] = (unsigned char)number;
}

static uint32_t read_back(struct index_invert *invert)
{
    uint32_t number = 0;
    unsigned shift = 0;
    unsigned char byte;

    do {
        byte = invert->stream[invert->read++];
        number |= (uint32_t)(byte & 0x7F) << shift;
        shift += 7;
    } while (byte >= 0x80);
    return number;
}

static struct index_tally *tally_of(struct index_group_tallies *tallies, uint32_t key)
{
    if (key >= tallies->size) {
        size_t size = 2 * (size_t)key + 16;
        tallies->list = xreallocarray(tallies->list, size, sizeof *tallies->list);
        memset(tallies->list + tallies->size, 0,
               (size - tallies->size) * sizeof *tallies->list);
        tallies->size = size;
    }
    if (key >= tallies->count)
        tallies->count = (size_t)key + 1;
    return &tallies->list[key];
}

void index_invert_add(struct index_invert *invert, enum index_group group, uint32_t place,
                      uint32_t key)
{
    struct index_tally *tally = tally_of(&invert->groups[group], key);

    if (tally->last == place + 1)
        return;
    tally->bytes += (uint32_t)step_size(place - tally->last);
    tally->last = place + 1;
    tally->count++;
    write_down(invert, key + 1);
}

void index_invert_end(struct index_invert *invert)
{
    write_down(invert, 0);
}

/* Where each list of a group goes. Words have rows even when they are not in this group. */
static void turn_group(struct index_invert *invert, enum index_group group, size_t keys,
                       struct index_row *rows, size_t *count, uint64_t *end)
{
    struct index_group_tallies *tallies = &invert->groups[group];
    bool all = group == GROUP_TITLE || group == GROUP_EXCERPT;
    size_t whole = bits_words(invert->places) * sizeof(uint64_t);

    for (uint32_t key = 0; key < keys; key++) {
        struct index_tally *tally = tally_of(tallies, key);
        if (tally->count == 0 && !all)
            continue;
        tally->is_bits = tally->bytes >= whole && whole > 0;
        size_t length = tally->is_bits ? whole : tally->bytes;
        tally->bytes = (uint32_t)*end;
        tally->last = 0;
        *end += length;
        rows[*count] = (struct index_row){ .key = key, .end = (uint32_t)*end };
        *count += 1;
    }
}

bool index_invert_turn(struct index_invert *invert, struct index_header *header,
                       struct index_row **rows, size_t *row_count, size_t *list_bytes)
{
    size_t most = 0, count = 0;
    uint64_t end = 0;

    for (int group = 0; group < GROUPS; group++) {
        size_t keys = invert->groups[group].count;
        most += keys > header->words ? keys : header->words;
    }
    *rows = xreallocarray(NULL, most + 1, sizeof **rows);
    for (int group = 0; group < GROUPS; group++) {
        bool words = group == GROUP_TITLE || group == GROUP_EXCERPT;
        size_t keys = words ? header->words : invert->groups[group].count;
        turn_group(invert, (enum index_group)group, keys, *rows, &count, &end);
        header->group_ends[group] = (uint32_t)count;
    }
    *rows = xreallocarray(*rows, count + 1, sizeof **rows);
    *row_count = count;
    *list_bytes = (size_t)end;
    return end <= UINT32_MAX;
}

void index_invert_write(struct index_invert *invert, uint32_t place, unsigned char *lists)
{
    for (int group = 0; group < GROUPS; group++) {
        for (uint32_t key; (key = read_back(invert)) > 0;) {
            struct index_tally *tally = &invert->groups[group].list[key - 1];
            if (tally->is_bits)
                lists[tally->bytes + place / 8] |= (unsigned char)(1u << place % 8);
            else
                put_step(lists, &tally->bytes, place - tally->last);
            tally->last = place + 1;
        }
    }
}

void index_invert_release(struct index_invert *invert)
{
    for (int group = 0; group < GROUPS; group++)
        free(invert->groups[group].list);
    free(invert->stream);
    *invert = (struct index_invert){ 0 };
}
