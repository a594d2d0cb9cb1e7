/* SPDX-License-Identifier: MIT */
/* What an article is remembered under, by whatever keeps something about it. */
#ifndef ARTICLE_KEY_H
#define ARTICLE_KEY_H

#include <stdint.h>

#include "article/article.h"
#include "base/buf.h"
#include "base/hash.h"

enum { ARTICLE_KEY_MAX = 16 * 1024 }; /* bytes */

/*
 * Append the key: the address as address_key() has it, else the address as it is written, else
 * "path:" and the path with escapes for all but visible ASCII. One line of clean text, so two
 * files of one address have the same, and so has a file that was renamed.
 */
void article_key(const struct article *article, struct buf *out);

/* A number for a key, the same on every machine; never 0. */
static inline uint64_t key_hash(const char *key, size_t n)
{
    uint64_t hash = hash_bytes(HASH_START, key, n);

    return hash ? hash : 1;
}

/* key_hash() of the article's key: the one it was given, else made now. */
uint64_t article_key_hash(const struct article *article);

#endif
