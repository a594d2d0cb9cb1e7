/* SPDX-License-Identifier: MIT */
#ifndef WORKER_MARKDOWN_TAGS_H
#define WORKER_MARKDOWN_TAGS_H

#include "doc/document.h"
#include "worker/markdown_pieces.h"

/* Convert the tags among the children of one node: <b>…</b> around running text and so on. */
void markdown_tags(cmark_node *parent, const struct pieces *pieces);

#endif
