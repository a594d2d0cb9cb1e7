/* SPDX-License-Identifier: MIT */
/* What was read when: the articles that are marked read, the last one first. */
#ifndef UI_RECENT_H
#define UI_RECENT_H

#include "ui/keymap.h"

extern const struct command recent_commands[];

#endif
