/* SPDX-License-Identifier: MIT */
/*
 * ansi2svg [--light] [COLUMNSxROWS] <SCREEN >PICTURE
 *
 * A screen as `tmux capture-pane -peN` writes it, UTF-8 with SGR, as an SVG of exact cells.
 * The picture is at least as large as the size given.
 */
#include "ansi2svg.h"

#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

enum { PARAMETERS_MAX = 32 };

static const struct style plain = { COLOUR_DEFAULT, COLOUR_DEFAULT, 0 };

/* 38 or 48 at *at of n numbers: "5;index" or "2;red;green;blue" follows. */
static int read_colour(const int *numbers, int n, int *at)
{
    if (*at + 2 < n && numbers[*at + 1] == 5) {
        *at += 2;
        return numbers[*at] & 255;
    }
    if (*at + 4 < n && numbers[*at + 1] == 2) {
        *at += 4;
        return COLOUR_RGB | (numbers[*at - 2] & 255) << 16 | (numbers[*at - 1] & 255) << 8 |
               (numbers[*at] & 255);
    }
    *at = n;
    return COLOUR_DEFAULT;
}

static void apply_sgr(struct style *style, const int *numbers, int n)
{
    static const unsigned on[10] = { [1] = BOLD, DIM,           ITALIC,
                                     UNDERLINE,  [7] = REVERSE, [9] = STRIKE };
    static const unsigned off[10] = {
        [2] = BOLD | DIM, ITALIC, UNDERLINE, [7] = REVERSE, [9] = STRIKE
    };

    for (int i = 0; i < n; i++) {
        int k = numbers[i];
        if (k == 0)
            *style = plain;
        else if (k < 10)
            style->attributes |= on[k];
        else if (k >= 20 && k < 30)
            style->attributes &= ~off[k - 20];
        else if (k == 38)
            style->ink = read_colour(numbers, n, &i);
        else if (k == 48)
            style->paper = read_colour(numbers, n, &i);
        else if (k >= 30 && k <= 39)
            style->ink = k == 39 ? COLOUR_DEFAULT : k - 30;
        else if (k >= 40 && k <= 49)
            style->paper = k == 49 ? COLOUR_DEFAULT : k - 40;
        else if (k >= 90 && k <= 97)
            style->ink = k - 90 + 8;
        else if (k >= 100 && k <= 107)
            style->paper = k - 100 + 8;
    }
}

/* After ESC [: numbers up to the letter. Only m, SGR, is obeyed. */
static void read_csi(struct style *style)
{
    int numbers[PARAMETERS_MAX] = { 0 };
    int n = 1;
    int c;

    while ((c = getchar()) != EOF && !(c >= '@' && c <= '~')) {
        int *last = &numbers[n - 1];
        if (c >= '0' && c <= '9' && *last < 1000)
            *last = *last * 10 + c - '0';
        else if ((c == ';' || c == ':') && n < PARAMETERS_MAX)
            n++;
    }
    if (c == 'm')
        apply_sgr(style, numbers, n);
}

/* An escape sequence: CSI, or a string such as a link, which ends with BEL or ESC \. */
static void read_escape(struct style *style)
{
    int c = getchar();

    if (c == '[') {
        read_csi(style);
    } else if (c == ']' || c == 'P') {
        while ((c = getchar()) != EOF && c != '\a') {
            if (c == '\033' && getchar() == '\\')
                break;
        }
    }
}

/* A character of UTF-8 that begins with the byte c. */
static wchar_t read_character(int c)
{
    mbstate_t state = { 0 };
    wchar_t wide = L'?';

    while (c != EOF) {
        char byte = (char)c;
        if (mbrtowc(&wide, &byte, 1, &state) != (size_t)-2)
            break;
        c = getchar();
    }
    return wide;
}

/* What VT100's line drawing set, between SO and SI, has at its small letters. */
static wchar_t line_drawing(int c)
{
    static const wchar_t set[] = L"◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";
    return c >= '`' && c <= '~' ? set[c - '`'] : (wchar_t)c;
}

static void put_character(struct screen *screen, wchar_t c, struct style style, int *column)
{
    int width = wcwidth(c);
    struct cell *cell = &screen->cells[screen->rows][*column];

    if (width == 0 && *column > 0) {
        cell -= cell[-1].width == 0 ? 2 : 1;
        size_t used = strlen(cell->text);
        if (used + MB_LEN_MAX < sizeof cell->text)
            snprintf(cell->text + used, sizeof cell->text - used, "%lc", (wint_t)c);
        return;
    }
    if (width < 1 || *column + width > COLUMNS_MAX)
        return;
    cell->c = c;
    cell->width = width;
    cell->style = style;
    snprintf(cell->text, sizeof cell->text, "%lc", (wint_t)c);
    if (width == 2)
        cell[1].style = style;
    *column += width;
    if (*column > screen->columns)
        screen->columns = *column;
}

static void read_screen(struct screen *screen)
{
    struct style style = plain;
    bool drawing = false;
    int column = 0;
    int c;

    while ((c = getchar()) != EOF && screen->rows < ROWS_MAX) {
        if (c == '\033') {
            read_escape(&style);
        } else if (c == '\n') {
            screen->rows++;
            column = 0;
        } else if (c == '\016' || c == '\017') {
            drawing = c == '\016';
        } else if (c >= ' ') {
            wchar_t wide = drawing ? line_drawing(c) : read_character(c);
            put_character(screen, wide, style, &column);
        }
    }
    if (column > 0)
        screen->rows++;
}

/* "110x32", if that fits. */
static bool read_size(const char *text, int *columns, int *rows)
{
    char more;

    return sscanf(text, "%3dx%3d%c", columns, rows, &more) == 2 && *columns > 0 &&
           *columns <= COLUMNS_MAX && *rows > 0 && *rows <= ROWS_MAX;
}

/* Cells that nothing was written to are as those of a cleared screen. */
static void clear_screen(struct screen *screen)
{
    for (int row = 0; row < ROWS_MAX; row++) {
        for (int column = 0; column < COLUMNS_MAX; column++)
            screen->cells[row][column].style = plain;
    }
}

int main(int argc, char **argv)
{
    static struct screen screen;
    int columns = 0, rows = 0;
    bool on_light = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--light") == 0) {
            on_light = true;
        } else if (!read_size(argv[i], &columns, &rows)) {
            fputs("usage: ansi2svg [--light] [COLUMNSxROWS] <SCREEN >PICTURE\n", stderr);
            return 2;
        }
    }
    if (!setlocale(LC_CTYPE, "C.UTF-8")) {
        fputs("ansi2svg: there is no locale C.UTF-8\n", stderr);
        return 1;
    }
    clear_screen(&screen);
    read_screen(&screen);
    screen.columns = columns > screen.columns ? columns : screen.columns;
    screen.rows = rows > screen.rows ? rows : screen.rows;
    draw_screen(&screen, on_light);
    return fflush(stdout) == 0 ? 0 : 1;
}
