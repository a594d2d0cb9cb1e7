/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app_internal.h"
#include "ui/prompt.h"

/* Find in the article: every place of the words, lit up, with a count. */

enum { MATCHES_MAX = 100000, PASSAGE_MAX = 16 << 20 };

void find_release(struct find *find)
{
    free(find->matches);
    buf_release(&find->text);
    *find = (struct find){ .text = find->text };
}

/* Where a line begins in the text that is searched, and at which column it stands. */
struct piece {
    size_t line, start;
    int column;
};

/* The lines of a paragraph as one text, so that what was wrapped is found too. */
struct passage {
    struct buf text;
    struct piece *pieces;
    size_t count, room;
};

/* Append a line without the indent and marks before its text. */
static void add_piece(struct passage *passage, const struct line *line, size_t number)
{
    struct piece piece = { .line = number, .start = passage->text.len };
    uint32_t i = 0;

    while (i < line->count && ((line->spans[i].style & SPAN_MARKER) ||
                               text_is_blank(line->spans[i].text, line->spans[i].len)))
        piece.column += line->spans[i++].width;
    for (; i < line->count; i++)
        buf_add(&passage->text, line->spans[i].text, line->spans[i].len);
    if (passage->count == passage->room) {
        passage->room = passage->room ? passage->room * 2 : 16;
        passage->pieces =
            xreallocarray(passage->pieces, passage->room, sizeof *passage->pieces);
    }
    passage->pieces[passage->count++] = piece;
}

/* Collect the lines from this one on that belong together; the number of the next one. */
static size_t collect(struct passage *passage, const struct lines *lines, size_t first)
{
    size_t i = first;

    passage->count = 0;
    buf_clear(&passage->text);
    for (;;) {
        const struct line *line = &lines->items[i], *next = line + 1;
        size_t before = passage->text.len;
        add_piece(passage, line, i++);
        if (i >= lines->count || next->block != line->block || line->wide || next->wide)
            return i;
        /* A word that was broken has nothing between its halves. */
        if (line->offset + (passage->text.len - before) < next->offset)
            buf_addc(&passage->text, ' ');
    }
}

/* The piece that holds this byte, from piece `at` on. */
static size_t piece_of(const struct passage *passage, size_t byte, size_t at)
{
    while (at + 1 < passage->count && passage->pieces[at + 1].start <= byte)
        at++;
    return at;
}

/* Remember a match; which piece it began in, as the next one begins there or further on. */
static size_t add_match(struct find *find, const struct passage *passage,
                        const struct text_range *range, size_t from)
{
    size_t first = piece_of(passage, range->start, from);
    size_t last = piece_of(passage, range->end - 1, first);
    const struct piece *a = &passage->pieces[first], *b = &passage->pieces[last];
    const char *text = passage->text.data;
    size_t end = first == last ? range->end : a[1].start;
    size_t tail = first == last ? range->end : b->start;

    if ((find->count & (find->count - 1)) == 0)
        find->matches = xreallocarray(find->matches, find->count ? find->count * 2 : 16,
                                      sizeof *find->matches);
    find->matches[find->count++] = (struct find_match){
        .line = a->line,
        .column = a->column + text_width(text + a->start, range->start - a->start),
        .columns = text_width(text + range->start, end - range->start),
        .last = b->line,
        .last_column = b->column,
        .last_columns = text_width(text + tail, range->end - tail),
    };
    return first;
}

void find_update(struct reader *reader)
{
    struct find *find = &reader->find;
    const struct lines *lines = &reader->page.lines;
    struct buf folded = BUF_INIT(4096);
    struct passage passage = { .text = BUF_INIT(PASSAGE_MAX) };

    find->count = 0;
    text_fold(&folded, buf_str(&find->text), find->text.len);
    for (size_t i = 0; folded.len && i < lines->count;) {
        struct text_range range = { 0, 0 };
        size_t piece = 0;

        i = collect(&passage, lines, i);
        while (find->count < MATCHES_MAX &&
               text_find(buf_str(&passage.text), passage.text.len, range.end, folded.data,
                         folded.len, &range))
            piece = add_match(find, &passage, &range, piece);
    }
    if (find->current >= find->count)
        find->current = 0;
    free(passage.pieces);
    buf_release(&passage.text);
    buf_release(&folded);
}

/* Look for text from the top line on. "" puts the light out. */
static void start(struct reader *reader, const char *text)
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

/* So many matches on, or back when steps is negative; round the end. */
static void step(struct reader *reader, long steps)
{
    struct find *find = &reader->find;
    long count = (long)find->count;

    if (!count)
        return;
    find->current = (size_t)((((long)find->current + steps) % count + count) % count);
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
    reader_ready(&app->reader, app);
    start(&app->reader, text);
    tell(app);
}

static void cancelled(struct app *app)
{
    start(&app->reader, "");
}

static void ask(const struct call *call)
{
    static const struct prompt_spec spec = { .label = "find: ",
                                             .changed = typed,
                                             .accepted = typed,
                                             .cancelled = cancelled,
                                             .remark = count_remark,
                                             .history = TYPED_FIND,
                                             .at_bottom = true };

    if (*call->text)
        typed(call->app, call->text);
    else
        prompt_open(call->app, &spec, "");
}

static void go_on(const struct call *call, const char *name)
{
    app_command(call->app, name, strlen(name))->run(call);
}

/* Whether there are matches, in the article that is shown by now. */
static bool is_lit(struct app *app)
{
    return app->reader.find.lit && reader_ready(&app->reader, app) &&
           app->reader.find.count > 0;
}

/* n and N: matches while a find is lit, else on through the unread articles as in the list. */
static void next(const struct call *call)
{
    struct app *app = call->app;

    if (is_lit(app)) {
        step(&app->reader, call->count ? call->count : 1);
        tell(app);
    } else {
        go_on(call, "next-unread");
    }
}

static void previous(const struct call *call)
{
    struct app *app = call->app;

    if (is_lit(app)) {
        step(&app->reader, -(call->count ? call->count : 1));
        tell(app);
    } else {
        go_on(call, "previous-unread");
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
