/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"
#include "ui/prompt.h"

/* Find in the article: every place of the words, lit up, with a count. */

enum { MATCHES_MAX = 100000, LINE_TEXT_MAX = 1 << 20 };

void find_release(struct find *find)
{
    free(find->matches);
    buf_release(&find->text);
    *find = (struct find){ .text = find->text };
}

static void add_match(struct find *find, size_t line, const char *text,
                      const struct text_range *range)
{
    if ((find->count & (find->count - 1)) == 0)
        find->matches = xreallocarray(find->matches, find->count ? find->count * 2 : 16,
                                      sizeof *find->matches);
    find->matches[find->count++] = (struct find_match){
        .line = line,
        .column = text_width(text, range->start),
        .columns = text_width(text + range->start, range->end - range->start),
    };
}

void find_update(struct reader *reader)
{
    struct find *find = &reader->find;
    struct buf folded = BUF_INIT(4096), text = BUF_INIT(LINE_TEXT_MAX);

    find->count = 0;
    text_fold(&folded, buf_str(&find->text), find->text.len);
    for (size_t i = 0; folded.len && i < reader->page.lines.count; i++) {
        const struct line *line = &reader->page.lines.items[i];
        struct text_range range = { 0, 0 };

        buf_clear(&text);
        for (uint32_t s = 0; s < line->count; s++)
            buf_add(&text, line->spans[s].text, line->spans[s].len);
        while (find->count < MATCHES_MAX && text_find(buf_str(&text), text.len, range.end,
                                                      buf_str(&folded), folded.len, &range))
            add_match(find, i, buf_str(&text), &range);
    }
    if (find->current >= find->count)
        find->current = 0;
    buf_release(&folded);
    buf_release(&text);
}

void find_start(struct reader *reader, const char *text)
{
    struct find *find = &reader->find;

    buf_clear(&find->text);
    buf_adds(&find->text, text);
    find->lit = *text != '\0';
    find_update(reader);
    find->current = 0;
    while (find->current + 1 < find->count && find->matches[find->current].line < reader->top)
        find->current++;
    if (find->count)
        reader_reveal(reader, find->matches[find->current].line);
}

void find_step(struct reader *reader, int direction)
{
    struct find *find = &reader->find;

    if (!find->count)
        return;
    find->current = (find->current + find->count + (size_t)(long)direction) % find->count;
    find->lit = true;
    reader_reveal(reader, find->matches[find->current].line);
}

static void tell(struct app *app)
{
    const struct find *find = &app->reader.find;

    if (!find->text.len)
        app_say(app, "%s", "");
    else if (find->count)
        app_say(app, "match %zu of %zu", find->current + 1, find->count);
    else
        app_say(app, "\"%s\" is not in this article", buf_str(&find->text));
}

/* The prompt lies over the status row, so the count stands above it. */
static const char *count_remark(struct app *app, int *at)
{
    (void)at;
    return buf_str(&app->message);
}

static void typed(struct app *app, const char *text)
{
    find_start(&app->reader, text);
    tell(app);
}

static void ask(const struct call *call)
{
    static const struct prompt_spec spec = { .label = "find: ",
                                             .changed = typed,
                                             .accepted = typed,
                                             .remark = count_remark,
                                             .history = PROMPT_FIND,
                                             .at_bottom = true };

    if (*call->text)
        typed(call->app, call->text);
    else
        prompt_open(call->app, &spec, "");
}

/* n and N: matches while a find is lit, else on through the unread articles as in the list. */
static void next(const struct call *call)
{
    struct app *app = call->app;

    if (app->reader.find.lit && app->reader.find.count) {
        find_step(&app->reader, 1);
        tell(app);
    } else {
        app_run_line(app, "next-unread", NULL);
    }
}

static void previous(const struct call *call)
{
    struct app *app = call->app;

    if (app->reader.find.lit && app->reader.find.count) {
        find_step(&app->reader, -1);
        tell(app);
    } else {
        app_run_line(app, "previous-unread", NULL);
    }
}

static void lights_out(const struct call *call)
{
    call->app->reader.find.lit = false;
}

const struct command find_commands[] = {
    { "find", "/", MAP_ARTICLE, NULL, ask, "find words in the article" },
    { "next-match", "n", MAP_ARTICLE, NULL, next,
      "the next match, or the next unread article when no find is lit" },
    { "previous-match", "N", MAP_ARTICLE, NULL, previous,
      "the previous match, or the previous unread article" },
    { "lights-out", "\\", MAP_GENERAL, NULL, lights_out, "put out the light of a find" },
    { .name = NULL },
};
