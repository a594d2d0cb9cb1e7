/* SPDX-License-Identifier: MIT */
#ifndef WORKER_MARKDOWN_MARKS_H
#define WORKER_MARKDOWN_MARKS_H

#include "doc/document.h"

/* The marks of extended Markdown that show only in running text, below root:
 * ~~struck~~ words, check boxes of tasks, terms with ": " and their meanings. Neighbouring
 * text nodes are joined before and after. */
void markdown_marks(cmark_node *root);

#endif
