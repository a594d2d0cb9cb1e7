/* SPDX-License-Identifier: MIT */
/*
 * Markdown, as it is written for GitHub and for Jekyll with kramdown and Liquid, to a document.
 *
 * The steps, each a file of its own: the source's lines are put right (markdown_source), what
 * cmark does not know is lifted out of them (markdown_pieces), cmark parses, tables are found
 * (markdown_table), raw HTML is converted (markdown_html), the pieces are put back as nodes
 * (markdown_text), smaller marks follow (markdown_marks), footnotes are gathered
 * (markdown_footnote), and what is empty goes (tidy).
 */
#ifndef WORKER_MARKDOWN_H
#define WORKER_MARKDOWN_H

#include "doc/document.h"

/*
 * The n bytes at text, whatever they are, as a clean document for the caller to free. Relative
 * links are resolved against base_url unless it is "". *cut becomes true when the text was too
 * long; the document may still be larger than documents are, which wire_write() sees to.
 */
cmark_node *markdown_document(const char *text, size_t n, const char *base_url, bool *cut);

#endif
