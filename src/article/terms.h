/* SPDX-License-Identifier: MIT */
/*
 * Strings that many articles share (topics, providers, types, keys), each kept once and known
 * by a small number. Equal strings have equal numbers; numbers are dense from 1.
 */
#ifndef ARTICLE_TERMS_H
#define ARTICLE_TERMS_H

#include <stddef.h>
#include <stdint.h>

typedef uint32_t term;
#define TERM_NONE ((term)0)

struct terms;

struct terms *terms_new(void);
void terms_free(struct terms *terms);

/* The number of this string, new if need be; "" is TERM_NONE. */
term terms_add(struct terms *terms, const char *s, size_t n);

/* The number of this string, TERM_NONE when it is not there. */
term terms_find(const struct terms *terms, const char *s, size_t n);

/* "" for TERM_NONE. Valid as long as terms. */
const char *terms_text(const struct terms *terms, term t);

/* The largest number in use. */
term terms_count(const struct terms *terms);

/* Bytes of memory taken. */
size_t terms_memory(const struct terms *terms);

#endif
