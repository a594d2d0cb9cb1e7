/* SPDX-License-Identifier: MIT */
#include "ui/story_rows.h"

#include <stdlib.h>
#include <string.h>

#include "article/story.h"
#include "base/alloc.h"
#include "ui/app.h"

struct story_row {
    uint32_t start, count; /* in grouped: the articles it stands for */
    uint32_t first, all;
    enum row_kind kind;
};

/* What the list has of one story, or of one article and its copies. */
struct group {
    uint32_t start, count;
    uint32_t first; /* met in the list */
};

struct grouping {
    struct app *app;
    const struct stories *stories;
    bool fold_stories, fold_copies;
    uint32_t *groups_of; /* by story, then by article: number + 1 of its group */
    struct group *groups;
    size_t count;
    uint32_t *each; /* by place in the list: the group of the article */
};

void story_rows_release(struct story_rows *rows)
{
    free(rows->rows);
    free(rows->grouped);
    free(rows->turned);
    *rows = (struct story_rows){ 0 };
}

bool story_rows_fold_stories(const struct app *app)
{
    return app->config->stories != app->list.rows.other_stories;
}

bool story_rows_fold_copies(const struct app *app)
{
    return app->config->fold_copies != app->list.rows.other_copies;
}

/* ---- groups ---- */

/* Where groups_of has the group of an article. */
static size_t key_of(const struct grouping *grouping, uint32_t number)
{
    uint32_t story = grouping->fold_stories ? stories_of(grouping->stories, number)
                                            : STORY_NONE;
    size_t stories = stories_count(grouping->stories);

    if (story != STORY_NONE)
        return story;
    return stories + (grouping->fold_copies ? stories_best(grouping->stories, number) : number);
}

static void find_groups(struct grouping *grouping, const uint32_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t *group = &grouping->groups_of[key_of(grouping, numbers[i])];
        if (*group == 0) {
            grouping->groups[grouping->count] = (struct group){ .first = numbers[i] };
            *group = (uint32_t)++grouping->count;
        }
        grouping->each[i] = *group - 1;
        grouping->groups[*group - 1].count++;
    }
}

static void put_together(struct grouping *grouping, const uint32_t *numbers, size_t count,
                         uint32_t *grouped)
{
    uint32_t start = 0;

    for (size_t g = 0; g < grouping->count; g++) {
        grouping->groups[g].start = start;
        start += grouping->groups[g].count;
        grouping->groups[g].count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct group *group = &grouping->groups[grouping->each[i]];
        grouped[group->start + group->count++] = numbers[i];
    }
}

/* ---- heads ---- */

/* The whole text is there, of the file or fetched. */
static bool is_full(const struct grouping *grouping, uint32_t number)
{
    struct memory *memory = &grouping->app->memory;
    const struct article *article = library_article(grouping->app->library, number);

    return article->has_body ||
           (pages_count(memory->pages) > 0 && memory_verdict(memory, article) == 0);
}

/* Which of two articles of a group comes first: a full text, then the better one. */
static bool precedes(const struct grouping *grouping, uint32_t a, uint32_t b)
{
    bool full = is_full(grouping, a);

    if (full != is_full(grouping, b))
        return full;
    return stories_rank(grouping->stories, a) < stories_rank(grouping->stories, b);
}

static void put_head_first(const struct grouping *grouping, uint32_t *members, size_t count)
{
    uint32_t least = stories_rank(grouping->stories, members[0]);
    bool full = is_full(grouping, members[0]);
    size_t head = 0;

    for (size_t i = 1; i < count; i++) {
        uint32_t rank = stories_rank(grouping->stories, members[i]);
        /* What does not come before it by rank does so only by its text. */
        if (full && rank >= least)
            continue;
        bool has = is_full(grouping, members[i]);
        if (has != full ? has : rank < least) {
            head = i;
            full = has;
            least = rank;
        }
    }
    uint32_t number = members[head];
    members[head] = members[0];
    members[0] = number;
}

static int by_precedence(const void *a, const void *b, void *grouping)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    if (left == right)
        return 0;
    if (precedes(grouping, left, right))
        return -1;
    return precedes(grouping, right, left) || left > right ? 1 : -1;
}

/* ---- open and closed ---- */

/* What a group is remembered by: the best article of the whole of it, also where the list has
 * only others. */
static uint64_t name_of(const struct app *app, uint32_t number)
{
    const struct stories *stories = library_stories(app->library);
    uint32_t story = story_rows_fold_stories(app) ? stories_of(stories, number) : STORY_NONE;
    size_t count;

    if (story != STORY_NONE)
        number = stories_members(stories, story, &count)[0];
    else
        number = stories_best(stories, number);
    return library_article(app->library, number)->id;
}

static size_t find_turned(const struct story_rows *rows, uint64_t name)
{
    size_t i = 0;

    while (i < rows->turned_count && rows->turned[i] != name)
        i++;
    return i;
}

static bool is_open(const struct app *app, uint32_t number)
{
    const struct story_rows *rows = &app->list.rows;

    if (rows->turned_count == 0)
        return rows->all_open;
    return rows->all_open != (find_turned(rows, name_of(app, number)) < rows->turned_count);
}

static void turn(struct app *app, uint32_t number)
{
    struct story_rows *rows = &app->list.rows;
    uint64_t name = name_of(app, number);
    size_t at = find_turned(rows, name);

    if (at < rows->turned_count) {
        rows->turned[at] = rows->turned[--rows->turned_count];
        return;
    }
    if (rows->turned_count == rows->turned_room) {
        rows->turned_room = rows->turned_room ? 2 * rows->turned_room : 16;
        rows->turned = xreallocarray(rows->turned, rows->turned_room, sizeof *rows->turned);
    }
    rows->turned[rows->turned_count++] = name;
}

/* ---- rows ---- */

static void add_row(struct story_rows *rows, const struct group *group, uint32_t from,
                    uint32_t count, enum row_kind kind)
{
    uint32_t start = group->start + from;

    rows->rows[rows->count++] = (struct story_row){
        .start = start,
        .count = count,
        .first = kind == ROW_CLOSED ? group->first : rows->grouped[start],
        .all = group->count,
        .kind = kind,
    };
}

static void add_group(struct story_rows *rows, struct grouping *grouping,
                      const struct group *group)
{
    uint32_t *members = rows->grouped + group->start;

    if (group->count == 1) {
        add_row(rows, group, 0, 1, ROW_PLAIN);
    } else if (!is_open(grouping->app, members[0])) {
        put_head_first(grouping, members, group->count);
        add_row(rows, group, 0, group->count, ROW_CLOSED);
    } else {
        qsort_r(members, group->count, sizeof *members, by_precedence, grouping);
        add_row(rows, group, 0, 1, ROW_OPEN);
        for (uint32_t i = 1; i < group->count; i++)
            add_row(rows, group, i, 1, ROW_MEMBER);
    }
}

void story_rows_make(struct story_rows *rows, struct app *app, const uint32_t *numbers,
                     size_t count)
{
    struct grouping grouping = {
        .app = app,
        .stories = library_stories(app->library),
        .fold_stories = story_rows_fold_stories(app),
        .fold_copies = story_rows_fold_copies(app),
    };

    free(rows->rows);
    free(rows->grouped);
    rows->rows = NULL;
    rows->grouped = NULL;
    rows->count = count;
    if (count == 0 || !grouping.stories || !(grouping.fold_stories || grouping.fold_copies))
        return;
    grouping.groups_of = xcalloc(stories_count(grouping.stories) + library_count(app->library),
                                 sizeof(uint32_t));
    grouping.groups = xreallocarray(NULL, count, sizeof *grouping.groups);
    grouping.each = xreallocarray(NULL, count, sizeof *grouping.each);
    find_groups(&grouping, numbers, count);
    if (grouping.count < count) {
        rows->grouped = xreallocarray(NULL, count, sizeof *rows->grouped);
        put_together(&grouping, numbers, count, rows->grouped);
        rows->rows = xreallocarray(NULL, count, sizeof *rows->rows);
        rows->count = 0;
        for (size_t g = 0; g < grouping.count; g++)
            add_group(rows, &grouping, &grouping.groups[g]);
    }
    free(grouping.groups_of);
    free(grouping.groups);
    free(grouping.each);
}

struct list_row story_rows_at(const struct story_rows *rows, const uint32_t *numbers, size_t i)
{
    if (!rows->rows)
        return (struct list_row){ ROW_PLAIN, numbers[i], numbers[i], &numbers[i], 1, 1 };
    const struct story_row *row = &rows->rows[i];
    const uint32_t *members = rows->grouped + row->start;
    return (
        struct list_row){ row->kind, members[0], row->first, members, row->count, row->all };
}

/* ---- in the browser ---- */

static void stories_found(void *arg)
{
    struct app *app = arg;

    if (query_needs_stories(app->filter.query))
        app_refilter(app);
    else
        app_fold(app);
}

void app_find_stories(struct app *app)
{
    library_start_stories(app->library, app->loop, stories_found, app);
}

void story_rows_open(struct app *app, const struct article *article)
{
    if (!is_open(app, article->number))
        turn(app, article->number);
    app_fold(app);
}

void story_rows_reset(struct app *app)
{
    app->list.rows.other_stories = app->list.rows.other_copies = false;
    app_fold(app);
}

static void toggle_one(const struct call *call)
{
    struct app *app = call->app;

    if (app->list.cursor >= app->list.rows.count)
        return;
    struct list_row row = list_row(&app->list, app->list.cursor);
    if (row.kind == ROW_PLAIN) {
        app_say(app, "this article is in no story of the list");
        return;
    }
    turn(app, row.number);
    app_fold(app);
}

static bool has_stories(const struct list *list)
{
    size_t i = 0;

    while (i < list->rows.count && list_row(list, i).kind == ROW_PLAIN)
        i++;
    return i < list->rows.count;
}

static void toggle_each(const struct call *call)
{
    struct story_rows *rows = &call->app->list.rows;

    if (!has_stories(&call->app->list)) {
        app_say(call->app, "there are no stories in the list");
        return;
    }
    rows->all_open = !rows->all_open;
    rows->turned_count = 0;
    app_fold(call->app);
    app_say(call->app, rows->all_open ? "all stories are open" : "all stories are closed");
}

static void toggle_stories(const struct call *call)
{
    struct app *app = call->app;

    app->list.rows.other_stories = !app->list.rows.other_stories;
    app_fold(app);
    app_say(app, story_rows_fold_stories(app) ? "a story is one row"
                                              : "each article of a story is a row");
}

static void toggle_copies(const struct call *call)
{
    struct app *app = call->app;

    app->list.rows.other_copies = !app->list.rows.other_copies;
    app_fold(app);
    app_say(app, story_rows_fold_copies(app) ? "copies of an article are one row"
                                             : "each copy of an article is a row");
}

const struct command story_commands[] = {
    { "toggle-story", ",", MAP_LIST, NULL, toggle_one, "open or close this story" },
    { "toggle-every-story", "C", MAP_LIST, NULL, toggle_each, "open or close all stories" },
    { "toggle-stories", "W", MAP_LIST, NULL, toggle_stories,
      "show stories as one row, or each article of them" },
    { "toggle-copies", "D", MAP_LIST, NULL, toggle_copies,
      "show copies of an article as one row, or each" },
    { .name = NULL },
};
