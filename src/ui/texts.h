/* SPDX-License-Identifier: MIT */
/*
 * The texts of articles for other programs, those of the selection or of the one shown: read
 * and parsed one after another while keys answer. The fetched page comes first, then the text
 * of the file; of the shown article it is what is shown.
 */
#ifndef UI_TEXTS_H
#define UI_TEXTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "doc/document.h"

struct app;
struct article;
struct texts;

struct texts_spec {
    const char *doing; /* for the status row, such as "saving" */
    /* One of them; body is NULL when there is none. */
    void (*each)(struct app *app, const struct article *article, cmark_node *body);
    /* All were told. */
    void (*done)(struct app *app);
    /* It was given up. */
    void (*dropped)(struct app *app);
};

/* spec must be static. False when there is no article, or such a thing is going on, which is
 * told. The selection is done with. */
bool texts_start(struct app *app, const struct texts_spec *spec);

/* Give it up; true when something was going on. */
bool texts_cancel(struct app *app);

/* For the status row; nothing when nothing is going on. */
void texts_status(const struct app *app, struct buf *out);

#endif
