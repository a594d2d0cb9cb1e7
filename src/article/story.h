/* SPDX-License-Identifier: MIT */
/*
 * Which articles are copies of one another, and which report the same event.
 *
 * Copies (duplicates) have one address, spellings aside, or come from one provider under one
 * title: the same letters and digits, at least twelve, case, accents, punctuation and the
 * provider's name at the end aside. Of such a title the excerpts begin alike as well, or the
 * articles are at most four days apart and at most four bear it, as more make it the name of a
 * column. The best of them is the one with a body, then of the higher quality, then heat.
 *
 * A story is made of who names whom as related. Two articles of the same seven days belong
 * together when one names the other and half of all that either is related to is
 * common, themselves included, and at least one third article is common when both have others:
 * so neither a chain nor one article that names everything makes one story of several. What
 * hangs together is cut into spans of seven days, the oldest first.
 *
 * Nothing depends on the order of the articles.
 */
#ifndef ARTICLE_STORY_H
#define ARTICLE_STORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/library.h"

enum {
    STORY_DAYS = 7,
    STORY_MAX = 1000, /* members; what is larger is no story */
    STORY_SAME_TITLE_DAYS = 4,
    STORY_SAME_TITLE_MAX = 4,
    STORY_TITLE_LETTERS = 12,
};

#define STORY_NONE UINT32_MAX

struct stories;

void stories_free(struct stories *stories); /* NULL is ignored */

/* How many articles it covers; NULL covers none. Later ones are in no story. */
size_t stories_articles(const struct stories *stories);
size_t stories_count(const struct stories *stories);

/* The story of an article by its number, or STORY_NONE. */
uint32_t stories_of(const struct stories *stories, size_t number);

/* The number of the best of its copies: its own when it has none or is that one. */
uint32_t stories_best(const struct stories *stories, size_t number);

/* The copies of an article one after the other, itself the last. */
uint32_t stories_next_copy(const struct stories *stories, size_t number);

/* The articles that are in no story and have no copy, as bits.h has them, by number below
 * *count; what is not covered is alone as well. */
const uint64_t *stories_alone(const struct stories *stories, size_t *count);

/* The place of an article among those of its story, or of its copies: the best one has 0. */
uint32_t stories_rank(const struct stories *stories, size_t number);

/* The numbers of a story's articles, copies included, the best first. */
const uint32_t *stories_members(const struct stories *stories, uint32_t story, size_t *count);

/* Whether the one article is to be preferred; an order without ties. */
bool story_is_better(const struct article *a, const struct article *b);

/* ---- making them ---- */

struct story_build;

/* Of the articles that the library has now, whose memory stays until the build is freed; more
 * may come, and what goes meanwhile is in the stories still. Never NULL. */
struct story_build *story_build_new(const struct library *library);
void story_build_free(struct story_build *build); /* NULL is ignored */

/* Work for about so many milliseconds; true when there is no more to do. */
bool story_build_step(struct story_build *build, int milliseconds);

/* The stories, the caller's, after the last step. */
struct stories *story_build_take(struct story_build *build);

/* ---- the library's ---- */

/* Those of the library, NULL while they are not known. */
const struct stories *library_stories(const struct library *library);

/* Find them now, unless they are known for all its articles. */
void library_find_stories(struct library *library);

/* Find them while the loop runs, in slices of a few milliseconds; found is called when they are
 * known. Another call begins anew. */
void library_start_stories(struct library *library, struct loop *loop, void (*found)(void *arg),
                           void *arg);

#endif
