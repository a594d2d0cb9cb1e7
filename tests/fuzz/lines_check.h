/* SPDX-License-Identifier: MIT */
/* A document laid out at several widths, and what must hold of its lines. */
#ifndef FUZZ_LINES_CHECK_H
#define FUZZ_LINES_CHECK_H

#include "doc/document.h"

void lines_check(cmark_node *root);

/* The lines of a document have the letters of this text in their order, blanks and the ends of
 * lines aside, and nothing else. */
void lines_check_letters(cmark_node *root, const char *text, size_t n);

#endif
