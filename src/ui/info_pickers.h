/* SPDX-License-Identifier: MIT */
/* Lists to look at and choose from: links, related articles, fields, problems. */
#ifndef UI_INFO_PICKERS_H
#define UI_INFO_PICKERS_H

#include "ui/keymap.h"

extern const struct command info_commands[];

#endif
