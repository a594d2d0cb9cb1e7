/* SPDX-License-Identifier: MIT */
#include "ui/recent.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/date.h"
#include "ui/app.h"
#include "ui/picker.h"

enum { RECENT_MAX = 500, LINE_MAX_BYTES = 4096 };

struct reading {
    int64_t time;
    size_t number;
};

static int compare(const void *a, const void *b)
{
    const struct reading *x = a, *y = b;

    if (x->time != y->time)
        return x->time > y->time ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static struct reading *collect(const struct app *app, size_t *count)
{
    size_t all = library_count(app->library);
    struct reading *readings = xcalloc(all + 1, sizeof *readings);

    *count = 0;
    for (size_t i = 0; i < all; i++) {
        int64_t time = library_is_gone(app->library, i)
                           ? 0
                           : marks_read_at(app->memory.marks, library_article(app->library, i));
        if (time > 0)
            readings[(*count)++] = (struct reading){ time, i };
    }
    qsort(readings, *count, sizeof *readings, compare);
    return readings;
}

static void fill(struct picker *picker, struct app *app)
{
    size_t count;
    struct reading *readings = collect(app, &count);
    int64_t now = date_now();

    for (size_t i = 0; i < count && i < RECENT_MAX; i++) {
        const struct article *article = library_article(app->library, readings[i].number);
        struct buf line = BUF_INIT(LINE_MAX_BYTES);
        char time[DATE_TEXT_MAX];

        /* Marks made in one second are numbered on from it: none was read in the future. */
        date_format_short(readings[i].time < now ? readings[i].time : now, now, time);
        buf_addf(&line, "%8s  %s", time, article->title);
        picker_add(picker, buf_str(&line),
                   terms_text(library_terms(app->library), article->provider),
                   (long)readings[i].number);
        buf_release(&line);
    }
    free(readings);
}

static void open(struct picker *picker, struct app *app, const struct picker_item *item)
{
    (void)picker;
    if ((size_t)item->value >= library_count(app->library))
        return;
    history_push(app);
    app_show(app, library_article(app->library, (size_t)item->value));
    app->frame.focus = PANE_ARTICLE;
}

static const struct picker_spec recent_picker = {
    .hint = "Enter opens · Esc",
    .empty = "nothing was read yet",
    .wide = true,
    .fill = fill,
    .chosen = open,
};

static void recent(const struct call *call)
{
    picker_open(call->app, &recent_picker, "read last", "");
}

const struct command recent_commands[] = {
    { "recent", "r", MAP_GENERAL, NULL, recent, "list what was read last, and when" },
    { .name = NULL },
};
