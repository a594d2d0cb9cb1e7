/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "ui/app.h"

void view_push(struct app *app, struct view *view)
{
    view->below = app->views;
    app->views = view;
    app->dirty = true;
}

void view_pop(struct app *app)
{
    struct view *view = app->views;

    if (!view)
        return;
    app->views = view->below;
    app->dirty = true;
    view->ops->free(view);
}

void views_refresh(struct app *app)
{
    for (struct view *view = app->views; view; view = view->below)
        if (view->ops->refresh)
            view->ops->refresh(view, app);
}

bool views_hold_article(const struct app *app)
{
    for (const struct view *view = app->views; view; view = view->below)
        if ((view->ops->map == MAP_PICKER || view->ops->map == MAP_PROMPT) &&
            !filter_is_typed_in(view))
            return true;
    return false;
}

struct view *view_top(const struct app *app, const struct view_ops *ops)
{
    return app->views && app->views->ops == ops ? app->views : NULL;
}
