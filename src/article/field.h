/* SPDX-License-Identifier: MIT */
/*
 * THE table of fields. Front matter, queries, sorting, columns, facets and JSON all read it;
 * to add a field is to add a row.
 */
#ifndef ARTICLE_FIELD_H
#define ARTICLE_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "article/article.h"
#include "base/buf.h"

enum field_type {
    FIELD_TEXT,     /* const char * */
    FIELD_TERM,     /* term */
    FIELD_TERMS,    /* topics */
    FIELD_NUMBER,   /* double, NAN for none */
    FIELD_COUNT,    /* uint32_t, 0 for none */
    FIELD_DATE,     /* int64_t */
    FIELD_TRISTATE, /* signed char */
};

struct field {
    const char *name; /* in queries, columns and sort keys */
    enum field_type type;
    size_t offset;     /* in struct article; of a path or url: of its string */
    size_t max;        /* bytes kept of a text or of each term, cleaned */
    const char *key;   /* dotted front-matter key, NULL when it has none of its own */
    const char *label; /* heading for people */
    const char *help;  /* one sentence, without a period */
    bool searched;     /* bare words look here */
    bool facet;        /* offered by the field picker */
    bool descending;   /* natural order: high first */
};

extern const struct field fields[];
extern const size_t field_count;

/* By name or else by front-matter key, case ignored; NULL when there is none. */
const struct field *field_find(const char *name, size_t n);

/* By front-matter key, exactly; NULL when the key is no known field. */
const struct field *field_by_key(const char *key);

/* How many values this article has: 0 is unknown, more than 1 only for FIELD_TERMS. */
size_t field_values(const struct field *field, const struct article *article);

/* Value number i (below field_values()) in words: for columns, TSV and facets. Dates are ISO
 * 8601 in UTC, numbers have no trailing zeros, booleans are "true" and "false". */
void field_format(const struct field *field, const struct article *article,
                  const struct terms *terms, size_t i, struct buf *out);

/* The value of a FIELD_NUMBER, FIELD_COUNT, FIELD_DATE or FIELD_TRISTATE; NAN when unknown. */
double field_number(const struct field *field, const struct article *article);

/* The string of a FIELD_TEXT or FIELD_TERM; "" when unknown. That of the field "url" is
 * article_address(). */
const char *field_text(const struct field *field, const struct article *article,
                       const struct terms *terms);

#endif
