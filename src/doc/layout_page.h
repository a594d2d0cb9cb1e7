/* SPDX-License-Identifier: MIT */
/*
 * Where lines are put together: margins in front, spans, the place in the document. Private
 * to the layout.
 */
#ifndef DOC_LAYOUT_PAGE_H
#define DOC_LAYOUT_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doc/layout.h"
#include "doc/layout_flow.h"

/* Each margin is at least two columns wide, together they are at most half of a line. */
enum { MARGINS_MAX = LAYOUT_WIDTH_MAX / 2 / 2 };

/* What stands before each line of a block. All text must outlive the lines. */
struct margin {
    const char *text; /* before every line but the first */
    uint32_t len;
    int width;
    const char *first; /* before the first line: a bullet, a number; NULL for the same text */
    uint32_t first_len;
    int first_width;
};

struct page {
    struct lines *lines;
    int width;
    struct margin margins[MARGINS_MAX];
    size_t margin_count;
    const char *prefix; /* of every line but a first, composed; NULL after a change */
    uint32_t prefix_len;
    struct span *spans; /* of the line being put together */
    size_t span_count, span_size;
    size_t gap_margins; /* those of the empty line wanted before the next */
    bool gap;
    uint32_t block, offset; /* the place of what comes next */
};

/* Blanks, for margins. */
extern const char page_blank[LAYOUT_WIDTH_MAX];

void page_init(struct page *page, struct lines *lines, int width);
void page_release(struct page *page);

/* Begin another top-level block. */
void page_start_block(struct page *page);

/* False when the margins would take more than half of the line: nothing changed. */
bool page_indent(struct page *page, const struct margin *margin);

/* Back to so many margins. */
void page_outdent(struct page *page, size_t count);

/* True when a margin's first text has not been printed yet. */
bool page_is_waiting(const struct page *page);

/* Want an empty line, with the margins of now, before the next one, if one comes. */
void page_gap(struct page *page);

/* Columns for text on the next line. */
int page_room(const struct page *page);

/* A line: begin (prints the margins), add spans, end (drops blanks at the end). */
void page_begin_line(struct page *page);
void page_add_text(struct page *page, const char *s, size_t n, unsigned style, int32_t link);
void page_blanks(struct page *page, int columns);
void page_end_line(struct page *page, uint32_t offset, bool wide);

/* A line of a flow, of whose text `stored` is a copy that outlives the lines. */
void page_add_line(struct page *page, const struct flow *flow, const char *stored,
                   const struct flow_line *line);

/* All of a flow, wrapped; the place moves behind it. */
void page_flow(struct page *page, const struct flow *flow);

#endif
