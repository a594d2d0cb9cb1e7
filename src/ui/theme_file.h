/* SPDX-License-Identifier: MIT */
/* Themes by name: the built-in ones, and files of lines `style: "bold red on black"`. */
#ifndef UI_THEME_FILE_H
#define UI_THEME_FILE_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/theme.h"

/*
 * Make *theme the one of this name: "auto" (light says what that is), "dark", "light", "mono",
 * a file where the name holds a slash, else a file of that name, or that name and ".yaml", in
 * the folder "themes" beside the settings. Its rules stay. False with error set, which has the
 * file, line and column, and nothing changed.
 */
bool theme_load(struct theme *theme, const char *name, bool light, struct error *error);

#endif
