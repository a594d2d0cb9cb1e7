/* SPDX-License-Identifier: MIT */
/* A browser as in ui_stories.h with prompts and boxes, keys that are pressed, and what comes.
 */
#ifndef TESTS_UNIT_UI_BOXES_H
#define TESTS_UNIT_UI_BOXES_H

#include <locale.h>
#include <string.h>

#include "ui/pipe.h"
#include "ui/prompt_parts.h"
#include "ui_stories.h"

static int boxes_begin(void **state)
{
    int failed = stories_begin(state);

    setlocale(LC_CTYPE, "C.UTF-8");
    typed_init(&app.typed, NULL);
    pipe_init(&app.pipe);
    buf_init(&app.paste, 64 * 1024);
    config.stories = config.fold_copies = false;
    app.downloads = download_queue_new(app.loop, NULL);
    app.settled = true;
    return failed;
}

static int boxes_end(void **state)
{
    while (app.views)
        view_pop(&app);
    typed_release(&app.typed);
    history_release(&app.history);
    view_counts_forget(&app);
    saved_views_release(&app.saved);
    pipe_release(&app.pipe);
    selected_release(&app.selected);
    buf_release(&app.paste);
    download_queue_free(app.downloads);
    return stories_end(state);
}

static void filter_by(const char *text)
{
    struct query_error error;

    assert_true(app_set_filter(&app, text, &error));
    search_finish(&app);
}

static void run(const char *line)
{
    struct error error;

    assert_true(app_run_line(&app, line, &error));
}

static void press(const char *keys)
{
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t count;

    assert_true(key_parse(keys, strlen(keys), sequence, &count, NULL));
    for (size_t i = 0; i < count; i++)
        app_key(&app, &sequence[i]);
}

static void type(const char *text)
{
    for (; *text; text++)
        app_key(&app, &(struct key){ KEY_CODE_CHAR, (unsigned char)*text });
}

static const struct prompt *prompt(void)
{
    return (const struct prompt *)app.views;
}

static const struct article *find(const char *title)
{
    for (size_t i = 0; i < library_count(app.library); i++)
        if (strcmp(library_article(app.library, i)->title, title) == 0)
            return library_article(app.library, i);
    return NULL;
}

/* Another search of the folder, such as of one that changed, leaves out the article shown. */
static void lose_shown_article(void)
{
    struct query *query = query_parse("-title=T7", strlen("-title=T7"), 0, NULL);

    query_free(app.filter.query);
    app.filter.query = query;
    search_begin(&app, true);
    search_finish(&app);
}

static bool shows(const char *text)
{
    struct buf screen = BUF_INIT(64 * 1024);

    app_paint(&app);
    canvas_dump(&app.canvas, &screen);
    bool found = strstr(buf_str(&screen), text);
    buf_release(&screen);
    return found;
}

static void stop(void *arg)
{
    loop_stop(arg, 0);
}

static void wait_for_pipe(void)
{
    while (app.pipe.argv || app.texts) {
        loop_after(app.loop, 10, stop, app.loop);
        loop_run(app.loop);
    }
}

/* The n-th article whose text needs no worker. */
static const struct article *without_body(size_t n)
{
    for (size_t i = 0; i < library_count(app.library); i++)
        if (!library_article(app.library, i)->has_body && n-- == 0)
            return library_article(app.library, i);
    return NULL;
}

#endif
