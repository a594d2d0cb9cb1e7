/* SPDX-License-Identifier: MIT */
#include "ui/frame.h"

#include "ui/app.h"

enum {
    PANE_MIN_COLUMNS = 24,
    PANE_MIN_ROWS = 3,
    ARTICLE_MAX_COLUMNS = 84, /* 80 of text and its margins */
};

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

static enum frame_layout choose(int height, int width)
{
    if (width < FRAME_SINGLE_COLUMNS || height < FRAME_SINGLE_ROWS)
        return FRAME_SINGLE;
    return width >= FRAME_BESIDE_COLUMNS ? FRAME_BESIDE : FRAME_STACKED;
}

/* The article gets 45 % of the columns, the list what is left: titles need more than text. */
static void split_beside(struct frame *frame, struct rect room)
{
    int article = clamp(room.width * 45 / 100, PANE_MIN_COLUMNS, ARTICLE_MAX_COLUMNS);
    int list = clamp(room.width - 1 - article + frame->beside_shift, PANE_MIN_COLUMNS,
                     room.width - 1 - PANE_MIN_COLUMNS);

    frame->list = (struct rect){ room.y, room.x, room.height, list };
    frame->border = (struct rect){ room.y, room.x + list, room.height, 1 };
    frame->article =
        (struct rect){ room.y, room.x + list + 1, room.height, room.width - 1 - list };
}

/* The list gets a third of the rows. */
static void split_stacked(struct frame *frame, struct rect room)
{
    int list = clamp(room.height / 3 + frame->stacked_shift, PANE_MIN_ROWS,
                     room.height - 1 - PANE_MIN_ROWS);

    frame->list = (struct rect){ room.y, room.x, list, room.width };
    frame->border = (struct rect){ room.y + list, room.x, 1, room.width };
    frame->article =
        (struct rect){ room.y + list + 1, room.x, room.height - 1 - list, room.width };
}

void frame_compute(struct frame *frame, int height, int width)
{
    struct rect none = { 0 }, room = { 1, 0, height - 2, width };

    frame->layout = choose(height, width);
    frame->too_small = height < FRAME_MIN_ROWS || width < FRAME_MIN_COLUMNS;
    frame->top = (struct rect){ 0, 0, 1, width };
    frame->bottom = (struct rect){ height - 1, 0, 1, width };
    frame->list = frame->border = frame->article = none;
    if (frame->layout == FRAME_SINGLE || frame->zoomed) {
        *(frame->focus == PANE_LIST ? &frame->list : &frame->article) = room;
    } else if (frame->layout == FRAME_BESIDE) {
        split_beside(frame, room);
    } else {
        split_stacked(frame, room);
    }
}

static void focus_other(const struct call *call)
{
    struct frame *frame = &call->app->frame;

    frame->focus = frame->focus == PANE_LIST ? PANE_ARTICLE : PANE_LIST;
}

static void zoom_in(const struct call *call)
{
    call->app->frame.zoomed = true;
}

static void zoom_out(const struct call *call)
{
    call->app->frame.zoomed = false;
}

/* Move the border: to the right or down when direction is 1. Stops where a pane gets too small.
 */
static void move_border(struct app *app, int direction, long count)
{
    struct frame *frame = &app->frame;
    int steps = (int)(count > 0 && count < 100 ? count : 1) * direction;
    struct frame before = *frame;

    if (frame->layout == FRAME_BESIDE)
        frame->beside_shift += 2 * steps;
    else
        frame->stacked_shift += steps;
    frame_compute(frame, app->canvas.height, app->canvas.width);
    if (frame->list.width == before.list.width && frame->list.height == before.list.height) {
        frame->beside_shift = before.beside_shift;
        frame->stacked_shift = before.stacked_shift;
    }
}

static void border_back(const struct call *call)
{
    move_border(call->app, -1, call->count);
}

static void border_on(const struct call *call)
{
    move_border(call->app, 1, call->count);
}

const struct command frame_commands[] = {
    { "focus-other", "Tab", MAP_GENERAL, NULL, focus_other, "go to the other pane" },
    { "zoom-in", "+", MAP_GENERAL, NULL, zoom_in, "give this pane all the room" },
    { "zoom-out", "_", MAP_GENERAL, NULL, zoom_out, "show both panes" },
    { "border-back", "<", MAP_GENERAL, NULL, border_back, "move the border left or up" },
    { "border-on", ">", MAP_GENERAL, NULL, border_on, "move the border right or down" },
    { .name = NULL },
};
