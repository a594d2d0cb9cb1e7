/* SPDX-License-Identifier: MIT */
/* The list pane: the articles that match, and the cursor among them. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/keymap.h"

struct app;
struct article;

struct list {
    uint32_t *numbers; /* of the library, in order; owned */
    size_t count;
    size_t cursor, top;
    int height; /* rows of the pane when it was drawn last */
    bool way_out_known;
    size_t way_out; /* with no rows: how many there are without the last term of the filter */
    bool moved;     /* the user chose the cursor: keep to that article, not to the top */
};

void list_release(struct list *list);

/* Take over another result; the cursor goes to the article with this id when it is there and
 * the user had moved, and keeps its screen line. */
void list_set(struct list *list, uint32_t *numbers, size_t count, const struct app *app,
              uint64_t cursor_id);

/* Move the cursor to a position, clamped, with a few rows of context around it. */
void list_move(struct list *list, long position);

void list_draw(struct list *list, struct app *app, struct rect rect);

/* Draw one article as a row of the list, columns giving way as the width shrinks. */
void row_draw(struct app *app, const struct article *article, struct rect row, int64_t now);

extern const struct command list_commands[];

#endif
