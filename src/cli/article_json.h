/* SPDX-License-Identifier: MIT */
/* An article as a JSON object: the members that scripts rely on. */
#ifndef CLI_ARTICLE_JSON_H
#define CLI_ARTICLE_JSON_H

#include "article/library.h"
#include "article/memory.h"

/*
 * Append the members, without the braces around them. detail holds images and related; NULL
 * when the file cannot be read any more: both are empty then.
 */
void article_json(const struct library *library, struct memory *memory,
                  const struct article *article, const struct article_detail *detail,
                  struct buf *out);

#endif
