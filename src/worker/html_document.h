/* SPDX-License-Identifier: MIT */
/*
 * What the files behind html_append() share: each role of an element has a function that
 * enters it, in html_document.c, html_media.c or html_table.c.
 */
#ifndef WORKER_HTML_DOCUMENT_H
#define WORKER_HTML_DOCUMENT_H

#include "worker/html_build.h"

/* True when the children are to be entered too. */
typedef bool html_enter_fn(struct build *build, const struct html_node *node);

html_enter_fn html_enter_image, html_enter_embed, html_enter_input, html_enter_pre;
html_enter_fn html_enter_table, html_enter_row, html_enter_cell;

#endif
