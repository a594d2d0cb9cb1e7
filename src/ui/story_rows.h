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

struct app;
struct article;

enum row_kind {
    ROW_PLAIN,
    ROW_CLOSED, /* several articles in one row */
    ROW_OPEN,   /* the head of such, the others in rows below */
    ROW_MEMBER, /* one of those */
};

struct list_row {
    enum row_kind kind;
    uint32_t number;         /* the article shown */
    uint32_t first;          /* the article whose place in the list the row has */
    const uint32_t *members; /* all that the row stands for */
    size_t count;
    size_t all; /* in the whole group */
};

struct story_row;

struct story_rows {
    struct story_row *rows; /* NULL: each article is a row */
    size_t count;
    uint32_t *grouped; /* the articles, those of a group together */
    /* What the user did: */
    bool other_stories, other_copies; /* than the settings say */
    bool all_open;
    uint64_t *turned; /* groups that are open although all_open says no, or the reverse */
    size_t turned_count, turned_room;
};

void story_rows_release(struct story_rows *rows);

/* Make the rows of these articles, which are in the order of the list. */
void story_rows_make(struct story_rows *rows, struct app *app, const uint32_t *numbers,
                     size_t count);

/* Row i; of articles that are rows themselves it is that of the article given. */
struct list_row story_rows_at(const struct story_rows *rows, const uint32_t *numbers, size_t i);

/* Whether stories, and copies, are folded now. */
bool story_rows_fold_stories(const struct app *app);
bool story_rows_fold_copies(const struct app *app);

/* Open the group that this article is in. */
void story_rows_open(struct app *app, const struct article *article);

/* Fold as the settings say, which changed. */
void story_rows_reset(struct app *app);

/* Find the stories of the library in the background, after its articles changed. */
void app_find_stories(struct app *app);

extern const struct command story_commands[];

#endif
