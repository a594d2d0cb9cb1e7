/* SPDX-License-Identifier: MIT */
/* The last steps of every document that strangers' bytes became. */
#ifndef WORKER_TIDY_H
#define WORKER_TIDY_H

#include "doc/document.h"

/* What lies deeper than DOCUMENT_DEPTH_MAX becomes plain text there: to move a node costs cmark
 * time in its depth. */
void tidy_depth(cmark_node *root);

/* Remove blanks at the ends of paragraphs and what is empty then. A link without text shows
 * its address. */
void tidy_empty(cmark_node *root);

/* Resolve the addresses of links and pictures against base; those that cannot be opened stay
 * as they are written. base may be "". */
void tidy_addresses(cmark_node *root, const char *base);

#endif
