/* SPDX-License-Identifier: MIT */
/*
 * What an article is: plain data, read by everybody, changed by nobody but the library.
 *
 * Strings are cleaned (base/text.h, TEXT_LINE), never NULL, and live as long as the library.
 * A string that is absent is "", a term that is absent is TERM_NONE, a number NAN, a date
 * DATE_NONE: a missing value is never zero.
 */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

#include <stdbool.h>
#include <stdint.h>

#include "article/terms.h"

enum article_url { URL_ORIGINAL, URL_WEB, URL_AMP, URL_CDN_AMP, URL_PERMALINK, URL_COUNT };

enum tristate { UNKNOWN = -1, NO = 0, YES = 1 };

/* A front-matter key that is no known field; nested keys are joined by a dot. */
struct article_extra {
    term key;
    const char *value;
};

struct article {
    uint64_t id;       /* of address and path; printed as 16 hex digits */
    uint64_t key;      /* article_key_hash(), see key.h; 0 when nobody has made it */
    int64_t date;      /* seconds, base/date.h */
    const char *path;  /* below its root, raw bytes, for opening the file */
    const char *title; /* never empty: first heading, file name or "(untitled)" at last */
    const char *excerpt;
    const char *url[URL_COUNT]; /* as written, cleaned; not yet checked by base/address.h */
    const struct article_extra *extras;
    const term *topics;      /* no doubles, in the order of the file */
    double heat, quality;    /* heat -1 in the file means unknown */
    const uint32_t *related; /* keys as in article/related.h; none before stories asked */
    term provider, domain, type, category, author, lang;
    uint32_t words;  /* of the body, 0 for none */
    uint32_t number; /* its place in the library */
    uint16_t topic_count, extra_count, related_count;
    uint16_t root;         /* index of the folder it came from */
    signed char published; /* enum tristate */
    bool has_body;         /* anything but blanks after the front matter */
    bool has_related;      /* a related list that is not empty */
    bool has_images;       /* an images list that is not empty */
    bool has_warnings;     /* the library's problems name this file */
};

/*
 * The address to open, to fetch and to keep marks under: original, else web, else an
 * absolute permalink, else "".
 */
const char *article_address(const struct article *article);

#endif
