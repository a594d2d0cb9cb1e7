/* SPDX-License-Identifier: MIT */
/* The keys in force as a list, and commands typed by name. */
#ifndef UI_HELP_H
#define UI_HELP_H

#include "ui/keymap.h"

extern const struct command help_commands[];

#endif
