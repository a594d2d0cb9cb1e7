/* SPDX-License-Identifier: MIT */
/*
 * The query language: text to tree, tree to matches. man/coranto.5 describes it for people.
 *
 *   query := or          or := and { ("|" | "or") and }        and := not { ["and"] not }
 *   not   := ["!" | "-" | "not"] atom
 *   atom  := "(" query ")" | field op value | flag | word | "a phrase" | /regex/
 */
#ifndef ARTICLE_QUERY_H
#define ARTICLE_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/library.h"

enum { QUERY_MAX = 8192, QUERY_DEPTH_MAX = 64, QUERY_TERMS_MAX = 256 };

struct query;

struct query_error {
    struct error error; /* one sentence */
    size_t start, end;  /* bytes of the text it speaks of */
};

/*
 * NULL with error set when text is wrong. The empty text matches everything. now is for
 * relative dates. Whole-value terms (`topic:ai`) are looked up in the library when it is run, so
 * a query outlives loading.
 */
struct query *query_parse(const char *text, size_t n, int64_t now, struct query_error *error);
void query_free(struct query *query);

bool query_is_empty(const struct query *query);

/*
 * The numbers of the articles that match, in the query's order (`sort:`, default date, newest
 * first; unknown values last; ties by date, then title, then path), at most `limit:`. The array
 * is for the caller to free(); never NULL. *matched (may be NULL) is the count before limit.
 */
uint32_t *query_run(struct query *query, const struct library *library, size_t *count,
                    size_t *matched);

/* Whether one article matches, limits and order aside. */
bool query_match(struct query *query, const struct library *library,
                 const struct article *article);

/* The top-level terms joined by "and", in order: what Esc drops from the end and what an empty
 * list names. Their places in the text, brackets and sign included. */
size_t query_term_count(const struct query *query);
void query_term(const struct query *query, size_t i, size_t *start, size_t *end);

/* How many articles match the i-th top-level term alone, and all but it. */
void query_term_counts(struct query *query, const struct library *library, size_t i,
                       size_t *alone, size_t *without);

/* The folded words and phrases that the query looks for in the text, to light them up. */
size_t query_words(const struct query *query, const char *const **words);

/* Append a term `field:value`, quoted so that it parses back to exactly that value;
 * `exclude` puts a "-" before it. A blank comes first when out is not empty. Several values
 * become one term that any of them satisfies. */
void query_add_term(struct buf *out, const char *field, const char *const *values,
                    size_t count, bool exclude);

#endif
