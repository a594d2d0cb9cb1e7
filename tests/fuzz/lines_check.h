/* SPDX-License-Identifier: MIT */
/* A document laid out at several widths, and what must hold of its lines. */
#ifndef FUZZ_LINES_CHECK_H
#define FUZZ_LINES_CHECK_H

#include "doc/document.h"

void lines_check(cmark_node *root);

#endif
