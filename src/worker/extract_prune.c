/* SPDX-License-Identifier: MIT */
#include "worker/extract_parts.h"

#include <string.h>

enum {
    JUNK_PROSE_MAX = 500,      /* characters of prose that a box with a bad name may hold */
    JUNK_PROSE_LATE = 1500,    /* and when most of the page's prose comes before it … */
    LATE = 60,                 /* … which is so many percent of it */
    CORE_PROSE_MIN = 200,      /* characters of prose that make a <main> believed … */
    CORE_SHARE = 15,           /* … and percent of the page's */
    FRAME_LINKED = 40,         /* percent of text in links that makes a menu */
    SURE_GUARD = 70,           /* percent of all prose that keeps even a <nav> or <footer> */
    CAPTION_TEXT_MAX = 350,    /* characters of text to a picture */
    COMMENTED_PROSE_MIN = 600, /* characters of prose worth commenting, … */
    STORY_PROSE_MIN = 150,     /* … and when the page says that it has an article */
};

/* More than so many percent of the page's prose. */
static bool holds_over(const struct spots *spots, const struct spot *spot, unsigned percent)
{
    return (uint64_t)spot->prose * 100 > (uint64_t)spots->items[0].prose * percent;
}

static bool is_much(const struct spots *spots, const struct spot *spot)
{
    return holds_over(spots, spot, EXTRACT_GUARD);
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static bool is_core_mark(const struct spot *spot)
{
    static const char *const tags[] = { "main", "article", NULL };

    return is_one_of(spot->node->name, tags) || (spot->names & NAME_BODY) ||
           html_has_word(spot->node, "role", "main");
}

void extract_find_core(struct spots *spots)
{
    bool found = false;

    for (uint32_t i = 0; i < spots->count; i++)
        spots->items[i].place = SPOT_BESIDE;
    for (uint32_t i = 1; i < spots->count;) {
        const struct spot *spot = &spots->items[i];
        bool core = !spot->gone && is_core_mark(spot) && spot->prose >= CORE_PROSE_MIN &&
                    (uint64_t)spot->prose * 100 >= (uint64_t)spots->items[0].prose * CORE_SHARE;
        if (core) {
            found = true;
            for (uint32_t j = i; j < spot->end; j++)
                spots->items[j].place = SPOT_INSIDE;
            for (uint32_t up = i; spots->items[up].place != SPOT_ABOVE;
                 up = spots->items[up].parent)
                spots->items[up].place = SPOT_ABOVE;
        }
        i = spots_next(spots, i, spot->gone || core);
    }
    for (uint32_t i = 0; i < spots->count && !found; i++)
        spots->items[i].place = SPOT_UNKNOWN;
}

static bool is_linked(const struct spot *spot)
{
    return (uint64_t)spot->linked * 100 > (uint64_t)spot->text * FRAME_LINKED;
}

/* Never thrown away: what holds the content, and what holds much of it. */
static bool is_guarded(const struct spots *spots, const struct spot *spot, unsigned percent)
{
    return spot->place == SPOT_ABOVE ||
           (spot->place != SPOT_BESIDE && holds_over(spots, spot, percent));
}

/* A header of a section holds its heading; that of the page holds the title, or none. */
static bool heads_section(const struct spots *spots, uint32_t at)
{
    const struct spot *spot = &spots->items[at];
    int level = 0;

    if (spot->place != SPOT_INSIDE || strcmp(spot->node->name, "header") != 0)
        return false;
    for (uint32_t i = at + 1; i < spot->end && level != 1; i++)
        if (spots->items[i].node->element->role == HTML_HEADING)
            level = spots->items[i].node->element->level;
    return level > 1 && !is_linked(spot);
}

void extract_drop_frame(struct spots *spots)
{
    static const char *const sure[] = { "nav", "footer", NULL };
    static const char *const likely[] = { "aside", "header", "form", "dialog", NULL };

    for (uint32_t i = 1; i < spots->count;) {
        struct spot *spot = &spots->items[i];
        bool by_name =
            spot->names & NAME_FRAME && !(spot->names & (NAME_BODY | NAME_QUOTED)) &&
            spot->node->element->role != HTML_HEADING &&
            (spot->place != SPOT_INSIDE || spot->prose < JUNK_PROSE_MAX || is_linked(spot));
        bool is_sure = is_one_of(spot->node->name, sure);
        if (!spot->gone && (by_name || is_sure || is_one_of(spot->node->name, likely)) &&
            !is_guarded(spots, spot, is_sure ? SURE_GUARD : EXTRACT_GUARD) &&
            !heads_section(spots, i))
            spot->gone |= GONE_TAG;
        i = spots_next(spots, i, spot->gone);
    }
}

static bool is_comment(const struct spot *spot)
{
    return !spot->gone && (spot->names & NAME_COMMENT) && !(spot->names & NAME_BODY);
}

/* What readers wrote is left out, unless the page is little else. */
void extract_drop_comments(struct spots *spots, bool story)
{
    uint64_t comments = 0;

    for (uint32_t i = 1; i < spots->count;) {
        const struct spot *spot = &spots->items[i];
        bool comment = is_comment(spot);
        comments += comment ? spot->prose : 0;
        i = spots_next(spots, i, spot->gone || comment);
    }
    uint64_t others = spots->items[0].prose - comments;
    if (others < (story ? STORY_PROSE_MIN : COMMENTED_PROSE_MIN) && comments > others)
        return;
    for (uint32_t i = 1; i < spots->count;) {
        struct spot *spot = &spots->items[i];
        if (is_comment(spot))
            spot->gone |= GONE_NAME;
        i = spots_next(spots, i, spot->gone);
    }
}

/* late: most of the page's prose comes before. */
static bool is_junk(const struct spot *spot, bool late)
{
    enum html_role role = spot->node->element->role;
    uint32_t limit = spot->place == SPOT_BESIDE ? UINT32_MAX
                     : late                     ? JUNK_PROSE_LATE
                                                : JUNK_PROSE_MAX;

    return (spot->names & (NAME_JUNK | NAME_ABOUT | NAME_CAPTION)) &&
           !(spot->names & (NAME_BODY | NAME_QUOTED)) && spot->prose < limit &&
           role != HTML_FIGURE && role != HTML_HEADING;
}

/* How many pictures and players are below; headings as well, when they are counted. */
static unsigned count_media(const struct spots *spots, uint32_t at, unsigned *headings)
{
    unsigned count = 0;

    for (uint32_t i = at + 1; i < spots->items[at].end; i++) {
        enum html_role role = spots->items[i].node->element->role;
        count += role == HTML_IMAGE || role == HTML_EMBED;
        *headings += role == HTML_HEADING;
    }
    return count;
}

/* A box around a picture holds its caption and whose it is, whatever they are called. */
static bool is_captioned(const struct spots *spots, uint32_t at)
{
    const struct spot *spot = &spots->items[at];
    bool gallery = spot->names & NAME_GALLERY;
    unsigned headings = 0, media;

    if (!(spot->names & NAME_MEDIA || gallery) || spot->names & NAME_BODY || spot->prose == 0 ||
        spot->prose > JUNK_PROSE_LATE || !html_is_block(spot->node->element) ||
        spot->node->element->role == HTML_FIGURE)
        return false;
    media = count_media(spots, at, &headings);
    return gallery || (headings == 0 && !(spot->names & NAME_TEXT) &&
                       spot->text <= media * CAPTION_TEXT_MAX);
}

void extract_drop_names(struct spots *spots)
{
    uint64_t before = 0, total = spots->items[0].prose;

    for (uint32_t i = 1; i < spots->count;) {
        struct spot *spot = &spots->items[i];
        bool late = before * 100 > total * LATE;
        if (!spot->gone && (is_junk(spot, late) || is_captioned(spots, i)) &&
            !is_guarded(spots, spot, EXTRACT_GUARD))
            spot->gone |= GONE_NAME;
        if (!spot->gone && html_is_block(spot->node->element))
            before += spot_own_prose(spot);
        /* What a figure holds belongs to its picture. */
        i = spots_next(spots, i, spot->gone || spot->node->element->role == HTML_FIGURE);
    }
}

void extract_drop_links(struct spots *spots, uint32_t root)
{
    for (uint32_t i = root + 1; i < spots->items[root].end;) {
        struct spot *spot = &spots->items[i];
        enum html_role role = spot->node->element->role;
        if (!spot->gone && html_is_block(spot->node->element) && role != HTML_HEADING &&
            spot->text > 0 && !is_much(spots, spot)) {
            bool list = role == HTML_LIST || role == HTML_ORDERED || role == HTML_ITEM;
            double density = (double)(spot->linked - (list ? spot->away : 0)) / spot->text;
            if (density > (list                                 ? 0.5
                           : strcmp(spot->node->name, "p") == 0 ? 0.8
                                                                : 0.6) &&
                spot->prose < JUNK_PROSE_MAX)
                spot->gone |= GONE_LINKS;
        }
        i = spots_next(spots, i, spot->gone);
    }
}
