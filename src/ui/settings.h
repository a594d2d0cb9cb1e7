/* SPDX-License-Identifier: MIT */
/* The settings as the rest of the program uses them, and changing them while it runs. */
#ifndef UI_SETTINGS_H
#define UI_SETTINGS_H

#include "article/memory.h"
#include "config/config.h"
#include "page/full_text.h"
#include "ui/keymap.h"
#include "ui/typed.h"

/* Open what is remembered, where it lies; visit and note as memory_open() has them. */
void settings_memory(struct memory *memory, bool visit, struct error *note);

/* How pages are to be fetched; valid until a setting changes. */
struct full_text_options settings_fetching(const struct config *config);

/* Read what was typed in earlier sessions, when that is wanted. */
void settings_typed(const struct config *config, struct typed *typed);

/* A setting was changed, NULL for all of them: put it in force. What is wrong is told. */
void settings_changed(struct app *app, const char *name);

/* Say that some were wrong when they were read, if so; they are among the problems. */
void settings_tell_wrong(struct app *app);

extern const struct command settings_commands[];

#endif
