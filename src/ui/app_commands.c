/* SPDX-License-Identifier: MIT */
#include <signal.h>

#include "ui/app_internal.h"
#include "ui/screen.h"
#include "ui/texts.h"

/* So many articles may be gone, and one in so many, before the numbers are made anew. */
enum { GONE_FREE = 1000, GONE_SHARE = 10 };

/* The next library is complete: it takes the place of the old one as a whole. */
static void reload_changed(void *arg)
{
    struct app *app = arg;
    struct library *old = app->library;
    uint64_t shown = app->reader.id;
    size_t line = app->reader.top;

    app->dirty = true;
    if (library_loading(app->reloading))
        return;
    const struct article *article = app_article(app);
    uint64_t id = article ? article->id : 0;
    size_t count;
    search_cancel(app);
    uint32_t *numbers = query_run(app->filter.query, app->reloading, &count, NULL);
    /* What is fetched speaks of articles of the old library. */
    fetch_many_cancel(app);
    library_set_changed(app->reloading, app_articles_changed, app);
    app->library = app->reloading;
    app->reloading = NULL;
    app->revision = library_revision(app->library);
    app_see(app, true);
    bool moved = app->list.moved;
    app->list.moved = true;
    list_set(&app->list, numbers, count, app, id);
    app->list.moved = moved;
    app_count_unread(app);
    if (full_page_cancel(&app->reader.full))
        app_say(app, "fetching was given up: the folders were read anew");
    reader_show(&app->reader, app, NULL);
    article = library_by_id(app->library, shown);
    if (article) {
        app_show(app, article);
        reader_go_to(&app->reader, line);
    } else {
        app_show_cursor(app);
    }
    views_refresh(app);
    library_free(old);
    app_find_stories(app);
}

/* What is not in the list is told: nobody would look for it among the problems. */
static void tell_unread_files(struct app *app)
{
    size_t count = 0;

    for (size_t i = 0; i < library_problem_count(app->library); i++) {
        const struct library_problem *problem = library_problem(app->library, i);
        count += problem->error && problem->line == 0;
    }
    const char *s = count == 1 ? "" : "s";
    if (count > app->unread_files)
        app_say(app, "%zu file%s or folder%s could not be read: %s says why", count, s, s,
                app_key_of(app, ":problems"));
    app->unread_files = count;
}

void app_has_read(struct app *app)
{
    size_t all = library_count(app->library), live = library_live(app->library);

    if (app->looking)
        app_say(app, "read again: %zu articles", live);
    tell_unread_files(app);
    app->looking = false;
    app->settled = true;
    if (app->reloading || all - live <= GONE_FREE + all / GONE_SHARE)
        return;
    app->reloading = app_new_library(app, false);
    library_start(app->reloading, app->loop, reload_changed, app);
}

void app_reload(struct app *app)
{
    if (app->reloading || library_loading(app->library)) {
        app_say(app, "still reading");
        return;
    }
    app->looking = true;
    library_rescan(app->library);
}

static void reload(const struct call *call)
{
    app_reload(call->app);
}

static void quit(const struct call *call)
{
    loop_stop(call->app->loop, 0);
}

/* q: one step out; from the list that is the end. */
static void back_out(const struct call *call)
{
    struct app *app = call->app;

    if (pipe_leave(app))
        return;
    if (app->frame.focus == PANE_ARTICLE)
        app->frame.focus = PANE_LIST;
    else
        quit(call);
}

static void suspend(const struct call *call)
{
    (void)call;
    raise(SIGTSTP);
}

static void redraw(const struct call *call)
{
    screen_redraw();
    app_resize(call->app);
}

/* ^C ends what is going on; with nothing to end it says how to leave. */
void app_interrupt(struct app *app)
{
    if (app->looking) {
        library_stop(app->library);
        app->looking = false;
        app_say(app, "reading again was given up");
    } else if (full_page_cancel(&app->reader.full)) {
        app_say(app, "fetching was given up");
    } else if (fetch_many_cancel(app) || texts_cancel(app) || pipe_cancel(app)) {
        return;
    } else if (app->reader.fetch) {
        fetch_cancel(app->reader.fetch);
        app->reader.fetch = NULL;
        buf_clear(&app->reader.note);
        buf_adds(&app->reader.note, "Reading this text was given up.");
        app->reader.composed = false;
    } else {
        app_say(app, "%s quits", app_key_of(app, ":quit"));
    }
}

static void interrupt(const struct call *call)
{
    app_interrupt(call->app);
}

const struct command app_commands[] = {
    { "back-out", "q", MAP_GENERAL, NULL, back_out, "back to the list, or quit from there" },
    { "quit", "Q", MAP_GENERAL, NULL, quit, "quit" },
    { "suspend", "^Z", MAP_GENERAL, NULL, suspend, "go to the shell until fg" },
    { "redraw", "^L", MAP_GENERAL, NULL, redraw, "draw the screen anew" },
    { "interrupt", "^C", MAP_GENERAL, NULL, interrupt, "give up what is going on" },
    { "rescan", "R", MAP_GENERAL, NULL, reload, "read the folders again" },
    { .name = NULL },
};
