/* SPDX-License-Identifier: MIT */
/* Putting text on the clipboard: by the terminal (OSC 52), or by a program made for it. */
#ifndef UI_CLIPBOARD_H
#define UI_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct app;

/*
 * Copy text as the setting `copy` says. False with error set when that cannot be begun; what a
 * program has to complain of later is told in the status row.
 */
bool clipboard_copy(struct app *app, const char *text, size_t n, struct error *error);

#endif
