/* SPDX-License-Identifier: MIT */
/* A document as plain text for other programs: one paragraph a line, unwrapped, no addresses.
 */
#ifndef DOC_TEXT_PLAIN_H
#define DOC_TEXT_PLAIN_H

#include "base/buf.h"
#include "doc/document.h"

/*
 * Paragraphs are parted by an empty line, items of a list begin with "- " or their number,
 * cells of a table are parted by tabs.
 */
void text_plain(cmark_node *root, struct buf *out);

#endif
