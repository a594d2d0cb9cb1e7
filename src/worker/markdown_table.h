/* SPDX-License-Identifier: MIT */
#ifndef WORKER_MARKDOWN_TABLE_H
#define WORKER_MARKDOWN_TABLE_H

#include "doc/document.h"

/*
 * Parse Markdown with pipe tables, as GitHub has them: a row of heads, a row of dashes, rows
 * of cells, until a line is empty. The text has no tabs and none of U+FDD0 to U+FDEF but
 * placeholders. The tree still holds raw HTML.
 */
cmark_node *markdown_parse(const char *text, size_t n);

#endif
