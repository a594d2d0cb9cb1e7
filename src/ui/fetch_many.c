/* SPDX-License-Identifier: MIT */
#include "ui/fetch_many.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "ui/app.h"
#include "ui/settings.h"

/* Why something was not kept must fit in the row, and is worth more than how good it is. */
static void end(struct app *app, const char *how)
{
    const struct full_texts_count *count = full_texts_count(app->many.texts);

    if (count->unkept)
        app_complain(app, "%s: %zu, %zu not kept: %s", how, count->ended, count->unkept,
                     count->why.text);
    else
        app_say(app, "%s: %zu full, %zu in part, %zu teasers, %zu failed", how,
                count->verdicts[VERDICT_FULL], count->verdicts[VERDICT_PARTIAL],
                count->verdicts[VERDICT_TEASER], count->verdicts[VERDICT_FAILED]);
    full_texts_free(app->many.texts);
    app->many.texts = NULL;
}

static void changed(void *arg)
{
    struct app *app = arg;
    const struct full_texts_count *count = full_texts_count(app->many.texts);

    app->dirty = true;
    full_page_arrived(app);
    if (count->ended == count->asked)
        end(app, "fetched");
}

static bool start(struct app *app, const uint32_t *numbers, size_t count)
{
    app->many.options = settings_fetching(app->config);
    app->many.texts = full_texts_start(app->downloads, &app->memory, app->library, numbers,
                                       count, &app->many.options, changed, app);
    if (full_texts_count(app->many.texts)->asked)
        return true;
    full_texts_free(app->many.texts);
    app->many.texts = NULL;
    app_say(app, "nothing to fetch: no match, no address, or kept already");
    return false;
}

static bool is_running(struct app *app)
{
    if (app->many.texts)
        app_say(app, "still fetching; ^C gives up");
    return app->many.texts != NULL;
}

void fetch_many_start(struct app *app, const char *text)
{
    struct query_error wrong;
    size_t count;

    if (is_running(app))
        return;
    struct query *query = query_parse(text, strlen(text), date_now(), &wrong);
    if (!query) {
        app_complain(app, "%s", wrong.error.text);
        return;
    }
    query_set_state(query, &app->memory.query);
    uint32_t *numbers = query_run(query, app->library, &count, NULL);
    start(app, numbers, count);
    free(numbers);
    query_free(query);
}

void fetch_many_selected(struct app *app)
{
    size_t count;

    if (is_running(app))
        return;
    uint32_t *numbers = selected_numbers(app, &count);
    if (start(app, numbers, count))
        selected_done(app);
    free(numbers);
}

bool fetch_many_cancel(struct app *app)
{
    if (!app->many.texts)
        return false;
    end(app, "given up");
    return true;
}
