/* SPDX-License-Identifier: MIT */
/* A command typed by its name, behind a colon. */
#ifndef UI_COMMAND_LINE_H
#define UI_COMMAND_LINE_H

#include "ui/keymap.h"

/* Ask for a command, this text being there already. */
void command_line_open(struct app *app, const char *text);

extern const struct command command_line_commands[];

#endif
