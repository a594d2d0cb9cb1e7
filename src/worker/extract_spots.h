/* SPDX-License-Identifier: MIT */
/*
 * A page's tree as one row in document order, so that what is below a node is a range and every
 * question is a plain loop: from left to right down the tree, from right to left up again.
 * Nothing is taken out of the tree while an article is looked for; what is left out is marked
 * "gone", and every mark can be taken back.
 */
#ifndef WORKER_EXTRACT_SPOTS_H
#define WORKER_EXTRACT_SPOTS_H

#include <stdint.h>

#include "worker/html.h"

/* Why something is not part of the article. */
enum spot_gone {
    GONE_HARD = 1 << 0,    /* nothing to see: scripts, hidden */
    GONE_TAG = 1 << 1,     /* by its element: navigation, footers, forms */
    GONE_NAME = 1 << 2,    /* by its class, id or role */
    GONE_LINKS = 1 << 3,   /* little else than links */
    GONE_EDGE = 1 << 4,    /* before or after the article proper */
    GONE_OUTSIDE = 1 << 5, /* beside the chosen root */
};

/* Where a spot is, seen from the elements in which the page says its content is. */
enum spot_place { SPOT_UNKNOWN, SPOT_BESIDE, SPOT_ABOVE, SPOT_INSIDE };

struct spot {
    struct html_node *node;
    uint32_t parent, end;     /* index of the parent; one past the last below */
    uint32_t block;           /* index of the innermost block around, of a block itself */
    uint32_t names;           /* enum name_bit, see extract_names.h */
    uint8_t gone;             /* enum spot_gone */
    uint8_t place;            /* enum spot_place, SPOT_UNKNOWN when the page does not say */
    bool in_link, leads_away; /* in a link; to another site */
    bool in_card;             /* see extract_find_cards() */
    uint32_t length;          /* of a text: characters; wide ones count twice */

    /* Counted by spots_count() over what is not gone. */
    uint32_t own, own_linked; /* characters whose innermost block this is; of those in links */
    uint32_t text, linked;    /* the same with all below */
    uint32_t away;            /* of linked: what leads to other sites */
    uint32_t prose;           /* characters outside links in paragraphs worth reading */
    uint32_t carded;          /* of text: what is in cards */
    uint32_t solid;           /* of prose: what is not in cards */
};

struct spots {
    struct spot *items; /* the first is the root */
    uint32_t count;
    char site[128]; /* whose page it is: the end of its host, "" when unknown */
};

enum { SPOT_PARAGRAPH_MIN = 25 }; /* characters that make text a paragraph */

/* url is the page's, canonical, or "" when unknown. */
void spots_init(struct spots *spots, const struct html *html, const char *url);
void spots_release(struct spots *spots);

/* Count anew what is not gone. */
void spots_count(struct spots *spots);

/* Whether it, or what it is in below top, is gone. */
bool spots_is_gone(const struct spots *spots, uint32_t top, uint32_t at);

/* Whether the spot itself is a paragraph worth reading: own characters outside links. */
uint32_t spot_own_prose(const struct spot *spot);

/* The visible text of a spot and all below it that is not gone, blanks collapsed. */
void spots_text(const struct spots *spots, uint32_t at, struct buf *out);

/* The next spot after `at` in document order, leaving out all below it when `over` is true. */
static inline uint32_t spots_next(const struct spots *spots, uint32_t at, bool over)
{
    return over ? spots->items[at].end : at + 1;
}

#endif
