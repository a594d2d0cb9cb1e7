/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "ui/screen_cell.h"
#include "ui/screen_parts.h"
#include "ui/screen_tty.h"

/* From the canvas to curses, and from there to the terminal. */

enum {
    FRAME_MS = 100, /* how long a frame may hold up the program */
    WIDTH_MAX = 1000,
    HEIGHT_MAX = 1000,
};

/* A style as curses wants it. */
struct paint {
    style_id style;
    attr_t attributes;
    int pair;
};

/*
 * Whenever curses takes the terminal again it resets the palette, which may be the user's own
 * and is never changed here. That stands at the start of a frame, and nowhere else: no text
 * holds it.
 */
static size_t keep_palette(char *bytes, size_t n)
{
    const char *reset = tigetstr("oc");

    if (!reset || reset == (const char *)-1 || !*reset)
        return n;
    size_t length = strlen(reset);
    char *at = memmem(bytes, n, reset, length);
    if (!at)
        return n;
    memmove(at, at + length, (size_t)(bytes + n - at) - length);
    return n - length;
}

/* A file in memory: there is one way for it to fail. */
static ssize_t read_output(int fd, char *bytes, size_t size, off_t at)
{
    ssize_t n;

    do
        n = pread(fd, bytes, size, at);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        alloc_die();
    return n;
}

static void clear_output(int fd)
{
    int failed;

    do
        failed = ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0;
    while (failed && errno == EINTR);
    if (failed)
        alloc_die();
}

void screen_take_output(void)
{
    char bytes[16384];
    int fd = fileno(screen.sink);
    ssize_t n = read_output(fd, bytes, sizeof bytes, 0);

    if (n <= 0)
        return;
    screen_frame_begin();
    for (off_t at = 0; n > 0; n = read_output(fd, bytes, sizeof bytes, at)) {
        tty_queue(bytes, at == 0 ? keep_palette(bytes, (size_t)n) : (size_t)n);
        at += n;
    }
    screen_frame_end();
    clear_output(fd);
}

static struct paint mix_paint(style_id style)
{
    struct look look = theme_look(screen.options.theme, screen.colours, style);
    struct paint paint = { .style = style };
    bool italic = look.italic && (screen.attributes & A_ITALIC);

    if (look.bold)
        paint.attributes |= A_BOLD;
    if (look.dim)
        paint.attributes |= A_DIM;
    if (italic)
        paint.attributes |= A_ITALIC;
    if (look.underline || (look.italic && !italic))
        paint.attributes |= A_UNDERLINE;
    if (look.reverse)
        paint.attributes |= A_REVERSE;
    if (screen.colours > 0 && (look.fg >= 0 || look.bg >= 0))
        paint.pair = alloc_pair(look.fg, look.bg);
    if (paint.pair < 0)
        paint.pair = 0;
    return paint;
}

static void set_cell(cchar_t *out, const struct cell *cell, const struct paint *paint)
{
    wchar_t chars[CELL_CHARS + 1] = { L' ' };
    int pair = paint->pair;

    for (size_t i = 0; i < CELL_CHARS && cell->chars[i]; i++)
        chars[i] = (wchar_t)cell->chars[i];
    setcchar(out, chars, paint->attributes, 0, &pair);
}

static void draw_row(const struct canvas *canvas, int y, int width)
{
    static cchar_t row[WIDTH_MAX];
    struct paint paint = mix_paint(STYLE_TEXT);
    size_t n = 0;

    for (int x = 0; x < width; x++) {
        const struct cell *cell = &canvas->cells[y * canvas->width + x];
        if (cell->width == 0)
            continue;
        if (cell->style != paint.style)
            paint = mix_paint(cell->style);
        struct cell fit[2];
        size_t count = screen_fit_cell(cell, screen.options.ascii, fit);
        for (size_t i = 0; i < count; i++)
            set_cell(&row[n++], &fit[i], &paint);
    }
    mvadd_wchnstr(y, 0, row, (int)n);
}

static bool row_is_shown(const struct canvas *canvas, int y)
{
    size_t row = (size_t)canvas->width * sizeof *canvas->cells;

    return canvas->height == screen.shown.height && canvas->width == screen.shown.width &&
           memcmp((char *)canvas->cells + (size_t)y * row,
                  (char *)screen.shown.cells + (size_t)y * row, row) == 0;
}

static void keep_shown(const struct canvas *canvas)
{
    size_t count = (size_t)canvas->height * (size_t)canvas->width;

    if (canvas->height != screen.shown.height || canvas->width != screen.shown.width)
        canvas_resize(&screen.shown, canvas->height, canvas->width);
    memcpy(screen.shown.cells, canvas->cells, count * sizeof *canvas->cells);
}

/* Whether the text of the row is all to be drawn anew: no cell may keep a link it had. */
static bool row_changes_links(const struct canvas *canvas, int y)
{
    return screen_row_has_links(canvas, y) || screen_row_has_links(&screen.shown, y);
}

static void place_cursor(const struct canvas *canvas)
{
    bool visible = canvas->cursor_y >= 0 && canvas->cursor_y < LINES && canvas->cursor_x >= 0 &&
                   canvas->cursor_x < COLS;

    curs_set(visible);
    if (visible)
        move(canvas->cursor_y, canvas->cursor_x);
}

bool screen_flush(const struct canvas *canvas)
{
    int height = canvas->height < LINES ? canvas->height : LINES;
    int width = canvas->width < COLS ? canvas->width : COLS;

    if (!screen.open || screen.lent)
        return true;
    if (!tty_send(FRAME_MS))
        return false;
    width = width < WIDTH_MAX ? width : WIDTH_MAX;
    static bool changed[HEIGHT_MAX]; /* rows with links, before or now */
    bool has_links = screen_has_links();
    for (int y = 0; y < height; y++) {
        bool is_shown = row_is_shown(canvas, y);
        changed[y] = has_links && !is_shown && row_changes_links(canvas, y);
        if (changed[y])
            wredrawln(stdscr, y, 1);
        if (!is_shown)
            draw_row(canvas, y, width);
    }
    keep_shown(canvas);
    place_cursor(canvas);
    refresh();
    for (int y = 0; y < height; y++)
        if (changed[y])
            screen_draw_links(canvas, y, width);
    place_cursor(canvas);
    refresh();
    screen_take_output();
    return tty_send(FRAME_MS);
}
