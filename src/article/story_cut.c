/* SPDX-License-Identifier: MIT */
/* Groups, cut where they last longer than a story does. */
#include <stdlib.h>

#include "article/bits.h"
#include "article/story_parts.h"
#include "base/alloc.h"

/* ---- the articles by day ---- */

static void start_days(struct story_build *build)
{
    for (size_t i = 0; i < build->count; i++)
        build->stories->of[i] = STORY_NONE;
    build->days = xcalloc(STORY_DAYS_MAX + 1, sizeof *build->days);
}

/* -1 for what is in no story. */
static int day_of(const struct story_build *build, size_t i)
{
    return story_counts(build, (uint32_t)i) ? story_day(library_article(build->library, i))
                                            : -1;
}

static void count_day(struct story_build *build, size_t i)
{
    int day = day_of(build, i);

    if (day >= 0)
        build->days[day + 1]++;
}

static void start_order(struct story_build *build)
{
    for (size_t day = 0; day < STORY_DAYS_MAX; day++)
        build->days[day + 1] += build->days[day];
    build->order = xcalloc(build->count + 1, sizeof *build->order);
    build->open = xcalloc(build->count + 1, sizeof *build->open);
}

static void put_in_order(struct story_build *build, size_t i)
{
    int day = day_of(build, i);

    if (day >= 0)
        build->order[build->days[day]++] = (uint32_t)i;
}

/* ---- spans ---- */

static size_t each_dated(const struct story_build *build)
{
    return build->days[STORY_DAYS_MAX - 1];
}

static uint32_t open_story(struct story_build *build)
{
    if (build->stories->count == build->size_room) {
        build->size_room = build->size_room ? 2 * build->size_room : 1024;
        build->sizes = xreallocarray(build->sizes, build->size_room, sizeof *build->sizes);
    }
    build->sizes[build->stories->count] = 0;
    return (uint32_t)build->stories->count++;
}

/* In the order of days: a group fills a story until its days are over. */
static void fill_story(struct story_build *build, size_t i)
{
    uint32_t number = build->order[i];
    struct story_open *open = &build->open[story_group(build, number)];
    uint32_t day = (uint32_t)story_day(library_article(build->library, number));

    /* A day of 0 is free: it is kept one more than it is. */
    if (open->day == 0 || day - (open->day - 1) >= STORY_DAYS)
        *open = (struct story_open){ .story = open_story(build), .day = day + 1 };
    build->stories->of[number] = open->story;
    build->sizes[open->story]++;
}

/* ---- members ---- */

/* Numbers for those that are stories; sizes become these numbers. */
static void start_members(struct story_build *build)
{
    struct stories *stories = build->stories;
    uint32_t found = 0;

    for (size_t i = 0; i < stories->count; i++)
        build->sizes[i] = build->sizes[i] > 1 && build->sizes[i] <= STORY_MAX ? found++
                                                                              : STORY_NONE;
    stories->count = found;
    stories->starts = xcalloc((size_t)found + 2, sizeof *stories->starts);
}

static void renumber(struct story_build *build, size_t i)
{
    uint32_t *story = &build->stories->of[i];

    if (*story != STORY_NONE)
        *story = build->sizes[*story];
}

/* Copies are where their best one is. */
static void count_member(struct story_build *build, size_t i)
{
    struct stories *stories = build->stories;

    if (story_is_gone(build, i))
        return;
    stories->of[i] = stories->of[stories->best[i]];
    if (stories->of[i] != STORY_NONE)
        stories->starts[stories->of[i] + 2]++;
}

static void start_placing(struct story_build *build)
{
    struct stories *stories = build->stories;

    for (size_t i = 1; i <= stories->count; i++)
        stories->starts[i + 1] += stories->starts[i];
    stories->members =
        xcalloc((size_t)stories->starts[stories->count + 1] + 1, sizeof *stories->members);
}

static void place_member(struct story_build *build, size_t i)
{
    struct stories *stories = build->stories;

    if (stories->of[i] != STORY_NONE)
        stories->members[stories->starts[stories->of[i] + 1]++] = (uint32_t)i;
}

static size_t each_story(const struct story_build *build)
{
    return build->stories->count;
}

static int better_first(const void *a, const void *b, void *library)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    if (left == right)
        return 0;
    return story_is_better(library_article(library, left), library_article(library, right)) ? -1
                                                                                            : 1;
}

static void order_members(struct story_build *build, size_t i)
{
    size_t count;
    uint32_t *members = (uint32_t *)stories_members(build->stories, (uint32_t)i, &count);

    qsort_r(members, count, sizeof *members, better_first, (void *)build->library);
    for (size_t k = 0; k < count; k++)
        build->stories->ranks[members[k]] = (uint32_t)k;
}

static void start_alone(struct story_build *build)
{
    build->stories->alone = bits_new(build->count);
}

static void note_alone(struct story_build *build, size_t i)
{
    const struct stories *stories = build->stories;

    if (stories->of[i] == STORY_NONE && stories->best[i] == i && stories->next_copy[i] == i)
        bits_set(stories->alone, i);
}

const struct story_stage story_cut_stages[] = {
    { start_days, story_each_article, count_day },
    { start_order, story_each_article, put_in_order },
    { NULL, each_dated, fill_story },
    { start_members, story_each_article, renumber },
    { NULL, story_each_article, count_member },
    { start_placing, story_each_article, place_member },
    { NULL, each_story, order_members },
    { start_alone, story_each_article, note_alone },
    { .step = NULL },
};
