/* SPDX-License-Identifier: MIT */
/*
 * What a page says of itself: JSON-LD, Open Graph, <meta>, <title>, <time>, microdata. All of
 * it cleaned, one line, bounded; "" for what is not said.
 */
#ifndef WORKER_METADATA_H
#define WORKER_METADATA_H

#include "worker/html.h"

enum metadata_field {
    META_TITLE,
    META_BYLINE,
    META_DATE, /* ISO 8601, UTC */
    META_LANGUAGE,
    META_SITE,
    META_DESCRIPTION,
    META_URL,  /* canonical address, resolved */
    META_BASE, /* what relative links are resolved against */
    META_FIELDS
};

enum { METADATA_TEXT_MAX = 1024 };

struct metadata {
    char *fields[META_FIELDS]; /* never NULL */
    bool paid;                 /* says that it is not to be read for free */
    bool article;              /* says that it is an article */
};

/* url is the page's own address, "" when unknown. To be released. */
void metadata_read(struct metadata *metadata, const struct html *html, const char *url);
void metadata_release(struct metadata *metadata);

#endif
