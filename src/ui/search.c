/* SPDX-License-Identifier: MIT */
#include "ui/search.h"

#include <limits.h>

#include "ui/app_internal.h"

enum {
    FIRST_MS = 6, /* what the key that changes the filter waits for, beyond the sets */
    FEW = 4000,   /* of so many articles the list is there for the next key, as good as ever */
    FEW_MS = 12,
    SLICE_MS = 5, /* what any other key may have to wait for */
    TELL_MS = 300,
    TELL_AGAIN_MS = 100,
};

static void slice(void *arg);

static bool is_small(const struct app *app)
{
    return library_count(app->library) <= FEW;
}

void search_cancel(struct app *app)
{
    struct search *search = &app->search;

    view_counts_stop(app);
    query_stop(search->running);
    query_count_stop(search->counting);
    loop_cancel(app->loop, search->timer);
    *search = (struct search){ .running = NULL };
}

/* The list is another one: its cursor goes to this article, if it may. */
static void take_list(struct app *app, uint64_t id)
{
    struct search *search = &app->search;
    size_t count;
    uint32_t *numbers = query_take(search->running, &count, NULL);

    search->running = NULL;
    app->refilter_ms = loop_now() - search->since;
    list_set(&app->list, numbers, count, app, id);
    app_count_unread(app);
    app->dirty = true;
    views_refresh(app);
}

static void finish(struct app *app)
{
    struct search *search = &app->search;
    const struct article *article = app_article(app);
    const struct article *now = article ? library_now(app->library, article) : NULL;
    const struct article *followed = library_by_id(app->library, search->article);
    bool moved = app->list.moved, keep_cursor = search->keep_cursor;

    search->article = 0;
    app->list.moved |= keep_cursor;
    if (article)
        app->list.chosen = now ? now->id : article->id;
    else if (app->reader.id)
        app->list.chosen = app->reader.id;
    take_list(app, followed ? followed->id : app->list.chosen);
    if (followed)
        app_show(app, followed);
    else if (app->frame.focus == PANE_LIST || !reader_article(&app->reader, app))
        app_show_cursor(app);
    if (keep_cursor)
        app->list.moved = moved;
    session_arrived(app);
    filter_found(app);
}

static void tell(struct app *app)
{
    struct search *search = &app->search;
    int64_t now = loop_now();

    if (now - search->since < TELL_MS || now - search->told < TELL_AGAIN_MS)
        return;
    search->told = now;
    app->dirty = true;
}

static void go_on(struct app *app)
{
    app->search.timer = loop_after(app->loop, 0, slice, app);
}

static void count(struct app *app, int milliseconds)
{
    if (!query_count_step(app->search.counting, milliseconds)) {
        go_on(app);
        return;
    }
    app->search.counted = true;
    app->dirty = true;
    filter_counted(app);
}

static void slice(void *arg)
{
    struct app *app = arg;
    struct search *search = &app->search;

    search->timer = NULL;
    if (search->running) {
        if (query_step(search->running, SLICE_MS)) {
            finish(app);
        } else {
            tell(app);
            go_on(app);
        }
    } else {
        count(app, SLICE_MS);
    }
}

void search_begin(struct app *app, bool keep_cursor)
{
    struct search *search = &app->search;

    /* What it is to do with the cursor holds for the one that takes its place. */
    keep_cursor |= search->keep_cursor && search->running;
    uint64_t article = search->article;
    search_cancel(app);
    search->since = loop_now();
    search->keep_cursor = keep_cursor;
    search->article = article;
    search->running = query_start(app->filter.query, app->library);
    if (query_step(search->running, is_small(app) ? FEW_MS : FIRST_MS))
        finish(app);
    else
        go_on(app);
    app->dirty = true;
}

void search_finish(struct app *app)
{
    struct search *search = &app->search;

    if (!search->running)
        return;
    loop_cancel(app->loop, search->timer);
    search->timer = NULL;
    while (!query_step(search->running, INT_MAX))
        continue;
    finish(app);
}

bool search_is_over(struct app *app)
{
    if (app->search.running)
        app_say(app, "the list is still being looked for");
    return !app->search.running;
}

void search_count(struct app *app)
{
    struct search *search = &app->search;

    if (search->counted)
        filter_counted(app);
    if (search->running || search->counting)
        return;
    search->counting = query_count_start(app->filter.query, app->library);
    if (is_small(app))
        count(app, FEW_MS);
    else
        go_on(app);
}

void search_follow(struct app *app, const struct article *article)
{
    if (app->search.running)
        app->search.article = article ? article->id : 0;
}

void search_status(const struct app *app, struct buf *out)
{
    const struct search *search = &app->search;
    size_t asked, all;

    if (!search->running || loop_now() - search->since < TELL_MS)
        return;
    query_progress(search->running, &asked, &all);
    buf_addf(out, "looking through %zu articles: %zu %%", all, all ? 100 * asked / all : 0);
}
