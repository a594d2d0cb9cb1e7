/* SPDX-License-Identifier: MIT */
/* Opening what an article points to: here when it is in the folder, else in the browser. */
#ifndef UI_OPENER_H
#define UI_OPENER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "ui/keymap.h"

struct app;

/* The canonical address of a link of the shown article, resolved against the article's. */
bool opener_address(struct app *app, int32_t link, struct buf *out, struct error *error);

/* Follow a link by its index; a related article of the folder opens in place. */
void opener_follow(struct app *app, int32_t link);

/* Follow the link that shows this number. */
void opener_open_number(struct app *app, long number);

/* Say in the status row where a link leads. */
void opener_tell_target(struct app *app, int32_t link);

extern const struct command opener_commands[];

#endif
