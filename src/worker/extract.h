/* SPDX-License-Identifier: MIT */
/*
 * Find the article in a page and leave out the rest: menus, promotions, related articles,
 * share bars, comments, cookie walls. Where a page has no article (a list, a shop, a thread),
 * what it has is its text without the frame of the site.
 *
 * First all of what may belong is kept: a container known by its name, or the element whose
 * paragraphs weigh most, grown to what stands around it. Then it is pruned hard, by name, size
 * and share of links, with a guard on each rule: nothing that holds much of the page's prose
 * goes. When little is left, it is tried again with fewer rules, until a result can be
 * believed.
 */
#ifndef WORKER_EXTRACT_H
#define WORKER_EXTRACT_H

#include "worker/html.h"

struct extract {
    struct html_node *root; /* what is below it is the article; part of the page's tree */
    size_t prose;           /* characters of it in paragraphs, outside links */
    bool asked;             /* a short article, and beside it the page asks for money */
    bool whole;             /* no article was found: this is the page without its frame */
};

/* What is known of the page beforehand. */
struct extract_hints {
    const char *title;  /* what the page calls itself, "" for none */
    const char *byline; /* who wrote it, "" when unknown */
    const char *url;    /* "" for none */
    bool article;       /* the page says that it is one */
};

/* What is not part of the article is taken out of the tree. */
struct extract extract_article(struct html *html, const struct extract_hints *hints);

#endif
