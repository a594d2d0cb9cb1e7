/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/screen_parts.h"
#include "ui/screen_tty.h"

/*
 * Links of the terminal (OSC 8), of which curses knows nothing. After it has drawn a frame it
 * is made to draw the text of each link once more, between the two ends of one: it is told that
 * something else stood there. Source: the specification by Koblinger (egmontkob), 2017.
 */

static const char open_link[] = "\033]8;id=%x;", close_link[] = "\033]8;;\033\\";

bool screen_links_work(enum screen_links links)
{
    const char *term = getenv("TERM"), *vte = getenv("VTE_VERSION");
    bool is_old_vte = vte && strtol(vte, NULL, 10) < 5000;

    if (tty_is_plain() || links != SCREEN_LINKS_AUTO)
        return !tty_is_plain() && links == SCREEN_LINKS_ALWAYS;
    return !is_old_vte && term && strncmp(term, "eterm", 5) != 0;
}

bool screen_has_links(void)
{
    return screen_links_work(screen.options.links);
}

static const struct cell *row_of(const struct canvas *canvas, int y)
{
    return &canvas->cells[(size_t)y * (size_t)canvas->width];
}

bool screen_row_has_links(const struct canvas *canvas, int y)
{
    for (int x = 0; y < canvas->height && x < canvas->width; x++)
        if (row_of(canvas, y)[x].link)
            return true;
    return false;
}

static void write_sink(const char *bytes, size_t n)
{
    /* A file in memory takes all at once. */
    if (write(fileno(screen.sink), bytes, n) != (ssize_t)n)
        tty_drop();
}

/* What curses thinks is there becomes what is nowhere on our screen. */
static void forget_cells(int y, int x, int columns)
{
    cchar_t other;

    setcchar(&other, L"?", A_BLINK | A_STANDOUT, 0, NULL);
    for (int i = 0; i < columns; i++)
        mvwadd_wch(curscr, y, x + i, &other);
    wtouchln(newscr, y, 1, 1);
}

static void draw_link(const struct canvas_link *link, int y, int x, int columns)
{
    struct buf open = BUF_INIT(4096);

    buf_addf(&open, open_link, link->id);
    buf_addf(&open, "%s\033\\", link->address);
    /* On the way there curses may write blanks, which are not of the link. */
    wmove(newscr, y, x);
    doupdate();
    write_sink(buf_str(&open), open.len);
    forget_cells(y, x, columns);
    doupdate();
    write_sink(close_link, sizeof close_link - 1);
    buf_release(&open);
}

void screen_draw_links(const struct canvas *canvas, int y, int width)
{
    const struct cell *row = row_of(canvas, y);
    int end;

    for (int x = 0; x < width; x = end) {
        const struct canvas_link *link = canvas_find_link(canvas, row[x].link);
        for (end = x + 1; end < width && row[end].link == row[x].link; end++)
            ;
        if (link && *link->address)
            draw_link(link, y, x, end - x);
    }
}
