/* SPDX-License-Identifier: MIT */
#include "article/terms.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/hash.h"

struct entry {
    const char *text;
    uint32_t len;
    uint32_t hash;
};

struct terms {
    struct entry *entries; /* by number; 0 is the empty string */
    size_t count, room;    /* of entries, the empty one included */
    term *slots;           /* open addressing, TERM_NONE is free */
    size_t slot_count;     /* a power of two, at least twice count */
    struct arena strings;
    uint64_t secret; /* of the hashes */
};

enum { FIRST_ENTRIES = 32 };

struct terms *terms_new(void)
{
    struct terms *terms = xcalloc(1, sizeof *terms);

    terms->room = FIRST_ENTRIES;
    terms->entries = xcalloc(terms->room, sizeof *terms->entries);
    terms->slot_count = (size_t)2 * FIRST_ENTRIES;
    terms->slots = xcalloc(terms->slot_count, sizeof *terms->slots);
    arena_init(&terms->strings);
    terms->secret = hash_secret();
    terms->entries[0].text = "";
    terms->count = 1;
    return terms;
}

void terms_free(struct terms *terms)
{
    if (!terms)
        return;
    arena_release(&terms->strings);
    free(terms->entries);
    free(terms->slots);
    free(terms);
}

/* The slot that holds this string, or the free one where it belongs. */
static term *slot_of(const struct terms *terms, const char *s, size_t n, uint32_t hash)
{
    size_t mask = terms->slot_count - 1;

    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        term *slot = &terms->slots[i];
        const struct entry *entry = &terms->entries[*slot];
        if (*slot == TERM_NONE ||
            (entry->hash == hash && entry->len == n && memcmp(entry->text, s, n) == 0))
            return slot;
    }
}

static void grow(struct terms *terms)
{
    terms->room *= 2;
    terms->entries = xreallocarray(terms->entries, terms->room, sizeof *terms->entries);
    free(terms->slots);
    terms->slot_count = 2 * terms->room;
    terms->slots = xcalloc(terms->slot_count, sizeof *terms->slots);
    size_t mask = terms->slot_count - 1;
    for (size_t t = 1; t < terms->count; t++) {
        size_t i = terms->entries[t].hash & mask;
        while (terms->slots[i] != TERM_NONE)
            i = (i + 1) & mask;
        terms->slots[i] = (term)t;
    }
}

static uint32_t hash_of(const struct terms *terms, const char *s, size_t n)
{
    return (uint32_t)hash_mix(hash_bytes(terms->secret, s, n));
}

term terms_add(struct terms *terms, const char *s, size_t n)
{
    if (n == 0)
        return TERM_NONE;
    uint32_t hash = hash_of(terms, s, n);
    term *slot = slot_of(terms, s, n, hash);

    if (*slot != TERM_NONE)
        return *slot;
    if (terms->count == terms->room) {
        grow(terms);
        slot = slot_of(terms, s, n, hash);
    }
    assert(n < UINT32_MAX && terms->count < UINT32_MAX);
    *slot = (term)terms->count++;
    terms->entries[*slot] = (struct entry){
        .text = arena_strndup(&terms->strings, s, n),
        .len = (uint32_t)n,
        .hash = hash,
    };
    return *slot;
}

term terms_find(const struct terms *terms, const char *s, size_t n)
{
    return n == 0 ? TERM_NONE : *slot_of(terms, s, n, hash_of(terms, s, n));
}

const char *terms_text(const struct terms *terms, term t)
{
    assert(t < terms->count);
    return terms->entries[t].text;
}

term terms_count(const struct terms *terms)
{
    return (term)(terms->count - 1);
}

size_t terms_memory(const struct terms *terms)
{
    return sizeof *terms + terms->room * sizeof *terms->entries +
           terms->slot_count * sizeof *terms->slots + terms->strings.reserved;
}
