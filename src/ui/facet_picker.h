/* SPDX-License-Identifier: MIT */
/* Picking values of a field, with counts under the filter in force. */
#ifndef UI_FACET_PICKER_H
#define UI_FACET_PICKER_H

#include "ui/keymap.h"

struct app;

/* field as in article/facet.h */
void facet_picker_open(struct app *app, const char *field);

extern const struct command facet_commands[];

#endif
