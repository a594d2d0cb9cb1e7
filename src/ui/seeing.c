/* SPDX-License-Identifier: MIT */
/*
 * This visit notes which articles are there, so that the next one can tell what is new. Of very
 * many that takes longer than a key may wait, so some are noted at a time.
 */
#include "ui/app_internal.h"

enum {
    READ_MAX = 4000, /* rows at once: a millisecond or two, as is the next one */
    SEE_MAX = 500,   /* articles, of which each may have to be written */
    LAST_MS = 300,   /* for the rest at the end */
};

/* False when there is no more. */
static bool see_articles(struct app *app)
{
    const struct article *articles[SEE_MAX];
    size_t all = library_count(app->library), count = 0;

    for (; app->seeing.next < all && count < SEE_MAX; app->seeing.next++)
        if (!library_is_gone(app->library, app->seeing.next))
            articles[count++] = library_article(app->library, app->seeing.next);
    marks_see(app->memory.marks, articles, count);
    return app->seeing.next < all;
}

static void see_some(void *arg)
{
    struct app *app = arg;

    app->seeing.timer = NULL;
    if (!marks_read_seen(app->memory.marks, READ_MAX) || see_articles(app))
        app->seeing.timer = loop_after(app->loop, 0, see_some, app);
}

void app_see(struct app *app, bool anew)
{
    if (anew)
        app->seeing.next = 0;
    if (!app->seeing.timer)
        see_some(app);
}

void app_see_rest(struct app *app)
{
    int64_t end = loop_now() + LAST_MS;

    while (app->seeing.timer && loop_now() < end) {
        loop_cancel(app->loop, app->seeing.timer);
        see_some(app);
    }
}
