/* SPDX-License-Identifier: MIT */
/* The order of the list, as a menu and a command. */
#ifndef UI_SORT_MENU_H
#define UI_SORT_MENU_H

#include "ui/keymap.h"

extern const struct command sort_commands[];

#endif
