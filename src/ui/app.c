/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

#include "article/bits.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "config/paths.h"
#include "ui/app_internal.h"
#include "ui/bindings.h"
#include "ui/guide.h"
#include "ui/screen.h"
#include "ui/settings.h"
#include "ui/story_marks.h"
#include "ui/texts.h"

enum {
    REFILTER_MS = 150,    /* while articles keep arriving the list is made anew this often */
    CLOCK_MS = 60 * 1000, /* relative dates */
    MESSAGE_MAX = 1024,
    PROBLEMS_MAX = 64 * 1024,
    PASTE_MAX = 64 * 1024,
    SYNC_MS = 1000,
};

__attribute__((format(printf, 3, 0))) static void say(struct app *app, bool is_error,
                                                      const char *format, va_list args)
{
    struct buf raw = BUF_INIT(MESSAGE_MAX * 4);

    buf_vaddf(&raw, format, args);
    buf_clear(&app->message);
    text_clean(&app->message, buf_str(&raw), raw.len, TEXT_LINE);
    app->message_is_error = is_error;
    app->complaints += is_error;
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

void app_note_seal(struct app *app, unsigned seal)
{
    unsigned lacks = WIRE_SEAL_ALL & ~seal;

    if (lacks && !app->seal_lacks)
        app_say(app, "the reading process is sealed only in part here; %s says more",
                app_key_of(app, ":problems"));
    app->seal_lacks |= lacks;
}

const struct article *app_article(const struct app *app)
{
    if (app->list.cursor >= list_rows(&app->list))
        return NULL;
    return library_article(app->library, list_row(&app->list, app->list.cursor).number);
}

void app_count_unread(struct app *app)
{
    const uint64_t *read =
        app->memory.query.flagged(app->memory.query.arg, app->library, QUERY_READ);

    app->unread = app->list.count;
    for (size_t i = 0, words = bits_words(app->list.listed_count); i < words; i++)
        app->unread -= (size_t)__builtin_popcountll(app->list.listed[i] & read[i]);
}

void app_marks_changed(struct app *app)
{
    app_count_unread(app);
    app->reader.composed = false; /* its header shows the note */
    app->dirty = true;
}

void app_mark(struct app *app, const struct article *article, unsigned mask, bool on)
{
    if (article && story_mark(app, article, mask, on))
        app_marks_changed(app);
}

static void count_as_read(void *arg)
{
    struct app *app = arg;

    app->read_timer = NULL;
    if (app->frame.article.height > 0)
        app_mark(app, reader_article(&app->reader, app), MARK_READ, true);
}

/* The row of this article becomes the cursor's, when there is one. */
static void move_to(struct app *app, const struct article *article)
{
    size_t at;

    if (list_find(&app->list, article->number, &at))
        list_move(&app->list, (long)at);
}

void app_show(struct app *app, const struct article *article)
{
    bool elsewhere = article && article != app_article(app);

    app->show_cursor = false;
    search_follow(app, elsewhere ? article : NULL);
    if (elsewhere) {
        move_to(app, article);
        app->list.moved = true;
    }
    reader_show(&app->reader, app, article);
    loop_cancel(app->loop, app->read_timer);
    app->read_timer = NULL;
    if (article && app->config->mark_read > 0)
        app->read_timer = loop_after(app->loop, app->config->mark_read, count_as_read, app);
}

void app_show_cursor(struct app *app)
{
    app->show_cursor = views_hold_article(app);
    if (!app->show_cursor)
        app_show(app, app_article(app));
}

void app_refilter(struct app *app)
{
    search_begin(app, false);
}

void app_fold(struct app *app)
{
    const struct article *article = reader_article(&app->reader, app);

    list_fold(&app->list, app, article ? article : app_article(app));
    app->dirty = true;
    if (app->frame.focus == PANE_LIST && article != app_article(app))
        app_show_cursor(app);
}

bool app_set_filter(struct app *app, const char *text, struct query_error *error)
{
    size_t n = strlen(text);
    struct query *query = query_parse(text, n, date_now(), error);

    if (!query)
        return false;
    while (n > 0 && text[n - 1] == ' ')
        n--;
    struct buf copy = BUF_INIT(QUERY_MAX);
    buf_add(&copy, text, n);
    if (strcmp(buf_str(&copy), buf_str(&app->filter.text)) == 0) {
        buf_release(&copy);
        query_free(query);
        return true;
    }
    search_cancel(app);
    buf_release(&app->filter.text);
    app->filter.text = copy;
    query_free(app->filter.query);
    app->filter.query = query;
    query_set_state(query, &app->memory.query);
    app_refilter(app);
    return true;
}

/* The shown article stays when its file goes, and is drawn anew when that changed. */
static void follow_article(struct app *app)
{
    const struct article *article = reader_article(&app->reader, app);
    const struct article *now = article ? library_now(app->library, article) : NULL;

    if (now && now != article)
        reader_renew(&app->reader, app, now);
}

/* Once all was read a change of the folder moves no cursor. A search that runs comes to its end
 * first: else one that takes long would begin again and again. */
static void refilter_due(void *arg)
{
    struct app *app = arg;

    app->refilter = NULL;
    if (app->search.running) {
        app->refilter = loop_after(app->loop, REFILTER_MS, refilter_due, app);
        return;
    }
    app->revision = library_revision(app->library);
    follow_article(app);
    search_begin(app, app->settled);
}

/* Articles came or went. The first ones show at once; later ones are gathered, so that a large
 * folder costs a handful of queries and not one a batch. */
void app_articles_changed(void *arg)
{
    struct app *app = arg;
    bool loading = library_loading(app->library);

    app->dirty = true;
    if (!loading) {
        app_see(app, false);
        app_find_stories(app);
    }
    if (app->revision == library_revision(app->library)) {
        /* Nothing new, but what was wrong may not be so any more. */
        if (!loading)
            views_refresh(app);
    } else if (!loading || (app->list.count == 0 && query_is_empty(app->filter.query))) {
        loop_cancel(app->loop, app->refilter);
        refilter_due(app);
    } else if (!app->refilter) {
        /* At most a quarter of the time goes into it, so that keys find the loop idle. */
        int64_t wait = REFILTER_MS + 3 * app->refilter_ms;
        app->refilter = loop_after(app->loop, wait, refilter_due, app);
    }
    if (!loading)
        app_has_read(app);
    session_arrived(app);
}

/* Relative dates grow old. */
static void tick(void *arg)
{
    struct app *app = arg;

    app->dirty = true;
    loop_after(app->loop, CLOCK_MS, tick, app);
}

static void before_sleep(void *arg)
{
    struct app *app = arg;

    if (app->show_cursor &&
        (app->frame.focus == PANE_LIST || !reader_article(&app->reader, app)))
        app_show_cursor(app);
    if (!app->dirty || app->lent)
        return;
    app->dirty = false;
    app_draw(app);
}

/* Marks and pages of earlier sessions; what of them cannot be kept is told and lives on in
 * memory. */
static void open_memory(struct app *app)
{
    settings_memory(&app->memory, true, &app->memory_wrong);
    if (*app->memory_wrong.text)
        app_complain(app, "%s", app->memory_wrong.text);
}

/* Marks that another copy of the program made, and those that could not be written before. */
static void synchronise(void *arg)
{
    struct app *app = arg;
    struct error trouble;

    app->sync = loop_after(app->loop, SYNC_MS, synchronise, app);
    bool changed = marks_refresh(app->memory.marks), came = pages_refresh(app->memory.pages);
    if (came)
        full_page_arrived(app);
    if (came || changed)
        app_marks_changed(app);
    if (marks_trouble(app->memory.marks, &trouble))
        app_complain(app, "%s", trouble.text);
}

struct library *app_new_library(const struct app *app, bool begin)
{
    struct library *library = library_new(app->paths, app->path_count);
    struct buf folder = BUF_INIT(PATH_BYTES_MAX);

    if (app->config->cache && path_folder(PATH_CACHE, &folder))
        library_keep(library, buf_str(&folder), begin);
    buf_release(&folder);
    if (app->config->watch)
        library_watch(library);
    return library;
}

static void app_init(struct app *app, const struct app_options *options)
{
    *app = (struct app){
        .config = options->config,
        .paths = options->paths,
        .path_count = options->path_count,
        .ascii = options->ascii,
        .dirty = true,
    };
    struct buf problems = BUF_INIT(MESSAGE_MAX); /* told when the settings were read */

    app->loop = loop_new();
    app->downloads = download_queue_new(app->loop, NULL);
    download_queue_set_limit(app->downloads, (size_t)options->config->fetch_parallel);
    app->library = app_new_library(app, true);
    app->keymap = bindings_new(options->config, &problems);
    saved_views_init(&app->saved, options->config, &problems);
    saved_views_bind(&app->saved, app->keymap, &problems);
    canvas_init(&app->canvas);
    app->canvas.ascii = options->ascii;
    looks_init(&app->looks, options->config);
    filter_init(&app->filter);
    reader_init(&app->reader);
    pipe_init(&app->pipe);
    save_init(&app->save);
    buf_init(&app->message, MESSAGE_MAX);
    buf_init(&app->settings_wrong, PROBLEMS_MAX);
    buf_adds(&app->settings_wrong, options->settings_wrong);
    buf_init(&app->paste, PASTE_MAX);
    buf_release(&problems);
    guide_init(app);
    open_memory(app);
    settings_typed(app->config, &app->typed);
    app->filter.query = query_parse("", 0, date_now(), NULL);
    query_set_state(app->filter.query, &app->memory.query);
}

static void app_release(struct app *app)
{
    search_cancel(app);
    job_abandon(app->lent);
    while (app->views)
        view_pop(app);
    full_texts_free(app->many.texts);
    texts_cancel(app);
    pipe_release(&app->pipe);
    save_release(&app->save);
    reader_release(&app->reader, app);
    list_release(&app->list);
    selected_release(&app->selected);
    history_release(&app->history);
    session_release(&app->session);
    typed_release(&app->typed);
    view_counts_forget(app);
    saved_views_release(&app->saved);
    filter_release(&app->filter);
    buf_release(&app->message);
    buf_release(&app->settings_wrong);
    buf_release(&app->paste);
    canvas_release(&app->canvas);
    looks_release(&app->looks);
    keymap_free(app->keymap);
    memory_close(&app->memory);
    library_free(app->reloading);
    library_free(app->library);
    download_queue_free(app->downloads);
    loop_free(app->loop);
}

/* The first filter: the one asked for, else that of the last session. */
static void begin(struct app *app, const struct app_options *options)
{
    struct buf last = BUF_INIT(QUERY_MAX);
    struct query_error wrong;

    session_begin(app, &last);
    if (!options->go_on)
        app->session.article = 0;
    if (!app_set_filter(app, options->query ? options->query : buf_str(&last), &wrong))
        app_complain(app, "%s", wrong.error.text);
    else
        settings_tell_wrong(app);
    buf_release(&last);
}

int app_run(const struct app_options *options, struct error *error)
{
    struct app app;
    int code = 2;

    error->text[0] = '\0';
    app_init(&app, options);
    struct screen_options screen = { .colour = options->colour, .ascii = options->ascii };
    looks_screen_options(&app, &screen);
    /* From the first byte that changes the terminal on, a signal must not end us by itself. */
    app_watch_signals(&app);
    if (!screen_open(&screen, error))
        goto out;
    looks_start(&app);
    app_resize(&app);
    app_watch_keys(&app);
    loop_before_sleep(app.loop, before_sleep, &app);
    loop_after(app.loop, CLOCK_MS, tick, &app);
    app.sync = loop_after(app.loop, SYNC_MS, synchronise, &app);
    begin(&app, options);
    library_start(app.library, app.loop, app_articles_changed, &app);
    /* Most terminals have said by now what their background is. */
    app_take_keys(&app);
    code = loop_run(app.loop);
    session_end(&app);
    app_see_rest(&app);
out:
    screen_close();
    if (!marks_finish(app.memory.marks, error) && code == 0)
        code = 1;
    app_release(&app);
    return code;
}
