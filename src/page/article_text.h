/* SPDX-License-Identifier: MIT */
/* An article as a text for other programs: title, excerpt, address, body. */
#ifndef PAGE_ARTICLE_TEXT_H
#define PAGE_ARTICLE_TEXT_H

#include "article/article.h"
#include "base/buf.h"
#include "doc/document.h"

/* Append it as Markdown; body may be NULL. */
void article_markdown(const struct article *article, cmark_node *body, struct buf *out);

/* Append it as plain text, a paragraph a line, without its address. */
void article_plain(const struct article *article, cmark_node *body, struct buf *out);

#endif
