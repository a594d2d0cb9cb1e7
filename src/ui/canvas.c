/* SPDX-License-Identifier: MIT */
#include "ui/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

enum {
    REPLACEMENT = 0xFFFD,
    ZERO_WIDTH_JOINER = 0x200D,
    REGIONAL_FIRST = 0x1F1E6, /* regional indicator A */
    REGIONAL_LAST = 0x1F1FF,
};

void canvas_init(struct canvas *canvas)
{
    *canvas = (struct canvas){ .cursor_y = -1, .cursor_x = -1 };
}

void canvas_release(struct canvas *canvas)
{
    canvas_clear_links(canvas);
    free(canvas->links);
    free(canvas->cells);
    canvas_init(canvas);
}

void canvas_resize(struct canvas *canvas, int height, int width)
{
    height = height < 1 ? 1 : height;
    width = width < 1 ? 1 : width;
    size_t count = (size_t)height * (size_t)width;
    canvas->cells = xreallocarray(canvas->cells, count, sizeof *canvas->cells);
    for (size_t i = 0; i < count; i++)
        canvas->cells[i] = (struct cell){ .style = STYLE_TEXT, .width = 1 };
    canvas->height = height;
    canvas->width = width;
    canvas->cursor_y = canvas->cursor_x = -1;
}

/* NULL outside the canvas. */
static struct cell *cell_at(const struct canvas *canvas, int y, int x)
{
    if (y < 0 || y >= canvas->height || x < 0 || x >= canvas->width)
        return NULL;
    return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

static void cell_blank(struct cell *cell)
{
    memset(cell->chars, 0, sizeof cell->chars);
    cell->link = 0;
    cell->width = 1;
}

/* Before a cell is written: no half of a wide character may stay beside it. */
static void part_from_neighbours(struct cell *cell)
{
    if (cell->width == 0)
        cell_blank(cell - 1);
    else if (cell->width == 2)
        cell_blank(cell + 1);
}

static void put_blank(struct canvas *canvas, int y, int x, style_id style)
{
    struct cell *cell = cell_at(canvas, y, x);

    if (!cell)
        return;
    part_from_neighbours(cell);
    cell_blank(cell);
    cell->style = style;
}

/* Returns the cell that takes the character's marks, NULL when it is not shown. */
static struct cell *put_char(struct canvas *canvas, int y, int x, int width, style_id style,
                             uint32_t c)
{
    if (width == 2 && (!cell_at(canvas, y, x) || !cell_at(canvas, y, x + 1))) {
        put_blank(canvas, y, x, style);
        put_blank(canvas, y, x + 1, style);
        return NULL;
    }
    for (int i = 0; i < width; i++)
        put_blank(canvas, y, x + i, style);
    struct cell *cell = cell_at(canvas, y, x);
    if (!cell || c == ' ')
        return NULL;
    cell->chars[0] = c;
    cell->width = (uint8_t)width;
    if (width == 2)
        cell[1].width = 0;
    return cell;
}

static void add_mark(struct cell *cell, uint32_t c)
{
    for (int i = 1; cell && i < CELL_CHARS; i++)
        if (cell->chars[i] == 0) {
            cell->chars[i] = c;
            return;
        }
}

static bool is_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || c >= 0xE0000;
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* The character to store and, in *columns, its width alone. */
static uint32_t char_shown(const char *s, size_t n, int *columns)
{
    uint32_t c;

    text_decode(s, n, &c);
    text_step(s, n, columns);
    if (is_control(c)) {
        *columns = 1;
        return REPLACEMENT;
    }
    if (c >= REGIONAL_FIRST && c <= REGIONAL_LAST) {
        *columns = 1;
        return c - REGIONAL_FIRST + 'A';
    }
    return c;
}

/*
 * Put one cluster into so many columns: its characters that take room, one after another
 * while there is some, each with the marks that follow it.
 */
static void put_cluster(struct canvas *canvas, int y, int x, int columns, style_id style,
                        const char *s, size_t n)
{
    struct cell *cell = NULL;
    int end = x + columns;

    for (size_t i = 0; i < n;) {
        uint32_t c;
        int width;
        size_t step = text_decode(s + i, n - i, &c);

        c = char_shown(s + i, step, &width);
        i += step;
        if (c == ZERO_WIDTH_JOINER)
            break;
        if (width == 0 && !is_selector(c)) {
            add_mark(cell, c);
        } else if (width > 0 && width <= end - x) {
            cell = put_char(canvas, y, x, width, style, c);
            x += width;
        }
    }
    while (x < end)
        put_blank(canvas, y, x++, style);
}

int canvas_put(struct canvas *canvas, int y, int x, int columns, style_id style, const char *s,
               size_t n)
{
    int end = columns < canvas->width - x ? x + columns : canvas->width;

    for (size_t i = 0; i < n && x < end && s[i] != '\n';) {
        uint32_t c;
        int width;
        size_t step = text_step(s + i, n - i, &width);

        text_decode(s + i, n - i, &c);
        if (is_control(c))
            width = 1;
        if (width > end - x)
            put_blank(canvas, y, x, style);
        else
            put_cluster(canvas, y, x, width, style, s + i, step);
        x += width > end - x ? end - x : width;
        i += step;
    }
    return x;
}

static size_t line_length(const char *s, size_t n)
{
    const char *newline = n ? memchr(s, '\n', n) : NULL;

    return newline ? (size_t)(newline - s) : n;
}

int canvas_put_short(struct canvas *canvas, int y, int x, int columns, style_id style,
                     const char *s, size_t n)
{
    const char *more = canvas->ascii ? ">" : "…";
    int used;

    n = line_length(s, n);
    if (columns <= 0 || text_cut(s, n, columns, &used) == n)
        return canvas_put(canvas, y, x, columns, style, s, n);
    size_t cut = text_cut(s, n, columns - 1, &used);
    x = canvas_put(canvas, y, x, used, style, s, cut);
    return canvas_put(canvas, y, x, 1, style, more, strlen(more));
}

void canvas_put_right(struct canvas *canvas, int y, int x, int columns, style_id style,
                      const char *s, size_t n)
{
    int used = 0;

    n = line_length(s, n);
    if (columns > 0 && text_cut(s, n, columns, &used) == n)
        canvas_put(canvas, y, x + columns - used, used, style, s, n);
    else
        canvas_put_short(canvas, y, x, columns, style, s, n);
}

/* The part of a row that lies on the canvas. */
static int clip(int start, int length, int limit, int *end)
{
    *end = length < limit - start ? start + length : limit;
    return start < 0 ? 0 : start;
}

void canvas_fill(struct canvas *canvas, struct rect rect, style_id style)
{
    int bottom, right;
    int top = clip(rect.y, rect.height, canvas->height, &bottom);
    int left = clip(rect.x, rect.width, canvas->width, &right);

    for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++)
            put_blank(canvas, y, x, style);
}

void canvas_restyle(struct canvas *canvas, int y, int x, int columns, style_id style)
{
    style_id base = style & STYLE_BASE;
    int end;

    for (x = clip(x, columns, canvas->width, &end); x < end; x++) {
        struct cell *cell = cell_at(canvas, y, x);
        if (!cell)
            return;
        if (base != STYLE_TEXT)
            cell->style = (style_id)((cell->style & ~STYLE_BASE) | base);
        cell->style |= (style_id)(style & ~STYLE_BASE);
    }
}

void canvas_dump(const struct canvas *canvas, struct buf *out)
{
    for (int y = 0; y < canvas->height; y++) {
        const struct cell *row = &canvas->cells[(size_t)y * (size_t)canvas->width];
        size_t end = out->len; /* after the last character that is not a blank */

        for (int x = 0; x < canvas->width; x++) {
            const struct cell *cell = &row[x];
            if (cell->width == 0)
                continue;
            if (cell->chars[0] == 0) {
                buf_addc(out, ' ');
                continue;
            }
            for (int i = 0; i < CELL_CHARS && cell->chars[i]; i++)
                text_encode(out, cell->chars[i]);
            end = out->len;
        }
        buf_truncate(out, end);
        buf_addc(out, '\n');
    }
}
