/* SPDX-License-Identifier: MIT */
/* How the sources of metadata hand in what they found. */
#ifndef WORKER_METADATA_PARTS_H
#define WORKER_METADATA_PARTS_H

#include "base/buf.h"
#include "worker/metadata.h"

/* Which source is believed first. */
enum metadata_rank { RANK_NONE, RANK_GUESS, RANK_META, RANK_LD, RANK_GRAPH };

struct findings {
    struct buf fields[META_FIELDS];
    enum metadata_rank ranks[META_FIELDS];
    struct buf body; /* the longest that was offered */
    bool paid, article;
};

/* Take a value, as it is written, unless a better source gave one. */
void findings_offer(struct findings *findings, enum metadata_field field,
                    enum metadata_rank rank, const char *s, size_t n);

/* Everything that one JSON-LD script says of an article. */
void metadata_read_ld(struct findings *findings, const char *s, size_t n);

#endif
