/* SPDX-License-Identifier: MIT */
/*
 * curses writes into a file in memory, and screen_tty sends that to the terminal: curses would
 * wait, deaf to signals and keys, for a terminal that takes no more, and could not be stopped
 * from it. For the same reason the modes and keys of the terminal are not its business here.
 */
#include "ui/screen.h"

#include <ncurses.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

#include "base/alloc.h"
#include "ui/screen_cell.h"
#include "ui/screen_crash.h"
#include "ui/screen_tty.h"

enum {
    FRAME_MS = 100, /* how long a frame may hold up the program */
    LEAVE_MS = 500, /* the same of the last bytes, without which the screen stays a mess */
    WIDTH_MAX = 1000,
};

static const char fallback_terminal[] = "xterm-256color";
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char sync_begin[] = "\033[?2026h", sync_end[] = "\033[?2026l";

static struct {
    bool open, lent;
    bool plain; /* the terminal would print the sequences above */
    struct screen_options options;
    SCREEN *curses;
    FILE *sink; /* what curses writes */
    int colours;
    attr_t attributes;   /* those the terminal has */
    struct canvas shown; /* what curses was given last; other sizes mean: all is new */
} screen;

/* A style as curses wants it. */
struct paint {
    style_id style;
    attr_t attributes;
    int pair;
};

static void queue_extra(const char *bytes)
{
    if (!screen.plain)
        tty_queue(bytes, strlen(bytes));
}

/* Queue what curses has written since the last time, to be shown at once. */
static void take_output(void)
{
    char bytes[16384];
    int fd = fileno(screen.sink);
    ssize_t n = pread(fd, bytes, sizeof bytes, 0);

    if (n <= 0)
        return;
    queue_extra(sync_begin);
    for (off_t at = 0; n > 0; n = pread(fd, bytes, sizeof bytes, at)) {
        tty_queue(bytes, (size_t)n);
        at += n;
    }
    queue_extra(sync_end);
    if (ftruncate(fd, 0) != 0 || lseek(fd, 0, SEEK_SET) != 0)
        alloc_die(); /* a file in memory: the only way to fail */
}

static void set_environment(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

/* What newterm() writes depends on the size, which it can only learn from the environment,
 * since its output is no terminal. */
static SCREEN *new_sized_terminal(const char *name)
{
    static const char *const names[] = { "LINES", "COLUMNS" };
    int sizes[2];

    tty_size(&sizes[0], &sizes[1]);
    char *old[2];
    for (size_t i = 0; i < 2; i++) {
        char number[16];
        const char *value = getenv(names[i]);
        old[i] = value ? xstrdup(value) : NULL;
        snprintf(number, sizeof number, "%d", sizes[i]);
        set_environment(names[i], number);
    }
    SCREEN *curses = newterm(name, screen.sink, stdin);
    for (size_t i = 0; i < 2; i++) {
        set_environment(names[i], old[i]);
        free(old[i]);
    }
    return curses;
}

/* newterm() takes signals that are the loop's. */
static SCREEN *new_terminal(const char *name)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
    struct sigaction old[sizeof signals / sizeof *signals];

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], NULL, &old[i]);
    SCREEN *curses = new_sized_terminal(name);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &old[i], NULL);
    return curses;
}

static void close_curses(void)
{
    if (screen.curses)
        delscreen(screen.curses);
    if (screen.sink)
        fclose(screen.sink);
    screen.curses = NULL;
    screen.sink = NULL;
}

/* newterm() leaks when it fails, so a kind of terminal is looked up before. */
static bool is_known(const char *name)
{
    int found;

    if (setupterm(name, fileno(screen.sink), &found) != OK)
        return false;
    del_curterm(cur_term);
    return true;
}

static bool open_curses(struct error *error)
{
    const char *name = getenv("TERM");

    if (!name || !*name)
        return error_set(error, "TERM is not set: it must name the kind of terminal");
    int fd = memfd_create("frame", MFD_CLOEXEC);
    screen.sink = fd < 0 ? NULL : fdopen(fd, "w+");
    if (!screen.sink) {
        error_errno(error, "cannot make a buffer for the screen");
        if (fd >= 0)
            close(fd);
        return false;
    }
    screen.curses = new_terminal(is_known(name) ? name : fallback_terminal);
    if (!screen.curses)
        return error_set(error, "the terminal \"%s\" is unknown here, and so is %s", name,
                         fallback_terminal);
    const char *move = tigetstr("cup");
    if (!move || move == (const char *)-1)
        return error_set(error, "the terminal \"%s\" cannot place the cursor", name);
    return true;
}

/* Without the padding that terminfo may ask for, such as $<5>. */
static void add_capability(struct buf *out, const char *name)
{
    const char *s = tigetstr(name);

    if (!s || s == (const char *)-1)
        return;
    while (*s) {
        if (s[0] == '$' && s[1] == '<' && strchr(s, '>'))
            s = strchr(s, '>') + 1;
        else
            buf_addc(out, *s++);
    }
}

static void guard_terminal(void)
{
    static const char cancel[] = "\030"; /* whatever sequence was cut off */
    struct buf out = BUF_INIT(CRASH_BYTES_MAX);

    buf_adds(&out, cancel);
    if (!screen.plain) {
        buf_adds(&out, sync_end);
        buf_adds(&out, paste_off);
    }
    add_capability(&out, "sgr0");
    add_capability(&out, "cnorm");
    add_capability(&out, "rmcup");
    buf_adds(&out, "\r\n");
    crash_guard_start(tty_fd(), tty_cooked_modes(), buf_str(&out), out.len);
    buf_release(&out);
}

static void use_colours(void)
{
    bool can = has_colors() && use_default_colors() == OK;

    screen.colours = can && screen.options.colour ? COLORS : 0;
}

bool screen_open(const struct screen_options *options, struct error *error)
{
    screen.options = *options;
    screen.plain = tty_is_plain();
    if (!tty_open(error))
        return false;
    if (!open_curses(error)) {
        close_curses();
        tty_close();
        return false;
    }
    start_color();
    use_colours();
    screen.attributes = termattrs();
    nonl();
    typeahead(-1);
    screen.open = true;
    guard_terminal();
    tty_set_raw();
    crash_guard_arm(true);
    queue_extra(paste_on);
    canvas_init(&screen.shown);
    screen_resize();
    return true;
}

static void give_back(void)
{
    if (screen.lent)
        return;
    if (!tty_send(0))
        tty_drop();
    queue_extra(paste_off);
    endwin();
    take_output();
    tty_send(LEAVE_MS);
    tty_drop();
    crash_guard_arm(false);
    tty_set_cooked();
}

void screen_close(void)
{
    if (!screen.open)
        return;
    give_back();
    crash_guard_stop();
    canvas_release(&screen.shown);
    close_curses();
    tty_close();
    screen.open = screen.lent = false;
}

void screen_leave(void)
{
    if (!screen.open)
        return;
    give_back();
    screen.lent = true;
}

/* Also right when the terminal was not lent: after SIGSTOP a shell has changed its modes. */
void screen_return(void)
{
    if (!screen.open)
        return;
    endwin();
    take_output();
    tty_drop();
    screen.lent = false;
    tty_set_raw();
    crash_guard_arm(true);
    queue_extra(paste_on);
    screen_redraw();
}

void screen_size(int *height, int *width)
{
    tty_size(height, width);
}

void screen_resize(void)
{
    int height, width;

    if (!screen.open)
        return;
    tty_size(&height, &width);
    if (height != LINES || width != COLS)
        resize_term(height, width);
    screen_redraw();
}

void screen_redraw(void)
{
    if (!screen.open)
        return;
    clearok(curscr, TRUE);
    canvas_release(&screen.shown);
}

void screen_set_theme(enum theme_name theme, bool colour)
{
    screen.options.theme = theme;
    screen.options.colour = colour;
    if (!screen.open)
        return;
    use_colours();
    canvas_release(&screen.shown);
}

void screen_bell(void)
{
    if (!screen.open || screen.lent)
        return;
    tty_queue("\a", 1);
    tty_send(0);
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
    for (int y = 0; y < height; y++)
        if (!row_is_shown(canvas, y))
            draw_row(canvas, y, width < WIDTH_MAX ? width : WIDTH_MAX);
    keep_shown(canvas);
    place_cursor(canvas);
    refresh();
    take_output();
    return tty_send(FRAME_MS);
}
