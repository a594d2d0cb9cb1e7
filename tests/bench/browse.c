/* SPDX-License-Identifier: MIT */
/*
 * How long a key of the filter takes in the browser: browse [-x N] FOLDER
 *
 * From the text in the prompt to the cells of the canvas: the query, the rows of stories, the
 * unread, the timeline, the list; all but the terminal and the article pane. Lines and times
 * are as those of tests/bench/queries.c.
 */
#include "article/index.h"
#include "article/story.h"
#include "base/date.h"
#include "ui/app_internal.h"

#include "many.h"

enum { KEYS = 1000, HEIGHT = 40, WIDTH = 140, LIST_WIDTH = 70, STEPS = 5 };

/* The last one is what the loop does once the key is answered. */
static const char *const step_names[STEPS] = { "key_query", "key_rows", "key_unread",
                                               "key_draw", "key_rest" };

static struct app app;
static struct config config;

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
    memory_open(&app.memory, NULL, NULL, false, &note);
}

/* One key; what each step took is added to its times. */
static double press(const char *text, double *steps[STEPS], size_t at)
{
    double times[STEPS + 1];
    struct query *query = query_parse(text, strlen(text), date_now(), NULL);
    size_t count;

    if (!query)
        return -1;
    times[0] = now_ms();
    query_free(app.filter.query);
    app.filter.query = query;
    query_set_state(query, &app.memory.query);
    uint32_t *numbers = query_run(query, app.library, &count, NULL);
    times[1] = now_ms();
    list_set(&app.list, numbers, count, &app, 0);
    times[2] = now_ms();
    app_count_unread(&app);
    times[3] = now_ms();
    timeline_draw(&app, (struct rect){ 0, 0, 1, WIDTH });
    list_draw(&app.list, &app, (struct rect){ 1, 0, HEIGHT - 2, LIST_WIDTH });
    times[4] = now_ms();
    list_reach(&app.list, SIZE_MAX);
    times[5] = now_ms();
    for (size_t i = 0; i < STEPS; i++)
        steps[i][at] = times[i + 1] - times[i];
    return times[STEPS - 1] - times[0];
}

static void type(const struct library *library)
{
    double all[KEYS] = { 0 }, *steps[STEPS];
    char line[256], text[256];
    size_t count = 0;

    for (size_t i = 0; i < STEPS; i++)
        steps[i] = xcalloc(KEYS, sizeof *steps[i]);
    while (count < KEYS) {
        random_line(library, line, sizeof line);
        for (size_t n = 1; n <= strlen(line) && count < KEYS; n++) {
            snprintf(text, sizeof text, "%.*s", (int)text_whole(line, n), line);
            all[count] = press(text, steps, count);
            count += all[count] >= 0;
        }
    }
    report("browser_key", all, count);
    for (size_t i = 0; i < STEPS; i++) {
        report(step_names[i], steps[i], count);
        free(steps[i]);
    }
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
    type(library);
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
