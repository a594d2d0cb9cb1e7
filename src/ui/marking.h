/* SPDX-License-Identifier: MIT */
/* Marking articles read and starred, one or all that are shown, and undoing it. */
#ifndef UI_MARKING_H
#define UI_MARKING_H

#include "ui/keymap.h"

extern const struct command marking_commands[];

#endif
