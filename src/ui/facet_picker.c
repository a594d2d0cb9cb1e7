/* SPDX-License-Identifier: MIT */
#include "ui/facet_picker.h"

#include <stdio.h>
#include <stdlib.h>

#include "article/facet.h"
#include "base/alloc.h"
#include "ui/app.h"
#include "ui/picker.h"

/* Picking values of a field: what is picked becomes text of the filter. */

static void fill_values(struct picker *picker, struct app *app)
{
    struct facets facets;

    if (!facets_count(&facets, app->library, picker->name, app->list.numbers, app->list.count))
        return;
    for (size_t i = 0; i < facets.count; i++) {
        char count[32];
        snprintf(count, sizeof count, "%zu", facets.values[i].count);
        picker_add(picker, facets.values[i].text, count, (long)i);
    }
    facets_release(&facets);
}

/* Add all values with this mark as one term; how many. */
static size_t add_marked(struct picker *picker, struct app *app, enum picker_mark mark)
{
    const char **values = xcalloc(picker->count, sizeof *values);
    size_t count = 0;

    for (size_t i = 0; i < picker->count; i++)
        if (picker->items[i].mark == mark)
            values[count++] = picker->items[i].text;
    if (count)
        filter_add(app, picker->name, values, count, mark == PICKER_EXCLUDED);
    free(values);
    return count;
}

static void take_value(struct picker *picker, struct app *app, const struct picker_item *item)
{
    const char *value = item->text;
    size_t marked = add_marked(picker, app, PICKER_ADDED);

    marked += add_marked(picker, app, PICKER_EXCLUDED);
    if (!marked)
        filter_add(app, picker->name, &value, 1, false);
}

static const struct picker_spec value_picker = {
    .hint = "Enter only this · Space add · ! exclude · Esc",
    .empty = "no article shown has a value of this field",
    .many = true,
    .fill = fill_values,
    .chosen = take_value,
};

void facet_picker_open(struct app *app, const char *field)
{
    picker_open(app, &value_picker, field, field);
}

/* The keys of articles in the list that are in no table, each once. */
static void add_other_keys(struct picker *picker, struct app *app)
{
    const struct terms *terms = library_terms(app->library);
    bool *added = xcalloc((size_t)terms_count(terms) + 1, sizeof *added);

    for (size_t i = 0; i < app->list.count; i++) {
        const struct article *article = library_article(app->library, app->list.numbers[i]);
        for (size_t k = 0; k < article->extra_count; k++) {
            term key = article->extras[k].key;
            if (!added[key])
                picker_add(picker, terms_text(terms, key), "of these articles", -1);
            added[key] = true;
        }
    }
    free(added);
}

/* The fields of the table first, then whatever other keys the articles have. */
static void fill_fields(struct picker *picker, struct app *app)
{
    for (size_t i = 0; i < field_count; i++)
        if (fields[i].facet)
            picker_add(picker, fields[i].name, fields[i].help, (long)i);
    add_other_keys(picker, app);
}

static void take_field(struct picker *picker, struct app *app, const struct picker_item *item)
{
    (void)picker;
    facet_picker_open(app, item->text);
}

static const struct picker_spec field_picker = {
    .hint = "Enter shows the values · Esc",
    .empty = "no fields",
    .wide = true,
    .fill = fill_fields,
    .chosen = take_field,
};

static void pick(const struct call *call)
{
    facet_picker_open(call->app, call->text);
}

static void pick_field(const struct call *call)
{
    if (*call->text)
        facet_picker_open(call->app, call->text);
    else
        picker_open(call->app, &field_picker, "fields", "");
}

const struct command facet_commands[] = {
    { "topics", "t", MAP_GENERAL, "topic", pick, "pick topics, with counts" },
    { "providers", "p", MAP_GENERAL, "provider", pick, "pick providers, with counts" },
    { "facet", "F", MAP_GENERAL, NULL, pick_field, "pick values of any field" },
    { .name = NULL },
};
