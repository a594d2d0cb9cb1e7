/* SPDX-License-Identifier: MIT */
/*
 * A grid of styled cells: what views draw on and ui/screen shows. Knows no terminal, so that a
 * test can read it as text.
 *
 * A cell holds one base character with up to 4 marks, so that whatever is put can be shown by
 * every terminal: of an emoji sequence its first emoji, regional indicators as capital letters.
 * A wide character fills two cells; one that would be cut by an edge is blanks instead.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/theme.h"

enum { CELL_CHARS = 5 };

struct cell {
    uint32_t chars[CELL_CHARS]; /* base and marks, 0 after the last; chars[0] == 0: blank */
    style_id style;
    uint8_t width; /* 1 or 2; 0 for the right half of a wide character */
    uint32_t link; /* canvas_add_link(), 0 for none */
};

/* What a cell of text leads to. */
struct canvas_link {
    uint32_t id;   /* made of the address, so that it stays the same from frame to frame */
    char *address; /* for the terminal: bytes 0x21 to 0x7E, "" for none */
    long value;    /* for whoever added it */
};

struct rect {
    int y, x, height, width;
};

struct canvas {
    int height, width;
    struct cell *cells;     /* height * width, row by row */
    int cursor_y, cursor_x; /* where the terminal's cursor stands; -1: hidden */
    bool ascii;             /* the terminal shows nothing else */
    struct canvas_link *links;
    size_t link_count;
};

void canvas_init(struct canvas *canvas);
void canvas_release(struct canvas *canvas);

/* Change the size (at least 1x1) and blank it. */
void canvas_resize(struct canvas *canvas, int height, int width);

/* Blank a rectangle in a style; whatever lies outside the canvas is ignored, here and below. */
void canvas_fill(struct canvas *canvas, struct rect rect, style_id style);

/*
 * Put cleaned text at y, x, from x to at most x + columns - 1; nothing wraps. Returns the
 * column after the last one used, x for none. A newline ends it; other controls and bad bytes
 * become U+FFFD.
 */
int canvas_put(struct canvas *canvas, int y, int x, int columns, style_id style, const char *s,
               size_t n);

/* The same, shortened with an ellipsis, in ASCII ">", when it does not fit. */
int canvas_put_short(struct canvas *canvas, int y, int x, int columns, style_id style,
                     const char *s, size_t n);

/* The same, ending at column x + columns - 1. */
void canvas_put_right(struct canvas *canvas, int y, int x, int columns, style_id style,
                      const char *s, size_t n);

/* Add the modifiers of a style, such as the cursor's or a match's, to cells of a row; a base
 * style other than STYLE_TEXT takes the place of theirs. */
void canvas_restyle(struct canvas *canvas, int y, int x, int columns, style_id style);

/* Forget the links; before a frame is drawn. */
void canvas_clear_links(struct canvas *canvas);

/* The id of a link for canvas_set_link(), 0 when there are too many. What is no plain address
 * is kept without one: it can be clicked, but the terminal is told nothing. */
uint32_t canvas_add_link(struct canvas *canvas, const char *address, long value);

/* The text of these cells leads there. */
void canvas_set_link(struct canvas *canvas, int y, int x, int columns, uint32_t id);

/* The link of a cell or of an id, NULL for none. */
const struct canvas_link *canvas_link_at(const struct canvas *canvas, int y, int x);
const struct canvas_link *canvas_find_link(const struct canvas *canvas, uint32_t id);

/* The rows as text, trailing blanks dropped, each ended by a newline. */
void canvas_dump(const struct canvas *canvas, struct buf *out);

#endif
