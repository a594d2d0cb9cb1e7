/* SPDX-License-Identifier: MIT */
/*
 * Cards: boxes of one shape beside each other, each with a headline that leads to another page
 * of the site and perhaps the first sentence of it. They read like paragraphs and are none of
 * this page's.
 */
#include "worker/extract_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum {
    CARDS_MIN = 3,      /* headlines in a group of cards */
    CARDS_SHARE = 75,   /* percent of all headings in the group */
    CARD_PROSE = 700,   /* characters of prose that a card holds at most */
    HEADLINE_MIN = 8,   /* characters */
    HEADLINE_LINK = 70, /* percent of them in the link */
    LISTING_TIMES = 3,  /* an article may have so many times its prose in cards around it */
};

static bool is_heading(const struct spot *spot)
{
    return !spot->gone && spot->node->element->role == HTML_HEADING && spot->text > 0;
}

/* To another page, not to a place on this one. */
static bool leads_on(const struct spots *spots, uint32_t at)
{
    const struct html_node *link = spots->items[at].node;

    for (uint32_t i = at; i < spots->items[at].end && !spots->items[i].in_link; i++)
        link = spots->items[i + 1 < spots->items[at].end ? i + 1 : i].node;
    while (link && link->element->role != HTML_LINK)
        link = link->parent;
    const char *href = link ? html_attribute(link, "href") : NULL;
    return href && !strchr(href, '#');
}

static bool is_headline(const struct spots *spots, uint32_t at)
{
    const struct spot *spot = &spots->items[at];

    return is_heading(spot) && spot->text >= HEADLINE_MIN && spot->away == 0 &&
           (uint64_t)spot->linked * 100 >= (uint64_t)spot->text * HEADLINE_LINK &&
           leads_on(spots, at);
}

/* How many headings and headlines stand before each spot. */
struct tally {
    uint32_t *headings, *headlines;
};

static void tally_init(struct tally *tally, const struct spots *spots)
{
    tally->headings = xcalloc(spots->count + 1, sizeof *tally->headings);
    tally->headlines = xcalloc(spots->count + 1, sizeof *tally->headlines);
    for (uint32_t i = 0; i < spots->count;) {
        bool over = spots->items[i].gone;
        uint32_t next = spots_next(spots, i, over);
        tally->headings[i + 1] = tally->headings[i] + is_heading(&spots->items[i]);
        tally->headlines[i + 1] = tally->headlines[i] + is_headline(spots, i);
        for (uint32_t j = i + 2; j <= next; j++) {
            tally->headings[j] = tally->headings[i + 1];
            tally->headlines[j] = tally->headlines[i + 1];
        }
        i = next;
    }
}

static void tally_release(struct tally *tally)
{
    free(tally->headings);
    free(tally->headlines);
}

static uint32_t count_in(const uint32_t *before, const struct spots *spots, uint32_t at)
{
    return before[spots->items[at].end] - before[at];
}

/* The box around one headline and no other heading, or 0 when it stands in no group of such. */
static uint32_t card_around(const struct spots *spots, const struct tally *tally, uint32_t at)
{
    uint32_t card = 0, up = spots->items[at].parent;

    while (up > 0 && count_in(tally->headings, spots, up) == 1) {
        card = spots->items[up].prose <= CARD_PROSE ? up : 0;
        up = spots->items[up].parent;
    }
    uint32_t headlines = up > 0 ? count_in(tally->headlines, spots, up) : 0;
    /* The heading of the group itself is one that leads nowhere. */
    uint32_t headings = up > 0 ? count_in(tally->headings, spots, up) : 0;
    bool group = headlines >= CARDS_MIN && headlines * 100 >= (headings - 1) * CARDS_SHARE;
    return group ? card : 0;
}

/* Cards that stand where the content is, and in no box with a name that says otherwise. */
static uint64_t count_own_cards(const struct spots *spots)
{
    uint64_t carded = 0;
    uint32_t junk_end = 0;

    for (uint32_t i = 1; i < spots->count; i = spots_next(spots, i, spots->items[i].gone)) {
        const struct spot *spot = &spots->items[i];
        if (spot->names & NAME_JUNK && spot->end > junk_end)
            junk_end = spot->end;
        bool counts = !spot->gone && spot->in_card && spot->place != SPOT_BESIDE;
        carded += counts && i >= junk_end ? spot->length : 0;
    }
    return carded;
}

/* A list is no less the page's own for being made of cards: they are forgotten when they are
 * most of the content. */
static void spare_list(struct spots *spots, unsigned times)
{
    if (count_own_cards(spots) <= (uint64_t)spots->items[0].solid * times)
        return;
    for (uint32_t i = 0; i < spots->count; i++)
        spots->items[i].in_card &= spots->items[i].place == SPOT_BESIDE;
    spots_count(spots);
}

void extract_find_cards(struct spots *spots, bool article)
{
    struct tally tally;

    tally_init(&tally, spots);
    for (uint32_t i = 0; i < spots->count; i++)
        spots->items[i].in_card = false;
    for (uint32_t i = 1; i < spots->count; i = spots_next(spots, i, spots->items[i].gone)) {
        if (!is_headline(spots, i))
            continue;
        uint32_t card = card_around(spots, &tally, i);
        for (uint32_t j = card; card > 0 && j < spots->items[card].end; j++)
            spots->items[j].in_card = true;
    }
    tally_release(&tally);
    spots_count(spots);
    spare_list(spots, article ? LISTING_TIMES : 1);
}

void extract_drop_cards(struct spots *spots, uint32_t root)
{
    uint32_t end = spots->items[root].in_card ? 0 : spots->items[root].end;

    for (uint32_t i = root + 1; i < end; i = spots_next(spots, i, spots->items[i].gone))
        if (spots->items[i].in_card)
            spots->items[i].gone |= GONE_LINKS;
}
