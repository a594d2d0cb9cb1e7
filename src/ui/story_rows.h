/* SPDX-License-Identifier: MIT */
/*
 * From articles to rows: a story is one row until it is opened, copies of an article are one
 * too. A group stands where its first article does; its best one is its head.
 */
#ifndef UI_STORY_ROWS_H
#define UI_STORY_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/keymap.h"
#include "ui/story_fold.h"

struct app;
struct article;

struct story_rows {
    struct story_fold *fold; /* NULL: nothing was folded yet */
    bool folded;             /* else each article is a row */
    size_t pace;             /* of the fold; 0 but in tests */
    /* What the user did: */
    bool other_stories, other_copies; /* than the settings say */
    bool all_open;
    uint64_t *turned; /* groups that are open although all_open says no, or the reverse */
    size_t turned_count, turned_room;
};

void story_rows_release(struct story_rows *rows);

/* Make the rows of these articles, the first of them at once. */
void story_rows_make(struct story_rows *rows, struct app *app, struct fold_list list);

/* Whether stories, and copies, are folded now. */
bool story_rows_fold_stories(const struct app *app);
bool story_rows_fold_copies(const struct app *app);

/* Whether the group that this article is in is to be open. */
bool story_rows_is_open(const struct app *app, uint32_t number);

/* Open the group that this article is in. */
void story_rows_open(struct app *app, const struct article *article);

/* Fold as the settings say, which changed. */
void story_rows_reset(struct app *app);

/* Find the stories of the library in the background, after its articles changed. */
void app_find_stories(struct app *app);

extern const struct command story_commands[];

#endif
