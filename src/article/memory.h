/* SPDX-License-Identifier: MIT */
/* What is remembered about articles, all of it: marks and fetched pages, as queries ask for it.
 */
#ifndef ARTICLE_MEMORY_H
#define ARTICLE_MEMORY_H

#include "article/flagged.h"
#include "article/marks.h"
#include "article/pages.h"
#include "article/query.h"

struct memory {
    struct marks *marks;
    struct pages *pages;
    struct flagged flagged;
    struct query_state query; /* for query_set_state(); valid as long as memory */
};

/*
 * Paths as marks_open() and pages_open() have them, NULL for nothing kept. What went wrong is
 * one sentence in note, "" when all is well. memory must not move afterwards.
 */
void memory_open(struct memory *memory, const char *marks_path, const char *pages_path,
                 bool visit, struct error *note);
void memory_close(struct memory *memory);

/* PAGES_NO_VERDICT, or the verdict on the stored page of the article. */
int memory_verdict(struct memory *memory, const struct article *article);

#endif
