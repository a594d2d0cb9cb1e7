/* SPDX-License-Identifier: MIT */
/*
 * How long a key of the filter takes in the browser: browse [-x N] FOLDER
 *
 * From the text in the prompt to the cells of the canvas: the query, the rows of stories, the
 * unread, the timeline, the list; all but the terminal and the article pane. What is left to do
 * then is done in rounds of the loop, each of which another key may have to wait for. Lines and
 * times are as those of tests/bench/queries.c.
 */
#include "article/index.h"
#include "article/story.h"
#include "base/date.h"
#include "ui/app_internal.h"

#include "many.h"

enum {
    KEYS = 1000,
    SCANS = 12,
    ROUNDS_MAX = 100000,
    HEIGHT = 40,
    WIDTH = 140,
    LIST_WIDTH = 70
};

static struct app app;
static struct config config;

/* Times of one kind. */
struct times {
    double *ms;
    size_t count;
};

static void add_time(struct times *times, double ms)
{
    if (!times->ms)
        times->ms = xcalloc(ROUNDS_MAX, sizeof *times->ms);
    if (times->count < ROUNDS_MAX)
        times->ms[times->count++] = ms;
}

static void tell(const char *name, struct times *times)
{
    if (times->count > 0)
        report(name, times->ms, times->count);
    free(times->ms);
    *times = (struct times){ .ms = NULL };
}

/* Of keys: until the filter is in force, until that is drawn, each round after it, all rounds,
 * and when the list was there if it was not for the key. */
static struct times set, drawn, each, rounds, late;

static void begin(struct library *library)
{
    struct error note;

    config_init(&config);
    app.loop = loop_new();
    app.config = &config;
    app.library = library;
    canvas_init(&app.canvas);
    canvas_resize(&app.canvas, HEIGHT, WIDTH);
    looks_init(&app.looks, &config);
    filter_init(&app.filter);
    app.filter.query = query_parse("", 0, date_now(), NULL);
    app.filter.before = xstrdup(""); /* a prompt is open */
    buf_init(&app.message, 1024);
    reader_init(&app.reader);
    memory_open(&app.memory, NULL, NULL, false, &note);
}

static void stop(void *arg)
{
    loop_stop(arg, 0);
}

static bool is_busy(void)
{
    return app.search.running || (app.search.counting && !app.search.counted) ||
           !list_is_whole(&app.list);
}

/* What the loop does until the next key. */
static void run_rounds(void)
{
    double start = now_ms();
    bool searching = app.search.running;

    app_show(&app, NULL); /* its text is another matter */
    while (is_busy()) {
        double before = now_ms();
        loop_after(app.loop, 0, stop, app.loop);
        loop_run(app.loop);
        add_time(&each, now_ms() - before);
        if (searching && !app.search.running)
            add_time(&late, now_ms() - start);
        searching = app.search.running;
        app_show(&app, NULL);
    }
    add_time(&rounds, now_ms() - start);
}

/* The key that took longest, of those that were typed. */
static struct {
    char text[256];
    double ms;
} slowest;

static void note_slowest(const char *text, double ms)
{
    if (ms <= slowest.ms)
        return;
    slowest.ms = ms;
    snprintf(slowest.text, sizeof slowest.text, "%s", text);
}

/* One key; false when the line is no filter yet. */
static bool press(const char *text)
{
    struct query_error error;
    double start = now_ms();

    if (!app_set_filter(&app, text, &error))
        return false;
    add_time(&set, now_ms() - start);
    timeline_draw(&app, (struct rect){ 0, 0, 1, WIDTH });
    list_draw(&app.list, &app, (struct rect){ 1, 0, HEIGHT - 2, LIST_WIDTH });
    double ms = now_ms() - start;
    add_time(&drawn, ms);
    note_slowest(text, ms);
    run_rounds();
    return true;
}

static void tell_all(const char *what)
{
    static const char *const parts[] = { "set", "key", "round", "rounds", "late" };
    struct times *const times[] = { &set, &drawn, &each, &rounds, &late };
    char name[64];

    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        snprintf(name, sizeof name, "%s_%s", what, parts[i]);
        tell(name, times[i]);
    }
}

/* Keys of lines behind a term that stays. */
static void type(const struct library *library, const char *name, const char *before)
{
    char line[256], text[320];

    press(before);
    tell_all("first");
    slowest.ms = 0;
    while (set.count < KEYS) {
        random_line(library, line, sizeof line);
        for (size_t n = 1; n <= strlen(line) && set.count < KEYS; n++) {
            snprintf(text, sizeof text, "%s%.*s", before, (int)text_whole(line, n), line);
            press(text);
        }
    }
    tell_all(name);
    fprintf(stderr, "# %s: %.2f ms for '%s'\n", name, slowest.ms, slowest.text);
}

/* What asks each article: two words that follow each other, addresses, expressions. */
static void scan(const struct library *library)
{
    static const char *const forms[][3] = { { "\"", " ", "\"" },
                                            { "url:", "-", "" },
                                            { "/", ".*", "/" } };
    char one[64], other[64], text[256];

    while (set.count < SCANS) {
        random_word(library, one, sizeof one);
        random_word(library, other, sizeof other);
        if (strpbrk(one, "\"/\\()[]|*+?.,") || strpbrk(other, "\"/\\()[]|*+?.,"))
            continue;
        snprintf(text, sizeof text, "%s%s%s%s%s", forms[set.count % 3][0], one,
                 forms[set.count % 3][1], other, forms[set.count % 3][2]);
        press(text);
    }
    tell_all("scan");
}

/* Each story of the list opened, and closed. */
static void open_all(void)
{
    press("");
    tell_all("first");
    for (int i = 0; i < 10; i++) {
        double start = now_ms();
        app.list.rows.all_open = !app.list.rows.all_open;
        app_fold(&app);
        list_draw(&app.list, &app, (struct rect){ 1, 0, HEIGHT - 2, LIST_WIDTH });
        add_time(&drawn, now_ms() - start);
        run_rounds();
    }
    tell_all("open");
}

int main(int argc, char **argv)
{
    size_t times = argc == 4 && strcmp(argv[1], "-x") == 0 ? strtoul(argv[2], NULL, 10) : 1;
    struct error error;

    if (argc != 2 && argc != 4) {
        fputs("usage: browse [-x N] FOLDER\n", stderr);
        return 2;
    }
    text_init_locale();
    const char *const paths[] = { argv[argc - 1] };
    struct library *library = library_new(paths, 1);
    if (!library_load(library, &error)) {
        fprintf(stderr, "browse: %s\n", error.text);
        return 1;
    }
    if (times > 1)
        multiply(library, times);
    library_index_now(library);
    library_find_stories(library);
    begin(library);
    type(library, "browser", "");
    type(library, "sorted", "sort:heat ");
    scan(library);
    open_all();
    search_cancel(&app);
    app_show(&app, NULL);
    reader_release(&app.reader, &app);
    buf_release(&app.message);
    list_release(&app.list);
    filter_release(&app.filter);
    looks_release(&app.looks);
    canvas_release(&app.canvas);
    memory_close(&app.memory);
    config_release(&config);
    library_free(library);
    loop_free(app.loop);
    return 0;
}
