/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"
#include "ui/prompt_parts.h"

/* Tab: what the line can go on with. */

enum { MENU_ROWS = 10, GAP = 2, REMARK_COLUMNS = 60, COUNT_COLUMNS = 8 };

bool prompt_menu_close(struct prompt *prompt, struct app *app, bool restore)
{
    struct prompt_menu *menu = &prompt->menu;
    bool chosen = menu->chosen < menu->completion.count;

    if (!menu->before)
        return false;
    char *before = menu->before;
    menu->before = NULL;
    completion_release(&menu->completion);
    if (restore && chosen) {
        edit_line_set(&prompt->line, before);
        prompt->line.cursor = menu->before_cursor;
        prompt_changed(prompt, app);
    }
    free(before);
    return true;
}

/* Without a completer: what was typed before. */
static void complete_from_history(const struct prompt *prompt, const struct app *app,
                                  struct completion *completion)
{
    const struct typed_lines *lines = &app->typed.kinds[prompt->spec->history];
    const char *text = buf_str(&prompt->line.text);

    completion->start = 0;
    completion->end = prompt->line.text.len;
    for (size_t i = lines->count; i-- > 0;)
        completion_offer(completion, text, lines->lines[i], lines->lines[i], "", true);
}

/* Put text in the place of what is completed. */
static void put(struct prompt *prompt, struct app *app, const char *text, size_t n, bool blank)
{
    struct completion *completion = &prompt->menu.completion;
    struct edit_line *line = &prompt->line;

    edit_line_replace(line, completion->start, completion->end, text, n);
    completion->end = line->cursor;
    if (blank && line->cursor == line->text.len)
        edit_line_replace(line, line->cursor, line->cursor, " ", 1);
    prompt_changed(prompt, app);
}

/* What all candidates begin with, when it is what was typed and more. */
static void extend(struct prompt *prompt, struct app *app)
{
    struct completion *completion = &prompt->menu.completion;
    size_t common = completion_common(completion), typed = completion->end - completion->start;
    const char *text = buf_str(&prompt->line.text) + completion->start;

    if (common > typed && strncasecmp(completion->items[0].text, text, typed) == 0)
        put(prompt, app, completion->items[0].text, common, false);
}

static void begin(struct prompt *prompt, struct app *app)
{
    struct prompt_menu *menu = &prompt->menu;
    struct completion *completion = &menu->completion;

    *completion = (struct completion){ prompt->line.cursor, prompt->line.cursor, NULL, 0 };
    if (prompt->spec->complete)
        prompt->spec->complete(app, buf_str(&prompt->line.text), prompt->line.cursor,
                               completion);
    else
        complete_from_history(prompt, app, completion);
    completion_finish(completion);
    if (completion->count == 1)
        put(prompt, app, completion->items[0].text, strlen(completion->items[0].text),
            !completion->items[0].open);
    else if (completion->count)
        extend(prompt, app);
    if (completion->count < 2) {
        completion_release(completion);
        return;
    }
    menu->chosen = completion->count;
    menu->top = 0;
    menu->before = xstrdup(buf_str(&prompt->line.text));
    menu->before_cursor = prompt->line.cursor;
    menu->before_end = completion->end;
}

/* The next candidate, after the last one the line as it was typed. */
static void choose(struct prompt *prompt, struct app *app, bool back)
{
    struct prompt_menu *menu = &prompt->menu;
    size_t count = menu->completion.count, places = count + 1;

    menu->chosen = (menu->chosen + (back ? places - 1 : 1)) % places;
    if (menu->chosen < count) {
        const char *text = menu->completion.items[menu->chosen].text;
        put(prompt, app, text, strlen(text), false);
        return;
    }
    edit_line_set(&prompt->line, menu->before);
    prompt->line.cursor = menu->before_cursor;
    menu->completion.end = menu->before_end;
    prompt_changed(prompt, app);
}

static void complete(const struct call *call)
{
    struct prompt *prompt = prompt_of(call);

    prompt_search_end(prompt, call->app, false);
    if (prompt->menu.before)
        choose(prompt, call->app, false);
    else
        begin(prompt, call->app);
}

static void complete_back(const struct call *call)
{
    struct prompt *prompt = prompt_of(call);

    if (prompt->menu.before)
        choose(prompt, call->app, true);
    else
        complete(call);
}

bool prompt_menu_press(struct prompt *prompt, struct app *app, const struct mouse *mouse)
{
    struct prompt_menu *menu = &prompt->menu;
    struct rect box = menu->drawn;
    size_t at = menu->top + (size_t)(mouse->y - box.y);

    if (!menu->before || mouse->y < box.y || mouse->y >= box.y + box.height ||
        mouse->x < box.x || mouse->x >= box.x + box.width || at >= menu->completion.count)
        return false;
    const struct candidate *item = &menu->completion.items[at];
    put(prompt, app, item->text, strlen(item->text), !item->open);
    prompt_menu_close(prompt, app, false);
    return true;
}

/* The columns that names and remarks take. */
static void measure(const struct completion *completion, int *names, int *remarks)
{
    *names = *remarks = 0;
    for (size_t i = 0; i < completion->count; i++) {
        const struct candidate *item = &completion->items[i];
        int name = text_width(item->text, strlen(item->text));
        int remark = text_width(item->remark, strlen(item->remark));
        *names = name > *names ? name : *names;
        *remarks = remark > *remarks ? remark : *remarks;
    }
    *remarks = *remarks < REMARK_COLUMNS ? *remarks : REMARK_COLUMNS;
}

/* Counts stand under each other at the right, words begin at one column; bars keep them apart
 * from what is below. */
static void draw_candidate(struct app *app, const struct candidate *item, struct rect row,
                           int remarks, bool chosen)
{
    bool is_count = *item->remark >= '0' && *item->remark <= '9';
    int width = text_width(item->remark, strlen(item->remark));
    int room = is_count && width < remarks ? width : remarks;
    int right = row.x + row.width - 1 - room;
    int names = row.width - 2 - remarks - (remarks ? 1 : 0);

    canvas_fill(&app->canvas, row, STYLE_TEXT);
    canvas_put_short(&app->canvas, row.y, right, room, STYLE_DIM, item->remark,
                     strlen(item->remark));
    canvas_put_short(&app->canvas, row.y, row.x + 1, names, STYLE_TEXT, item->text,
                     strlen(item->text));
    if (!app->config->braille) {
        const char *bar = app->ascii ? "|" : "│";
        canvas_put(&app->canvas, row.y, row.x, 1, STYLE_BORDER, bar, strlen(bar));
        canvas_put(&app->canvas, row.y, row.x + row.width - 1, 1, STYLE_BORDER, bar,
                   strlen(bar));
    }
    if (chosen)
        canvas_restyle(&app->canvas, row.y, row.x, row.width, STYLE_CURSOR);
}

/* The list hangs from the line, or stands on it, where the candidates begin. */
void prompt_menu_draw(struct prompt *prompt, struct app *app, struct rect row, int label,
                      size_t start)
{
    struct prompt_menu *menu = &prompt->menu;
    size_t count = menu->completion.count, rows = count < MENU_ROWS ? count : MENU_ROWS;
    size_t room = app->canvas.height > 4 ? (size_t)app->canvas.height - 3 : 1;
    size_t from = menu->completion.start > start ? menu->completion.start : start;
    int names, remarks;

    rows = rows < room ? rows : room;
    if (menu->chosen < count && menu->chosen < menu->top)
        menu->top = menu->chosen;
    if (menu->chosen < count && menu->chosen >= menu->top + rows)
        menu->top = menu->chosen + 1 - rows;
    if (menu->top > count - rows)
        menu->top = count - rows;
    measure(&menu->completion, &names, &remarks);
    int width = names + (remarks ? GAP + remarks : 0) + 2;
    width = width < row.width ? width : row.width;
    /* The name is what is put into the line: remarks that are longer than a count give way. */
    int left = width - names - GAP - 2;
    if (remarks > left && remarks > COUNT_COLUMNS)
        remarks = left > COUNT_COLUMNS ? left : COUNT_COLUMNS;
    int x = row.x + label - 1 + text_width(buf_str(&prompt->line.text) + start, from - start);
    if (x + width > row.width)
        x = row.width - width;
    int y = prompt->spec->at_bottom ? row.y - (int)rows : row.y + 1;
    menu->drawn = (struct rect){ y, x, (int)rows, width };
    for (size_t i = 0; i < rows; i++)
        draw_candidate(app, &menu->completion.items[menu->top + i],
                       (struct rect){ y + (int)i, x, 1, width }, remarks,
                       menu->top + i == menu->chosen);
    if (menu->top + rows < count) {
        char more[32];
        int n = snprintf(more, sizeof more, " %zu more ", count - menu->top - rows);
        canvas_put_right(&app->canvas, y + (int)rows - 1, x, width, STYLE_HINT, more,
                         (size_t)n);
    }
}

const struct command prompt_menu_commands[] = {
    { "complete", "Tab", MAP_PROMPT, NULL, complete,
      "complete the word, or go through what it can become" },
    { "complete-back", "BackTab", MAP_PROMPT, NULL, complete_back, "the same backwards" },
    { .name = NULL },
};
