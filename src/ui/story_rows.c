/* SPDX-License-Identifier: MIT */
#include "ui/story_rows.h"

#include <stdlib.h>

#include "article/story.h"
#include "base/alloc.h"
#include "ui/app.h"

void story_rows_release(struct story_rows *rows)
{
    story_fold_free(rows->fold);
    free(rows->turned);
    *rows = (struct story_rows){ 0 };
}

bool story_rows_fold_stories(const struct app *app)
{
    return app->config->stories != app->list.rows.other_stories;
}

bool story_rows_fold_copies(const struct app *app)
{
    return app->config->fold_copies != app->list.rows.other_copies;
}

/* ---- open and closed ---- */

/* What a group is remembered by: the best article of the whole of it, also where the list has
 * only others. */
static uint64_t name_of(const struct app *app, uint32_t number)
{
    const struct stories *stories = library_stories(app->library);
    uint32_t story = story_rows_fold_stories(app) ? stories_of(stories, number) : STORY_NONE;
    size_t count;

    if (story != STORY_NONE)
        number = stories_members(stories, story, &count)[0];
    else
        number = stories_best(stories, number);
    return library_article(app->library, number)->id;
}

static size_t find_turned(const struct story_rows *rows, uint64_t name)
{
    size_t i = 0;

    while (i < rows->turned_count && rows->turned[i] != name)
        i++;
    return i;
}

bool story_rows_is_open(const struct app *app, uint32_t number)
{
    const struct story_rows *rows = &app->list.rows;

    if (rows->turned_count == 0)
        return rows->all_open;
    return rows->all_open != (find_turned(rows, name_of(app, number)) < rows->turned_count);
}

static void turn(struct app *app, uint32_t number)
{
    struct story_rows *rows = &app->list.rows;
    uint64_t name = name_of(app, number);
    size_t at = find_turned(rows, name);

    if (at < rows->turned_count) {
        rows->turned[at] = rows->turned[--rows->turned_count];
        return;
    }
    if (rows->turned_count == rows->turned_room) {
        rows->turned_room = rows->turned_room ? 2 * rows->turned_room : 16;
        rows->turned = xreallocarray(rows->turned, rows->turned_room, sizeof *rows->turned);
    }
    rows->turned[rows->turned_count++] = name;
}

void story_rows_make(struct story_rows *rows, struct app *app, struct fold_list list)
{
    if (!rows->fold)
        rows->fold = story_fold_new(app);
    rows->folded = library_stories(app->library) &&
                   (story_rows_fold_stories(app) || story_rows_fold_copies(app));
    if (!rows->folded)
        list.count = 0;
    story_fold_begin(rows->fold, list);
}

/* ---- in the browser ---- */

static void stories_found(void *arg)
{
    struct app *app = arg;

    if (query_needs_stories(app->filter.query))
        app_refilter(app);
    else
        app_fold(app);
}

void app_find_stories(struct app *app)
{
    library_start_stories(app->library, app->loop, stories_found, app);
}

void story_rows_open(struct app *app, const struct article *article)
{
    if (!story_rows_is_open(app, article->number))
        turn(app, article->number);
    app_fold(app);
}

void story_rows_reset(struct app *app)
{
    app->list.rows.other_stories = app->list.rows.other_copies = false;
    app_fold(app);
}

static void toggle_one(const struct call *call)
{
    struct app *app = call->app;

    if (app->list.cursor >= list_rows(&app->list))
        return;
    struct list_row row = list_row(&app->list, app->list.cursor);
    if (row.kind == ROW_PLAIN) {
        app_say(app, "this article is in no story of the list");
        return;
    }
    turn(app, row.number);
    app_fold(app);
}

static bool has_stories(struct list *list)
{
    size_t i = 0;

    list_reach(list, SIZE_MAX);
    while (i < list_rows(list) && list_row(list, i).kind == ROW_PLAIN)
        i++;
    return i < list_rows(list);
}

static void toggle_each(const struct call *call)
{
    struct story_rows *rows = &call->app->list.rows;

    if (!has_stories(&call->app->list)) {
        app_say(call->app, "there are no stories in the list");
        return;
    }
    rows->all_open = !rows->all_open;
    rows->turned_count = 0;
    app_fold(call->app);
    app_say(call->app, rows->all_open ? "all stories are open" : "all stories are closed");
}

static void toggle_stories(const struct call *call)
{
    struct app *app = call->app;

    app->list.rows.other_stories = !app->list.rows.other_stories;
    app_fold(app);
    app_say(app, story_rows_fold_stories(app) ? "a story is one row"
                                              : "each article of a story is a row");
}

static void toggle_copies(const struct call *call)
{
    struct app *app = call->app;

    app->list.rows.other_copies = !app->list.rows.other_copies;
    app_fold(app);
    app_say(app, story_rows_fold_copies(app) ? "copies of an article are one row"
                                             : "each copy of an article is a row");
}

const struct command story_commands[] = {
    { "toggle-story", ",", MAP_LIST, NULL, toggle_one, "open or close this story" },
    { "toggle-every-story", "C", MAP_LIST, NULL, toggle_each, "open or close all stories" },
    { "toggle-stories", "W", MAP_LIST, NULL, toggle_stories,
      "show stories as one row, or each article of them" },
    { "toggle-copies", "D", MAP_LIST, NULL, toggle_copies,
      "show copies of an article as one row, or each" },
    { .name = NULL },
};
