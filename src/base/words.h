/* SPDX-License-Identifier: MIT */
/* Lists of names in one string, parted by blanks: "auto dark light mono". */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The next word of a list, its length in *n and *list moved behind it; NULL after the last:
 *
 *     while ((word = words_next(&list, &n)))
 */
const char *words_next(const char **list, size_t *n);

/* Whether the word is one of the list. */
bool words_have(const char *list, const char *word);

/* The fewest letters to change, add or leave out that make one name of the other; names of more
 * than 32 letters are far from all. */
size_t words_distance(const char *a, const char *b);

enum { WORDS_NEAR = 3 /* a slip of the fingers is no farther than this */ };

#endif
