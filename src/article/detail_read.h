/* SPDX-License-Identifier: MIT */
/*
 * All of one article, as library_detail() has it, for a caller that must not wait: a thread
 * reads the file. Where a file system does not answer, as one of a network may do, that costs
 * this thread and nothing else.
 */
#ifndef ARTICLE_DETAIL_READ_H
#define ARTICLE_DETAIL_READ_H

#include <stdbool.h>

#include "article/library.h"

struct detail_read;

/* Never NULL. */
struct detail_read *detail_read_start(const struct library *library,
                                      const struct article *article);

/* Whether the file was read, or could not be, after so many milliseconds at the latest. */
bool detail_read_done(struct detail_read *read, int milliseconds);

/* What came of it, once it is done; the article is that of the beginning. Frees it. False with
 * error set when it could not be read. */
bool detail_read_finish(struct detail_read *read, struct library *library,
                        const struct article *article, struct article_detail *detail,
                        struct error *error);

/* Nobody wants it any more, done or not. NULL is ignored. */
void detail_read_drop(struct detail_read *read);

#endif
