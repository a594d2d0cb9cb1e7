/* SPDX-License-Identifier: MIT */
/*
 * Is what was found on a page the article that was asked for? Judged by length, by what the
 * reader knew of it before, and by the words in which pages ask for money, consent or scripts.
 */
#ifndef WORKER_VERDICT_H
#define WORKER_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "doc/verdict.h"

struct verdict_case {
    const char *text; /* of the article, plain */
    size_t text_len;
    const char *page_title;      /* what the page calls itself */
    const char *title, *excerpt; /* what the article was known by before, "" for nothing */
    size_t prose;                /* characters in paragraphs */
    size_t scripts;              /* bytes of scripts in the page */
    bool asked;                  /* somewhere it asks for money before it shows more */
    bool paid;                   /* the page says that it is not free */
    bool described;              /* there is only the page's description of itself */
    bool whole;                  /* no article was found, this is the whole page */
    bool cut;                    /* left out for the sake of limits */
};

/* *reason becomes one sentence without its point, "" for VERDICT_FULL. */
enum verdict verdict_of(const struct verdict_case *what, const char **reason);

/* Whether a folded text asks for money, or for a name, before it shows more. */
bool verdict_asks_money(const char *folded);

#endif
