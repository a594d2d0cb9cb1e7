/* SPDX-License-Identifier: MIT */
/*
 * Addresses as numbers of 32 bits, for the lists of related articles: short enough to be kept
 * with every article, and the same for the spellings of an address that mean one page.
 */
#ifndef ARTICLE_RELATED_H
#define ARTICLE_RELATED_H

#include <stddef.h>
#include <stdint.h>

enum { RELATED_KEYS_MAX = 64 }; /* kept of an article's list, the first ones */

/*
 * A web address without scheme, "www.", fragment and slashes at the end, the host in small
 * letters; 0 when it is none, or holds blanks or anything but visible ASCII. Two addresses may
 * have one key by chance, about one pair in four thousand million.
 */
uint32_t related_key(const char *address, size_t n);

/* The same page without a doubt: 64 bits of the same text; 0 as above. */
uint64_t related_hash(const char *address, size_t n);

struct related_keys {
    uint32_t keys[RELATED_KEYS_MAX];
    uint16_t count;
};

/* The key of one more address, if it has one and there is room. */
void related_keys_add(struct related_keys *keys, const char *address, size_t n);

#endif
