/* SPDX-License-Identifier: MIT */
/*
 * The selection: articles that the next command acts on in the place of the one shown. Kept by
 * id, so that it outlives filters and reloads.
 */
#ifndef UI_SELECTED_H
#define UI_SELECTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/keymap.h"

struct app;
struct article;

struct selected {
    uint64_t *ids; /* rising, no doubles */
    size_t count;
    uint64_t last;   /* selected or taken out last, 0 for none */
    uint64_t *taken; /* the selection before it was acted on or cleared */
    size_t taken_count;
};

void selected_release(struct selected *selected);

bool selected_has(const struct selected *selected, uint64_t id);

/*
 * What a command is to act on: the selected articles that are there, those of the list first
 * and in its order, else the one that is shown. The array is for the caller to free(); NULL
 * when there is none.
 */
const struct article **selected_articles(struct app *app, size_t *count);

/* The numbers of the selected articles in the library, for the caller to free(). */
uint32_t *selected_numbers(const struct app *app, size_t *count);

/* They were acted on: the selection is empty, "reselect" brings it back. */
void selected_done(struct app *app);

extern const struct command selected_commands[];

#endif
