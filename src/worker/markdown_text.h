/* SPDX-License-Identifier: MIT */
#ifndef WORKER_MARKDOWN_TEXT_H
#define WORKER_MARKDOWN_TEXT_H

#include "worker/markdown_footnote.h"

/*
 * Put the pieces back below root, as what they are where they stand: bare addresses become
 * links, references of known footnotes get their number. Cleans every text on the way.
 */
void markdown_text(cmark_node *root, const struct pieces *pieces, struct footnotes *footnotes);

#endif
