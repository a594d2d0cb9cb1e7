/* SPDX-License-Identifier: MIT */
/* A document laid out, and what must hold of its lines. */
#ifndef FUZZ_LINES_CHECK_H
#define FUZZ_LINES_CHECK_H

#include "doc/document.h"

/* One of several widths: by a number that inputs much alike differ in, so that each is tried.
 */
void lines_check(cmark_node *root, size_t choice);

/* The lines of a document have the letters of this text in their order, blanks and the ends of
 * lines aside, and nothing else. */
void lines_check_letters(cmark_node *root, const char *text, size_t n);

#endif
