/* SPDX-License-Identifier: MIT */
#include "worker/extract_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum {
    ANCESTORS = 5,     /* that a paragraph counts for */
    BODY_SHARE = 50,   /* percent of the prose that a known container must hold */
    LONE_SHARE = 25,   /* the same of the only one of its kind, … */
    LONE_PROSE = 250,  /* … which must hold so many characters of it */
    CLIMB_SHARE = 160, /* percent of its own prose that the parent of the root must hold */
    KNOWN_CLIMB_SHARE = 300, /* the same when the root is known by its name */
    LEAD_PROSE = 120,        /* characters of prose before the root that belong to it, if … */
    LEAD_PURITY = 70,        /* … so many percent of what is there is prose */
    LONG_PARAGRAPH = 400     /* characters; what is longer counts half */
};

static const double decay[ANCESTORS] = { 1, 0.6, 0.4, 0.25, 0.15 };

static const double CARD_WEIGHT = 0.2; /* of a paragraph in a card */

static double paragraph_weight(uint32_t prose)
{
    return prose <= LONG_PARAGRAPH ? prose : LONG_PARAGRAPH + (prose - LONG_PARAGRAPH) / 2.0;
}

static bool has_block_inside(const struct spots *spots, uint32_t at)
{
    for (uint32_t i = at + 1; i < spots->items[at].end; i++)
        if (html_is_block(spots->items[i].node->element))
            return true;
    return false;
}

/* The weight of each paragraph goes to what is around it, less the further away. */
static void score_paragraph(const struct spots *spots, double *scores, uint32_t at)
{
    double weight = paragraph_weight(spot_own_prose(&spots->items[at])) *
                    (spots->items[at].in_card ? CARD_WEIGHT : 1);
    uint32_t up = has_block_inside(spots, at) ? at : spots->items[at].parent;

    for (int level = 0; level < ANCESTORS && up > 0; level++) {
        scores[up] += weight * decay[level];
        up = spots->items[up].parent;
    }
}

static double name_factor(const struct spot *spot)
{
    double factor = 1;

    if (spot->names & (NAME_BODY | NAME_GOOD))
        factor *= 1.15;
    if (spot->names & (NAME_JUNK | NAME_FRAME | NAME_COMMENT))
        factor *= 0.7;
    if (strcmp(spot->node->name, "article") == 0 || strcmp(spot->node->name, "main") == 0)
        factor *= 1.15;
    return factor;
}

static double link_factor(const struct spot *spot)
{
    return spot->text ? 1 - (double)spot->linked / spot->text : 0;
}

static uint32_t best_scored(const struct spots *spots)
{
    double *scores = xcalloc(spots->count, sizeof *scores), most = 0;
    uint32_t best = 0;

    for (uint32_t i = 1; i < spots->count; i = spots_next(spots, i, spots->items[i].gone))
        if (!spots->items[i].gone && html_is_block(spots->items[i].node->element) &&
            spot_own_prose(&spots->items[i]) > 0)
            score_paragraph(spots, scores, i);
    for (uint32_t i = 1; i < spots->count; i = spots_next(spots, i, spots->items[i].gone)) {
        const struct spot *spot = &spots->items[i];
        double score = spot->gone ? 0 : scores[i] * name_factor(spot) * link_factor(spot);
        if (score > most) {
            most = score;
            best = i;
        }
    }
    free(scores);
    return best;
}

static bool holds_share(const struct spots *spots, const struct spot *spot, unsigned percent)
{
    return (uint64_t)spot->prose * 100 >= (uint64_t)spots->items[0].prose * percent;
}

/* The innermost container known by its name that holds enough of the prose, or 0. One that has
 * no other beside it is believed sooner. */
static uint32_t known_body(const struct spots *spots)
{
    uint32_t best = 0, only = 0, end = 0;
    unsigned outer = 0;

    for (uint32_t i = 1; i < spots->count; i = spots_next(spots, i, spots->items[i].gone)) {
        const struct spot *spot = &spots->items[i];
        if (spot->gone || !(spot->names & NAME_BODY))
            continue;
        if (holds_share(spots, spot, BODY_SHARE))
            best = i;
        if (i >= end && spot->prose > 0) {
            outer++;
            end = spot->end;
            only = i;
        }
    }
    bool lone = outer == 1 && spots->items[only].prose >= LONE_PROSE &&
                holds_share(spots, &spots->items[only], LONE_SHARE);
    return best ? best : lone ? only : 0;
}

static bool is_clearly_more(const struct spot *up, const struct spot *root, unsigned share)
{
    return (uint64_t)up->solid * 100 >= (uint64_t)root->solid * share &&
           (uint64_t)up->prose * 100 >= (uint64_t)root->prose * share;
}

/* Whether what stands between the start of `up` and the root is a lead: prose, little else. */
static bool has_lead(const struct spots *spots, uint32_t up, uint32_t root)
{
    uint64_t prose = 0, text = 0;

    for (uint32_t i = up + 1; i < root;) {
        const struct spot *spot = &spots->items[i];
        bool around = spot->end > root;
        if (!spot->gone && !around) {
            prose += spot->prose;
            text += spot->text;
        }
        i = spots_next(spots, i, !around);
    }
    return prose >= LEAD_PROSE && prose * 100 >= text * LEAD_PURITY;
}

/* What has the headline in it begins there. */
static bool holds_headline(const struct spots *spots, uint32_t root)
{
    for (uint32_t i = root; i < spots->items[root].end;
         i = spots_next(spots, i, spots->items[i].gone)) {
        const struct spot *spot = &spots->items[i];
        if (!spot->gone && spot->node->element->role == HTML_HEADING &&
            spot->node->element->level == 1)
            return true;
    }
    return false;
}

/* What comes after the root in `up` stays outside. */
static void cut_after(struct spots *spots, uint32_t up, uint32_t root)
{
    for (uint32_t i = spots->items[root].end; i < spots->items[up].end; i = spots->items[i].end)
        spots->items[i].gone |= GONE_OUTSIDE;
}

uint32_t extract_find_root(struct spots *spots)
{
    uint32_t root = known_body(spots);

    unsigned share = root ? KNOWN_CLIMB_SHARE : CLIMB_SHARE;
    if (root == 0)
        root = best_scored(spots);
    /* Up while the parent holds clearly more; wrappers in between hold the same. */
    for (uint32_t up = spots->items[root].parent; up > 0; up = spots->items[up].parent)
        if (is_clearly_more(&spots->items[up], &spots->items[root], share))
            root = up;
    uint32_t body = root;
    if (holds_headline(spots, root))
        return root;
    for (uint32_t up = spots->items[body].parent; up > 0; up = spots->items[up].parent)
        if (has_lead(spots, up, root))
            root = up;
    if (root != body)
        cut_after(spots, root, body);
    return root;
}
