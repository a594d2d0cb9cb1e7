/* SPDX-License-Identifier: MIT */
/* Where things are on the screen: three layouts by size, zoom, and a border that moves. */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include <stdbool.h>

#include "ui/canvas.h"
#include "ui/keymap.h"

enum pane { PANE_LIST, PANE_ARTICLE };

enum frame_layout { FRAME_BESIDE, FRAME_STACKED, FRAME_SINGLE };

enum {
    FRAME_BESIDE_COLUMNS = 110, /* from here on side by side */
    FRAME_SINGLE_COLUMNS = 60,  /* below these one pane at a time */
    FRAME_SINGLE_ROWS = 16,
    FRAME_MIN_COLUMNS = 16, /* below these nothing useful fits */
    FRAME_MIN_ROWS = 4,
    FRAME_TIMELINE_ROWS = 30, /* from here on there is room for a timeline */
};

struct frame {
    enum pane focus;
    bool zoomed; /* the pane with the focus has all the room */
    bool timeline_wanted;
    int beside_shift, stacked_shift; /* how far the border was moved, columns and rows */
    bool one_pane;                   /* at a time, whatever the size */
    /* Computed by frame_compute(); a pane that is not shown has no height. */
    enum frame_layout layout;
    bool too_small;
    struct rect top, timeline, list, border, article, bottom;
};

/* Fit the panes into so many rows and columns. */
void frame_compute(struct frame *frame, int height, int width);

/* Bring the border to this cell, or as near as the panes allow. */
void frame_move_border(struct frame *frame, const struct canvas *canvas, int y, int x);

extern const struct command frame_commands[];

#endif
