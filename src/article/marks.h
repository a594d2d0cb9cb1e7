/* SPDX-License-Identifier: MIT */
/*
 * What the reader did with articles, kept by address, so that two files of one address share
 * their marks and a renamed file keeps them.
 */
#ifndef ARTICLE_MARKS_H
#define ARTICLE_MARKS_H

#include <stdbool.h>

#include "article/article.h"

enum mark { MARK_READ = 1 << 0, MARK_STAR = 1 << 1 };

struct marks;

struct marks *marks_new(void);
void marks_free(struct marks *marks);

/* The marks of an article, or-ed. */
unsigned marks_get(const struct marks *marks, const struct article *article);

/* Set or clear the marks named in mask; true when that changed something. */
bool marks_set(struct marks *marks, const struct article *article, unsigned mask, bool on);

#endif
