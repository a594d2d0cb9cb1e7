/* SPDX-License-Identifier: MIT */
#include "worker/extract_parts.h"

#include <string.h>

#include "base/text.h"
#include "worker/extract_phrases.h"

enum {
    LEAD_PROSE = 200,          /* characters of prose after which a lead is over … */
    LEAD_MAX = 400,            /* … and that may stand over the only headline */
    SECTION_PROSE_MAX = 1200,  /* characters of prose a dropped section may hold, */
    SECTION_PROSE_EARLY = 150, /* in the first half of the text, */
    SECTION_SHARE = 30,        /* and percent of all */
};

/* Folded letters and digits only, so that punctuation and dashes do not matter. */
static void bare_text(const char *s, size_t n, struct buf *out)
{
    struct buf folded = BUF_INIT(out->max);

    text_fold(&folded, s, n);
    for (size_t i = 0; i < folded.len; i++) {
        unsigned char c = (unsigned char)folded.data[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            buf_addc(out, (char)c);
    }
    buf_release(&folded);
}

void extract_bare_text(const struct spots *spots, uint32_t at, struct buf *out)
{
    struct buf text = BUF_INIT(out->max);

    spots_text(spots, at, &text);
    bare_text(buf_str(&text), text.len, out);
    buf_release(&text);
}

static bool is_title(const struct spots *spots, uint32_t at, const struct buf *title)
{
    struct buf bare = BUF_INIT(1024);

    extract_bare_text(spots, at, &bare);
    bool same = bare.len > 0 && title->len > 0 &&
                (strcmp(buf_str(&bare), buf_str(title)) == 0 ||
                 (bare.len > 15 && strstr(buf_str(title), buf_str(&bare))));
    buf_release(&bare);
    return same;
}

static bool is_text_block(const struct spot *spot)
{
    return html_is_block(spot->node->element) && spot->node->element->role != HTML_HEADING &&
           spot->own > 0;
}

/* The only heading of the first level on all of the page, or 0. */
static uint32_t only_headline(const struct spots *spots)
{
    uint32_t found = 0;

    for (uint32_t i = 1; i < spots->count;
         i = spots_next(spots, i, spots->items[i].gone & GONE_HARD)) {
        const struct spot *spot = &spots->items[i];
        if (spot->gone & GONE_HARD || spot->node->element->role != HTML_HEADING ||
            spot->node->element->level != 1)
            continue;
        if (found)
            return 0;
        found = i;
    }
    return found;
}

/* What stands over the headline is about the article or nothing of it. */
static void drop_above(struct spots *spots, uint32_t root, uint32_t headline)
{
    for (uint32_t i = root + 1; i < headline; i = spots_next(spots, i, spots->items[i].gone))
        if (spots->items[i].end <= headline)
            spots->items[i].gone |= GONE_EDGE;
}

/* The <header> of an article around its headline goes whole, as nothing in it is its text. */
static void drop_headline(struct spots *spots, uint32_t root, uint32_t at)
{
    spots->items[at].gone |= GONE_EDGE;
    for (uint32_t up = spots->items[at].parent; up > root; up = spots->items[up].parent) {
        struct spot *spot = &spots->items[up];
        if (strcmp(spot->node->name, "header") == 0 && spot->prose <= LEAD_MAX &&
            (uint64_t)spot->prose * 100 <= (uint64_t)spots->items[root].prose * EXTRACT_GUARD)
            spot->gone |= GONE_EDGE;
    }
}

/* The title stands over the text already. */
static void drop_title(struct spots *spots, uint32_t root, const char *title)
{
    struct buf bare = BUF_INIT(1024);
    uint32_t prose = 0, headline = only_headline(spots);

    bare_text(title, strlen(title), &bare);
    for (uint32_t i = root + 1; i < spots->items[root].end && prose < LEAD_MAX;) {
        struct spot *spot = &spots->items[i];
        if (!spot->gone && spot->node->element->role == HTML_HEADING &&
            (i == headline || (prose < LEAD_PROSE && is_title(spots, i, &bare)))) {
            drop_above(spots, root, i);
            drop_headline(spots, root, i);
        }
        if (!spot->gone && html_is_block(spot->node->element))
            prose += spot_own_prose(spot);
        i = spots_next(spots, i, spot->gone);
    }
    buf_release(&bare);
}

/* Headings with nothing below them. */
static void drop_last_headings(struct spots *spots, uint32_t root)
{
    uint32_t last = 0;

    for (uint32_t i = root + 1; i < spots->items[root].end;) {
        const struct spot *spot = &spots->items[i];
        if (!spot->gone && is_text_block(spot))
            last = i;
        i = spots_next(spots, i, spot->gone);
    }
    for (uint32_t i = last + 1; last > 0 && i < spots->items[root].end; i++)
        if (spots->items[i].node->element->role == HTML_HEADING)
            spots->items[i].gone |= GONE_EDGE;
}

/* Lines of the short kind that only lead away, and before the text those about the article. */
static void drop_lines(struct spots *spots, uint32_t root)
{
    struct buf line = BUF_INIT(EXTRACT_LINE_BYTES);
    uint32_t prose = 0;

    for (uint32_t i = root + 1; i < spots->items[root].end;) {
        struct spot *spot = &spots->items[i];
        if (!spot->gone && html_is_block(spot->node->element) && spot->own > 0 &&
            spot->own == spot->text && spot->node->element->role != HTML_CELL) {
            const char *s = extract_short_line(spots, i, &line);
            if (*s && (phrase_is_promo(s) || (prose < LEAD_PROSE && phrase_is_about(s))))
                spot->gone |= GONE_EDGE;
            else
                prose += spot_own_prose(spot);
        }
        i = spots_next(spots, i, spot->gone);
    }
    buf_release(&line);
}

static bool is_heading(const struct spot *spot)
{
    return !spot->gone && spot->node->element->role == HTML_HEADING;
}

/* The index of the sibling after the spot, or 0. */
static uint32_t next_sibling(const struct spots *spots, uint32_t at)
{
    uint32_t next = spots->items[at].end;

    return next < spots->items[spots->items[at].parent].end ? next : 0;
}

static bool holds_heading(const struct spots *spots, uint32_t at, int level)
{
    for (uint32_t i = at; i < spots->items[at].end;
         i = spots_next(spots, i, spots->items[i].gone))
        if (is_heading(&spots->items[i]) && spots->items[i].node->element->level <= level)
            return true;
    return false;
}

/* A heading that announces what follows articles goes with what stands below it, up to the
 * next heading of its level, unless that is much. */
static void drop_section(struct spots *spots, uint32_t root, uint32_t at, uint32_t most)
{
    int level = spots->items[at].node->element->level;
    uint32_t top = at, prose = 0, last = 0;

    while (spots->items[top].parent != root &&
           spots->items[spots->items[top].parent].text == spots->items[top].text)
        top = spots->items[top].parent;
    last = top;
    for (uint32_t i = next_sibling(spots, top); i; i = next_sibling(spots, i)) {
        if (holds_heading(spots, i, level))
            break;
        if (!spots->items[i].gone)
            prose += spots->items[i].prose;
        last = i;
    }
    if (prose > most)
        return;
    for (uint32_t i = top; i <= last; i = spots->items[i].end)
        spots->items[i].gone |= GONE_EDGE;
}

static void drop_sections(struct spots *spots, uint32_t root)
{
    struct buf line = BUF_INIT(EXTRACT_LINE_BYTES);
    uint64_t total = spots->items[root].prose, before = 0;
    uint32_t share = (uint32_t)(total * SECTION_SHARE / 100);
    uint32_t most = share < SECTION_PROSE_MAX ? share : SECTION_PROSE_MAX;

    for (uint32_t i = root + 1; i < spots->items[root].end;) {
        const struct spot *spot = &spots->items[i];
        if (is_heading(spot) && phrase_is_end(extract_short_line(spots, i, &line)))
            drop_section(spots, root, i,
                         before * 2 < total && most > SECTION_PROSE_EARLY ? SECTION_PROSE_EARLY
                                                                          : most);
        if (!spot->gone && html_is_block(spot->node->element))
            before += spot_own_prose(spot);
        i = spots_next(spots, i, spot->gone);
    }
    buf_release(&line);
}

void extract_drop_edges(struct spots *spots, uint32_t root, const struct extract_hints *hints)
{
    drop_title(spots, root, hints->title);
    drop_sections(spots, root);
    drop_lines(spots, root);
    extract_drop_tail(spots, root, hints->byline);
    drop_last_headings(spots, root);
}
