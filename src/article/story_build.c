/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>

#include "article/bits.h"
#include "article/story_parts.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/hash.h"

enum {
    STEPS_A_LOOK = 32, /* between two looks at the clock; one takes some microseconds */
    SECONDS_A_DAY = 24 * 60 * 60,
    TEXT_MAX = 64 * 1024,
};

static const struct story_stage *const parts[] = { story_copies_stages, story_links_stages,
                                                   story_cut_stages };

/* The stage of this number, NULL after the last one. */
static const struct story_stage *stage_at(size_t number)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (const struct story_stage *stage = parts[i]; stage->step; stage++)
            if (number-- == 0)
                return stage;
    return NULL;
}

static void start_stage(struct story_build *build)
{
    const struct story_stage *stage = stage_at(build->stage);

    build->at = build->steps = 0;
    if (!stage)
        return;
    if (stage->start)
        stage->start(build);
    build->steps = stage->steps(build);
}

static uint64_t *find_gone(const struct library *library, size_t count)
{
    uint64_t *gone = bits_new(count);

    for (size_t i = 0; i < count; i++)
        if (library_is_gone(library, i))
            bits_set(gone, i);
    return gone;
}

struct story_build *story_build_new(const struct library *library)
{
    struct story_build *build = xcalloc(1, sizeof *build);

    build->library = library;
    build->count = library_count(library);
    build->gone = find_gone(library, build->count);
    build->stories = xcalloc(1, sizeof *build->stories);
    build->stories->articles = build->count;
    build->stories->best = xcalloc(build->count + 1, sizeof *build->stories->best);
    build->stories->of = xcalloc(build->count + 1, sizeof *build->stories->of);
    build->stories->next_copy = xcalloc(build->count + 1, sizeof *build->stories->next_copy);
    build->stories->ranks = xcalloc(build->count + 1, sizeof *build->stories->ranks);
    build->parent = xcalloc(build->count + 1, sizeof *build->parent);
    buf_init(&build->title, TEXT_MAX);
    buf_init(&build->provider, TEXT_MAX);
    start_stage(build);
    return build;
}

void story_build_free(struct story_build *build)
{
    if (!build)
        return;
    stories_free(build->stories);
    free(build->gone);
    free(build->parent);
    free(build->table.slots);
    free(build->next_titled);
    buf_release(&build->title);
    buf_release(&build->provider);
    free(build->pairs);
    free(build->named);
    free(build->starts);
    free(build->neighbours);
    free(build->neighbour_counts);
    free(build->days);
    free(build->order);
    free(build->open);
    free(build->sizes);
    free(build);
}

bool story_build_step(struct story_build *build, int milliseconds)
{
    int64_t until = loop_now() + milliseconds;
    const struct story_stage *stage;

    while ((stage = stage_at(build->stage))) {
        for (int i = 0; i < STEPS_A_LOOK && build->at < build->steps; i++)
            stage->step(build, build->at++);
        if (build->at == build->steps) {
            build->stage++;
            start_stage(build);
        }
        if (loop_now() >= until)
            break;
    }
    return !stage_at(build->stage);
}

struct stories *story_build_take(struct story_build *build)
{
    struct stories *stories = build->stories;

    assert(!stage_at(build->stage));
    build->stories = NULL;
    return stories;
}

/* ---- what the stages share ---- */

size_t story_each_article(const struct story_build *build)
{
    return build->count;
}

uint32_t story_group(struct story_build *build, uint32_t number)
{
    while (build->parent[number] != number) {
        build->parent[number] = build->parent[build->parent[number]];
        number = build->parent[number];
    }
    return number;
}

/* The smaller number becomes the group's: paths are halved while they are walked. */
void story_join(struct story_build *build, uint32_t a, uint32_t b)
{
    a = story_group(build, a);
    b = story_group(build, b);
    if (a < b)
        build->parent[b] = a;
    else
        build->parent[a] = b;
}

void story_part_all(struct story_build *build)
{
    for (size_t i = 0; i < build->count; i++)
        build->parent[i] = (uint32_t)i;
}

bool story_is_gone(const struct story_build *build, size_t number)
{
    return bits_has(build->gone, number);
}

bool story_counts(const struct story_build *build, uint32_t number)
{
    return build->stories->best[number] == number && !story_is_gone(build, number);
}

int story_day(const struct article *article)
{
    if (article->date == DATE_NONE || article->date < 0 ||
        article->date >= (int64_t)STORY_DAYS_MAX * SECONDS_A_DAY)
        return -1;
    return (int)(article->date / SECONDS_A_DAY);
}

void story_table_init(struct story_table *table, size_t entries)
{
    size_t slots = 64;

    while (slots < 2 * entries)
        slots *= 2;
    free(table->slots);
    table->slots = xcalloc(slots, sizeof *table->slots);
    table->mask = slots - 1;
}

struct story_slot *story_table_at(const struct story_table *table, uint64_t hash)
{
    size_t i = hash_mix(hash ^ hash_secret()) & table->mask;

    while (table->slots[i].hash != 0 && table->slots[i].hash != hash)
        i = (i + 1) & table->mask;
    return &table->slots[i];
}
