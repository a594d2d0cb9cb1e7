/* SPDX-License-Identifier: MIT */
/*
 * The articles of a list as rows, made in their order: the first ones at once, the others in
 * slices while the loop has nothing else to do, or when somebody goes there. Which articles a
 * row stands for is looked up when it is asked for.
 */
#ifndef UI_STORY_FOLD_H
#define UI_STORY_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

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

/* What is folded: articles in the order of the list, and the set of them by number. Both stay
 * the caller's, and as they are until the fold is begun anew. */
struct fold_list {
    const uint32_t *numbers;
    size_t count;
    const uint64_t *listed;
    size_t listed_count; /* numbers below this are in the set or not */
    size_t pace;         /* articles at once; 0 for as many as there is time for */
};

struct story_fold;

struct story_fold *story_fold_new(struct app *app);
void story_fold_free(struct story_fold *fold); /* NULL is ignored */

/* Begin anew, with the first rows. */
void story_fold_begin(struct story_fold *fold, struct fold_list list);

/* Rows made so far, and whether these are all. */
size_t story_fold_count(const struct story_fold *fold);
bool story_fold_is_whole(const struct story_fold *fold);

/* Make at least so many rows, as far as there are. */
void story_fold_reach(struct story_fold *fold, size_t rows);

/* A row below the count; its members are valid until the fold is begun anew. */
struct list_row story_fold_at(struct story_fold *fold, size_t i);

/* The row that stands for a listed article, the one of its own before that of its group;
 * false when there is none. */
bool story_fold_find(struct story_fold *fold, uint32_t number, size_t *at);

#endif
