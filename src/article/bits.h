/* SPDX-License-Identifier: MIT */
/*
 * Sets of small numbers, a bit for each: arrays of 64-bit words, whose bits from the size on
 * are clear.
 */
#ifndef ARTICLE_BITS_H
#define ARTICLE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

enum { BITS_A_WORD = 64 };

static inline size_t bits_words(size_t n)
{
    return (n + BITS_A_WORD - 1) / BITS_A_WORD;
}

/* An empty set of numbers below n, to be freed with free(). */
static inline uint64_t *bits_new(size_t n)
{
    return xcalloc(bits_words(n) + 1, sizeof(uint64_t));
}

static inline void bits_set(uint64_t *bits, size_t i)
{
    bits[i / BITS_A_WORD] |= UINT64_C(1) << i % BITS_A_WORD;
}

static inline bool bits_has(const uint64_t *bits, size_t i)
{
    return bits[i / BITS_A_WORD] >> i % BITS_A_WORD & 1;
}

/* Those of the last word that are below n. */
static inline uint64_t bits_last(size_t n)
{
    return n % BITS_A_WORD ? (UINT64_C(1) << n % BITS_A_WORD) - 1 : UINT64_MAX;
}

/* All numbers below n. */
static inline void bits_fill(uint64_t *bits, size_t n)
{
    size_t words = bits_words(n);

    if (words == 0)
        return;
    memset(bits, 0xFF, words * sizeof *bits);
    bits[words - 1] = bits_last(n);
}

static inline void bits_copy(uint64_t *to, const uint64_t *from, size_t n)
{
    memcpy(to, from, bits_words(n) * sizeof *to);
}

static inline void bits_or(uint64_t *to, const uint64_t *from, size_t n)
{
    for (size_t i = 0, words = bits_words(n); i < words; i++)
        to[i] |= from[i];
}

static inline void bits_and(uint64_t *to, const uint64_t *from, size_t n)
{
    for (size_t i = 0, words = bits_words(n); i < words; i++)
        to[i] &= from[i];
}

static inline void bits_remove(uint64_t *to, const uint64_t *from, size_t n)
{
    for (size_t i = 0, words = bits_words(n); i < words; i++)
        to[i] &= ~from[i];
}

/* How many, from one number to before another one. */
static inline size_t bits_count_range(const uint64_t *bits, size_t from, size_t to)
{
    size_t count = 0;

    if (from >= to)
        return 0;
    size_t first = from / BITS_A_WORD, last = (to - 1) / BITS_A_WORD;
    for (size_t i = first; i <= last; i++) {
        uint64_t word = bits[i];
        if (i == first)
            word &= UINT64_MAX << from % BITS_A_WORD;
        if (i == last)
            word &= bits_last(to);
        count += (size_t)__builtin_popcountll(word);
    }
    return count;
}

static inline size_t bits_count(const uint64_t *bits, size_t n)
{
    return bits_count_range(bits, 0, n);
}

/* The first number from i on that is in the set, n when there is none. */
static inline size_t bits_next(const uint64_t *bits, size_t i, size_t n)
{
    if (i >= n)
        return n;
    size_t at = i / BITS_A_WORD, words = bits_words(n);
    uint64_t word = bits[at] & UINT64_MAX << i % BITS_A_WORD;
    while (word == 0 && ++at < words)
        word = bits[at];
    return word ? at * BITS_A_WORD + (size_t)__builtin_ctzll(word) : n;
}

#endif
