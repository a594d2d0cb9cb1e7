/* SPDX-License-Identifier: MIT */
/*
 * curses writes into a file in memory, and screen_tty sends that to the terminal: curses would
 * wait, deaf to signals and keys, for a terminal that takes no more, and could not be stopped
 * from it. For the same reason the modes and keys of the terminal are not its business here.
 */
#include "ui/screen.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

#include "base/alloc.h"
#include "ui/screen_crash.h"
#include "ui/screen_parts.h"
#include "ui/screen_tty.h"

enum {
    LEAVE_MS = 500, /* for the last bytes, without which the screen stays a mess */
    COLORS_MAX = 1 << 24,
    FRAME_MAX = 1 << 18, /* bytes that a frame may have and hardly ever does */
};

static const char fallback_terminal[] = "xterm-256color";

struct screen_state screen;

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

static void pass_over(int signo)
{
    (void)signo;
}

/* Signals are the loop's. newterm() leaves those alone that somebody has taken, SIGTSTP for
 * good: else each frame would ignore it for a moment, and what waits for the loop be lost. */
static SCREEN *new_terminal(const char *name)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH };
    const struct sigaction taken = { .sa_handler = pass_over, .sa_flags = SA_RESTART };
    struct sigaction old[sizeof signals / sizeof *signals];

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &taken, &old[i]);
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

/* Whether a frame fits into it: not where files may not grow (RLIMIT_FSIZE). */
static bool can_grow(int fd)
{
    return pwrite(fd, "", 1, FRAME_MAX - 1) == 1 && ftruncate(fd, 0) == 0;
}

static bool open_curses(struct error *error)
{
    const char *name = getenv("TERM");

    if (!name || !*name)
        return error_set(error, "TERM is not set: it must name the kind of terminal");
    int fd = memfd_create("frame", MFD_CLOEXEC);
    screen.sink = fd < 0 || !can_grow(fd) ? NULL : fdopen(fd, "w+");
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
    screen_modes_end(&out);
    add_capability(&out, "sgr0");
    add_capability(&out, "cnorm");
    add_capability(&out, "rmcup");
    buf_adds(&out, "\r\n");
    crash_guard_terminal(tty_fd(), tty_cooked_modes(), buf_str(&out), out.len);
    buf_release(&out);
}

static void use_colours(void)
{
    /* Curses makes room for as many as the entry claims. */
    bool sane = tigetnum("colors") <= COLORS_MAX;
    if (sane)
        start_color();
    bool can = sane && has_colors() && use_default_colors() == OK;

    screen.colours = can && screen.options.colour ? COLORS : 0;
}

bool screen_open(const struct screen_options *options, struct error *error)
{
    screen.options = *options;
    screen.plain = tty_is_plain();
    if (!tty_open(error))
        return false;
    crash_guard_start();
    if (!open_curses(error)) {
        close_curses();
        crash_guard_stop();
        tty_close();
        return false;
    }
    use_colours();
    screen.attributes = termattrs();
    nonl();
    typeahead(-1);
    screen.open = true;
    guard_terminal();
    tty_set_raw();
    crash_guard_arm(true);
    screen_modes_on();
    canvas_init(&screen.shown);
    screen_resize();
    return true;
}

/* Curses does not notice when what it wrote at the end was lost. */
static void end_surely(void)
{
    static const char *const names[] = { "cnorm", "rmcup" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf out = BUF_INIT(CRASH_BYTES_MAX);
        add_capability(&out, names[i]);
        if (!tty_has_queued(out.data, out.len))
            tty_queue(out.data, out.len);
        buf_release(&out);
    }
}

static void give_back(void)
{
    if (screen.lent)
        return;
    if (!tty_send(0))
        tty_drop();
    screen_modes_off();
    endwin();
    screen_take_output();
    end_surely();
    tty_send(LEAVE_MS);
    tty_drop();
    tty_set_cooked();
    crash_guard_arm(false);
}

void screen_close(void)
{
    if (!screen.open)
        return;
    give_back();
    screen_forget_title();
    canvas_release(&screen.shown);
    close_curses();
    crash_guard_stop();
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
    screen_take_output();
    tty_drop();
    screen.lent = false;
    tty_set_raw();
    crash_guard_arm(true);
    screen_modes_on();
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

void screen_set_theme(const struct theme *theme)
{
    screen.options.theme = theme;
    if (!screen.open)
        return;
    use_colours();
    canvas_release(&screen.shown);
}

void screen_set_links(enum screen_links links)
{
    screen.options.links = links;
    screen_redraw();
}
