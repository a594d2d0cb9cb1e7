/* SPDX-License-Identifier: MIT */
/* Chance for tests of properties: the same on every run. */
#ifndef UNIT_DICE_H
#define UNIT_DICE_H

#include <stdint.h>

/* Set where a test begins, it makes the test the same alone and among others. */
static uint64_t dice_seed = 1;

/* 0 to sides - 1, by Knuth's linear congruential generator for 64 bits. */
static inline int dice(int sides)
{
    dice_seed = dice_seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((dice_seed >> 33) % (uint32_t)sides);
}

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))
#define PICK(array)  ((array)[dice(COUNT(array))])

#endif
