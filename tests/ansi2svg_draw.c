/* SPDX-License-Identifier: MIT */
/*
 * The picture: a word is one <text>, a wide character is one by itself, blanks are nothing,
 * backgrounds and lines are rectangles, and box characters are drawn, as fonts disagree about
 * where those end.
 */
#include "ansi2svg.h"

#include <stdio.h>

enum {
    CELL_WIDTH = 84, /* tenths of a pixel, as all lengths here */
    CELL_HEIGHT = 180,
    BASELINE = 136,
    MARGIN = 120,
};

struct palette {
    unsigned ink;
    unsigned paper;
    unsigned sixteen[16];
};

static const struct palette dark = {
    .ink = 0xd4d4d8,
    .paper = 0x1b1d23,
    .sixteen = { 0x2b2d35, 0xe06c75, 0x98c379, 0xd9b36c, 0x61afef, 0xc678dd, 0x56b6c2, 0xc8ccd4,
                 0x6b7280, 0xf28b93, 0xb5dba0, 0xefd08f, 0x8cc8ff, 0xdc9ef0, 0x83d3de,
                 0xffffff },
};

static const struct palette light = {
    .ink = 0x24292f,
    .paper = 0xffffff,
    .sixteen = { 0x24292f, 0xb3261e, 0x116329, 0x7d4e00, 0x0550ae, 0x8250df, 0x1b6b72, 0x6e7781,
                 0x57606a, 0xcf222e, 0x1a7f37, 0x9a6700, 0x218bff, 0xa475f9, 0x3192aa,
                 0x8c959f },
};

static const struct palette *palette = &dark;
static unsigned colour_rgb(int colour, unsigned otherwise)
{
    static const unsigned steps[6] = { 0, 95, 135, 175, 215, 255 };

    if (colour == COLOUR_DEFAULT)
        return otherwise;
    if (colour & COLOUR_RGB)
        return (unsigned)colour & 0xffffff;
    if (colour < 16)
        return palette->sixteen[colour];
    if (colour >= 232)
        return (unsigned)(8 + (colour - 232) * 10) * 0x10101;
    colour -= 16;
    return steps[colour / 36] << 16 | steps[colour / 6 % 6] << 8 | steps[colour % 6];
}

static unsigned style_ink(const struct style *style)
{
    return style->attributes & REVERSE ? colour_rgb(style->paper, palette->paper)
                                       : colour_rgb(style->ink, palette->ink);
}

static unsigned style_paper(const struct style *style)
{
    return style->attributes & REVERSE ? colour_rgb(style->ink, palette->ink)
                                       : colour_rgb(style->paper, palette->paper);
}

static bool style_equal(const struct style *a, const struct style *b)
{
    return a->ink == b->ink && a->paper == b->paper && a->attributes == b->attributes;
}

/* Places are of the whole picture. */

static int left_of(int column)
{
    return MARGIN + column * CELL_WIDTH;
}

static int top_of(int row)
{
    return MARGIN + row * CELL_HEIGHT;
}

/* ` name="12.3"` */
static void put_length(const char *name, int tenths)
{
    printf(tenths % 10 ? " %s=\"%d.%d\"" : " %s=\"%d\"", name, tenths / 10, tenths % 10);
}

static void put_rectangle(int x, int y, int width, int height, unsigned colour, int percent)
{
    fputs("<rect", stdout);
    put_length("x", x);
    put_length("y", y);
    put_length("width", width);
    put_length("height", height);
    printf(" fill=\"#%06x\"", colour);
    if (percent < 100)
        printf(" fill-opacity=\".%02d\"", percent);
    puts("/>");
}

static void put_escaped(const char *text)
{
    for (; *text; text++) {
        if (*text == '&' || *text == '<')
            fputs(*text == '&' ? "&amp;" : "&lt;", stdout);
        else
            putchar(*text);
    }
}

/* Arms of a box character from the middle of its cell: left, right, up, down; heavy counts 2.
 */
static const struct box {
    wchar_t c;
    unsigned char left, right, up, down;
} boxes[] = {
    { L'─', 1, 1, 0, 0 }, { L'━', 2, 2, 0, 0 }, { L'│', 0, 0, 1, 1 }, { L'┃', 0, 0, 2, 2 },
    { L'┌', 0, 1, 0, 1 }, { L'┐', 1, 0, 0, 1 }, { L'└', 0, 1, 1, 0 }, { L'┘', 1, 0, 1, 0 },
    { L'╭', 0, 1, 0, 1 }, { L'╮', 1, 0, 0, 1 }, { L'╰', 0, 1, 1, 0 }, { L'╯', 1, 0, 1, 0 },
    { L'├', 0, 1, 1, 1 }, { L'┤', 1, 0, 1, 1 }, { L'┬', 1, 1, 0, 1 }, { L'┴', 1, 1, 1, 0 },
    { L'┼', 1, 1, 1, 1 }, { L'╸', 2, 0, 0, 0 }, { L'╺', 0, 2, 0, 0 }, { L'╴', 1, 0, 0, 0 },
    { L'╶', 0, 1, 0, 0 }, { L'╷', 0, 0, 0, 1 }, { L'╵', 0, 0, 1, 0 },
};

static bool draw_box(wchar_t c, int x, int y, int width, unsigned ink)
{
    const struct box *box = NULL;
    const int middle_x = x + CELL_WIDTH / 2;
    const int middle_y = y + CELL_HEIGHT / 2;

    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        if (boxes[i].c == c)
            box = &boxes[i];
    }
    if (!box)
        return false;
    int across = (box->left | box->right) * 10;
    int along = (box->up | box->down) * 10;
    if (across > 0) {
        int from = box->left ? x : middle_x - along / 2;
        int to = box->right ? x + width : middle_x + along / 2;
        put_rectangle(from, middle_y - across / 2, to - from, across, ink, 100);
    }
    if (along > 0) {
        int from = box->up ? y : middle_y;
        int to = box->down ? y + CELL_HEIGHT : middle_y;
        put_rectangle(middle_x - along / 2, from, along, to - from, ink, 100);
    }
    return true;
}

/* Block elements, U+2580 to U+2593, but the quarters. */
static bool draw_block(wchar_t c, int x, int y, unsigned ink)
{
    const int width = CELL_WIDTH;
    const int height = CELL_HEIGHT;

    if (c == 0x2580)
        put_rectangle(x, y, width, height / 2, ink, 100);
    else if (c >= 0x2581 && c <= 0x2588)
        put_rectangle(x, y + height - height * (c - 0x2580) / 8, width,
                      height * (c - 0x2580) / 8, ink, 100);
    else if (c >= 0x2589 && c <= 0x258f)
        put_rectangle(x, y, width * (0x2590 - c) / 8, height, ink, 100);
    else if (c == 0x2590)
        put_rectangle(x + width / 2, y, width / 2, height, ink, 100);
    else if (c >= 0x2591 && c <= 0x2593)
        put_rectangle(x, y, width, height, ink, 25 * (c - 0x2590));
    else
        return false;
    return true;
}

static bool is_blank(const struct cell *cell)
{
    return cell->c == 0 || cell->c == L' ' || cell->c == 0xa0;
}

/* The columns that one rectangle or <text> shows, from column on: a line, a word, or a cell. */
static int run_length(const struct cell *row, int column, int columns)
{
    const struct cell *first = &row[column];
    int n = 1;

    while (first->c == 0x2500 && column + n < columns && first[n].c == first->c &&
           style_equal(&first->style, &first[n].style))
        n++;
    if (first->width != 1 || first->c > 0x24f || is_blank(first))
        return n;
    while (column + n < columns && row[column + n].width == 1 && !is_blank(&first[n]) &&
           first[n].c <= 0x24f && style_equal(&first->style, &first[n].style))
        n++;
    return n;
}

static void put_word(const struct cell *word, int n, int x, int y)
{
    const struct style *style = &word->style;
    unsigned ink = style_ink(style);

    fputs("<text", stdout);
    put_length("x", x);
    put_length("y", y + BASELINE);
    if (n > 1)
        put_length("textLength", n * CELL_WIDTH);
    if (ink != palette->ink)
        printf(" fill=\"#%06x\"", ink);
    if (style->attributes & BOLD)
        fputs(" font-weight=\"bold\"", stdout);
    if (style->attributes & ITALIC)
        fputs(" font-style=\"italic\"", stdout);
    if (style->attributes & DIM)
        fputs(" fill-opacity=\".6\"", stdout);
    putchar('>');
    for (int i = 0; i < n; i++)
        put_escaped(word[i].text);
    puts("</text>");
}

static void put_row_text(const struct cell *row, int columns, int y)
{
    for (int column = 0, n; column < columns; column += n) {
        const struct cell *cell = &row[column];
        unsigned ink = style_ink(&cell->style);
        int x = left_of(column);

        n = run_length(row, column, columns);
        if (!is_blank(cell) && !draw_box(cell->c, x, y, n * CELL_WIDTH, ink) &&
            !draw_block(cell->c, x, y, ink))
            put_word(cell, n, x, y);
    }
}

/* Backgrounds behind, or lines over, each run of one style. */
static void put_row_runs(const struct cell *row, int columns, int y, bool lines)
{
    for (int from = 0, to; from < columns; from = to) {
        const struct style *style = &row[from].style;
        for (to = from + 1; to < columns && style_equal(style, &row[to].style); to++)
            ;
        int x = left_of(from);
        int width = (to - from) * CELL_WIDTH;
        if (!lines && style_paper(style) != palette->paper)
            put_rectangle(x, y, width, CELL_HEIGHT, style_paper(style), 100);
        if (lines && style->attributes & UNDERLINE)
            put_rectangle(x, y + BASELINE + 24, width, 10, style_ink(style), 100);
        if (lines && style->attributes & STRIKE)
            put_rectangle(x, y + BASELINE - 46, width, 10, style_ink(style), 100);
    }
}

void draw_screen(const struct screen *screen, bool on_light)
{
    int width = (left_of(screen->columns) + MARGIN + 9) / 10;
    int height = (top_of(screen->rows) + MARGIN) / 10;

    palette = on_light ? &light : &dark;
    printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
        "viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans Mono,Menlo,Consolas,Liberation Mono,"
        "monospace\" shape-rendering=\"crispEdges\" font-size=\"14\" fill=\"#%06x\">\n",
        width, height, width, height, palette->ink);
    printf("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#%06x\"/>\n", width, height,
           palette->paper);
    for (int i = 0; i < screen->rows; i++) {
        put_row_runs(screen->cells[i], screen->columns, top_of(i), false);
        put_row_text(screen->cells[i], screen->columns, top_of(i));
        put_row_runs(screen->cells[i], screen->columns, top_of(i), true);
    }
    puts("</svg>");
}
