/* SPDX-License-Identifier: MIT */
/* What the files of ui/screen share: curses, and the state of the one terminal. */
#ifndef UI_SCREEN_PARTS_H
#define UI_SCREEN_PARTS_H

#include <ncurses.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "ui/screen.h"

struct screen_state {
    bool open, lent;
    bool plain; /* the terminal would print newer sequences */
    struct screen_options options;
    SCREEN *curses;
    FILE *sink; /* what curses writes */
    int colours;
    attr_t attributes;   /* those the terminal has */
    struct canvas shown; /* what curses was given last; other sizes mean: all is new */
};

extern struct screen_state screen;

/* Queue what curses has written since the last time, to be shown at once. */
void screen_take_output(void);

/* Whether the terminal is told of links; which rows have some; the links of a row that curses
 * has just drawn. */
bool screen_has_links(void);
bool screen_row_has_links(const struct canvas *canvas, int y);
void screen_draw_links(const struct canvas *canvas, int y, int width);

/* The modes beyond those of curses: pasted text told from typed text and so on. Queued. */
void screen_modes_on(void);
void screen_modes_off(void);

/* At the end: the memory of the title. */
void screen_forget_title(void);

/* Append what ends the modes and a frame that was cut off. */
void screen_modes_end(struct buf *out);

/* Around what is to be shown at once. */
void screen_frame_begin(void);
void screen_frame_end(void);

#endif
