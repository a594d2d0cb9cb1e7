/* SPDX-License-Identifier: MIT */
#include "ui/pipe.h"

#include <string.h>

#include "base/text.h"
#include "page/article_text.h"
#include "ui/app.h"
#include "ui/argv.h"
#include "ui/texts.h"

enum {
    INPUT_MAX = 64 * 1024 * 1024,
    OUTPUT_MAX = 1024 * 1024,
    ERRORS_MAX = 16 * 1024,
};

void pipe_init(struct pipe *pipe)
{
    *pipe = (struct pipe){ .argv = NULL };
    buf_init(&pipe->input, INPUT_MAX);
    buf_init(&pipe->output, OUTPUT_MAX + ERRORS_MAX);
}

/* Ready for the next command. */
static void forget(struct pipe *pipe)
{
    argv_free(pipe->argv);
    pipe->argv = NULL;
    buf_release(&pipe->input);
}

void pipe_release(struct pipe *pipe)
{
    job_abandon(pipe->job);
    forget(pipe);
    buf_release(&pipe->output);
}

bool pipe_cancel(struct app *app)
{
    if (!app->pipe.job)
        return false;
    job_cancel(app->pipe.job);
    return true;
}

bool pipe_has_output(const struct app *app)
{
    return app->pipe.of && app->pipe.of == app->reader.id;
}

/* Bytes of it that are more than fit stay out. */
static void keep_output(struct pipe *pipe, const struct job_result *result)
{
    buf_clear(&pipe->output);
    text_clean(&pipe->output, result->output, result->output_len, TEXT_BLOCK);
    if (result->errors_len) {
        if (pipe->output.len && pipe->output.data[pipe->output.len - 1] != '\n')
            buf_addc(&pipe->output, '\n');
        text_clean(&pipe->output, result->errors, result->errors_len, TEXT_BLOCK);
    }
    pipe->of = pipe->output.len ? pipe->article : 0;
}

static void ended(const struct job_result *result, void *arg)
{
    struct app *app = arg;
    struct pipe *pipe = &app->pipe;
    const char *variant = app_key_of(app, ":next-variant");
    bool good = result->end == JOB_EXITED && result->code == 0;

    pipe->job = NULL;
    app->dirty = true;
    bool kept = result->end != JOB_CANCELLED || result->output_len;
    if (kept)
        keep_output(pipe, result);
    if (kept && pipe_has_output(app))
        reader_show_variant(&app->reader, app, VARIANT_OUTPUT);
    else if (kept)
        pipe_leave(app); /* what it printed before is no more */
    if (result->end == JOB_CANCELLED)
        app_say(app, "%s was given up", pipe->argv[0]);
    else if (!good)
        app_complain(app, "%s", result->error.text);
    else if (!pipe->output.len)
        app_say(app, "%s has ended and printed nothing", pipe->argv[0]);
    else if (!pipe_has_output(app))
        app_say(app, "%s has ended; %s at its article shows what it printed", pipe->argv[0],
                variant);
    else
        app_say(app, "%s has ended; %s shows the article again", pipe->argv[0], variant);
    forget(pipe);
}

static void add_text(struct app *app, const struct article *article, cmark_node *body)
{
    if (app->pipe.input.len)
        buf_addc(&app->pipe.input, '\n');
    article_plain(article, body, &app->pipe.input);
}

static void start(struct app *app)
{
    struct pipe *pipe = &app->pipe;
    struct job_spec spec = {
        .kind = JOB_PIPED,
        .argv = (const char *const *)pipe->argv,
        .input = buf_str(&pipe->input),
        .input_len = pipe->input.len,
        .output_max = OUTPUT_MAX,
        .errors_max = ERRORS_MAX,
    };
    struct error error;

    if (pipe->input.full) {
        app_complain(app, "%s was not run: more than %d MB of text", pipe->argv[0],
                     INPUT_MAX / (1024 * 1024));
        forget(pipe);
        return;
    }
    pipe->job = job_start(app->loop, &spec, NULL, ended, app, &error);
    if (pipe->job)
        return;
    app_complain(app, "%s", error.text);
    forget(pipe);
}

static void dropped(struct app *app)
{
    forget(&app->pipe);
    app_say(app, "given up");
}

static const struct texts_spec pipe_texts = {
    .doing = "reading",
    .each = add_text,
    .done = start,
    .dropped = dropped,
};

static void run(struct app *app, const char *line)
{
    struct pipe *pipe = &app->pipe;
    struct argv argv = { .items = NULL };

    if (pipe->argv) {
        app_say(app, "%s is still running; ^C gives up", pipe->argv[0]);
        return;
    }
    argv_split(&argv, line, strlen(line));
    if (argv.count == 0)
        return;
    buf_init(&pipe->input, INPUT_MAX);
    pipe->argv = argv.items;
    pipe->article = app->reader.id;
    if (!texts_start(app, &pipe_texts))
        forget(pipe);
}

static const struct prompt_spec pipe_prompt = {
    .label = "pipe to: ",
    .accepted = run,
    .history = TYPED_PIPE,
    .at_bottom = true,
};

static void ask(const struct call *call)
{
    if (*call->text)
        run(call->app, call->text);
    else if (reader_article(&call->app->reader, call->app))
        prompt_open(call->app, &pipe_prompt, "");
}

bool pipe_leave(struct app *app)
{
    struct reader *reader = &app->reader;

    if (reader->variant != VARIANT_OUTPUT)
        return false;
    reader_show_variant(reader, app,
                        reader->full.page.document ? VARIANT_FETCHED
                        : reader->body             ? VARIANT_BODY
                                                   : VARIANT_EXCERPT);
    return true;
}

/* Prose is wrapped; what is put in columns by blanks stays as it is and scrolls sideways. */
static bool is_prose(const char *s, size_t n, int columns)
{
    if (n == 0 || s[0] == ' ' || text_width(s, n) <= columns)
        return false;
    for (size_t i = 1; i < n; i++)
        if (s[i] == ' ' && s[i - 1] == ' ')
            return false;
    return true;
}

static void add_line(struct lines *lines, const char *s, size_t n)
{
    const struct line *last = lines->count ? &lines->items[lines->count - 1] : NULL;
    int width = text_width(s, n);
    struct span span = {
        .text = arena_strndup(&lines->arena, s, n),
        .len = (uint32_t)n,
        .width = (uint16_t)(width < UINT16_MAX ? width : UINT16_MAX),
        .link = -1,
    };
    struct line line = { .spans = &span,
                         .count = n > 0,
                         .width = span.width,
                         .block = last ? last->block + 1 : 0,
                         .wide = true };

    lines_add(lines, &line);
}

void pipe_layout(const struct app *app, struct lines *lines,
                 const struct layout_options *options)
{
    const char *s = buf_str(&app->pipe.output), *end = s + app->pipe.output.len;

    while (s < end) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        size_t n = newline ? (size_t)(newline - s) : (size_t)(end - s);
        if (is_prose(s, n, options->width))
            layout_text(lines, s, n, SPAN_TEXT, 0, 0, -1, options);
        else
            add_line(lines, s, n);
        s += n + 1;
    }
}

const struct command pipe_commands[] = {
    { "pipe", "|", MAP_GENERAL, NULL, ask,
      "run a program on the text of the article and show what it prints" },
    { .name = NULL },
};
