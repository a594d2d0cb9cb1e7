/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"
#include "ui/app_internal.h"
#include "ui/screen.h"

enum {
    REFILTER_MS = 150,    /* while articles keep arriving the list is made anew this often */
    CLOCK_MS = 60 * 1000, /* relative dates */
    MESSAGE_MAX = 1024,
    PASTE_MAX = 64 * 1024,
};

static void say(struct app *app, bool is_error, const char *format, va_list args)
{
    struct buf raw = BUF_INIT(MESSAGE_MAX * 4);

    buf_vaddf(&raw, format, args);
    buf_clear(&app->message);
    text_clean(&app->message, buf_str(&raw), raw.len, TEXT_LINE);
    app->message_is_error = is_error;
    app->dirty = true;
    buf_release(&raw);
}

void app_say(struct app *app, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(app, false, format, args);
    va_end(args);
}

void app_complain(struct app *app, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(app, true, format, args);
    va_end(args);
}

const struct article *app_article(const struct app *app)
{
    if (app->list.cursor >= app->list.count)
        return NULL;
    return library_article(app->library, app->list.numbers[app->list.cursor]);
}

void app_count_unread(struct app *app)
{
    app->unread = 0;
    for (size_t i = 0; i < app->list.count; i++)
        app->unread +=
            !(marks_get(app->marks, library_article(app->library, app->list.numbers[i])) &
              MARK_READ);
}

void app_mark(struct app *app, const struct article *article, unsigned mask, bool on)
{
    if (!article || !marks_set(app->marks, article, mask, on))
        return;
    app_count_unread(app);
    app->dirty = true;
}

static void count_as_read(void *arg)
{
    struct app *app = arg;

    app->read_timer = NULL;
    app_mark(app, reader_article(&app->reader, app), MARK_READ, true);
}

/* The row of this article becomes the cursor's, when there is one. */
static void move_to(struct app *app, const struct article *article)
{
    for (size_t i = 0; i < app->list.count; i++) {
        if (library_article(app->library, app->list.numbers[i]) == article) {
            list_move(&app->list, (long)i);
            return;
        }
    }
}

void app_show(struct app *app, const struct article *article)
{
    if (article && article != app_article(app)) {
        move_to(app, article);
        app->list.moved = true;
    }
    reader_show(&app->reader, app, article);
    loop_cancel(app->loop, app->read_timer);
    app->read_timer = NULL;
    if (article && app->config->mark_read > 0)
        app->read_timer = loop_after(app->loop, app->config->mark_read, count_as_read, app);
}

void app_refilter(struct app *app)
{
    const struct article *article = app_article(app);
    uint64_t id = article ? article->id : app->reader.id;
    size_t count;
    uint32_t *numbers = query_run(app->filter.query, app->library, &count, NULL);

    list_set(&app->list, numbers, count, app, id);
    app_count_unread(app);
    app->dirty = true;
    for (struct view *view = app->views; view; view = view->below)
        if (view->ops->refresh)
            view->ops->refresh(view, app);
    if (app->frame.focus == PANE_LIST || !reader_article(&app->reader, app))
        app_show(app, app_article(app));
}

bool app_set_filter(struct app *app, const char *text, struct query_error *error)
{
    size_t n = strlen(text);
    struct query *query = query_parse(text, n, date_now(), error);

    if (!query)
        return false;
    query_set_state(query, &app->query_state);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    struct buf copy = BUF_INIT(QUERY_MAX);
    buf_add(&copy, text, n);
    bool same = strcmp(buf_str(&copy), buf_str(&app->filter.text)) == 0;
    buf_release(&app->filter.text);
    app->filter.text = copy;
    query_free(app->filter.query);
    app->filter.query = query;
    if (!same)
        app_refilter(app);
    return true;
}

static void refilter_due(void *arg)
{
    struct app *app = arg;

    app->refilter = NULL;
    app_refilter(app);
}

/* Articles arrived. The first ones show at once; later ones are gathered, so that a large
 * folder costs a handful of queries and not one a batch. */
static void articles_changed(void *arg)
{
    struct app *app = arg;

    app->dirty = true;
    if (app->list.count == 0 || !library_loading(app->library)) {
        loop_cancel(app->loop, app->refilter);
        refilter_due(app);
    } else if (!app->refilter) {
        app->refilter = loop_after(app->loop, REFILTER_MS, refilter_due, app);
    }
}

static void tick(void *arg)
{
    struct app *app = arg;

    app->dirty = true;
    app->clock = loop_after(app->loop, CLOCK_MS, tick, app);
}

static void before_sleep(void *arg)
{
    struct app *app = arg;

    if (!app->dirty || app->lent)
        return;
    app->dirty = false;
    app_draw(app);
}

/* The marks of this session, as queries ask for them. */
static bool has_flag(void *arg, const struct article *article, enum query_flag flag)
{
    const struct app *app = arg;
    unsigned marks = marks_get(app->marks, article);

    return (flag == QUERY_READ && marks & MARK_READ) ||
           (flag == QUERY_STARRED && marks & MARK_STAR);
}

static void app_init(struct app *app, const struct app_options *options)
{
    *app = (struct app){
        .config = options->config,
        .paths = options->paths,
        .path_count = options->path_count,
        .ascii = options->ascii,
        .query_state = { .arg = app, .flag = has_flag },
        .dirty = true,
    };
    app->loop = loop_new();
    app->library = library_new(options->paths, options->path_count);
    app->marks = marks_new();
    app->keymap = keymap_new();
    canvas_init(&app->canvas);
    filter_init(&app->filter);
    reader_init(&app->reader);
    buf_init(&app->message, MESSAGE_MAX);
    buf_init(&app->paste, PASTE_MAX);
    app->filter.query = query_parse("", 0, date_now(), NULL);
}

static void app_release(struct app *app)
{
    job_abandon(app->lent);
    while (app->views)
        view_pop(app);
    reader_release(&app->reader, app);
    list_release(&app->list);
    history_release(&app->history);
    for (size_t i = 0; i < PROMPT_KINDS; i++)
        prompt_history_release(&app->typed[i]);
    filter_release(&app->filter);
    buf_release(&app->message);
    buf_release(&app->paste);
    canvas_release(&app->canvas);
    keymap_free(app->keymap);
    marks_free(app->marks);
    library_free(app->reloading);
    library_free(app->library);
    loop_free(app->loop);
}

static enum theme_name choose_theme(const struct config *config)
{
    if (strcmp(config->theme, "light") == 0)
        return THEME_LIGHT;
    if (strcmp(config->theme, "dark") == 0)
        return THEME_DARK;
    if (strcmp(config->theme, "mono") == 0)
        return THEME_MONO;
    return screen_is_light() ? THEME_LIGHT : THEME_DARK;
}

int app_run(const struct app_options *options, struct error *error)
{
    struct screen_options screen = { .theme = choose_theme(options->config),
                                     .colour = options->colour,
                                     .ascii = options->ascii };
    struct query_error wrong;
    struct app app;
    int code = 1;

    app_init(&app, options);
    if (!screen_open(&screen, error))
        goto out;
    app_resize(&app);
    app_watch_keys(&app);
    app_watch_signals(&app);
    loop_before_sleep(app.loop, before_sleep, &app);
    app.clock = loop_after(app.loop, CLOCK_MS, tick, &app);
    if (!app_set_filter(&app, options->query, &wrong))
        app_complain(&app, "%s", wrong.error.text);
    else if (*options->greeting)
        app_say(&app, "%s", options->greeting);
    library_start(app.library, app.loop, articles_changed, &app);
    code = loop_run(app.loop);
out:
    screen_close();
    app_release(&app);
    return code;
}
