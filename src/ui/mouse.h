/* SPDX-License-Identifier: MIT */
/* The mouse: the wheel scrolls what is under it, a click goes there, the border is dragged.
 * With Shift held terminals keep it for themselves, to select text. */
#ifndef UI_MOUSE_H
#define UI_MOUSE_H

#include <stdint.h>

#include "ui/screen.h"

struct app;

/* A press at the place of the last one within this time opens what is there. */
enum { MOUSE_DOUBLE_MS = 400, MOUSE_WHEEL_ROWS = 3 };

struct mouse_state {
    int64_t pressed; /* loop_now() of the last press */
    int y, x;        /* of it */
    bool dragging;   /* the border */
};

void mouse_event(struct app *app, const struct mouse *mouse);

#endif
