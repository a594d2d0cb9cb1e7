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

static enum frame_layout choose(const struct frame *frame, int height, int width)
{
    if (frame->one_pane || width < FRAME_SINGLE_COLUMNS || height < FRAME_SINGLE_ROWS)
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
    struct rect none = { 0 }, room = { 1, 0, height > 2 ? height - 2 : 0, width };

    frame->layout = choose(frame, height, width);
    frame->too_small = height < FRAME_MIN_ROWS || width < FRAME_MIN_COLUMNS;
    frame->top = (struct rect){ 0, 0, 1, width };
    frame->bottom = (struct rect){ height - 1, 0, 1, width };
    frame->list = frame->border = frame->article = frame->timeline = none;
    if (frame->timeline_wanted && height >= FRAME_TIMELINE_ROWS &&
        frame->layout != FRAME_SINGLE && !(frame->zoomed && frame->focus == PANE_ARTICLE)) {
        frame->timeline = (struct rect){ room.y, 0, 1, width };
        room.y++;
        room.height--;
    }
    if (frame->layout == FRAME_SINGLE || frame->zoomed) {
        *(frame->focus == PANE_LIST ? &frame->list : &frame->article) = room;
    } else if (frame->layout == FRAME_BESIDE) {
        split_beside(frame, room);
    } else {
        split_stacked(frame, room);
    }
}

void frame_move_border(struct frame *frame, const struct canvas *canvas, int y, int x)
{
    bool beside = frame->layout == FRAME_BESIDE;
    int *shift = beside ? &frame->beside_shift : &frame->stacked_shift;
    const int *at = beside ? &frame->border.x : &frame->border.y;
    int wanted = beside ? x : y;

    *shift += wanted - *at;
    frame_compute(frame, canvas->height, canvas->width);
    *shift -= wanted - *at; /* what was too far */
}

/* What comes into view begins to count as read. */
static void focus_other(const struct call *call)
{
    struct app *app = call->app;

    app->frame.focus = app->frame.focus == PANE_LIST ? PANE_ARTICLE : PANE_LIST;
    app_show(app, reader_article(&app->reader, app));
}

static void zoom_in(const struct call *call)
{
    call->app->frame.zoomed = true;
}

static void zoom_out(const struct call *call)
{
    call->app->frame.zoomed = false;
    app_show(call->app, reader_article(&call->app->reader, call->app));
}

/* One step to the right or down when direction is 1; false where a pane would get too small. */
static bool move_border_once(struct frame *frame, const struct canvas *canvas, int direction)
{
    struct frame before = *frame;

    if (frame->layout == FRAME_BESIDE)
        frame->beside_shift += 2 * direction;
    else
        frame->stacked_shift += direction;
    frame_compute(frame, canvas->height, canvas->width);
    if (frame->list.width != before.list.width || frame->list.height != before.list.height)
        return true;
    *frame = before;
    return false;
}

static void move_border(struct app *app, int direction, long count)
{
    while (move_border_once(&app->frame, &app->canvas, direction) && count > 1)
        count--;
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
