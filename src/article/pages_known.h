/* SPDX-License-Identifier: MIT */
/* Which pages are in the store, in memory: hash -> verdict. */
#ifndef ARTICLE_PAGES_KNOWN_H
#define ARTICLE_PAGES_KNOWN_H

#include <stddef.h>
#include <stdint.h>

struct pages_known {
    struct pages_known_slot {
        uint64_t hash; /* 0: none */
        int verdict;
    } * slots; /* open addressing, linear probing; a power of two, at most half of it used */
    size_t count, size;
    uint64_t changes; /* counts them */
};

/* Empty it; the first call of all makes it. */
void pages_known_clear(struct pages_known *known);
void pages_known_release(struct pages_known *known);

void pages_known_add(struct pages_known *known, uint64_t hash, int verdict);
void pages_known_remove(struct pages_known *known, uint64_t hash);

/* -1 when there is none. */
int pages_known_verdict(const struct pages_known *known, uint64_t hash);

#endif
