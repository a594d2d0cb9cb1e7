/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "article/index_parts.h"
#include "base/hash.h"

enum { FIRST_WORDS = 1024, FIRST_BYTES = 16 * 1024 };

void index_vocabulary_init(struct index_vocabulary *vocabulary)
{
    *vocabulary = (struct index_vocabulary){ .size = FIRST_WORDS,
                                             .room = FIRST_BYTES,
                                             .secret = hash_secret() };
    vocabulary->bytes = xmalloc(vocabulary->room);
    vocabulary->starts = xcalloc(vocabulary->size, sizeof *vocabulary->starts);
    vocabulary->hashes = xcalloc(vocabulary->size, sizeof *vocabulary->hashes);
    vocabulary->slot_count = (size_t)2 * FIRST_WORDS;
    vocabulary->slots = xcalloc(vocabulary->slot_count, sizeof *vocabulary->slots);
    vocabulary->bytes[vocabulary->length++] = '\n';
    vocabulary->starts[0] = 1;
}

static void grow(struct index_vocabulary *vocabulary)
{
    size_t mask;

    vocabulary->size *= 2;
    vocabulary->starts =
        xreallocarray(vocabulary->starts, vocabulary->size, sizeof *vocabulary->starts);
    if (!vocabulary->hashes)
        return; /* forgotten: nothing is looked up any more */
    vocabulary->hashes =
        xreallocarray(vocabulary->hashes, vocabulary->size, sizeof *vocabulary->hashes);
    free(vocabulary->slots);
    vocabulary->slot_count *= 2;
    vocabulary->slots = xcalloc(vocabulary->slot_count, sizeof *vocabulary->slots);
    mask = vocabulary->slot_count - 1;
    for (size_t word = 0; word < vocabulary->count; word++) {
        size_t i = vocabulary->hashes[word] & mask;
        while (vocabulary->slots[i] != 0)
            i = (i + 1) & mask;
        vocabulary->slots[i] = (uint32_t)word + 1;
    }
}

void index_vocabulary_append(struct index_vocabulary *vocabulary, const char *s, size_t n)
{
    if (vocabulary->length + n + 1 > UINT32_MAX) {
        vocabulary->too_large = true;
        return;
    }
    if (vocabulary->count + 1 == vocabulary->size)
        grow(vocabulary);
    if (vocabulary->room - vocabulary->length < n + 1) {
        vocabulary->room = 2 * (vocabulary->room + n);
        vocabulary->bytes = xreallocarray(vocabulary->bytes, vocabulary->room, 1);
    }
    memcpy(vocabulary->bytes + vocabulary->length, s, n);
    vocabulary->length += n;
    vocabulary->bytes[vocabulary->length++] = '\n';
    vocabulary->starts[++vocabulary->count] = (uint32_t)vocabulary->length;
}

uint32_t index_vocabulary_add(struct index_vocabulary *vocabulary, const char *s, size_t n)
{
    uint32_t hash = (uint32_t)hash_mix(hash_bytes(vocabulary->secret, s, n));
    size_t mask = vocabulary->slot_count - 1, i = hash & mask;

    for (; vocabulary->slots[i] != 0; i = (i + 1) & mask) {
        uint32_t word = vocabulary->slots[i] - 1;
        uint32_t start = vocabulary->starts[word];
        if (vocabulary->hashes[word] == hash && vocabulary->starts[word + 1] - 1 - start == n &&
            memcmp(vocabulary->bytes + start, s, n) == 0)
            return word;
    }
    uint32_t word = (uint32_t)vocabulary->count;
    /* Known to the table before it may grow, which goes by the hashes. */
    vocabulary->hashes[word] = hash;
    index_vocabulary_append(vocabulary, s, n);
    if (vocabulary->too_large)
        return 0;
    for (mask = vocabulary->slot_count - 1, i = hash & mask; vocabulary->slots[i] != 0;)
        i = (i + 1) & mask;
    vocabulary->slots[i] = word + 1;
    return word;
}

void index_vocabulary_forget(struct index_vocabulary *vocabulary)
{
    free(vocabulary->hashes);
    free(vocabulary->slots);
    vocabulary->hashes = vocabulary->slots = NULL;
}

void index_vocabulary_release(struct index_vocabulary *vocabulary)
{
    index_vocabulary_forget(vocabulary);
    free(vocabulary->bytes);
    free(vocabulary->starts);
    *vocabulary = (struct index_vocabulary){ 0 };
}
