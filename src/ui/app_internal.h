/* SPDX-License-Identifier: MIT */
/* What the parts of the application share among themselves. */
#ifndef UI_APP_INTERNAL_H
#define UI_APP_INTERNAL_H

#include "ui/app.h"

/* One key from the terminal or the paste buffer: counts, sequences, commands, text. */
void app_key(struct app *app, const struct key *key);

/* Where everything is to be drawn, for the size and settings as they are by now. */
void app_arrange(struct app *app);

/* Draw panes, rows and views on the canvas; and show it. */
void app_paint(struct app *app);
void app_draw(struct app *app);

/* Fit canvas and frame to the terminal's size. */
void app_resize(struct app *app);

/* Count anew the unread articles of the list, after it or the marks changed. */
void app_count_unread(struct app *app);

/* Marks are other ones now: all that shows them is drawn anew. */
void app_marks_changed(struct app *app);

/* Note that the articles of the library are there, while the loop is idle: the next visit does
 * not call them new. anew: it is another library. */
void app_see(struct app *app, bool anew);
/* The rest of them at the end, unless that takes long. */
void app_see_rest(struct app *app);

/* Wait for signals. */
void app_watch_signals(struct app *app);

/* Wait for keys; while the terminal is lent nobody does. */
void app_watch_keys(struct app *app);
/* Those that are there now. */
void app_take_keys(struct app *app);

/* A library of the folders; begin: with what the cache has. */
struct library *app_new_library(const struct app *app, bool begin);

/* Articles came or went; for library_start(). */
void app_articles_changed(void *app);

/* Look at the folders again, in the background. */
void app_reload(struct app *app);

/* The folders were read to their end. */
void app_has_read(struct app *app);

/* End what is going on, as ^C asks. */
void app_interrupt(struct app *app);

/* Run a command with the count that was typed. Its text is copied first, as it may bind its own
 * keys anew. */
void app_run_command(struct app *app, const struct command *command);

/* The command of this name that fits the pane with the focus best, or NULL. */
const struct command *app_command(const struct app *app, const char *name, size_t n);

#endif
