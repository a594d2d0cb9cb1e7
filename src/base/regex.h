/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions in a time that grows with the text alone, whatever the pattern: all ways
 * to match are followed at once, none is ever tried again (Thompson 1968).
 *
 *   x . [a-z] [^a-z]   a character, any, one of a set, one outside of it
 *   \d \w \s \D \W \S  digits, letters of words, blanks, and all others; in sets too
 *   ^ $ \b \B          ends of the text, edges of words
 *   ab a|b (a) (?:a)   one after another, either, a group
 *   * + ? {m} {m,} {m,n}
 *   \t \n, \ before anything but a letter or digit: that character
 *
 * Both pattern and text are folded (base/text.h): case and accents make no difference.
 */
#ifndef BASE_REGEX_H
#define BASE_REGEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum {
    REGEX_PROGRAM_MAX = 2000, /* steps, after repeats are written out */
    REGEX_DEPTH_MAX = 64,     /* groups within groups */
    REGEX_REPEAT_MAX = 1000,  /* the largest m or n */
};

struct regex;

/*
 * NULL with error set when the pattern is wrong; *at (may be NULL) is then the byte it is
 * about. The empty pattern matches everything.
 */
struct regex *regex_new(const char *pattern, size_t n, struct error *error, size_t *at);
void regex_free(struct regex *regex);

/* True when some part of the text matches. Uses memory of regex: one call at a time. */
bool regex_match(struct regex *regex, const char *s, size_t n);

#endif
