/* SPDX-License-Identifier: MIT */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

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

/* Spread a hash over its low bits, for tables whose size is a power of two. */
static inline uint64_t hash_mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9fb21c651e98df25);
    return hash ^ hash >> 28;
}

#endif
