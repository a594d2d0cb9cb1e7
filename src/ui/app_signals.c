/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "base/foreground.h"
#include "ui/app_internal.h"
#include "ui/screen.h"

enum { KEYS_AT_ONCE = 1000 /* a flood of keys still lets signals and children through */ };

static void more_keys(void *arg);

/* Longer than a line stalls that still works. */
enum { PASTE_PAUSE_MS = 3000 };

/* The end of a paste got lost: what was pasted so far is all of it. */
static void paste_paused(void *arg)
{
    struct app *app = arg;
    struct key end = { .code = KEY_CODE_PASTE_END };

    app->paste_timer = NULL;
    if (!app->pasting)
        return;
    screen_end_paste();
    app_key(app, &end);
}

static void watch_paste(struct app *app)
{
    loop_cancel(app->loop, app->paste_timer);
    app->paste_timer = app->pasting ? loop_after(app->loop, PASTE_PAUSE_MS, paste_paused, app)
                                    : NULL;
}

static void terminal_ready(int fd, short revents, void *arg)
{
    struct app *app = arg;
    struct key key;

    (void)fd;
    (void)revents;
    /* A key may lend the terminal: what was typed behind it is for the other program. */
    for (int i = 0; i < KEYS_AT_ONCE && !app->lent; i++) {
        switch (screen_key(&key)) {
        case SCREEN_KEY:
            app_key(app, &key);
            break;
        case SCREEN_EMPTY:
            looks_hear(app);
            watch_paste(app);
            return;
        case SCREEN_GONE:
            loop_stop(app->loop, 128 + SIGHUP);
            return;
        }
    }
    /* Keys that were read already do not wake poll(). */
    if (!app->lent)
        loop_after(app->loop, 0, more_keys, app);
}

static void more_keys(void *arg)
{
    struct app *app = arg;

    if (!app->lent)
        terminal_ready(screen_fd(), POLLIN, app);
}

/* Give the terminal back meanwhile. */
static void stop_here(struct app *app)
{
    screen_leave();
    foreground_stop(getpid());
    screen_return();
    app_resize(app);
}

static void on_signal(int signo, void *arg)
{
    struct app *app = arg;

    /* While another program has the terminal, only the end is ours to answer. */
    if (app->lent &&
        (signo == SIGWINCH || signo == SIGCONT || signo == SIGINT || signo == SIGTSTP))
        return;
    switch (signo) {
    case SIGWINCH:
        app_resize(app);
        break;
    case SIGCONT:
        screen_return();
        app_resize(app);
        break;
    case SIGINT:
        app_interrupt(app);
        break;
    case SIGTSTP:
        stop_here(app);
        break;
    case SIGALRM:
    case SIGUSR1:
    case SIGUSR2:
        break; /* a stray one must not leave the terminal as a dead program would */
    default:
        loop_stop(app->loop, 128 + signo);
        break;
    }
}

void app_take_keys(struct app *app)
{
    terminal_ready(screen_fd(), POLLIN, app);
}

void app_watch_keys(struct app *app)
{
    loop_watch(app->loop, screen_fd(), POLLIN, terminal_ready, app);
    /* Keys that were read before the terminal was lent. */
    loop_after(app->loop, 0, more_keys, app);
}

void app_watch_signals(struct app *app)
{
    static const int signals[] = {
        SIGWINCH, SIGCONT, SIGINT,  SIGTSTP, SIGTERM, SIGHUP,
        SIGQUIT,  SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2,
    };

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        loop_on_signal(app->loop, signals[i], on_signal, app);
}
