/* SPDX-License-Identifier: MIT */
/* The article that a page carries for machines, for when scripts would put it into the page or
 * only its start is shown. */
#ifndef WORKER_PAGE_BODY_H
#define WORKER_PAGE_BODY_H

#include "doc/document.h"

/* The body of metadata as a document for the caller to free, when it is clearly more
 * than what was found on the page, which is all of the page when `whole`; else NULL. Sets *cut
 * when not all of it fitted into that document. */
cmark_node *page_body_document(const char *body, cmark_node *found, bool whole, bool *cut);

#endif
