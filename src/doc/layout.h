/* SPDX-License-Identifier: MIT */
/*
 * Documents to lines of styled spans, wrapped to a width in columns.
 *
 * Nothing here knows colours or terminals: a span says what its text means. Text is cleaned
 * already; lines hold no control characters, no tabs and no newlines.
 */
#ifndef DOC_LAYOUT_H
#define DOC_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "doc/document.h"

/* What a span means; bits combine. */
enum span_style {
    SPAN_TEXT = 0,
    SPAN_STRONG = 1 << 0,
    SPAN_EMPH = 1 << 1,
    SPAN_CODE = 1 << 2, /* inline code and code blocks */
    SPAN_STRIKE = 1 << 3,
    SPAN_UNDERLINE = 1 << 4,
    SPAN_LINK = 1 << 5,
    SPAN_MARKER = 1 << 6, /* list bullets, quote bars, rules, table lines */
    SPAN_DIM = 1 << 7,    /* secondary: link numbers, dates, remarks */
    SPAN_QUOTE = 1 << 8,
    SPAN_TITLE = 1 << 9,    /* heading of level 1 */
    SPAN_HEADING = 1 << 10, /* of level 2 and below */
    SPAN_IMAGE = 1 << 11,   /* the stand-in of a picture */
    SPAN_MARK = 1 << 12,
    SPAN_TABLE_HEAD = 1 << 13,
};

struct span {
    const char *text;
    uint32_t len;   /* bytes */
    uint16_t width; /* columns */
    uint16_t style; /* enum span_style */
    int32_t link;   /* index into links, -1 for none */
};

struct line {
    struct span *spans;
    uint32_t count;
    uint32_t width;  /* columns; only lines of code may be wider than asked for */
    uint32_t block;  /* ordinal of the top-level block, rising: keeps the place on resize */
    uint32_t offset; /* bytes of visible text of that block before this line */
    bool wide;       /* code: scrolls sideways, never re-wrapped */
};

struct link {
    const char *url;  /* as in the document; not yet canonical */
    const char *text; /* visible text, one line */
    uint32_t line;    /* where it starts */
    int number;       /* shown to people, from 1 */
};

/* block and offset together never fall from line to line. */
struct lines {
    struct line *items;
    size_t count;
    struct link *links;
    size_t link_count;
    bool cut;                    /* LINES_MAX was reached */
    struct arena arena;          /* owns spans and text */
    size_t line_size, link_size; /* capacities */
};

enum { LINES_MAX = 1000000, LAYOUT_WIDTH_MIN = 10, LAYOUT_WIDTH_MAX = 1000 };

struct layout_options {
    int width;         /* columns of text; clamped to the limits above */
    bool ascii;        /* bullets, bars and rules of ASCII only */
    bool link_numbers; /* put [n] behind each link */
    int first_link;    /* number of the first link, mostly 1 */
};

void lines_init(struct lines *lines);
void lines_release(struct lines *lines);

/*
 * Append the whole tree, in linear time, however deep. The tree may be freed afterwards. Raw
 * HTML is left out, pictures become "[picture: …]" linked to their address, tables that do not
 * fit become one record a row. Links are numbered as they come; those without visible text are
 * none.
 */
void layout_document(struct lines *lines, cmark_node *root,
                     const struct layout_options *options);

/*
 * Append one paragraph of running text in one style, wrapped, with `indent` columns before its
 * first line and `hanging` before the others; link is an index into lines->links or -1. For
 * what stands around a document: headers, lists of links.
 */
void layout_text(struct lines *lines, const char *s, size_t n, unsigned style, int indent,
                 int hanging, int32_t link, const struct layout_options *options);

/* Append a link to lines->links and return its index; its line is the next one added. */
int32_t lines_add_link(struct lines *lines, const char *url, const char *text, int number);

/* Append an empty line unless the last one is empty or there is none. */
void lines_gap(struct lines *lines);

/* Append a line; its spans are copied, their text is not. False, with cut set, at LINES_MAX:
 * the last line then says that the text was cut. */
bool lines_add(struct lines *lines, const struct line *line);

/*
 * The line that shows the same text as `line` of `old` did, after another width: the one that
 * holds the first byte of it. The same line when nothing changed; 0 when there is none.
 */
size_t lines_same_place(const struct lines *old, size_t line, const struct lines *now);

#endif
