/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "article/cache_parts.h"
#include "base/hash.h"

/* Raised when the same files would now give other articles. */
enum { CACHE_EDITION = 3 };

static const char columns[] =
#define WORD(name, member)               "W" #name
#define DATE(name, member)               "D" #name
#define NUMBER(name, member)             "N" #name
#define STRING(name, member)             "S" #name
#define TERM(name, member)               "T" #name
#define HALF(name, member)               "H" #name
#define LIST(name, member, count, width) "L" #name #width
#define ROOT(name, member)               "R" #name
#define TRISTATE(name, member)           "Y" #name
#define BOOL(name, member)               "B" #name
#include "article/cache_columns.def"
    ;

uint64_t cache_form(void)
{
    const uint32_t numbers[] = { CACHE_EDITION, sizeof(struct cache_header),
                                 sizeof(struct cache_record), sizeof(struct cache_problem),
                                 0x01020304 };
    uint64_t hash = hash_bytes(HASH_START, VERSION, sizeof VERSION);

    hash = hash_bytes(hash, columns, sizeof columns);
    return hash_bytes(hash, numbers, sizeof numbers);
}

/* ---- sums ---- */

#define ODD UINT64_C(0x9e3779b97f4a7c15) /* 2^64 by the golden ratio */

void cache_sum_init(struct cache_sum *sum)
{
    for (size_t i = 0; i < CACHE_LANES; i++)
        sum->lanes[i] = HASH_START + i;
}

/* Each step can be undone, so that no change of one word is lost. */
void cache_sum_add(struct cache_sum *sum, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    uint64_t words[CACHE_LANES];

    for (const unsigned char *end = p + n; p < end; p += sizeof words) {
        memcpy(words, p, sizeof words);
        for (size_t i = 0; i < CACHE_LANES; i++) {
            uint64_t lane = (sum->lanes[i] ^ words[i]) * ODD;
            sum->lanes[i] = lane ^ lane >> 29;
        }
    }
}

uint64_t cache_sum_end(const struct cache_sum *sum)
{
    uint64_t hash = HASH_START;

    for (size_t i = 0; i < CACHE_LANES; i++)
        hash = hash_mix(hash * ODD + sum->lanes[i]);
    return hash;
}
