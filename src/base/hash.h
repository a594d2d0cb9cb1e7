/* SPDX-License-Identifier: MIT */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HASH_START UINT64_C(0xcbf29ce484222325)

/*
 * FNV-1a, 64 bits: the same on every machine, so it may be printed and stored.
 * Start with HASH_START, or with an earlier result to go on.
 * Source: Fowler, Noll, Vo; draft-eastlake-fnv.
 */
static inline uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;

    while (n--)
        hash = (hash ^ *p++) * UINT64_C(0x100000001b3);
    return hash;
}

/*
 * To start with instead where strangers choose what a table in memory holds: another number in
 * each run of the program, so that nobody can choose what falls into one place and makes a
 * search go past all of it. May be asked for by any thread.
 */
uint64_t hash_secret(void);

/*
 * The same idea for eight bytes at a time, of which each step can be undone. Machines of
 * another byte order come to another result: it may be kept in a cache that tells them apart.
 */
static inline uint64_t hash_words(uint64_t hash, const char *bytes, size_t n)
{
    uint64_t word;

    for (; n >= sizeof word; bytes += sizeof word, n -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 29;
    }
    if (n == 0)
        return hash;
    for (word = n; n > 0; n--)
        word = word << 8 | (unsigned char)*bytes++;
    hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

/* Spread a hash over its low bits, for tables whose size is a power of two. */
static inline uint64_t hash_mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9fb21c651e98df25);
    return hash ^ hash >> 28;
}

#endif
