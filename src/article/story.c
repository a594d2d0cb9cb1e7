/* SPDX-License-Identifier: MIT */
#include "article/story.h"

#include <math.h>
#include <stdlib.h>

#include "article/story_parts.h"

void stories_free(struct stories *stories)
{
    if (!stories)
        return;
    free(stories->best);
    free(stories->of);
    free(stories->next_copy);
    free(stories->ranks);
    free(stories->starts);
    free(stories->members);
    free(stories->alone);
    free(stories);
}

size_t stories_articles(const struct stories *stories)
{
    return stories ? stories->articles : 0;
}

size_t stories_count(const struct stories *stories)
{
    return stories ? stories->count : 0;
}

uint32_t stories_of(const struct stories *stories, size_t number)
{
    return number < stories_articles(stories) ? stories->of[number] : STORY_NONE;
}

uint32_t stories_best(const struct stories *stories, size_t number)
{
    return number < stories_articles(stories) ? stories->best[number] : (uint32_t)number;
}

uint32_t stories_next_copy(const struct stories *stories, size_t number)
{
    return number < stories_articles(stories) ? stories->next_copy[number] : (uint32_t)number;
}

const uint64_t *stories_alone(const struct stories *stories, size_t *count)
{
    *count = stories_articles(stories);
    return stories ? stories->alone : NULL;
}

uint32_t stories_rank(const struct stories *stories, size_t number)
{
    return number < stories_articles(stories) ? stories->ranks[number] : 0;
}

const uint32_t *stories_members(const struct stories *stories, uint32_t story, size_t *count)
{
    *count = stories->starts[story + 1] - stories->starts[story];
    return stories->members + stories->starts[story];
}

/* Unknown is less than any. */
static int compare(double a, double b)
{
    if (isnan(a) || isnan(b))
        return isnan(b) - isnan(a);
    return (a > b) - (a < b);
}

bool story_is_better(const struct article *a, const struct article *b)
{
    int order = a->has_body - b->has_body;

    if (order == 0)
        order = compare(a->quality, b->quality);
    if (order == 0)
        order = compare(a->heat, b->heat);
    if (order == 0)
        order = (a->related_count > b->related_count) - (a->related_count < b->related_count);
    if (order == 0)
        order = (a->date > b->date) - (a->date < b->date);
    if (order == 0)
        order = (a->id < b->id) - (a->id > b->id);
    if (order == 0)
        order = a->root < b->root ? 1 : -1;
    return order > 0;
}
