/* SPDX-License-Identifier: MIT */
/*
 * An article as a page: header, excerpt, pictures, body, numbered links, related articles, as
 * lines. Where article and doc, strangers otherwise, meet.
 */
#ifndef PAGE_ARTICLE_PAGE_H
#define PAGE_ARTICLE_PAGE_H

#include "article/library.h"
#include "doc/layout.h"

struct article_page_input {
    struct library *library; /* to tell which related articles are in the folder */
    const struct article *article;
    const struct article_detail *detail; /* NULL until the file was read again */
    cmark_node *body;                    /* NULL while there is none */
    const char *shown;  /* what body is, for the header; NULL: as the file has it */
    const char *remark; /* what the reader wrote about it, NULL or "" for nothing */
    const char *note;   /* shown dim where the body would be; NULL for none */
    int64_t now;        /* for relative dates */
    int width;          /* columns of text */
    bool ascii;
};

struct article_page {
    struct lines lines;
    size_t body_links;    /* links of the body come first among lines.links */
    size_t first_related; /* index in lines.links of the first related article */
    size_t related_count; /* entry i is detail->front.related[i] */
};

void article_page_init(struct article_page *page);
void article_page_release(struct article_page *page);

/* Lay everything out anew; page must be initialised, its old content is released. */
void article_page_compose(struct article_page *page, const struct article_page_input *input);

/* The article of the folder that a related entry is, or NULL. */
const struct article *page_related_article(struct library *library,
                                           const struct front_related *related);

#endif
