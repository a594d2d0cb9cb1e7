/* SPDX-License-Identifier: MIT */
/* What stands after an article in the same box: who wrote it, where to go next. */
#include "worker/extract_parts.h"

#include <string.h>

#include "base/text.h"
#include "worker/extract_phrases.h"

enum {
    LINE_MAX = 160,  /* characters of a line that may be a phrase */
    NAME_MIN = 6,    /* bytes of a name worth looking for */
    BIO_PLACE = 85,  /* percent of the prose that stands before a writer's life … */
    BIO_MAX = 800,   /* … which is so many characters long at most */
    NOTE_MAX = 500,  /* characters of a note in italics */
    TAIL_LINES = 12, /* that are looked at from the end */
    LINK_LINE = 90,  /* percent of a line in links that make it one */
};

const char *extract_short_line(const struct spots *spots, uint32_t at, struct buf *line)
{
    struct buf text = BUF_INIT(EXTRACT_LINE_BYTES);

    buf_clear(line);
    if (spots->items[at].text <= LINE_MAX) {
        spots_text(spots, at, &text);
        text_fold(line, buf_str(&text), text.len);
    }
    buf_release(&text);
    return buf_str(line);
}

/* At the end: the writer's name, and what begins with it. */
static void drop_bio(struct spots *spots, uint32_t root, const char *byline)
{
    struct buf name = BUF_INIT(EXTRACT_LINE_BYTES), text = BUF_INIT(EXTRACT_LINE_BYTES),
               line = BUF_INIT(EXTRACT_LINE_BYTES);
    uint64_t total = spots->items[root].prose, before = 0;

    text_fold(&name, byline, strlen(byline));
    bool is_person = name.len >= NAME_MIN && strchr(name.data, ' ');
    for (uint32_t i = root + 1; is_person && i < spots->items[root].end;) {
        struct spot *spot = &spots->items[i];
        bool block = !spot->gone && html_is_block(spot->node->element);
        before += block ? spot_own_prose(spot) : 0;
        if (block && before * 100 > total * BIO_PLACE && spot->own > 0 &&
            spot->own == spot->text && spot->text <= BIO_MAX) {
            buf_clear(&text);
            buf_clear(&line);
            spots_text(spots, i, &text);
            text_fold(&line, buf_str(&text), text.len);
            if (strncmp(buf_str(&line), name.data, name.len) == 0)
                spot->gone |= GONE_EDGE;
        }
        i = spots_next(spots, i, spot->gone);
    }
    buf_release(&name);
    buf_release(&text);
    buf_release(&line);
}

/* A paragraph or another block of running text without blocks inside. */
static bool is_line(const struct spot *spot)
{
    return !spot->gone && html_is_block(spot->node->element) && spot->own > 0 &&
           spot->own == spot->text && spot->node->element->role != HTML_CELL;
}

/* Whether all of its text is in italics, which is how notes below an article are set. */
static bool is_slanted(const struct spots *spots, uint32_t at)
{
    uint32_t slanted = 0;

    for (uint32_t i = at + 1; i < spots->items[at].end;) {
        const struct spot *spot = &spots->items[i];
        bool whole = spot->node->element->role == HTML_EMPH;
        slanted += whole && !spot->gone ? spot->text : 0;
        i = spots_next(spots, i, whole || spot->gone);
    }
    return slanted * UINT64_C(100) >= spots->items[at].text * UINT64_C(95);
}

static bool is_note(const struct spots *spots, uint32_t at)
{
    struct buf text = BUF_INIT(4 * NOTE_MAX), folded = BUF_INIT(4 * NOTE_MAX);
    bool note = spots->items[at].text <= NOTE_MAX && is_slanted(spots, at);

    if (note) {
        spots_text(spots, at, &text);
        text_fold(&folded, buf_str(&text), text.len);
        note = phrase_is_note(buf_str(&folded));
    }
    buf_release(&text);
    buf_release(&folded);
    return note;
}

static bool is_link_line(const struct spot *spot)
{
    return spot->node->element->role == HTML_BLOCK && spot->text <= LINE_MAX &&
           spot->linked * UINT64_C(100) >= (uint64_t)spot->text * LINK_LINE;
}

/* From the end upwards, until something is said. */
static void drop_last_lines(struct spots *spots, uint32_t root)
{
    struct buf line = BUF_INIT(EXTRACT_LINE_BYTES);
    unsigned lines = 0;

    for (uint32_t i = spots->items[root].end - 1; i > root && lines < TAIL_LINES; i--) {
        struct spot *spot = &spots->items[i];
        if (spot->text == 0 || spots_is_gone(spots, root, i) ||
            !html_is_block(spot->node->element) || spot->own == 0 ||
            spot->node->element->role == HTML_HEADING)
            continue;
        const char *s = is_line(spot) ? extract_short_line(spots, i, &line) : "";
        if (!is_line(spot) || !((*s && (phrase_is_promo(s) || phrase_is_end(s))) ||
                                is_link_line(spot) || is_note(spots, i)))
            break;
        spot->gone |= GONE_EDGE;
        lines++;
    }
    buf_release(&line);
}

void extract_drop_tail(struct spots *spots, uint32_t root, const char *byline)
{
    drop_bio(spots, root, byline);
    drop_last_lines(spots, root);
}
