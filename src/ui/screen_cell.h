/* SPDX-License-Identifier: MIT */
/* What a cell becomes in the locale there is. */
#ifndef UI_SCREEN_CELL_H
#define UI_SCREEN_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"

/*
 * Fit a cell of width 1 or 2 into out, as one or two cells of the same width together, and
 * return how many. Whatever the locale would draw in another width becomes a replacement,
 * since a row would break on it; in ASCII, a stand-in is cut or filled up.
 */
size_t screen_fit_cell(const struct cell *cell, bool ascii, struct cell out[2]);

#endif
