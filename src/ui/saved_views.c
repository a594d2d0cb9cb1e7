/* SPDX-License-Identifier: MIT */
#include "ui/saved_views.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/file.h"
#include "base/words.h"
#include "config/paths.h"
#include "ui/app.h"
#include "ui/complete.h"
#include "ui/picker.h"
#include "ui/settings.h"

static const char *value_of(const struct config *config, size_t item, const char *name)
{
    const struct config_entry *entry = config_item_entry(&config->views, item, name);

    return entry ? entry->value : "";
}

/* Any row of the view, for its place. */
static const struct config_entry *first_entry(const struct config *config, size_t item)
{
    for (size_t i = 0; i < config->views.count; i++)
        if (config->views.items[i].item == item)
            return &config->views.items[i];
    return NULL;
}

static const struct saved_view *find(const struct saved_views *views, const char *name)
{
    for (size_t i = 0; i < views->count; i++)
        if (strcmp(views->items[i].name, name) == 0)
            return &views->items[i];
    return NULL;
}

/* A name is written behind `view`, so that it must not end the command there. */
static bool name_is_good(const struct saved_views *views, const char *name, struct error *error)
{
    if (!*name)
        return error_set(error, "a view needs a name");
    if (strpbrk(name, ";\""))
        return error_set(error, "the name of a view has no ; and no quotes");
    if (find(views, name))
        return error_set(error, "there are two views named %s", name);
    return true;
}

static bool take_columns(struct saved_view *view, const struct config *config, size_t item,
                         struct error *error)
{
    const char *choices = config_option_choices("columns");

    for (size_t i = 0; i < config->views.count; i++) {
        const struct config_entry *entry = &config->views.items[i];
        if (entry->item != item || strcmp(entry->name, "columns") != 0)
            continue;
        if (!words_have(choices, entry->value))
            return error_set(error, "columns: \"%s\" is none of: %s", entry->value, choices);
        struct words *columns = &view->columns;
        columns->items =
            xreallocarray(columns->items, columns->count + 1, sizeof *columns->items);
        columns->items[columns->count++] = entry->value;
    }
    return true;
}

static bool take_view(const struct saved_views *views, struct saved_view *view,
                      const struct config *config, size_t item, struct error *error)
{
    struct query_error wrong;

    *view = (struct saved_view){ .name = value_of(config, item, "name"),
                                 .key = value_of(config, item, "key"),
                                 .query = value_of(config, item, "query") };
    if (!name_is_good(views, view->name, error))
        return false;
    struct query *query = query_parse(view->query, strlen(view->query), date_now(), &wrong);
    if (!query)
        return error_set(error, "query: %s", wrong.error.text);
    query_free(query);
    return take_columns(view, config, item, error);
}

void saved_views_init(struct saved_views *views, const struct config *config,
                      struct buf *problems)
{
    size_t count = config_item_count(&config->views);
    struct error error;

    *views = (struct saved_views){ .items = xcalloc(count + 1, sizeof *views->items) };
    for (size_t item = 0; item < count; item++) {
        struct saved_view *view = &views->items[views->count];
        if (take_view(views, view, config, item, &error)) {
            views->count++;
        } else {
            config_complain(problems, first_entry(config, item), "views: %s", error.text);
            free(view->columns.items);
        }
    }
}

void saved_views_release(struct saved_views *views)
{
    for (size_t i = 0; i < views->count; i++)
        free(views->items[i].columns.items);
    free(views->items);
    *views = (struct saved_views){ 0 };
}

bool saved_views_check(const struct config *config, struct buf *problems)
{
    size_t before = problems->len;
    struct saved_views views;
    struct keymap *keymap = keymap_new();

    saved_views_init(&views, config, problems);
    saved_views_bind(&views, keymap, problems);
    saved_views_release(&views);
    keymap_free(keymap);
    return problems->len == before;
}

void saved_views_bind(const struct saved_views *views, struct keymap *keymap,
                      struct buf *problems)
{
    for (size_t i = 0; i < views->count; i++) {
        const struct saved_view *view = &views->items[i];
        struct buf line = BUF_INIT(EDIT_BYTES_MAX);
        struct error error;
        buf_addf(&line, "view %s", view->name);
        if (*view->key && !keymap_bind(keymap, MAP_LIST, view->key, buf_str(&line), &error))
            config_complain(problems, NULL, "views: %s: key: %s", view->name, error.text);
        buf_release(&line);
    }
}

const struct saved_view *saved_view_shown(const struct app *app)
{
    for (size_t i = 0; i < app->saved.count; i++)
        if (*app->saved.items[i].query &&
            strcmp(app->saved.items[i].query, buf_str(&app->filter.text)) == 0)
            return &app->saved.items[i];
    return NULL;
}

const struct words *saved_view_columns(const struct app *app)
{
    const struct saved_view *view = saved_view_shown(app);

    return view && view->columns.count ? &view->columns : &app->config->columns;
}

static void open_view(struct app *app, const struct saved_view *view)
{
    struct query_error error;

    history_push(app);
    if (!app_set_filter(app, view->query, &error))
        app_complain(app, "%s", error.error.text);
}

static void fill(struct picker *picker, struct app *app)
{
    view_counts_begin(app);
    for (size_t i = 0; i < app->saved.count; i++) {
        const struct saved_view *view = &app->saved.items[i];
        struct buf detail = BUF_INIT(EDIT_BYTES_MAX);
        buf_addf(&detail, "%s%s", view->key, *view->key ? " " : "");
        view_counts_add(app, i, &detail);
        picker_add(picker, view->name, buf_str(&detail), (long)i);
        buf_release(&detail);
    }
}

static void take(struct picker *picker, struct app *app, const struct picker_item *item)
{
    (void)picker;
    open_view(app, &app->saved.items[item->value]);
}

/* The first character typed may be a view's key. */
static bool typed(struct picker *picker, struct app *app, uint32_t c)
{
    for (size_t i = 0; i < app->saved.count && !picker->narrow.len; i++) {
        const char *key = app->saved.items[i].key;
        if (strlen(key) == 1 && (uint32_t)*key == c) {
            view_pop(app);
            open_view(app, &app->saved.items[i]);
            return true;
        }
    }
    return false;
}

static const struct picker_spec view_picker = {
    .hint = "Enter or its key shows one · Esc",
    .empty = "no views are saved; `:save-view NAME` keeps the filter as one",
    .fill = fill,
    .chosen = take,
    .typed = typed,
};

bool saved_views_are_open(const struct app *app)
{
    const struct view *view = app->views;

    while (view && !picker_is_of(view, &view_picker))
        view = view->below;
    return view;
}

static void view(const struct call *call)
{
    const struct saved_view *saved = find(&call->app->saved, call->text);

    if (!*call->text)
        picker_open(call->app, &view_picker, "views", "");
    else if (saved)
        open_view(call->app, saved);
    else
        app_complain(call->app, "there is no view %s; %s lists them", call->text,
                     app_key_of(call->app, ":view"));
}

/* The filter becomes a view of the settings file, and of this session. */
static void save_view(const struct call *call)
{
    struct app *app = call->app;
    const char *query = buf_str(&app->filter.text);
    struct saved_views none = { 0 };
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    struct error error;
    bool saved = path_config_file(&path) && !path.full;

    if (!saved)
        error_set(&error, "there is no place for settings: HOME is not an absolute path");
    else
        saved = name_is_good(&none, call->text, &error) &&
                config_save_view(app->config, buf_str(&path), call->text, query, &error);
    if (saved) {
        settings_changed(app, "views");
        app_say(app, "saved as %s in %s", call->text, buf_str(&path));
    } else {
        app_complain(app, "not saved: %s", error.text);
    }
    buf_release(&path);
}

void complete_view(struct app *app, const char *text, size_t from, size_t cursor,
                   struct completion *completion)
{
    struct buf wanted = BUF_INIT(EDIT_BYTES_MAX);

    completion_take(completion, text, from, cursor, &wanted);
    for (size_t i = 0; i < app->saved.count; i++)
        completion_offer(completion, buf_str(&wanted), app->saved.items[i].name,
                         app->saved.items[i].name, app->saved.items[i].query, true);
    buf_release(&wanted);
}

const struct command saved_view_commands[] = {
    { "view", "V", MAP_GENERAL, NULL, view, "pick a saved view, or show one by its name" },
    { "save-view", "", MAP_GENERAL, NULL, save_view,
      "keep the filter as a view of this name in the settings file" },
    { .name = NULL },
};
