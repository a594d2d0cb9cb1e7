/* SPDX-License-Identifier: MIT */
/* What must hold of marks and pages, whatever lies in the database that they come from. */
#ifndef FUZZ_KEPT_CHECK_H
#define FUZZ_KEPT_CHECK_H

#include "article/marks.h"
#include "article/pages.h"

/* Of the marks of one article, and of the page of a key: clean and within bounds. */
void kept_check_marks(const struct marks *marks, const struct article *article);
void kept_check_page(struct pages *pages, const char *key);

/* A page that must be taken, and come out as it went in. */
extern const struct page kept_check_good;

/* What is told of opening a database: nothing, or one clean line. */
void kept_check_note(const struct error *note);

#endif
