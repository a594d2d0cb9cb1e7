/* SPDX-License-Identifier: MIT */
/*
 * The source's lines before cmark sees them. Lines that only steer Jekyll, Liquid or kramdown
 * go, Liquid's highlighted code becomes fenced code, footnotes become items of lists that start
 * with a PIECE_DEFINITION, and marks nested deeper than MARKDOWN_NEST_MAX become text, because
 * cmark is quadratic in them.
 */
#ifndef WORKER_MARKDOWN_SOURCE_H
#define WORKER_MARKDOWN_SOURCE_H

#include "worker/markdown_pieces.h"

enum {
    MARKDOWN_NEST_MAX = 32,
    MARKDOWN_INDENT_MAX = 160, /* columns; deeper text is moved to the left */
};

/* Copy n bytes of cleaned text, which must stay valid, to out. */
void markdown_source(const char *s, size_t n, struct pieces *pieces, struct buf *out);

#endif
