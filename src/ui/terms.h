/* SPDX-License-Identifier: MIT */
/* Commands that change one term of the filter and leave the others as they are. */
#ifndef UI_TERMS_H
#define UI_TERMS_H

#include "ui/keymap.h"

extern const struct command term_commands[];

#endif
