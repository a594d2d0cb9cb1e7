/* SPDX-License-Identifier: MIT */
#ifndef WORKER_MARKDOWN_HTML_H
#define WORKER_MARKDOWN_HTML_H

#include "doc/document.h"
#include "worker/markdown_pieces.h"

/*
 * Convert the raw HTML below root, of which nothing remains. HTML that stands for itself is
 * parsed as such, neighbours together; tags around Markdown are paired within one block. False
 * when not all of it fitted into the limits of a document.
 */
bool markdown_html(cmark_node *root, const struct pieces *pieces);

#endif
