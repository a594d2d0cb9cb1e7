/* SPDX-License-Identifier: MIT */
/* How a box to pick from looks. */
#include "ui/picker.h"

#include <string.h>

#include "base/text.h"
#include "ui/app.h"

enum {
    NAME_COLUMNS = 54,
    SENTENCE_COLUMNS = 110,
    ITEM_MARGINS = 4,
    DETAIL_LEAST = 16, /* counts and single words stay whole */
};

static void draw_item(struct app *app, const struct picker_item *item, const char *at_edge,
                      struct rect row, bool under_cursor)
{
    static const char *const signs[] = { "  ", "+ ", "- " };
    struct canvas *canvas = &app->canvas;
    int detail = text_width(at_edge, strlen(at_edge));
    int left = row.width - ITEM_MARGINS - 2 - text_width(item->text, strlen(item->text));

    if (detail > left && detail > DETAIL_LEAST)
        detail = left > DETAIL_LEAST ? left : DETAIL_LEAST;
    int room = row.width - ITEM_MARGINS - (detail ? detail + 1 : 0);

    canvas_put(canvas, row.y, row.x + 1, 2, STYLE_KEY, signs[item->mark], 2);
    canvas_put_short(canvas, row.y, row.x + 3, room, STYLE_TEXT, item->text,
                     strlen(item->text));
    canvas_put_right(canvas, row.y, row.x + row.width - 1 - detail, detail, STYLE_DIM, at_edge,
                     strlen(at_edge));
    if (under_cursor)
        canvas_restyle(canvas, row.y, row.x, row.width, STYLE_CURSOR);
}

/* For a braille display in the order of reading, with no empty cells between. */
static void draw_item_words(struct app *app, const struct picker_item *item,
                            const char *at_edge, struct rect row, bool under_cursor)
{
    static const char *const signs[] = { "", "added: ", "excluded: " };
    struct buf line = BUF_INIT(PICKER_TEXT_MAX);

    buf_addf(&line, "%s%s%s%s", signs[item->mark], item->text, *at_edge ? ", " : "", at_edge);
    canvas_put_short(&app->canvas, row.y, row.x, row.width, STYLE_TEXT, buf_str(&line),
                     line.len);
    if (under_cursor)
        canvas_restyle(&app->canvas, row.y, row.x, row.width, STYLE_CURSOR);
    buf_release(&line);
}

static void draw_box(const struct picker *picker, struct app *app, struct rect box)
{
    struct canvas *canvas = &app->canvas;
    static const char *const signs[][6] = { { "─", "│", "┌", "┐", "└", "┘" },
                                            { "-", "|", "+", "+", "+", "+" },
                                            { " ", " ", " ", " ", " ", " " } };
    const char *const *sign = signs[app->config->braille ? 2 : app->ascii ? 1 : 0];
    const char *horizontal = sign[0], *vertical = sign[1], *const *corners = sign + 2;
    int right = box.x + box.width - 1, bottom = box.y + box.height - 1;

    /* Single columns of what is below would be seen beside the box. */
    bool is_full = box.width == canvas->width - 2;
    canvas_fill(canvas,
                app->config->braille
                    ? (struct rect){ box.y, 0, canvas->height - 2, canvas->width }
                    : (struct rect){ box.y, 0, box.height,
                                     is_full ? canvas->width : box.x + box.width },
                STYLE_TEXT);
    for (int x = box.x + 1; x < right; x++) {
        canvas_put(canvas, box.y, x, 1, STYLE_BORDER, horizontal, strlen(horizontal));
        canvas_put(canvas, bottom, x, 1, STYLE_BORDER, horizontal, strlen(horizontal));
    }
    for (int y = box.y + 1; y < bottom; y++) {
        canvas_put(canvas, y, box.x, 1, STYLE_BORDER, vertical, strlen(vertical));
        canvas_put(canvas, y, right, 1, STYLE_BORDER, vertical, strlen(vertical));
    }
    canvas_put(canvas, box.y, box.x, 1, STYLE_BORDER, corners[0], strlen(corners[0]));
    canvas_put(canvas, box.y, right, 1, STYLE_BORDER, corners[1], strlen(corners[1]));
    canvas_put(canvas, bottom, box.x, 1, STYLE_BORDER, corners[2], strlen(corners[2]));
    canvas_put(canvas, bottom, right, 1, STYLE_BORDER, corners[3], strlen(corners[3]));
    struct buf line = BUF_INIT(PICKER_TEXT_MAX);
    buf_addf(&line, " %s ", picker->title);
    canvas_put_short(canvas, box.y, box.x + 2, box.width - 4, STYLE_TITLE, buf_str(&line),
                     line.len);
    buf_clear(&line);
    buf_addf(&line, " %s ", picker->spec->hint);
    canvas_put_short(canvas, bottom, box.x + 2, box.width - 4, STYLE_HINT, buf_str(&line),
                     line.len);
    buf_release(&line);
}

/* What was typed stands at the right end of the top border, with the cursor behind it. */
static void draw_narrow(const struct picker *picker, struct app *app, struct rect box)
{
    int width = text_width(buf_str(&picker->narrow), picker->narrow.len);
    int most = box.width / 2, columns = width < most ? width : most;
    int x = box.x + box.width - 4 - columns;

    canvas_put(&app->canvas, box.y, x - 1, 1, STYLE_PROMPT, " ", 1);
    canvas_put_short(&app->canvas, box.y, x, columns, STYLE_PROMPT, buf_str(&picker->narrow),
                     picker->narrow.len);
    canvas_put(&app->canvas, box.y, x + columns, 2, STYLE_PROMPT, "  ", 2);
    app->canvas.cursor_y = box.y;
    app->canvas.cursor_x = x + columns;
}

/* How much of a text a line of so many columns takes, with the blank at its end. */
static size_t line_of(const char *s, size_t n, int columns)
{
    int used;
    size_t cut = text_cut(s, n, columns, &used), at = cut;

    while (cut < n && at > 0 && s[at] != ' ')
        at--;
    return cut < n && at > 0 ? at + 1 : cut;
}

static int lines_of(const char *s, int columns)
{
    size_t n = strlen(s);
    int lines = 0;

    for (size_t at = 0, cut; at < n && (cut = line_of(s + at, n - at, columns)) > 0; at += cut)
        lines++;
    return lines;
}

/* What does not fit in the row of the cursor goes on below it, or above where no row is left.
 */
static void draw_whole(const struct picker *picker, struct app *app,
                       const struct picker_item *item, struct rect row)
{
    int columns = row.width - ITEM_MARGINS, lines = lines_of(item->text, columns);
    int first = picker->box.y + 1, bottom = picker->box.y + picker->height;
    const char *s = item->text;

    if (row.y + lines - 1 > bottom)
        row.y = bottom - lines + 1 > first ? bottom - lines + 1 : first;
    for (; lines > 1 && *s && row.y <= bottom; row.y++) {
        size_t cut = line_of(s, strlen(s), columns);
        canvas_fill(&app->canvas, row, STYLE_TEXT);
        canvas_put(&app->canvas, row.y, row.x + 3, columns, STYLE_TEXT, s, cut);
        canvas_restyle(&app->canvas, row.y, row.x, row.width, STYLE_CURSOR);
        s += cut;
    }
}

/* A short list has room for its longest item. */
static int rows_wanted(const struct picker *picker, int columns)
{
    enum { MEASURED = 8 };
    int rows = (int)picker->count;

    for (size_t i = 0; picker->spec->whole && i < picker->count && picker->count < MEASURED;
         i++) {
        int lines = lines_of(picker->items[i].text, columns);
        rows = lines > rows ? lines : rows;
    }
    return rows;
}

static void keep_in_view(struct picker *picker)
{
    size_t height = (size_t)(picker->height > 0 ? picker->height : 1);
    size_t most = picker->shown_count > height ? picker->shown_count - height : 0;

    if (picker->top > most)
        picker->top = most;
    if (picker->top > picker->cursor)
        picker->top = picker->cursor;
    if (picker->cursor >= picker->top + height)
        picker->top = picker->cursor + 1 - height;
}

void picker_draw(struct view *view, struct app *app, struct canvas *canvas)
{
    struct picker *picker = (struct picker *)view;
    int columns = app->config->braille ? canvas->width
                  : picker->spec->wide ? SENTENCE_COLUMNS
                                       : NAME_COLUMNS;
    int width = canvas->width - 2 < columns ? canvas->width - 2 : columns;
    int room = canvas->height - 4;
    int wanted = rows_wanted(picker, width - 2 - ITEM_MARGINS);
    /* In the smallest terminal over the status row: a line is what one picks. */
    int rows = room < 1 || wanted < 1 ? 1 : wanted < room ? wanted : room;
    struct rect box = { 1, 1, rows + 2, width };

    picker->height = rows;
    picker->box = box;
    keep_in_view(picker);
    draw_box(picker, app, box);
    for (int i = 0; i < rows && picker->top + (size_t)i < picker->shown_count; i++) {
        size_t at = picker->top + (size_t)i;
        struct rect row = { box.y + 1 + i, box.x + 1, 1, box.width - 2 };
        const struct picker_item *item = &picker->items[picker->shown[at]];
        bool repeats = picker->spec->grouped && i > 0 &&
                       strcmp(item->detail, picker->items[picker->shown[at - 1]].detail) == 0;
        (app->config->braille ? draw_item_words : draw_item)(
            app, item, repeats ? "" : item->detail, row, at == picker->cursor);
    }
    if (picker->spec->whole && picker->cursor < picker->shown_count && !app->config->braille)
        draw_whole(picker, app, &picker->items[picker->shown[picker->cursor]],
                   (struct rect){ box.y + 1 + (int)(picker->cursor - picker->top), box.x + 1, 1,
                                  box.width - 2 });
    if (!picker->shown_count)
        canvas_put_short(canvas, box.y + 1, box.x + 3, box.width - 4, STYLE_DIM,
                         "nothing matches; Backspace widens",
                         strlen("nothing matches; Backspace widens"));
    draw_narrow(picker, app, box);
    if (picker->shown_count)
        looks_put_cursor(app, box.y + 1 + (int)(picker->cursor - picker->top),
                         app->config->braille ? box.x + 1 : box.x + 3);
}
