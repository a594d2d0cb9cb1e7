/* SPDX-License-Identifier: MIT */
/* A screen of cells, between the half of ansi2svg that reads and the half that draws. */
#ifndef TESTS_ANSI2SVG_H
#define TESTS_ANSI2SVG_H

#include <stdbool.h>
#include <wchar.h>

enum {
    COLUMNS_MAX = 512,
    ROWS_MAX = 256,
    CELL_BYTES = 32, /* a character and what combines with it */
};

enum { BOLD = 1, DIM = 2, ITALIC = 4, UNDERLINE = 8, REVERSE = 16, STRIKE = 32 };

/* A colour is an index of 256, or 24 bits with COLOUR_RGB, or this. */
enum { COLOUR_DEFAULT = -1, COLOUR_RGB = 1 << 24 };

struct style {
    int ink;
    int paper;
    unsigned attributes;
};

struct cell {
    char text[CELL_BYTES];
    wchar_t c; /* 0 if nothing was written here */
    int width; /* 0 for the right half of a wide character */
    struct style style;
};

struct screen {
    int rows, columns;
    struct cell cells[ROWS_MAX][COLUMNS_MAX];
};

/* Write the picture to stdout. */
void draw_screen(const struct screen *screen, bool on_light);

#endif
