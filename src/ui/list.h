/* SPDX-License-Identifier: MIT */
/* The list pane: the articles that match, and the cursor among them. */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/keymap.h"
#include "ui/story_rows.h"

struct app;
struct article;

struct list {
    uint32_t *numbers; /* of the library, in order; owned */
    size_t count;
    uint64_t *listed; /* the same as a set, see bits.h */
    size_t listed_count;
    struct story_rows rows; /* what they are shown as */
    size_t cursor, top;     /* among the rows */
    unsigned long version;  /* counts the results */
    int height;             /* rows of the pane when it was drawn last */
    bool moved;      /* the user chose the cursor: keep to that article, not to the top */
    uint64_t chosen; /* the article that was under it last: an empty list has none */
};

void list_release(struct list *list);

/* Take over another result; the cursor goes to the article with this id when it is there and
 * the user had moved, and keeps its screen line. */
void list_set(struct list *list, uint32_t *numbers, size_t count, struct app *app,
              uint64_t cursor_id);

/* The rows so far, and whether these are all; the others are made while nothing else is to do.
 */
size_t list_rows(const struct list *list);
bool list_is_whole(const struct list *list);

/* Make at least so many rows now, as far as there are. */
void list_reach(struct list *list, size_t rows);

/* A row below list_rows(). */
struct list_row list_row(const struct list *list, size_t i);

bool list_has(const struct list *list, uint32_t number);

/* The row that stands for an article, the one of its own before that of its group; false when
 * the article is not in the list. */
bool list_find(struct list *list, uint32_t number, size_t *at);

/* Make the rows anew from the same articles; the cursor stays with this one, or NULL. */
void list_fold(struct list *list, struct app *app, const struct article *article);

/* Move the cursor to a position, clamped, with a few rows of context around it. */
void list_move(struct list *list, long position);

void list_draw(struct list *list, struct app *app, struct rect rect);

/* Draw a row of the list, columns giving way as the width shrinks. */
void row_draw(struct app *app, const struct list_row *row, struct rect rect, int64_t now);

/* Light up what the filter looks for in a title that was drawn there, shortened to fit. */
void row_draw_matches(struct app *app, struct rect rect, const char *title);

/* A row in words, for those who do not see it. */
void row_draw_words(struct app *app, const struct list_row *row, bool read, bool selected,
                    struct rect rect, int64_t now);

extern const struct command list_commands[];

#endif
