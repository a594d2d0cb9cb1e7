/* SPDX-License-Identifier: MIT */
#include "ui/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"
#include "ui/prompt_parts.h"

enum { COUNT_COLUMNS = 24 /* the top row shows the count of matches at its right end */ };

static const struct view_ops prompt_ops;

struct prompt *prompt_of(const struct call *call)
{
    return (struct prompt *)view_top(call->app, &prompt_ops);
}

static void tell(struct prompt *prompt, struct app *app)
{
    prompt->too_long = false;
    if (prompt->spec->changed)
        prompt->spec->changed(app, buf_str(&prompt->line.text));
}

void prompt_changed(struct prompt *prompt, struct app *app)
{
    prompt->recalled = app->typed.kinds[prompt->spec->history].count;
    tell(prompt, app);
}

void prompt_show(struct prompt *prompt, struct app *app, const char *text)
{
    edit_line_set(&prompt->line, text);
    tell(prompt, app);
}

bool prompt_is_of(const struct view *view, const struct prompt_spec *spec)
{
    return view->ops == &prompt_ops && ((const struct prompt *)view)->spec == spec;
}

void prompt_again(struct app *app)
{
    struct view *view = view_top(app, &prompt_ops);

    if (view)
        tell((struct prompt *)view, app);
}

static void accept(const struct call *call)
{
    struct prompt *prompt = prompt_of(call);
    const struct prompt_spec *spec = prompt->spec;
    char *text = xstrdup(buf_str(&prompt->line.text));
    struct error error;

    if (!typed_add(&call->app->typed, spec->history, text, &error))
        app_complain(call->app, "%s", error.text);
    view_pop(call->app);
    spec->accepted(call->app, text);
    free(text);
}

void prompt_leave(struct app *app)
{
    const struct prompt_spec *spec = ((struct prompt *)view_top(app, &prompt_ops))->spec;

    view_pop(app);
    app_say(app, "%s", "");
    if (spec->cancelled)
        spec->cancelled(app);
}

/* One step out: of the candidates, of the search, of the line. */
static void cancel(const struct call *call)
{
    struct prompt *prompt = prompt_of(call);

    if (!prompt_menu_close(prompt, call->app, true) &&
        !prompt_search_end(prompt, call->app, true))
        prompt_leave(call->app);
}

static bool type(struct view *view, struct app *app, const struct key *key)
{
    struct prompt *prompt = (struct prompt *)view;
    struct edit_line *line = &prompt->line;
    struct buf raw = BUF_INIT(16), clean = BUF_INIT(16);
    /* Cleaned behind a letter, so that a mark finds something to stand on. */
    size_t base = line->cursor > 0;

    if (key->code != KEY_CODE_CHAR || key->c < 0x20 || key->c == 0x7f)
        return false;
    prompt_menu_close(prompt, app, false);
    if (base)
        buf_addc(&raw, 'x');
    text_encode(&raw, key->c);
    text_clean(&clean, buf_str(&raw), raw.len, TEXT_BLOCK);
    if (clean.len > base &&
        !prompt_search_type(prompt, app, clean.data + base, clean.len - base)) {
        edit_line_replace(line, line->cursor, line->cursor, clean.data + base,
                          clean.len - base);
        prompt_changed(prompt, app);
    }
    buf_release(&raw);
    buf_release(&clean);
    return true;
}

static void paste(struct view *view, struct app *app, const char *s, size_t n)
{
    struct prompt *prompt = (struct prompt *)view;

    prompt_menu_close(prompt, app, false);
    if (prompt_search_type(prompt, app, s, n))
        return;
    size_t at = prompt->line.cursor;
    bool fits = edit_line_replace(&prompt->line, at, at, s, n);
    prompt_changed(prompt, app);
    prompt->too_long = !fits;
}

/* The first byte to show so that the cursor stays inside so many columns. */
static size_t first_shown(const struct edit_line *line, int columns)
{
    const char *s = buf_str(&line->text);
    int width = text_width(s, line->cursor), step;
    size_t start = 0;

    while (start < line->cursor && width >= columns) {
        start += text_step(s + start, line->text.len - start, &step);
        width -= step;
    }
    return start < line->cursor ? start : line->cursor;
}

static void draw_remark(struct prompt *prompt, struct app *app, struct rect row, int label,
                        size_t start)
{
    int at = -1, y = prompt->spec->at_bottom ? row.y - 1 : row.y + 1;
    const char *remark = prompt->too_long       ? "what was pasted is too long for a line"
                         : prompt->spec->remark ? prompt->spec->remark(app, &at)
                                                : "";

    if (!*remark || y < 0 || y >= app->canvas.height)
        return;
    int x = row.x + label;
    if (at >= 0 && (size_t)at > start)
        x += text_width(buf_str(&prompt->line.text) + start, (size_t)at - start);
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

/* What stands before the line: while searching, what is looked for. */
static void add_label(const struct prompt *prompt, const struct app *app, struct buf *out)
{
    const struct prompt_search *search = &prompt->search;
    bool found = search->at < app->typed.kinds[prompt->spec->history].count;

    if (search->before)
        buf_addf(out, "%s \"%s\": ", found || !search->wanted.len ? "earlier" : "none earlier",
                 buf_str(&search->wanted));
    else
        buf_adds(out, prompt->spec->label);
}

static void draw(struct view *view, struct app *app, struct canvas *canvas)
{
    struct prompt *prompt = (struct prompt *)view;
    struct rect row = prompt->spec->at_bottom ? app->frame.bottom : app->frame.top;
    struct buf words = BUF_INIT(EDIT_BYTES_MAX);
    const char *text = buf_str(&prompt->line.text);

    add_label(prompt, app, &words);
    int label = 1 + text_width(buf_str(&words), words.len);
    if (label > row.width / 2)
        label = row.width / 2;
    int columns = row.width - label > 1 ? row.width - label : 1;
    int room = prompt->spec->at_bottom || columns < 40 ? columns : columns - COUNT_COLUMNS;
    size_t start = first_shown(&prompt->line, room);

    canvas_fill(
        canvas,
        (struct rect){ row.y, row.x, 1, prompt->spec->at_bottom ? row.width : label + room },
        STYLE_PROMPT);
    canvas_put_short(canvas, row.y, row.x + 1, label - 1, STYLE_DIM, buf_str(&words),
                     words.len);
    canvas_put(canvas, row.y, row.x + label, room, STYLE_PROMPT, text + start,
               prompt->line.text.len - start);
    prompt->drawn.y = row.y;
    prompt->drawn.x = row.x + label;
    prompt->drawn.start = start;
    canvas->cursor_y = row.y;
    canvas->cursor_x = row.x + label + text_width(text + start, prompt->line.cursor - start);
    if (prompt->menu.before)
        prompt_menu_draw(prompt, app, row, label, start);
    else
        draw_remark(prompt, app, row, label, start);
    buf_release(&words);
}

/* A click takes a candidate, or puts the cursor where it is in the line. */
static void use_mouse(struct view *view, struct app *app, const struct mouse *mouse)
{
    struct prompt *prompt = (struct prompt *)view;
    struct edit_line *line = &prompt->line;
    int x = prompt->drawn.x, step;

    if (mouse->event != MOUSE_PRESS || prompt_menu_press(prompt, app, mouse) ||
        mouse->y != prompt->drawn.y)
        return;
    prompt_menu_close(prompt, app, false);
    prompt_search_end(prompt, app, false);
    line->cursor = prompt->drawn.start < line->text.len ? prompt->drawn.start : line->text.len;
    while (line->cursor < line->text.len) {
        size_t bytes = text_step(buf_str(&line->text) + line->cursor,
                                 line->text.len - line->cursor, &step);
        if (x + step > mouse->x)
            break;
        x += step;
        line->cursor += bytes;
    }
}

static void release(struct view *view)
{
    struct prompt *prompt = (struct prompt *)view;

    edit_line_release(&prompt->line);
    completion_release(&prompt->menu.completion);
    free(prompt->menu.before);
    free(prompt->search.before);
    buf_release(&prompt->search.wanted);
    free(prompt->draft);
    free(prompt);
}

static const struct view_ops prompt_ops = {
    .map = MAP_PROMPT,
    .draw = draw,
    .key = type,
    .paste = paste,
    .mouse = use_mouse,
    .free = release,
};

void prompt_open(struct app *app, const struct prompt_spec *spec, const char *text)
{
    struct prompt *prompt = xcalloc(1, sizeof *prompt);

    prompt->view.ops = &prompt_ops;
    prompt->spec = spec;
    edit_line_init(&prompt->line, text);
    buf_init(&prompt->search.wanted, EDIT_BYTES_MAX);
    view_push(app, &prompt->view);
    prompt_changed(prompt, app);
}

const struct command prompt_commands[] = {
    { "accept", "Enter", MAP_PROMPT, NULL, accept, "take the line" },
    { "cancel", "Esc ^C", MAP_PROMPT, NULL, cancel,
      "leave the candidates, the search, or the line" },
    { .name = NULL },
};
