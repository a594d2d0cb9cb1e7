/* SPDX-License-Identifier: MIT */
/* An index in the making; what the files of it share. */
#ifndef ARTICLE_INDEX_BUILD_H
#define ARTICLE_INDEX_BUILD_H

#include "article/index_parts.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

struct index_build {
    const struct library *library;
    size_t count; /* articles */
    int stage;
    size_t at; /* how far the stage is */
    bool too_large;

    struct arena texts;
    const char **titles; /* folded, by number */
    uint32_t *title_ranks;
    struct index_order order;
    struct buf folded; /* an excerpt */
    struct index_vocabulary vocabulary;
    struct index_invert invert;
    struct index_range ranges[INDEX_FIELDS_MAX];
    uint32_t *costs; /* of each word, until grams are weighed */
    struct index_grams grams;
    uint64_t *gram_bits; /* one set after the other */

    /* What becomes the index. */
    struct index_header *header;
    uint32_t *places_to_numbers, *numbers_to_places;
    struct index_row *rows;
    size_t row_count;
    unsigned char *lists;
    size_t list_bytes;
    unsigned char *columns;
    size_t column_bytes;
    struct index *index;
};

/* index_gather.c: what the article at this place has, in both passes. */
void index_gather(struct index_build *build, uint32_t place);
void index_put_columns(struct index_build *build, uint32_t place);

#endif
