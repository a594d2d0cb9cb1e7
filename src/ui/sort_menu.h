/* SPDX-License-Identifier: MIT */
/* The order of the list, as a menu and a command. */
#ifndef UI_SORT_MENU_H
#define UI_SORT_MENU_H

#include "ui/keymap.h"

/* The i-th key of the menu and its help; NULL after the last. */
const char *sort_menu_key(size_t i, const char **help);

extern const struct command sort_commands[];

#endif
