/* SPDX-License-Identifier: MIT */
#include "ui/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ui/app.h"

void history_release(struct history *history)
{
    for (size_t i = 0; i < history->count; i++)
        free(history->places[i].filter);
    history->count = history->at = 0;
}

static struct history_place here(const struct app *app)
{
    return (struct history_place){
        .filter = xstrdup(buf_str(&app->filter.text)),
        .article = app->reader.id,
        .line = app->reader.top,
        .focus = app->frame.focus,
    };
}

static bool same(const struct history_place *a, const struct history_place *b)
{
    return a->article == b->article && a->focus == b->focus &&
           strcmp(a->filter, b->filter) == 0;
}

/* Forget the places from this one on. */
static void cut(struct history *history, size_t from)
{
    while (history->count > from)
        free(history->places[--history->count].filter);
}

static void append(struct history *history, struct history_place place)
{
    if (history->count == HISTORY_MAX) {
        free(history->places[0].filter);
        memmove(history->places, history->places + 1,
                (HISTORY_MAX - 1) * sizeof *history->places);
        history->count--;
    }
    history->places[history->count++] = place;
    history->at = history->count;
}

void history_push(struct app *app)
{
    struct history *history = &app->history;
    struct history_place place = here(app);

    cut(history, history->at);
    if (history->count && same(&history->places[history->count - 1], &place)) {
        history->places[history->count - 1].line = place.line;
        free(place.filter);
        return;
    }
    append(history, place);
}

/* Show a remembered place. The list's cursor goes to its article when that is in the list. */
static void visit(struct app *app, const struct history_place *place)
{
    const struct article *article = library_by_id(app->library, place->article);
    struct query_error error;

    app_set_filter(app, place->filter, &error);
    app_show(app, article ? article : app_article(app));
    if (article)
        reader_go_to(&app->reader, place->line);
    app->frame.focus = place->focus;
}

static void back(const struct call *call)
{
    struct app *app = call->app;
    struct history *history = &app->history;

    if (history->at == history->count) {
        /* Where we are becomes the place that forward leads to. */
        struct history_place place = here(app);
        if (history->count && same(&history->places[history->count - 1], &place))
            cut(history, history->count - 1);
        append(history, place);
        history->at = history->count - 1;
    }
    if (history->at == 0) {
        app_say(app, "this is where you began");
        return;
    }
    visit(app, &history->places[--history->at]);
}

static void forward(const struct call *call)
{
    struct history *history = &call->app->history;

    if (history->at + 1 >= history->count) {
        app_say(call->app, "nothing to go forward to");
        return;
    }
    visit(call->app, &history->places[++history->at]);
}

const struct command history_commands[] = {
    { "back", "H", MAP_GENERAL, NULL, back, "back through what was shown" },
    { "forward", "L", MAP_GENERAL, NULL, forward, "forward again" },
    { .name = NULL },
};
