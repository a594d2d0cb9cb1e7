/* SPDX-License-Identifier: MIT */
#include "ui/selected.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ui/app.h"

void selected_release(struct selected *selected)
{
    free(selected->ids);
    free(selected->taken);
    *selected = (struct selected){ .ids = NULL };
}

/* Where the id is, or belongs. */
static size_t find(const struct selected *selected, uint64_t id)
{
    size_t low = 0, high = selected->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (selected->ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool selected_has(const struct selected *selected, uint64_t id)
{
    size_t at = find(selected, id);

    return at < selected->count && selected->ids[at] == id;
}

static int compare_ids(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* Take over an array of ids in any order. */
static void set_ids(struct selected *selected, uint64_t *ids, size_t count)
{
    size_t kept = 0;

    if (count > 0)
        qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || ids[i] != ids[kept - 1])
            ids[kept++] = ids[i];
    free(selected->ids);
    selected->ids = ids;
    selected->count = kept;
}

/* Select those of these ids that are not, and take out the others: all at once, as very many
 * are turned by one key. */
static void turn(struct selected *selected, uint64_t *ids, size_t count)
{
    uint64_t *turned = xcalloc(selected->count + count, sizeof *turned);
    size_t kept = 0, i = 0, k = 0;

    if (count > 0)
        qsort(ids, count, sizeof *ids, compare_ids);
    while (i < selected->count || k < count) {
        if (k == count || (i < selected->count && selected->ids[i] < ids[k])) {
            turned[kept++] = selected->ids[i++];
        } else if (i == selected->count || ids[k] < selected->ids[i]) {
            turned[kept++] = ids[k++];
        } else {
            i++;
            k++;
        }
    }
    free(selected->ids);
    selected->ids = turned;
    selected->count = kept;
}

static uint64_t id_at(const struct app *app, size_t row)
{
    return library_article(app->library, app->list.numbers[row])->id;
}

const struct article **selected_articles(struct app *app, size_t *count)
{
    const struct selected *selected = &app->selected;
    const struct article *shown = reader_article(&app->reader, app), **articles;
    bool *listed = xcalloc(selected->count + 1, sizeof *listed);

    articles = xcalloc(selected->count + 1, sizeof *articles);
    *count = 0;
    for (size_t i = 0; selected->count && i < app->list.count; i++) {
        uint64_t id = id_at(app, i);
        size_t at = find(selected, id);
        if (at == selected->count || selected->ids[at] != id || listed[at])
            continue;
        listed[at] = true;
        articles[(*count)++] = library_article(app->library, app->list.numbers[i]);
    }
    for (size_t i = 0; i < selected->count; i++) {
        const struct article *article =
            listed[i] ? NULL : library_by_id(app->library, selected->ids[i]);
        if (article)
            articles[(*count)++] = article;
    }
    free(listed);
    if (selected->count == 0 && shown)
        articles[(*count)++] = shown;
    if (*count > 0)
        return articles;
    free(articles);
    return NULL;
}

uint32_t *selected_numbers(const struct app *app, size_t *count)
{
    uint32_t *numbers = xcalloc(app->selected.count + 1, sizeof *numbers);
    size_t all = library_count(app->library);

    *count = 0;
    for (size_t i = 0; i < all && *count < app->selected.count; i++)
        if (!library_is_gone(app->library, i) &&
            selected_has(&app->selected, library_article(app->library, i)->id))
            numbers[(*count)++] = (uint32_t)i;
    return numbers;
}

void selected_done(struct app *app)
{
    struct selected *selected = &app->selected;

    if (selected->count == 0)
        return;
    free(selected->taken);
    selected->taken = selected->ids;
    selected->taken_count = selected->count;
    selected->ids = NULL;
    selected->count = 0;
    app->dirty = true;
}

/* What is to be turned. */
struct turns {
    uint64_t *ids;
    size_t count, room;
};

/* All articles of a row are selected together, or taken out when they all are. */
static void turn_row(struct app *app, size_t at, struct turns *turns)
{
    struct list_row row = list_row(&app->list, at);
    bool on = false;

    for (size_t i = 0; i < row.count; i++)
        on |= !selected_has(&app->selected, library_article(app->library, row.members[i])->id);
    for (size_t i = 0; i < row.count; i++) {
        uint64_t id = library_article(app->library, row.members[i])->id;
        if (selected_has(&app->selected, id) == on)
            continue;
        if (turns->count == turns->room) {
            turns->room = turns->room ? 2 * turns->room : 16;
            turns->ids = xreallocarray(turns->ids, turns->room, sizeof *turns->ids);
        }
        turns->ids[turns->count++] = id;
    }
    app->selected.last = library_article(app->library, row.number)->id;
}

/* Whether the row stands for this article. */
static bool row_has(const struct app *app, size_t at, uint64_t id)
{
    struct list_row row = list_row(&app->list, at);

    for (size_t i = 0; i < row.count; i++)
        if (library_article(app->library, row.members[i])->id == id)
            return true;
    return false;
}

/* x: this row and on to the next; with a number, so many rows. */
static void toggle(const struct call *call)
{
    struct app *app = call->app;
    long rows = call->count ? call->count : 1;
    struct turns turns = { 0 };

    for (; rows > 0 && app->list.cursor < list_rows(&app->list); rows--) {
        size_t row = app->list.cursor;
        turn_row(app, row, &turns);
        list_reach(&app->list, row + 2);
        if (row + 1 == list_rows(&app->list))
            break;
        list_move(&app->list, (long)row + 1);
        app->list.moved = true;
    }
    turn(&app->selected, turns.ids, turns.count);
    free(turns.ids);
    app_show(app, app_article(app));
}

/* X: all rows from the one that was selected last to this one. */
static void select_to(const struct call *call)
{
    struct app *app = call->app;
    struct selected *selected = &app->selected;
    size_t from = app->list.cursor, to = from;

    list_reach(&app->list, SIZE_MAX);
    if (list_rows(&app->list) == 0)
        return;
    for (size_t i = 0; i < list_rows(&app->list); i++)
        if (row_has(app, i, selected->last))
            from = i;
    if (from > to) {
        to = from;
        from = app->list.cursor;
    }
    size_t count = selected->count, room = count;
    for (size_t i = from; i <= to; i++)
        room += list_row(&app->list, i).count;
    uint64_t *ids = xcalloc(room, sizeof *ids);
    if (count > 0)
        memcpy(ids, selected->ids, count * sizeof *ids);
    for (size_t i = from; i <= to; i++) {
        struct list_row row = list_row(&app->list, i);
        for (size_t k = 0; k < row.count; k++)
            ids[count++] = library_article(app->library, row.members[k])->id;
    }
    selected->last = app_article(app)->id;
    set_ids(selected, ids, count);
}

static void clear(const struct call *call)
{
    if (call->app->selected.count == 0)
        app_say(call->app, "nothing is selected");
    selected_done(call->app);
}

/* Of the list: what is selected is no more, all else is. */
static void invert(const struct call *call)
{
    struct app *app = call->app;

    if (!search_is_over(app))
        return;
    uint64_t *ids = xcalloc(app->list.count + 1, sizeof *ids);
    size_t count = 0;
    for (size_t i = 0; i < app->list.count; i++)
        if (!selected_has(&app->selected, id_at(app, i)))
            ids[count++] = id_at(app, i);
    set_ids(&app->selected, ids, count);
}

static void reselect(const struct call *call)
{
    struct selected *selected = &call->app->selected;

    if (selected->taken_count == 0) {
        app_say(call->app, "nothing was selected before");
        return;
    }
    set_ids(selected, selected->taken, selected->taken_count);
    selected->taken = NULL;
    selected->taken_count = 0;
}

const struct command selected_commands[] = {
    { "select", "x", MAP_LIST, NULL, toggle, "select the article, or take it out, and go on" },
    { "select-to", "X", MAP_LIST, NULL, select_to,
      "select from the last selected article up to here" },
    { "select-none", "c", MAP_GENERAL, NULL, clear, "select nothing" },
    { "select-invert", "I", MAP_LIST, NULL, invert,
      "select all articles of the list that are not selected, and no others" },
    { "reselect", "", MAP_GENERAL, NULL, reselect, "select again what was selected before" },
    { .name = NULL },
};
