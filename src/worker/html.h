/* SPDX-License-Identifier: MIT */
/*
 * HTML in steps that others may stand between: bytes -> html_parse() -> a tree of html_nodes,
 * which may be searched and pruned -> html_append() -> blocks of a document.
 *
 * The tree is what the HTML5 algorithm says, behind a linear scan that drops what makes it
 * slow: see html_scan.h. Everything in it lives in the arena and dies with it. It is at most
 * HTML_DEPTH_MAX deep. Text and attributes are as the page has them: valid UTF-8 is the
 * caller's business, cleaning is html_append()'s.
 */
#ifndef WORKER_HTML_H
#define WORKER_HTML_H

#include "base/arena.h"
#include "doc/document.h"
#include "worker/html_element.h"

enum { HTML_DEPTH_MAX = 256 };

struct html_attribute {
    const char *name, *value; /* name in lower case */
    struct html_attribute *next;
};

struct html_node {
    const struct html_element *element; /* never NULL; html_text_row for text */
    const char *name;                   /* in lower case; "" for text */
    const char *text;                   /* "" for an element */
    size_t text_len;
    struct html_attribute *attributes;
    struct html_node *parent, *first_child, *last_child, *previous, *next;
};

struct html {
    struct arena arena;
    struct html_node *root; /* nameless; below it the html element, or a fragment's nodes */
    bool cut;               /* something was dropped for the sake of the limits */
};

enum html_source { HTML_PAGE, HTML_FRAGMENT };

/* Parse n bytes of UTF-8. Never fails; html is to be released. */
void html_parse(struct html *html, const char *bytes, size_t n, enum html_source source);
void html_release(struct html *html);

/* The value of an attribute, NULL when it has none of that name. */
const char *html_attribute(const struct html_node *node, const char *name);

/* Whether the attribute, read as a list parted by blanks, holds the word. */
bool html_has_word(const struct html_node *node, const char *attribute, const char *word);

/* Whether browsers do not show it, or only to those who cannot see. */
bool html_is_hidden(const struct html_node *node);

/* The next node in document order below top, NULL at the end; the same, leaving out all that
 * is below node. */
struct html_node *html_next(const struct html_node *node, const struct html_node *top);
struct html_node *html_next_after(const struct html_node *node, const struct html_node *top);

/* Take node and all below it out of the tree. */
void html_detach(struct html_node *node);

/* Append what is below (not: itself) as blocks to a document or another block of blocks. True
 * when all of it fitted into the limits of a document. */
bool html_append(const struct html_node *node, cmark_node *parent);

#endif
