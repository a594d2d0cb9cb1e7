/* SPDX-License-Identifier: MIT */
/*
 * The terminal: keys in, canvas out. The only user of ncurses.
 *
 * There is one terminal, so this module has state of its own. It is given back whatever ends
 * the program: screen_close(), a fatal signal, a failed assertion, lack of memory.
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "ui/canvas.h"
#include "ui/theme.h"

/* A key press: a character, or one of these. */
enum key_code {
    KEY_CODE_NONE,
    KEY_CODE_CHAR, /* .c is the character, controls included (^A is 1) */
    KEY_CODE_UP,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_ENTER,
    KEY_CODE_TAB,
    KEY_CODE_BACK_TAB,
    KEY_CODE_BACKSPACE,
    KEY_CODE_DELETE,
    KEY_CODE_INSERT,
    KEY_CODE_ESCAPE,
    KEY_CODE_CONTROL_LEFT, /* where nothing is bound to these three, app_key() splits them up */
    KEY_CODE_CONTROL_RIGHT,
    KEY_CODE_ALT_BACKSPACE,
    KEY_CODE_F1,
    KEY_CODE_F12 = KEY_CODE_F1 + 11,
    KEY_CODE_PASTE_BEGIN, /* keys up to PASTE_END were pasted: text, never commands */
    KEY_CODE_PASTE_END,
    KEY_CODE_MOUSE, /* .c packs a struct mouse, see mouse_of() */
};

enum mouse_event { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

/* Added to the character of a key that was typed with Alt: one of ASCII, no control. */
enum { KEY_ALT = 1 << 24 };

struct key {
    enum key_code code;
    uint32_t c;
};

struct mouse {
    enum mouse_event event;
    int y, x; /* the cell, from 0 */
};

/* What KEY_CODE_MOUSE says. */
static inline struct mouse mouse_of(const struct key *key)
{
    return (struct mouse){ (enum mouse_event)(key->c >> 24), (int)(key->c >> 12 & 0xFFF),
                           (int)(key->c & 0xFFF) };
}

enum screen_links { SCREEN_LINKS_NEVER, SCREEN_LINKS_AUTO, SCREEN_LINKS_ALWAYS };

/* Whether the terminal may be told of links: auto leaves out those that show them as garbage,
 * or die of them, as VTE does before 0.50. */
bool screen_links_work(enum screen_links links);

struct screen_options {
    const struct theme *theme; /* must stay valid; screen_set_theme() after it changed */
    bool colour;               /* false: NO_COLOR and the like */
    bool ascii;                /* the locale shows ASCII only */
    bool mouse;                /* it reports the mouse; screen_set_mouse() changes it */
    bool title;                /* its window gets a title, and the old one back */
    enum screen_links links;   /* whether it is told of links */
};

/* Take over the terminal. An unknown TERM falls back to xterm-256color; false with error set
 * when it cannot place the cursor or there is none. */
bool screen_open(const struct screen_options *options, struct error *error);

/* Give it back; safe to call twice and before screen_open(). */
void screen_close(void);

/* Whether its background is light, as far as is known: what it answered, else COLORFGBG, else
 * dark. It is asked, too, when it is open; the answer comes among the keys and becomes none. */
bool screen_is_light(void);

/* True, once, when its answer is another than what was told. */
bool screen_light_changed(bool *is_light);

/* Rows and columns, as the terminal has them now. */
void screen_size(int *height, int *width);

/* The descriptor to wait on before screen_key(). */
int screen_fd(void);

enum screen_input { SCREEN_KEY, SCREEN_EMPTY, SCREEN_GONE };

/*
 * The next key that is there; SCREEN_EMPTY when there is none for now, SCREEN_GONE when the
 * terminal vanished. Waits only for what tells Esc from other keys, 25 ms. Call it until
 * SCREEN_EMPTY: keys that were read already do not wake up who waits on the descriptor.
 */
enum screen_input screen_key(struct key *key);

/* No key came for a while inside a paste: its end got lost, what follows are keys again. */
void screen_end_paste(void);

/* Take the terminal's size anew, after SIGWINCH. */
void screen_resize(void);

/* Show the canvas; only cells that changed are sent. False when the terminal does not take
 * them for now: try again a little later. */
bool screen_flush(const struct canvas *canvas);

/* Draw everything anew at the next flush. */
void screen_redraw(void);

/* Lend the terminal to another program or the shell, and take it back. */
void screen_leave(void);
void screen_return(void);

/* Whether the terminal tells of the mouse. */
void screen_set_mouse(bool on);

void screen_set_links(enum screen_links links);

/* Whether the window gets a title. */
void screen_use_title(bool use);

/* The title of the window, cleaned text, shortened where it is long. */
void screen_set_title(const char *title);

/* Have the terminal put text on the clipboard (OSC 52): at most 2 KB, else false. */
bool screen_copy(const char *text, size_t n);

/* The theme is another one or has changed: everything is drawn with it at the next flush. */
void screen_set_theme(const struct theme *theme);

#endif
