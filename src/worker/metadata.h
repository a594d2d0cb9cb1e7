/* SPDX-License-Identifier: MIT */
/*
 * What a page says of itself: JSON-LD, Open Graph, <meta>, <title>, <time>, microdata. All of
 * it bounded, the fields cleaned and one line each; "" for what is not said.
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
    META_URL,  /* what the page calls its address: resolved, of the same scheme and host as the
                * page when that is known, so that no page can pass for another's */
    META_BASE, /* what relative links are resolved against */
    META_FIELDS
};

enum { METADATA_TEXT_MAX = 1024, METADATA_BODY_MAX = 1024 * 1024 };

struct metadata {
    char *fields[META_FIELDS]; /* these and body: never NULL */
    char *body;                /* the article once more, from JSON-LD; lines are paragraphs */
    bool body_cut;             /* there was more of it */
    bool paid;                 /* says that it is not to be read for free */
    bool article;              /* says that it is an article */
};

/* url is the page's own address, "" when unknown. To be released. */
void metadata_read(struct metadata *metadata, const struct html *html, const char *url);
void metadata_release(struct metadata *metadata);

#endif
