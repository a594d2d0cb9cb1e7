/* SPDX-License-Identifier: MIT */
/* Filters with a name, a key and columns of their own, from the settings. */
#ifndef UI_SAVED_VIEWS_H
#define UI_SAVED_VIEWS_H

#include <stdbool.h>
#include <stddef.h>

#include "config/config.h"
#include "ui/keymap.h"

struct app;

/* Made of `views` of the settings, whose texts it points into. */
struct saved_view {
    const char *name, *key, *query; /* key "" for none */
    struct words columns;           /* none: those of the settings */
};

struct saved_views {
    struct saved_view *items;
    size_t count;
};

/*
 * Take them from the settings, which must stay as they are. One that is wrong is left out, a
 * line of what and where appended to problems.
 */
void saved_views_init(struct saved_views *views, const struct config *config,
                      struct buf *problems);
void saved_views_release(struct saved_views *views);

/* False, with such lines, when something in `views` is wrong. */
bool saved_views_check(const struct config *config, struct buf *problems);

/* Bind the key of each in the list. */
void saved_views_bind(const struct saved_views *views, struct keymap *keymap,
                      struct buf *problems);

/* The view whose query is in force, or NULL. */
const struct saved_view *saved_view_shown(const struct app *app);

/* The columns that the list is to have now. */
const struct words *saved_view_columns(const struct app *app);

/* Whether the box that lists them is. */
bool saved_views_are_open(const struct app *app);

extern const struct command saved_view_commands[];

#endif
