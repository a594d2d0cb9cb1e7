/* SPDX-License-Identifier: MIT */
#include "ui/view_counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "ui/app.h"

enum { FIRST_MS = 12, SLICE_MS = 5 };

static void forget_query(struct view_counts *counts)
{
    query_stop(counts->running);
    query_free(counts->query);
    counts->running = NULL;
    counts->query = NULL;
}

void view_counts_stop(struct app *app)
{
    struct view_counts *counts = &app->view_counts;

    loop_cancel(app->loop, counts->timer);
    counts->timer = NULL;
    forget_query(counts);
}

void view_counts_forget(struct app *app)
{
    view_counts_stop(app);
    free(app->view_counts.counts);
    app->view_counts = (struct view_counts){ .counts = NULL };
}

/* False when its query is wrong, which finds nothing. */
static bool start_query(struct app *app)
{
    struct view_counts *counts = &app->view_counts;
    const char *text = app->saved.items[counts->at].query;

    counts->query = query_parse(text, strlen(text), date_now(), NULL);
    if (!counts->query)
        return false;
    query_set_state(counts->query, &app->memory.query);
    counts->running = query_start(counts->query, app->library);
    return true;
}

/* Go on with the view whose turn it is; false when the time was not enough. */
static bool count_one(struct app *app, int milliseconds)
{
    struct view_counts *counts = &app->view_counts;
    size_t count = 0;

    if (counts->running || start_query(app)) {
        if (!query_step(counts->running, milliseconds))
            return false;
        free(query_take(counts->running, &count, NULL));
        counts->running = NULL;
    }
    forget_query(counts);
    counts->counts[counts->at++] = count;
    if (counts->known < counts->at)
        counts->known = counts->at;
    return true;
}

static void slice(void *arg);

static void work(struct app *app, int milliseconds)
{
    struct view_counts *counts = &app->view_counts;
    int64_t now = loop_now(), until = now + milliseconds;

    while (counts->at < app->saved.count && now < until && count_one(app, (int)(until - now)))
        now = loop_now();
    if (counts->at < app->saved.count)
        counts->timer = loop_after(app->loop, 0, slice, app);
}

static void slice(void *arg)
{
    struct app *app = arg;
    struct view_counts *counts = &app->view_counts;
    size_t before = counts->at;

    counts->timer = NULL;
    if (!saved_views_are_open(app)) {
        view_counts_stop(app);
        return;
    }
    work(app, SLICE_MS);
    if (counts->at == before)
        return;
    counts->telling = true;
    views_refresh(app);
    counts->telling = false;
}

void view_counts_begin(struct app *app)
{
    struct view_counts *counts = &app->view_counts;

    if (counts->telling)
        return;
    view_counts_stop(app);
    if (!counts->counts)
        counts->counts = xcalloc(app->saved.count + 1, sizeof *counts->counts);
    counts->at = 0;
    work(app, FIRST_MS);
}

void view_counts_add(const struct app *app, size_t i, struct buf *out)
{
    if (i < app->view_counts.known)
        buf_addf(out, "%6zu", app->view_counts.counts[i]);
    else
        buf_adds(out, app->ascii ? "   ..." : "     …");
}
