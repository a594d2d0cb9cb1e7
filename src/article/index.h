/* SPDX-License-Identifier: MIT */
/*
 * What makes a query over very many articles quick, made of the articles [0, index_count()) of
 * a library and never changed afterwards:
 *
 *   order     the default order (date, title, path); everything below counts places in it, so
 *             that a walk over places is a walk in order
 *   words     each distinct folded word of titles and excerpts once, and where it is
 *   terms     the places of each topic, provider and so on, of each front-matter key
 *   columns   dates, numbers, ranks of titles
 *
 * All of it is flat arrays without pointers, so that it can be stored as it is and used where
 * it lies. Terms are the library's numbers: an index goes with the library that it was made of,
 * or with one whose articles and terms have the same numbers.
 */
#ifndef ARTICLE_INDEX_H
#define ARTICLE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/library.h"

struct index;

void index_free(struct index *index); /* NULL is ignored */

/* How many articles it covers; later ones are not in it. */
size_t index_count(const struct index *index);

/* The numbers of these articles in the default order. */
const uint32_t *index_order(const struct index *index);

/* Bytes of memory taken, those that it was opened from included. */
size_t index_memory(const struct index *index);

/* ---- making one ---- */

struct index_build;

/* Of the articles that the library has now, which stay as they are until the build is freed;
 * more may come. Never NULL. */
struct index_build *index_build_new(const struct library *library);
void index_build_free(struct index_build *build); /* NULL is ignored */

/* Work for about so many milliseconds; true when there is no more to do. */
bool index_build_step(struct index_build *build, int milliseconds);

/* The index, the caller's, after the last step; NULL when it would be too large. */
struct index *index_build_take(struct index_build *build);

/* ---- storing one ---- */

enum { INDEX_SECTIONS = 8 };

struct index_section {
    const void *bytes; /* aligned to 8 */
    size_t length;
};

/* What to store; valid as long as the index. Only this program on this machine reads it. */
void index_sections(const struct index *index, struct index_section sections[INDEX_SECTIONS]);

/*
 * An index that uses these bytes where they lie, which must outlive it and not change. Every
 * length and number in them is checked, here or where it is used: whatever they hold, nothing
 * outside of them is touched. NULL when they are no index, or one of more articles or terms.
 */
struct index *index_open(const struct index_section sections[INDEX_SECTIONS], size_t articles,
                         size_t terms);

#endif
