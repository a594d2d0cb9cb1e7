/* SPDX-License-Identifier: MIT */
/*
 * The first keys of a needle are the worst: half of all words contain "e". For the one to three
 * characters that would cost most to look up the answer is kept.
 */
#include <stdlib.h>

#include "article/index_parts.h"
#include "base/hash.h"
#include "base/text.h"

enum {
    FIRST_SLOTS = 4096,
    CHARACTERS = 3,
    CHARACTER_BITS = 21,
    /* A needle may go through so many entries of lists for each article there is; what costs
     * more is kept. The rest is bounded by it, as is the number of those kept: all words of an
     * article have some hundred grams. */
    COST_AN_ARTICLE = 2,
};

static struct index_gram *slot_of(const struct index_grams *grams, uint64_t key)
{
    size_t mask = grams->slot_count - 1, i = hash_mix(key * HASH_START) & mask;

    while (grams->slots[i].key != 0 && grams->slots[i].key != key)
        i = (i + 1) & mask;
    return &grams->slots[i];
}

static void grow(struct index_grams *grams)
{
    struct index_grams larger = { .slot_count = grams->slot_count ? 2 * grams->slot_count
                                                                  : FIRST_SLOTS };

    larger.slots = xcalloc(larger.slot_count, sizeof *larger.slots);
    for (size_t i = 0; i < grams->slot_count; i++)
        if (grams->slots[i].key != 0)
            *slot_of(&larger, grams->slots[i].key) = grams->slots[i];
    free(grams->slots);
    grams->slots = larger.slots;
    grams->slot_count = larger.slot_count;
}

static uint64_t lowest(int characters)
{
    return (UINT64_C(1) << characters * CHARACTER_BITS) - 1;
}

/* The characters of a word, and the grams that end with each. */
struct cursor {
    const char *s;
    size_t n, at;
    uint64_t key;
    int shorter; /* grams that end here and were not given yet */
};

static bool next_gram(struct cursor *cursor, uint64_t *key)
{
    for (;;) {
        if (cursor->shorter == 0) {
            uint32_t c;
            if (cursor->at == cursor->n)
                return false;
            cursor->at += text_decode(cursor->s + cursor->at, cursor->n - cursor->at, &c);
            cursor->key = (cursor->key << CHARACTER_BITS | c) & lowest(CHARACTERS);
            cursor->shorter = CHARACTERS;
        }
        *key = cursor->key & lowest(cursor->shorter);
        /* Near the start of the word there are not that many characters. */
        if (*key > lowest(--cursor->shorter))
            return true;
    }
}

static struct cursor cursor_of(const struct index *index, size_t word)
{
    return (struct cursor){
        .s = index->words + index->starts[word],
        .n = index->starts[word + 1] - 1 - index->starts[word],
    };
}

bool index_grams_weigh(struct index_grams *grams, const struct index *index,
                       const uint32_t *costs, size_t most)
{
    size_t words = index->header->words;

    for (; grams->word < words && most > 0; grams->word++) {
        struct cursor cursor = cursor_of(index, grams->word);
        most -= cursor.n < most ? cursor.n : most;
        if (costs[grams->word] == 0)
            continue;
        for (uint64_t key; next_gram(&cursor, &key);) {
            if (2 * grams->used >= grams->slot_count)
                grow(grams);
            struct index_gram *gram = slot_of(grams, key);
            grams->used += gram->key == 0;
            gram->key = key;
            uint32_t cost = gram->cost + costs[grams->word];
            gram->cost = cost < gram->cost ? UINT32_MAX : cost;
        }
    }
    return grams->word == words;
}

void index_grams_choose(struct index_grams *grams, const struct index *index)
{
    uint64_t limit = (uint64_t)COST_AN_ARTICLE * index->count;

    for (size_t i = 0; i < grams->slot_count; i++) {
        struct index_gram *gram = &grams->slots[i];
        if (gram->cost <= limit)
            continue;
        grams->heavy =
            xreallocarray(grams->heavy, grams->heavy_count + 1, sizeof *grams->heavy);
        grams->heavy[grams->heavy_count++] = gram->key;
        gram->heavy = (uint32_t)grams->heavy_count;
    }
    grams->word = 0;
}

size_t index_gram_text(uint64_t key, char out[INDEX_GRAM_MAX])
{
    struct buf text = BUF_INIT(INDEX_GRAM_MAX - 1);

    for (int i = CHARACTERS - 1; i >= 0; i--) {
        uint32_t c = key >> i * CHARACTER_BITS & ((1u << CHARACTER_BITS) - 1);
        if (c != 0)
            text_encode(&text, c);
    }
    size_t n = text.len;
    memcpy(out, buf_str(&text), n + 1);
    buf_release(&text);
    return n;
}

static void or_word(const struct index *index, size_t word, uint64_t *bits)
{
    index_list_or(index, index_list(index, index_group_start(index, GROUP_TITLE) + word), bits);
    index_list_or(index, index_list(index, index_group_start(index, GROUP_EXCERPT) + word),
                  bits);
}

bool index_grams_fill(struct index_grams *grams, const struct index *index, uint64_t *bits,
                      size_t most)
{
    size_t words = index->header->words, width = bits_words(index->count);

    if (grams->heavy_count == 0)
        return true;
    for (; grams->word < words && most > 0; grams->word++, most--) {
        struct cursor cursor = cursor_of(index, grams->word);
        for (uint64_t key; next_gram(&cursor, &key);) {
            const struct index_gram *gram = slot_of(grams, key);
            if (gram->heavy)
                or_word(index, grams->word, bits + (gram->heavy - 1) * width);
        }
    }
    return grams->word == words;
}

void index_grams_release(struct index_grams *grams)
{
    free(grams->slots);
    free(grams->heavy);
    *grams = (struct index_grams){ 0 };
}
