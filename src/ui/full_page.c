/* SPDX-License-Identifier: MIT */
#include "ui/full_page.h"

#include <string.h>

#include "ui/app.h"
#include "ui/settings.h"

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

void full_page_arrived(struct app *app)
{
    struct reader *reader = &app->reader;
    const struct article *article = reader_article(reader, app);

    /* A file that is not read yet brings its page with it. */
    if (!article || !reader->has_detail || reader->full.text || reader->full.page.document ||
        memory_verdict(&app->memory, article) == PAGES_NO_VERDICT)
        return;
    if (full_page_stored(app, article) && reader->variant == VARIANT_EXCERPT)
        reader_show_variant(reader, app, VARIANT_FETCHED);
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
    app_note_seal(app, result->seal);
    if (!result->page.document) {
        if (full->page.document)
            app_complain(app, "%s; the kept page stays", result->trouble);
        else
            app_complain(app, "%s; %s opens the browser", result->trouble,
                         app_key_of(app, ":open"));
        return;
    }
    stored_release(&full->page);
    full->page = result->page;
    result->page = (struct stored_page){ 0 };
    if (full->page.verdict != VERDICT_FULL)
        app_say(app, "%s", full->page.reason);
    reader_show_variant(&app->reader, app, VARIANT_FETCHED);
}

/* What is shown stays until something better is there. */
static void fetch_shown(struct app *app, struct full_text_options options, const char *lacks)
{
    struct full_page *full = &app->reader.full;
    const struct article *article = reader_article(&app->reader, app);

    if (!article || full->text)
        return;
    full->options = options;
    full->text = full_text_start(app->downloads, &app->memory, article, &full->options,
                                 progressed, fetched, app);
    if (!full->text)
        app_say(app, "this article has no %s that can be fetched", lacks);
}

/* f: fetch. */
static void fetch(const struct call *call)
{
    if (*call->text)
        fetch_many_start(call->app, call->text);
    else if (call->app->selected.count)
        fetch_many_selected(call->app);
    else
        fetch_shown(call->app, settings_fetching(call->app->config), "address");
}

/* Fetch one of the article's addresses, whatever the others may hold. */
static void fetch_from(const struct call *call)
{
    static const struct {
        const char *word, *name;
        enum article_url address;
    } choices[] = {
        { "original", "original address", URL_ORIGINAL },
        { "web", "web address", URL_WEB },
        { "amp", "AMP address", URL_AMP },
        { "cached-amp", "cached AMP address", URL_CDN_AMP },
    };
    struct full_text_options options = settings_fetching(call->app->config);

    options.one_address = true;
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        if (strcmp(call->text, choices[i].word) != 0)
            continue;
        options.address = choices[i].address;
        fetch_shown(call->app, options, choices[i].name);
        return;
    }
    app_complain(call->app, "fetch-from takes original, web, amp or cached-amp");
}

/* v: what there is of the article, one after another. */
static void next_variant(const struct call *call)
{
    static const char *const names[] = {
        [VARIANT_FETCHED] = "the fetched page",
        [VARIANT_BODY] = "the text of the file",
        [VARIANT_EXCERPT] = "the excerpt alone",
        [VARIANT_OUTPUT] = "what the program printed",
    };
    struct reader *reader = &call->app->reader;

    for (int i = 1; i < VARIANT_COUNT; i++) {
        enum reader_variant variant = (reader->variant + i) % VARIANT_COUNT;
        if ((variant == VARIANT_FETCHED && !reader->full.page.document) ||
            (variant == VARIANT_BODY && !reader->body) ||
            (variant == VARIANT_OUTPUT && !pipe_has_output(call->app)))
            continue;
        reader_show_variant(reader, call->app, variant);
        app_say(call->app, "%s", names[variant]);
        return;
    }
    app_say(call->app, "there is only the excerpt; %s fetches the page",
            app_key_of(call->app, ":fetch"));
}

const struct command full_page_commands[] = {
    { "fetch", "f", MAP_GENERAL, NULL, fetch,
      "fetch the full text of the article, or of all that match a query" },
    { "fetch-from", "", MAP_GENERAL, NULL, fetch_from,
      "fetch the article's original, web, amp or cached-amp address and no other" },
    { "next-variant", "v", MAP_GENERAL, NULL, next_variant,
      "show the fetched page, the text of the file, or the excerpt" },
    { .name = NULL },
};
