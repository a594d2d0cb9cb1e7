/* SPDX-License-Identifier: MIT */
/*
 * Running lines of commands (ui/line.h), typed or bound to keys. A command that fails ends its
 * line; so does one that asks for something, as the rest would not know the answer. One key or
 * typed line runs at most 100 commands.
 */
#ifndef UI_MACRO_H
#define UI_MACRO_H

#include <stdbool.h>

#include "base/error.h"
#include "ui/keymap.h"

/* How deep lines are in lines, and how many commands the outermost may still run. */
struct macro {
    unsigned depth, budget;
};

/* Run a line, such as "sort heat": a command is looked up in the pane that has the keys, then
 * in the others. False with error set when it was not run to its end, unless the command that
 * failed has complained itself. */
bool app_run_line(struct app *app, const char *line, struct error *error);

extern const struct command macro_commands[];

#endif
