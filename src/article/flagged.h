/* SPDX-License-Identifier: MIT */
/*
 * Which articles of a library have a flag of the reader's records, for all of them at once:
 * asked of each article once, then kept until the records change.
 */
#ifndef ARTICLE_FLAGGED_H
#define ARTICLE_FLAGGED_H

#include "article/query.h"

struct flagged {
    const struct library *library;
    struct flagged_set {
        uint64_t *bits; /* by number */
        size_t count;   /* articles that were asked */
        size_t room;    /* for so many */
        uint64_t version;
    } sets[QUERY_FLAGS];
};

void flagged_release(struct flagged *flagged);

/* The set of a flag that state answers, as bits.h has them, up to date with the library and
 * with what version counts; valid until the next call. */
const uint64_t *flagged_get(struct flagged *flagged, const struct query_state *state,
                            const struct library *library, enum query_flag flag,
                            uint64_t version);

#endif
