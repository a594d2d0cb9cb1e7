/* SPDX-License-Identifier: MIT */
/* Marks that concern more than one article: copies are read together, a closed story is marked
 * as a whole. */
#ifndef UI_STORY_MARKS_H
#define UI_STORY_MARKS_H

#include <stdbool.h>
#include <stddef.h>

struct app;
struct article;

/* Mark an article that was read by itself: its copies are read too, and the whole story when
 * the settings say so. True when that changed something. */
bool story_mark(struct app *app, const struct article *article, unsigned mask, bool on);

/* selected_articles(), but of a closed row all articles that it stands for. */
const struct article **story_selected(struct app *app, size_t *count);

/* The array, which is freed, with the copies that get the same mark: for the caller to free().
 */
const struct article **story_with_copies(struct app *app, const struct article **articles,
                                         size_t *count, unsigned mask);

#endif
