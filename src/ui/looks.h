/* SPDX-License-Identifier: MIT */
/* How the browser looks and what it asks of the terminal: settings, and commands that change
 * them while it runs. */
#ifndef UI_LOOKS_H
#define UI_LOOKS_H

#include <stdbool.h>

#include "base/buf.h"
#include "config/config.h"
#include "ui/keymap.h"
#include "ui/row_rules.h"
#include "ui/theme.h"

struct app;

struct looks {
    struct theme theme;
    struct buf theme_name; /* as asked for */
    struct row_rules rules;
    struct buf copying; /* what a program was given for the clipboard last */
    bool mouse;         /* the terminal reports it */
};

void looks_init(struct looks *looks, const struct config *config);
void looks_release(struct looks *looks);

/* Have the window's title say what is shown. */
void looks_draw_title(struct app *app);

/* Whether the settings want the terminal to be told of links. */
enum screen_links looks_links(const struct config *config);

/* What the settings say of the terminal. */
void looks_screen_options(const struct app *app, struct screen_options *options);

/* Where the eye is: for a braille display the terminal's cursor goes there. */
void looks_put_cursor(struct app *app, int y, int x);

/* Take the settings, once the screen is open; what is wrong with them is told. */
void looks_start(struct app *app);

/* A setting was changed, or all of them for NULL; what is wrong is told. */
void looks_changed(struct app *app, const char *name, struct buf *problems);

/* Change the theme: a name as theme_load() takes it. False with error set, and nothing
 * changed. */
bool looks_set_theme(struct app *app, const char *name, struct error *error);

/* After input: the terminal may have answered what its background is. */
void looks_hear(struct app *app);

extern const struct command looks_commands[];

#endif
