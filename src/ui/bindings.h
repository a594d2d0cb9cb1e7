/* SPDX-License-Identifier: MIT */
/* The keys that the settings ask for, and those bound while the program runs. */
#ifndef UI_BINDINGS_H
#define UI_BINDINGS_H

#include <stdbool.h>

#include "base/buf.h"
#include "config/config.h"
#include "ui/keymap.h"

/*
 * The preset of `keys` with `bind` over it. What is wrong in `bind` is left out, a line
 * `file:line:column: message` each with a newline appended to problems.
 */
struct keymap *bindings_new(const struct config *config, struct buf *problems);

/* False, with such lines, when something in `bind` is wrong. */
bool bindings_check(const struct config *config, struct buf *problems);

extern const struct command binding_commands[];

#endif
