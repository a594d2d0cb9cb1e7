/* SPDX-License-Identifier: MIT */
#include "ui/story_fold.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "article/bits.h"
#include "article/story.h"
#include "base/arena.h"
#include "ui/app.h"

enum {
    FIRST_MS = 1, /* what a key waits for */
    SLICE_MS = 3,
    ARTICLES_A_LOOK = 4096, /* between two looks at the clock */
    ROWS_A_SEARCH = 16384,
};

/* What a row has instead of a group. */
#define ALONE   UINT32_MAX /* stands for its article only */
#define UNKNOWN (UINT32_MAX - 1)

struct row {
    uint32_t number; /* of a closed group the article met first */
    uint32_t group;
};

/* What the list has of one story, or of one article and its copies. */
struct group {
    uint32_t *members; /* the head first, then the best */
    uint32_t count;
    bool open;
};

struct story_fold {
    struct app *app;
    struct fold_list list;
    const struct stories *stories;
    const uint64_t *alone; /* of them */
    size_t alone_count;
    bool stories_too, copies_too; /* are folded */
    size_t at;                    /* articles of the list that are in rows */
    struct row *rows;
    size_t count, room;
    uint64_t *seen; /* keys of groups that have their rows */
    size_t seen_room;
    struct group *groups;
    size_t group_count, group_room;
    struct arena members;
    struct loop_timer *timer; /* set while there is more to do */
};

struct story_fold *story_fold_new(struct app *app)
{
    struct story_fold *fold = xcalloc(1, sizeof *fold);

    fold->app = app;
    arena_init(&fold->members);
    return fold;
}

void story_fold_free(struct story_fold *fold)
{
    if (!fold)
        return;
    loop_cancel(fold->app->loop, fold->timer);
    free(fold->rows);
    free(fold->seen);
    free(fold->groups);
    arena_release(&fold->members);
    free(fold);
}

size_t story_fold_count(const struct story_fold *fold)
{
    return fold->count;
}

bool story_fold_is_whole(const struct story_fold *fold)
{
    return fold->at == fold->list.count;
}

/* ---- groups ---- */

/* The story that its group is, STORY_NONE for that of its copies. */
static uint32_t story_of(const struct story_fold *fold, uint32_t number)
{
    return fold->stories_too ? stories_of(fold->stories, number) : STORY_NONE;
}

static bool is_alone(const struct story_fold *fold, uint32_t number)
{
    return number >= fold->alone_count || bits_has(fold->alone, number) ||
           (!fold->copies_too && story_of(fold, number) == STORY_NONE);
}

/* A number for the group of an article: stories, then the best of copies. */
static size_t key_of(const struct story_fold *fold, uint32_t number)
{
    uint32_t story = story_of(fold, number);

    if (story != STORY_NONE)
        return story;
    return stories_count(fold->stories) + stories_best(fold->stories, number);
}

static bool is_listed(const struct story_fold *fold, uint32_t number)
{
    return number < fold->list.listed_count && bits_has(fold->list.listed, number);
}

static void add_member(const struct story_fold *fold, struct group *group, uint32_t number)
{
    if (is_listed(fold, number))
        group->members[group->count++] = number;
}

/* What of a story is in the list, the best first. */
static struct group gather_story(struct story_fold *fold, uint32_t story)
{
    size_t count;
    const uint32_t *all = stories_members(fold->stories, story, &count);
    struct group group = { .members = arena_alloc(&fold->members, count * sizeof *all) };

    for (size_t i = 0; i < count; i++)
        add_member(fold, &group, all[i]);
    return group;
}

/* The same of an article and its copies. */
static struct group gather_copies(struct story_fold *fold, uint32_t number)
{
    uint32_t best = stories_best(fold->stories, number), copy = best;
    size_t count = 1;

    while ((copy = stories_next_copy(fold->stories, copy)) != best)
        count++;
    struct group group = { .members = arena_alloc(&fold->members, count * sizeof copy) };
    do
        add_member(fold, &group, copy);
    while ((copy = stories_next_copy(fold->stories, copy)) != best);
    return group;
}

static struct group gather(struct story_fold *fold, uint32_t number)
{
    uint32_t story = story_of(fold, number);

    return story != STORY_NONE ? gather_story(fold, story) : gather_copies(fold, number);
}

/* ---- heads ---- */

/* The whole text is there, of the file or fetched. */
static bool is_full(const struct story_fold *fold, uint32_t number)
{
    struct memory *memory = &fold->app->memory;
    const struct article *article = library_article(fold->app->library, number);

    return article->has_body ||
           (pages_count(memory->pages) > 0 && memory_verdict(memory, article) == 0);
}

/* Which of two articles of a group comes first: a full text, then the better one. */
static bool precedes(const struct story_fold *fold, uint32_t a, uint32_t b)
{
    bool full = is_full(fold, a);

    if (full != is_full(fold, b))
        return full;
    return stories_rank(fold->stories, a) < stories_rank(fold->stories, b);
}

static void put_head_first(const struct story_fold *fold, const struct group *group)
{
    uint32_t *members = group->members;
    size_t head = 0;

    for (size_t i = 1; i < group->count && !is_full(fold, members[head]); i++)
        if (precedes(fold, members[i], members[head]))
            head = i;
    uint32_t number = members[head];
    memmove(members + 1, members, head * sizeof *members);
    members[0] = number;
}

static int by_precedence(const void *a, const void *b, void *fold)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    if (left == right)
        return 0;
    if (precedes(fold, left, right))
        return -1;
    return precedes(fold, right, left) || left > right ? 1 : -1;
}

/* ---- rows ---- */

static void add_row(struct story_fold *fold, uint32_t number, uint32_t group)
{
    assert(fold->count < fold->room);
    fold->rows[fold->count++] = (struct row){ number, group };
}

/* The number of a group that is known from now on; ALONE when the list has one article of it.
 */
static uint32_t add_group(struct story_fold *fold, uint32_t number, bool open)
{
    struct group group = gather(fold, number);

    /* What is gone from the folder is in no ring of copies. */
    if (group.count <= 1)
        return ALONE;
    if (open)
        qsort_r(group.members, group.count, sizeof number, by_precedence, fold);
    else
        put_head_first(fold, &group);
    group.open = open;
    if (fold->group_count == fold->group_room) {
        fold->group_room = fold->group_room ? 2 * fold->group_room : 64;
        fold->groups = xreallocarray(fold->groups, fold->group_room, sizeof *fold->groups);
    }
    fold->groups[fold->group_count] = group;
    return (uint32_t)fold->group_count++;
}

static void add_open(struct story_fold *fold, uint32_t number)
{
    uint32_t at = add_group(fold, number, true);

    if (at == ALONE) {
        add_row(fold, number, ALONE);
        return;
    }
    for (uint32_t i = 0; i < fold->groups[at].count; i++)
        add_row(fold, fold->groups[at].members[i], at);
}

static void take_article(struct story_fold *fold, uint32_t number)
{
    if (is_alone(fold, number)) {
        add_row(fold, number, ALONE);
        return;
    }
    size_t key = key_of(fold, number);
    if (bits_has(fold->seen, key))
        return;
    bits_set(fold->seen, key);
    /* Copies that are not folded have a row each, opened or not. */
    if (!fold->copies_too && story_of(fold, number) == STORY_NONE)
        add_row(fold, number, ALONE);
    else if (story_rows_is_open(fold->app, number))
        add_open(fold, number);
    else
        add_row(fold, number, UNKNOWN);
}

/* Others may have been found since: they are folded anew soon. */
static bool is_current(const struct story_fold *fold)
{
    return library_stories(fold->app->library) == fold->stories;
}

void story_fold_reach(struct story_fold *fold, size_t rows)
{
    while (fold->count < rows && fold->at < fold->list.count && is_current(fold))
        take_article(fold, fold->list.numbers[fold->at++]);
    if (story_fold_is_whole(fold)) {
        loop_cancel(fold->app->loop, fold->timer);
        fold->timer = NULL;
    }
}

static void work(struct story_fold *fold, int milliseconds);

static void slice(void *arg)
{
    struct story_fold *fold = arg;

    fold->timer = NULL;
    if (is_current(fold))
        work(fold, SLICE_MS);
    fold->app->dirty |= story_fold_is_whole(fold);
}

/* For about so long, and on when the loop comes to it. */
static void work(struct story_fold *fold, int milliseconds)
{
    size_t pace = fold->list.pace, most = pace > 0 ? pace : ARTICLES_A_LOOK;
    int64_t until = loop_now() + milliseconds;

    do
        for (size_t i = 0; i < most && fold->at < fold->list.count; i++)
            take_article(fold, fold->list.numbers[fold->at++]);
    while (fold->at < fold->list.count && pace == 0 && loop_now() < until);
    if (!story_fold_is_whole(fold))
        fold->timer = loop_after(fold->app->loop, 0, slice, fold);
}

static void make_room(struct story_fold *fold)
{
    size_t keys = stories_count(fold->stories) + fold->list.listed_count;

    if (fold->room < fold->list.count) {
        free(fold->rows);
        fold->rows = xreallocarray(NULL, fold->list.count, sizeof *fold->rows);
        fold->room = fold->list.count;
    }
    if (fold->seen_room < keys) {
        free(fold->seen);
        fold->seen = bits_new(keys);
        fold->seen_room = keys;
    } else if (keys > 0) {
        memset(fold->seen, 0, bits_words(keys) * sizeof *fold->seen);
    }
}

void story_fold_begin(struct story_fold *fold, struct fold_list list)
{
    loop_cancel(fold->app->loop, fold->timer);
    fold->timer = NULL;
    arena_release(&fold->members);
    fold->group_count = fold->count = fold->at = 0;
    fold->list = list;
    fold->stories = library_stories(fold->app->library);
    fold->alone = stories_alone(fold->stories, &fold->alone_count);
    fold->stories_too = story_rows_fold_stories(fold->app);
    fold->copies_too = story_rows_fold_copies(fold->app);
    make_room(fold);
    work(fold, FIRST_MS);
}

/* ---- what is asked ---- */

struct list_row story_fold_at(struct story_fold *fold, size_t i)
{
    struct row *row = &fold->rows[i];

    if (row->group == UNKNOWN && is_current(fold))
        row->group = add_group(fold, row->number, false);
    if (row->group == ALONE || row->group == UNKNOWN)
        return (struct list_row){ ROW_PLAIN, row->number, row->number, &row->number, 1, 1 };
    const struct group *group = &fold->groups[row->group];
    if (!group->open)
        return (struct list_row){ ROW_CLOSED,     group->members[0], row->number,
                                  group->members, group->count,      group->count };
    return (struct list_row){ row->number == group->members[0] ? ROW_OPEN : ROW_MEMBER,
                              row->number,
                              row->number,
                              &row->number,
                              1,
                              group->count };
}

static bool stands_for(const struct story_fold *fold, const struct row *row, uint32_t number,
                       size_t key)
{
    if (row->number == number)
        return true;
    if (row->group == ALONE || (row->group != UNKNOWN && fold->groups[row->group].open))
        return false;
    return key_of(fold, row->number) == key;
}

bool story_fold_find(struct story_fold *fold, uint32_t number, size_t *at)
{
    size_t key;

    if (!is_listed(fold, number) || !is_current(fold))
        return false;
    key = is_alone(fold, number) ? SIZE_MAX : key_of(fold, number);
    for (size_t i = 0;; i++) {
        if (i == fold->count)
            story_fold_reach(fold, i + ROWS_A_SEARCH);
        if (i == fold->count)
            return false;
        if (stands_for(fold, &fold->rows[i], number, key)) {
            *at = i;
            return true;
        }
    }
}
