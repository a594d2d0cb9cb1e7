/* SPDX-License-Identifier: MIT */
#include "ui/sort_menu.h"

#include <stdio.h>
#include <string.h>

#include "ui/app.h"
#include "ui/picker.h"

/* The sort menu: an entry a key; its letter sorts at once, the capital letter the other way. */

static const struct {
    const char *key, *help;
} sorts[] = {
    { "date", "newest first" },
    { "heat", "hottest first" },
    { "hot", "heat that fades with age" },
    { "quality", "best first" },
    { "provider", "by name" },
    { "title", "by name" },
    { "words", "longest first" },
};

enum { SORT_COUNT = sizeof sorts / sizeof *sorts };

const char *sort_menu_key(size_t i, const char **help)
{
    if (i >= SORT_COUNT)
        return NULL;
    *help = sorts[i].help;
    return sorts[i].key;
}

/* The letter of an entry: its first, but `o` for hot, which would be heat's. */
static char letter(size_t i)
{
    return strcmp(sorts[i].key, "hot") == 0 ? 'o' : sorts[i].key[0];
}

/* Put "sort:key" into the filter in the place of one that is there. */
static void sort_by(struct app *app, const char *key, bool reverse)
{
    struct buf text = BUF_INIT(QUERY_ROOM);

    for (size_t i = 0; i < query_term_count(app->filter.query); i++) {
        size_t start, end;
        query_term(app->filter.query, i, &start, &end);
        const char *word = buf_str(&app->filter.text) + start;
        if (strncmp(word, "sort:", 5) == 0)
            continue;
        buf_add(&text, word, end - start);
        buf_addc(&text, ' ');
    }
    buf_addf(&text, "sort:%s%s", reverse ? "-" : "", key);
    history_push(app);
    filter_apply(app, buf_str(&text));
    buf_release(&text);
}

static void fill(struct picker *picker, struct app *app)
{
    (void)app;
    for (size_t i = 0; i < SORT_COUNT; i++) {
        char detail[64];
        snprintf(detail, sizeof detail, "%s  %c", sorts[i].help, letter(i));
        picker_add(picker, sorts[i].key, detail, (long)i);
    }
}

static void take(struct picker *picker, struct app *app, const struct picker_item *item)
{
    (void)picker;
    sort_by(app, item->text, false);
}

static bool typed(struct picker *picker, struct app *app, uint32_t c)
{
    (void)picker;
    for (size_t i = 0; i < SORT_COUNT; i++) {
        bool capital = c == (uint32_t)letter(i) - 'a' + 'A';
        if (c != (uint32_t)letter(i) && !capital)
            continue;
        view_pop(app);
        sort_by(app, sorts[i].key, capital);
        return true;
    }
    return false;
}

static const struct picker_spec sort_picker = {
    .hint = "a letter sorts · a capital reverses · Esc",
    .empty = "",
    .wide = false,
    .fill = fill,
    .chosen = take,
    .typed = typed,
};

/* `:sort heat` and `:sort -heat,title` need no menu. */
static void sort(const struct call *call)
{
    if (*call->text)
        sort_by(call->app, call->text, false);
    else
        picker_open(call->app, &sort_picker, "sort by", "");
}

const struct command sort_commands[] = {
    { "sort", "s", MAP_GENERAL, NULL, sort, "choose the order of the list" },
    { .name = NULL },
};
