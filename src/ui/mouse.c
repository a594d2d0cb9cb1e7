/* SPDX-License-Identifier: MIT */
#include "ui/mouse.h"

#include "ui/app.h"
#include "ui/opener.h"

static bool is_inside(struct rect rect, const struct mouse *mouse)
{
    return mouse->y >= rect.y && mouse->y < rect.y + rect.height && mouse->x >= rect.x &&
           mouse->x < rect.x + rect.width;
}

static bool is_double(struct mouse_state *state, const struct mouse *mouse)
{
    int64_t now = loop_now();
    bool again = state->pressed && now - state->pressed <= MOUSE_DOUBLE_MS &&
                 state->y == mouse->y && state->x == mouse->x;

    *state = (struct mouse_state){ .pressed = again ? 0 : now, .y = mouse->y, .x = mouse->x };
    return again;
}

static void go_to(struct app *app, long position)
{
    list_move(&app->list, position);
    app->list.moved = true;
    app_show(app, app_article(app));
}

static void turn_wheel(struct app *app, const struct mouse *mouse)
{
    long rows = mouse->event == MOUSE_WHEEL_UP ? -MOUSE_WHEEL_ROWS : MOUSE_WHEEL_ROWS;

    if (is_inside(app->frame.article, mouse))
        reader_scroll(&app->reader, rows);
    else if (is_inside(app->frame.list, mouse))
        go_to(app, (long)app->list.cursor + rows);
}

static void press_list(struct app *app, const struct mouse *mouse, bool again)
{
    size_t at = app->list.top + (size_t)(mouse->y - app->frame.list.y);

    app->frame.focus = PANE_LIST;
    if (at >= list_rows(&app->list))
        return;
    go_to(app, (long)at);
    if (again)
        app_run_line(app, "enter-article", NULL);
}

static void press_article(struct app *app, const struct mouse *mouse)
{
    const struct canvas_link *link = canvas_link_at(&app->canvas, mouse->y, mouse->x);

    app->frame.focus = PANE_ARTICLE;
    if (link)
        opener_follow(app, (int32_t)link->value);
}

static void press_timeline(struct app *app, const struct mouse *mouse)
{
    app_run_line(app, "timeline", NULL);
    if (app->views && app->views->ops->mouse)
        app->views->ops->mouse(app->views, app, mouse);
}

static void press(struct app *app, const struct mouse *mouse)
{
    bool again = is_double(&app->mouse, mouse);

    if (is_inside(app->frame.border, mouse))
        app->mouse.dragging = true;
    else if (is_inside(app->frame.list, mouse))
        press_list(app, mouse, again);
    else if (is_inside(app->frame.article, mouse))
        press_article(app, mouse);
    else if (is_inside(app->frame.top, mouse))
        app_run_line(app, "filter", NULL);
    else if (is_inside(app->frame.timeline, mouse))
        press_timeline(app, mouse);
}

void mouse_event(struct app *app, const struct mouse *mouse)
{
    if (app->views) {
        if (app->views->ops->mouse)
            app->views->ops->mouse(app->views, app, mouse);
        return;
    }
    switch (mouse->event) {
    case MOUSE_WHEEL_UP:
    case MOUSE_WHEEL_DOWN:
        turn_wheel(app, mouse);
        break;
    case MOUSE_PRESS:
        press(app, mouse);
        break;
    case MOUSE_DRAG:
        if (app->mouse.dragging)
            frame_move_border(&app->frame, &app->canvas, mouse->y, mouse->x);
        break;
    case MOUSE_RELEASE:
        app->mouse.dragging = false;
        break;
    }
}
