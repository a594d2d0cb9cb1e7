/* SPDX-License-Identifier: MIT */
#include "ui/full_page.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/date.h"
#include "ui/app.h"

bool full_page_cancel(struct full_page *full)
{
    bool running = full->text != NULL;

    full_text_cancel(full->text);
    full->text = NULL;
    return running;
}

void full_page_release(struct full_page *full)
{
    full_page_cancel(full);
    stored_release(&full->page);
}

bool full_page_stored(struct app *app, const struct article *article)
{
    struct full_page *full = &app->reader.full;

    stored_release(&full->page);
    return stored_read(app->memory.pages, article, &full->page);
}

static void progressed(const struct full_text *text, void *arg)
{
    struct app *app = arg;

    (void)text;
    app->dirty = true;
}

static void fetched(struct full_text_result *result, void *arg)
{
    struct app *app = arg;
    struct full_page *full = &app->reader.full;

    full->text = NULL;
    app->dirty = true;
    if (!result->document) {
        app_complain(app, "%s; %s", result->trouble,
                     full->page.document ? "the kept page stays"
                                         : "o opens the page in the browser");
        return;
    }
    stored_release(&full->page);
    full->page = (struct stored_page){ .document = result->document,
                                       .verdict = result->verdict,
                                       .date = date_now(),
                                       .reason = xstrdup(result->reason) };
    if (result->verdict != VERDICT_FULL)
        app_say(app, "%s", result->reason);
    reader_show_variant(&app->reader, VARIANT_FETCHED);
}

void full_page_words(const struct full_page *full, struct buf *out)
{
    static const char *const words[VERDICT_COUNT] = {
        [VERDICT_FULL] = "full text",
        [VERDICT_PARTIAL] = "text in part",
        [VERDICT_TEASER] = "the first lines only",
        [VERDICT_FAILED] = "no text",
    };
    char date[DATE_TEXT_MAX];

    date_format_minute(full->page.date, date);
    buf_addf(out, "%s, fetched %s", words[full->page.verdict], date);
    if (full->page.verdict != VERDICT_FULL && *full->page.reason)
        buf_addf(out, ": %s", full->page.reason);
}

struct full_text_options full_page_options(const struct app *app)
{
    return (struct full_text_options){
        .allow_private = (const char *const *)app->config->fetch_allow_private.items,
        .allow_private_count = app->config->fetch_allow_private.count,
        .total_ms = app->config->fetch_total,
    };
}

/* f: fetch; what is shown stays until something better is there. */
static void fetch(const struct call *call)
{
    struct app *app = call->app;
    struct full_page *full = &app->reader.full;
    const struct article *article = reader_article(&app->reader, app);

    if (*call->text) {
        fetch_many_start(app, call->text);
        return;
    }
    if (!article || full->text)
        return;
    full->options = full_page_options(app);
    full->text = full_text_start(app->downloads, &app->memory, article, &full->options,
                                 progressed, fetched, app);
    if (!full->text)
        app_say(app, "this article has no address that can be fetched");
}

/* v: what there is of the article, one after another. */
static void next_variant(const struct call *call)
{
    static const char *const names[] = {
        [VARIANT_FETCHED] = "the fetched page",
        [VARIANT_BODY] = "the text of the file",
        [VARIANT_EXCERPT] = "the excerpt alone",
    };
    struct reader *reader = &call->app->reader;

    for (int i = 1; i < VARIANT_COUNT; i++) {
        enum reader_variant variant = (reader->variant + i) % VARIANT_COUNT;
        if ((variant == VARIANT_FETCHED && !reader->full.page.document) ||
            (variant == VARIANT_BODY && !reader->body))
            continue;
        reader_show_variant(reader, variant);
        app_say(call->app, "%s", names[variant]);
        return;
    }
    app_say(call->app, "there is only the excerpt; f fetches the page");
}

const struct command full_page_commands[] = {
    { "fetch", "f", MAP_GENERAL, NULL, fetch,
      "fetch the full text of the article, or of all that match a query" },
    { "next-variant", "v", MAP_GENERAL, NULL, next_variant,
      "show the fetched page, the text of the file, or the excerpt" },
    { .name = NULL },
};
