/* SPDX-License-Identifier: MIT */
#include "ui/marking.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "ui/app_internal.h"

/* The mark that m and * turn round, of the article that is shown. */
static void toggle(struct app *app, unsigned mask, const char *on, const char *off)
{
    const struct article *article = reader_article(&app->reader, app);

    if (!article)
        return;
    bool now = !(marks_get(app->memory.marks, article) & mask);
    /* What the user says counts, not that the article is in view. */
    loop_cancel(app->loop, app->read_timer);
    app->read_timer = NULL;
    app_mark(app, article, mask, now);
    app_say(app, "%s", now ? on : off);
}

static void toggle_read(const struct call *call)
{
    toggle(call->app, MARK_READ, "read", "unread");
}

static void toggle_star(const struct call *call)
{
    toggle(call->app, MARK_STAR, "starred", "no star");
}

static void read_all(const struct call *call)
{
    struct app *app = call->app;
    const struct article **articles = xcalloc(app->list.count, sizeof *articles);

    for (size_t i = 0; i < app->list.count; i++)
        articles[i] = library_article(app->library, app->list.numbers[i]);
    size_t changed =
        marks_set_many(app->memory.marks, articles, app->list.count, MARK_READ, true);
    free(articles);
    app_count_unread(app);
    app_say(app, "marked %zu read; z takes it back", changed);
}

static void tell(struct app *app, size_t changed, const char *what)
{
    app_count_unread(app);
    if (changed)
        app_say(app, "%s: %zu article%s", what, changed, changed == 1 ? "" : "s");
    else
        app_say(app, "nothing to take back or do again");
}

static void undo(const struct call *call)
{
    tell(call->app, marks_undo(call->app->memory.marks).count, "taken back");
}

static void redo(const struct call *call)
{
    tell(call->app, marks_redo(call->app->memory.marks).count, "done again");
}

const struct command marking_commands[] = {
    { "toggle-read", "m", MAP_GENERAL, NULL, toggle_read, "mark read or unread" },
    { "toggle-star", "*", MAP_GENERAL, NULL, toggle_star, "star, or take the star off" },
    { "read-all", "A", MAP_GENERAL, NULL, read_all, "mark all articles of the list read" },
    { "undo", "z", MAP_GENERAL, NULL, undo, "take the last mark back" },
    { "redo", "Z", MAP_GENERAL, NULL, redo, "make it again" },
    { .name = NULL },
};
