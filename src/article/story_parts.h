/* SPDX-License-Identifier: MIT */
/*
 * What the files of story*.c share:
 *
 *   story.c        what was found            story_copies.c   articles that are copies
 *   story_build.c  the stages, in slices     story_links.c    who belongs together
 *   story_cut.c    groups to stories
 */
#ifndef ARTICLE_STORY_PARTS_H
#define ARTICLE_STORY_PARTS_H

#include "article/story.h"
#include "base/buf.h"

struct stories {
    size_t articles, count;
    uint32_t *best, *of; /* by number of the article */
    uint32_t *next_copy; /* those of one article in a ring */
    uint32_t *ranks;
    uint32_t *starts; /* by story, and one more: its first place in members */
    uint32_t *members;
    uint64_t *alone; /* a bit each article */
};

/* A table of hashes; a hash of 0 is a free slot. */
struct story_table {
    struct story_slot {
        uint64_t hash;
        uint32_t number;
        uint32_t titled; /* of a title: how many have it */
    } * slots;
    size_t mask;
};

/* Room for so many entries. */
void story_table_init(struct story_table *table, size_t entries);
struct story_slot *story_table_at(const struct story_table *table, uint64_t hash);

struct story_build {
    const struct library *library;
    size_t count;
    size_t stage, at, steps; /* how far: the stage, the step in it and how many it has */

    uint64_t *gone;   /* a bit each: it was when this began; what goes later counts on */
    uint32_t *parent; /* of the groups that are being made */
    struct stories *stories;

    struct story_table table;
    uint32_t *next_titled; /* another article of the same title, STORY_NONE for none */
    struct buf title, provider;

    struct story_pair {
        uint32_t from, to;
    } * pairs; /* who names whom */
    size_t pair_count, pair_room;
    uint32_t *named;  /* how often each is */
    uint32_t *starts; /* of each one's neighbours */
    uint32_t *neighbours, *neighbour_counts;

    uint32_t *days; /* places in order, by day */
    uint32_t *order;
    struct story_open {
        uint32_t story, day;
    } * open;        /* of each group, the story that it fills */
    uint32_t *sizes; /* by story */
    size_t size_room;
};

/* The group of an article. */
uint32_t story_group(struct story_build *build, uint32_t number);
void story_join(struct story_build *build, uint32_t a, uint32_t b);
/* Each article a group of its own. */
void story_part_all(struct story_build *build);

/* Whether an article was gone when this began, as no stage may have more than another. */
bool story_is_gone(const struct story_build *build, size_t number);

/* An article that counts: it is not gone and no copy of a better one. */
bool story_counts(const struct story_build *build, uint32_t number);

/* The day of an article since 1970; -1 when it has none, or an odd one. */
enum { STORY_DAYS_MAX = 65536 };
int story_day(const struct article *article);

/* A piece of the work: what is made ready, how many steps there are, and one step. */
struct story_stage {
    void (*start)(struct story_build *build);
    size_t (*steps)(const struct story_build *build);
    void (*step)(struct story_build *build, size_t i);
};

extern const struct story_stage story_copies_stages[];
extern const struct story_stage story_links_stages[];
extern const struct story_stage story_cut_stages[];

/* The steps of a stage that looks at every article. */
size_t story_each_article(const struct story_build *build);

#endif
