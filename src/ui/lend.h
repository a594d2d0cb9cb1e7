/* SPDX-License-Identifier: MIT */
/* Lending the terminal to another program (an editor, a browser of text) and taking it back. */
#ifndef UI_LEND_H
#define UI_LEND_H

#include <stdbool.h>

#include "base/error.h"

struct app;

/*
 * Run a program in the foreground. Keys and drawing rest until it ends, the loop goes on. after
 * (may be NULL) is called when it ended well and the screen is ours again. False with error set
 * when it could not be started.
 */
bool lend_terminal(struct app *app, const char *const *argv, void (*after)(struct app *app),
                   struct error *error);

#endif
