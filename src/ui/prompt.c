/* SPDX-License-Identifier: MIT */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"

struct prompt {
    struct view view;
    const struct prompt_spec *spec;
    struct buf text;
    size_t cursor;   /* byte in text, between clusters */
    size_t recalled; /* entry of the history shown; its count: the line being typed */
    char *draft;     /* that line while an older one is shown */
};

static const struct view_ops prompt_ops;

static struct prompt *top(const struct call *call)
{
    return (struct prompt *)view_top(call->app, &prompt_ops);
}

static void changed(struct prompt *prompt, struct app *app)
{
    if (prompt->spec->changed)
        prompt->spec->changed(app, buf_str(&prompt->text));
}

/* Replace the bytes from start to end by s; the cursor goes behind it. */
static void replace(struct prompt *prompt, size_t start, size_t end, const char *s, size_t n)
{
    struct buf text = BUF_INIT(PROMPT_TEXT_MAX);

    buf_add(&text, buf_str(&prompt->text), start);
    if (n <= PROMPT_TEXT_MAX - (prompt->text.len - (end - start)))
        buf_add(&text, s, n);
    prompt->cursor = text.len;
    buf_add(&text, buf_str(&prompt->text) + end, prompt->text.len - end);
    buf_release(&prompt->text);
    prompt->text = text;
}

static size_t before(const struct prompt *prompt)
{
    const char *s = buf_str(&prompt->text);
    size_t at = 0, last = 0;
    int columns;

    while (at < prompt->cursor) {
        last = at;
        at += text_step(s + at, prompt->text.len - at, &columns);
    }
    return last;
}

static size_t after(const struct prompt *prompt)
{
    int columns;

    if (prompt->cursor >= prompt->text.len)
        return prompt->text.len;
    return prompt->cursor + text_step(buf_str(&prompt->text) + prompt->cursor,
                                      prompt->text.len - prompt->cursor, &columns);
}

/* The start of the word before the cursor, blanks behind it included. */
static size_t word_before(const struct prompt *prompt)
{
    const char *s = buf_str(&prompt->text);
    size_t at = prompt->cursor;

    while (at > 0 && s[at - 1] == ' ')
        at--;
    while (at > 0 && s[at - 1] != ' ')
        at--;
    return at;
}

void prompt_history_release(struct prompt_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        free(history->lines[i]);
    history->count = 0;
}

static void remember(struct prompt_history *history, const char *line)
{
    if (!*line || (history->count && strcmp(history->lines[history->count - 1], line) == 0))
        return;
    if (history->count == PROMPT_HISTORY_MAX) {
        free(history->lines[0]);
        memmove(history->lines, history->lines + 1,
                (PROMPT_HISTORY_MAX - 1) * sizeof *history->lines);
        history->count--;
    }
    history->lines[history->count++] = xstrdup(line);
}

static void recall(const struct call *call, int direction)
{
    struct prompt *prompt = top(call);
    struct prompt_history *history = &call->app->typed[prompt->spec->history];

    if (!prompt->spec->history || (direction < 0 && prompt->recalled == 0) ||
        (direction > 0 && prompt->recalled >= history->count))
        return;
    if (prompt->recalled == history->count) {
        free(prompt->draft);
        prompt->draft = xstrdup(buf_str(&prompt->text));
    }
    prompt->recalled += (size_t)(long)direction;
    const char *line = prompt->recalled < history->count ? history->lines[prompt->recalled]
                                                         : prompt->draft;
    replace(prompt, 0, prompt->text.len, line, strlen(line));
    changed(prompt, call->app);
}

static void older(const struct call *call)
{
    recall(call, -1);
}

static void newer(const struct call *call)
{
    recall(call, 1);
}

static void accept(const struct call *call)
{
    struct prompt *prompt = top(call);
    const struct prompt_spec *spec = prompt->spec;
    char *text = xstrdup(buf_str(&prompt->text));

    if (spec->history)
        remember(&call->app->typed[spec->history], text);
    view_pop(call->app);
    spec->accepted(call->app, text);
    free(text);
}

static void cancel(const struct call *call)
{
    const struct prompt_spec *spec = top(call)->spec;

    view_pop(call->app);
    app_say(call->app, "%s", "");
    if (spec->cancelled)
        spec->cancelled(call->app);
}

static void go_left(const struct call *call)
{
    struct prompt *prompt = top(call);

    prompt->cursor = before(prompt);
}

static void go_right(const struct call *call)
{
    struct prompt *prompt = top(call);

    prompt->cursor = after(prompt);
}

static void go_home(const struct call *call)
{
    top(call)->cursor = 0;
}

static void go_end(const struct call *call)
{
    struct prompt *prompt = top(call);

    prompt->cursor = prompt->text.len;
}

static void cut(const struct call *call, size_t start, size_t end)
{
    struct prompt *prompt = top(call);

    if (start == end)
        return;
    replace(prompt, start, end, "", 0);
    changed(prompt, call->app);
}

/* Backspace on an empty line leaves the prompt, as in vim. */
static void delete_before(const struct call *call)
{
    struct prompt *prompt = top(call);

    if (prompt->text.len == 0)
        cancel(call);
    else
        cut(call, before(prompt), prompt->cursor);
}

static void delete_after(const struct call *call)
{
    struct prompt *prompt = top(call);

    cut(call, prompt->cursor, after(prompt));
}

static void delete_word(const struct call *call)
{
    struct prompt *prompt = top(call);

    cut(call, word_before(prompt), prompt->cursor);
}

static void delete_to_start(const struct call *call)
{
    cut(call, 0, top(call)->cursor);
}

static void delete_to_end(const struct call *call)
{
    struct prompt *prompt = top(call);

    cut(call, prompt->cursor, prompt->text.len);
}

static bool type(struct view *view, struct app *app, const struct key *key)
{
    struct prompt *prompt = (struct prompt *)view;
    struct buf raw = BUF_INIT(16), clean = BUF_INIT(16);
    /* Cleaned behind a letter, so that a mark finds something to stand on. */
    size_t base = prompt->cursor > 0;

    if (key->code != KEY_CODE_CHAR || key->c < 0x20 || key->c == 0x7f)
        return false;
    if (base)
        buf_addc(&raw, 'x');
    text_encode(&raw, key->c);
    text_clean(&clean, buf_str(&raw), raw.len, TEXT_BLOCK);
    if (clean.len > base) {
        replace(prompt, prompt->cursor, prompt->cursor, clean.data + base, clean.len - base);
        changed(prompt, app);
    }
    buf_release(&raw);
    buf_release(&clean);
    return true;
}

static void paste(struct view *view, struct app *app, const char *s, size_t n)
{
    struct prompt *prompt = (struct prompt *)view;

    replace(prompt, prompt->cursor, prompt->cursor, s, n);
    changed(prompt, app);
}

/* The first byte to show so that the cursor stays inside so many columns. */
static size_t first_shown(const struct prompt *prompt, int columns)
{
    const char *s = buf_str(&prompt->text);
    size_t start = 0;
    int step;

    while (start < prompt->cursor && text_width(s + start, prompt->cursor - start) >= columns)
        start += text_step(s + start, prompt->text.len - start, &step);
    return start;
}

static void draw_remark(struct prompt *prompt, struct app *app, struct rect row, int label,
                        size_t start)
{
    int at = -1, y = prompt->spec->at_bottom ? row.y - 1 : row.y + 1;
    const char *remark = prompt->spec->remark ? prompt->spec->remark(app, &at) : "";

    if (!*remark || y < 0 || y >= app->canvas.height)
        return;
    int x = row.x + label;
    if (at >= 0 && (size_t)at > start)
        x += text_width(buf_str(&prompt->text) + start, (size_t)at - start);
    int width = text_width(remark, strlen(remark));
    if (x + width + 2 > row.width)
        x = row.width - width - 2;
    if (x < 0)
        x = 0;
    canvas_fill(&app->canvas, (struct rect){ y, 0, 1, row.width }, STYLE_PROMPT);
    if (at >= 0)
        x = canvas_put(&app->canvas, y, x, 2, STYLE_ERROR, "^ ", 2);
    canvas_put_short(&app->canvas, y, x, row.width - x, at >= 0 ? STYLE_ERROR : STYLE_DIM,
                     remark, strlen(remark));
}

static void draw(struct view *view, struct app *app, struct canvas *canvas)
{
    struct prompt *prompt = (struct prompt *)view;
    struct rect row = prompt->spec->at_bottom ? app->frame.bottom : app->frame.top;
    int label = 1 + text_width(prompt->spec->label, strlen(prompt->spec->label));
    int columns = row.width - label > 1 ? row.width - label : 1;
    /* The top row shows the count of matches at its right end. */
    int room = prompt->spec->at_bottom || columns < 40 ? columns : columns - 20;
    size_t start = first_shown(prompt, room);

    canvas_fill(
        canvas,
        (struct rect){ row.y, row.x, 1, prompt->spec->at_bottom ? row.width : label + room },
        STYLE_PROMPT);
    canvas_put(canvas, row.y, row.x + 1, label, STYLE_DIM, prompt->spec->label,
               strlen(prompt->spec->label));
    canvas_put(canvas, row.y, row.x + label, room, STYLE_PROMPT, buf_str(&prompt->text) + start,
               prompt->text.len - start);
    canvas->cursor_y = row.y;
    canvas->cursor_x = row.x + label +
                       text_width(buf_str(&prompt->text) + start, prompt->cursor - start);
    draw_remark(prompt, app, row, label, start);
}

static void release(struct view *view)
{
    struct prompt *prompt = (struct prompt *)view;

    buf_release(&prompt->text);
    free(prompt->draft);
    free(prompt);
}

static const struct view_ops prompt_ops = {
    .map = MAP_PROMPT, .draw = draw, .key = type, .paste = paste, .free = release
};

void prompt_open(struct app *app, const struct prompt_spec *spec, const char *text)
{
    struct prompt *prompt = xcalloc(1, sizeof *prompt);

    prompt->view.ops = &prompt_ops;
    prompt->spec = spec;
    buf_init(&prompt->text, PROMPT_TEXT_MAX);
    buf_adds(&prompt->text, text);
    prompt->cursor = prompt->text.len;
    prompt->recalled = app->typed[spec->history].count;
    view_push(app, &prompt->view);
    changed(prompt, app);
}

const struct command prompt_commands[] = {
    { "accept", "Enter", MAP_PROMPT, NULL, accept, "take the line" },
    { "cancel", "Esc ^C", MAP_PROMPT, NULL, cancel, "leave the line" },
    { "char-left", "Left", MAP_PROMPT, NULL, go_left, "one character left" },
    { "char-right", "Right", MAP_PROMPT, NULL, go_right, "one character right" },
    { "line-start", "Home ^A", MAP_PROMPT, NULL, go_home, "to the start" },
    { "line-end", "End ^E", MAP_PROMPT, NULL, go_end, "to the end" },
    { "delete-before", "Backspace ^H", MAP_PROMPT, NULL, delete_before,
      "delete the character before the cursor; leave an empty line" },
    { "delete-after", "Delete ^D", MAP_PROMPT, NULL, delete_after,
      "delete the character under the cursor" },
    { "delete-word", "^W", MAP_PROMPT, NULL, delete_word, "delete the word before the cursor" },
    { "delete-to-start", "^U", MAP_PROMPT, NULL, delete_to_start,
      "delete all before the cursor" },
    { "delete-to-end", "^K", MAP_PROMPT, NULL, delete_to_end, "delete all behind the cursor" },
    { "older", "Up ^P", MAP_PROMPT, NULL, older, "the line typed before" },
    { "newer", "Down ^N", MAP_PROMPT, NULL, newer, "the line typed after" },
    { .name = NULL },
};
