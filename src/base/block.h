/* SPDX-License-Identifier: MIT */
/* Sixteen bytes at a time, for loops over much text; compilers make vector instructions of it.
 */
#ifndef BASE_BLOCK_H
#define BASE_BLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BLOCK = 16 };

typedef unsigned char block __attribute__((vector_size(BLOCK)));

/* The BLOCK bytes at s, wherever s lies. */
static inline block block_load(const char *s)
{
    block b;

    memcpy(&b, s, BLOCK);
    return b;
}

/* Whether any bit is set. */
static inline bool block_any(block b)
{
    uint64_t halves[2];

    memcpy(halves, &b, BLOCK);
    return (halves[0] | halves[1]) != 0;
}

/* Which bytes are no ASCII that can be seen, and no blank. */
static inline block block_odd(block b)
{
    return (block)(b - ' ' > '~' - ' ');
}

#endif
