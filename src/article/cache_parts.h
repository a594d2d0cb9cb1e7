/* SPDX-License-Identifier: MIT */
/*
 * The form of the file, known to cache*.c alone:
 *
 *   cache.c        opening, closing, the name        cache_form.c    what it means, sums
 *   cache_read.c   records to articles               cache_write.c  sections, in order
 *   cache_copy.c   beginning and end of writing  cache_index.c  the index, opened later
 *
 * A header, then sections, each at a multiple of CACHE_ALIGN. Numbers are as this machine has
 * them: the header's form is a hash of all that could make them mean something else.
 */
#ifndef ARTICLE_CACHE_PARTS_H
#define ARTICLE_CACHE_PARTS_H

#include <stdint.h>

#include "article/cache.h"
#include "article/index.h"
#include "article/library_parts.h"

#define CACHE_MAGIC "coranto" /* and the NUL */

enum {
    CACHE_ROOTS_MAX = 16 * 1024 * 1024, /* bytes of the names of all folders */
    CACHE_ALIGN = 64,
    CACHE_LANES = 4, /* of the sum: as many as a processor works on at once */
};

enum cache_section {
    CACHE_ROOTS,    /* the folders, absolute, a NUL after each */
    CACHE_FLAGS,    /* a byte each: it is a file */
    CACHE_TERMS,    /* where in the strings each is, 32 bits, from term 1 on */
    CACHE_RECORDS,  /* an article each, struct cache_record */
    CACHE_LISTS,    /* 32 bits each: topics, related, and pairs of key and value of extras */
    CACHE_PROBLEMS, /* struct cache_problem */
    CACHE_INDEX,    /* those of article/index.h, each of no bytes when there is none */
    CACHE_STRINGS = CACHE_INDEX + INDEX_SECTIONS, /* a NUL after each; the first is "" */
    CACHE_SECTIONS
};

struct cache_place {
    uint64_t offset, length, sum;
};

struct cache_header {
    char magic[8];
    uint64_t form;
    uint64_t articles, terms, extras, problems, dropped;
    struct cache_place sections[CACHE_SECTIONS];
    uint64_t sum; /* of all before it */
};

struct cache_problem {
    uint32_t article; /* its number */
    uint32_t message; /* in the strings */
    int32_t line, column;
    uint32_t error;
};

/* ---- records ---- */

/* An article; its columns as article/cache_columns.def has them. */
struct cache_record {
#define WORD(name, member)   uint64_t name;
#define DATE(name, member)   int64_t name;
#define NUMBER(name, member) double name;
#define STRING(name, member) uint32_t name; /* where in the strings */
#define TERM(name, member)   uint32_t name;
#define HALF(name, member)   uint32_t name;
#define LIST(name, member, count, width)    \
    uint32_t name; /* where in the lists */ \
    uint32_t name##_count;
#define ROOT(name, member)     uint16_t name;
#define TRISTATE(name, member) int8_t name;
#define BOOL(name, member)     uint8_t name;
#include "article/cache_columns.def"
};

/* What the numbers in a file mean, as a hash. */
uint64_t cache_form(void);

/* ---- sums ---- */

struct cache_sum {
    uint64_t lanes[CACHE_LANES];
};

void cache_sum_init(struct cache_sum *sum);
/* n is a multiple of 8 * CACHE_LANES. */
void cache_sum_add(struct cache_sum *sum, const void *bytes, size_t n);
uint64_t cache_sum_end(const struct cache_sum *sum);

/* ---- reading ---- */

struct cache {
    const unsigned char *bytes;
    size_t size;
    const struct cache_header *header; /* checked, with all places and sums */
};

static inline const void *cache_section(const struct cache *cache, enum cache_section section)
{
    return cache->bytes + cache->header->sections[section].offset;
}

/* Fill the library, which is empty, from bytes aligned to CACHE_ALIGN that outlive it; false,
 * with the library as it was, when they are of no use. */
bool cache_take(struct cache *cache, const void *bytes, size_t size, struct library *library);

/* Whether the bytes of a section are what was written. */
bool cache_is_intact(const struct cache *cache, enum cache_section section);

/* Of all of the header before it. */
uint64_t cache_header_sum(const struct cache_header *header);

/* The folders of a library as the section has them. */
void cache_roots(const struct library *library, struct buf *out);

/* False, with the library as it was, when something in it is out of bounds. */
bool cache_fill(const struct cache *cache, struct library *library);

#endif
