/* SPDX-License-Identifier: MIT */
#include "ui/settings.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "config/paths.h"
#include "ui/app.h"
#include "ui/bindings.h"
#include "ui/command_line.h"
#include "ui/picker.h"

enum { PROBLEMS_MAX = 64 * 1024, VALUE_MAX = 4096 };

void settings_memory(struct memory *memory, bool visit, struct error *note)
{
    struct buf marks = BUF_INIT(PATH_BYTES_MAX), pages = BUF_INIT(PATH_BYTES_MAX);
    bool has_marks = path_marks_file(&marks), has_pages = path_pages_file(&pages);

    memory_open(memory, has_marks ? buf_str(&marks) : NULL, has_pages ? buf_str(&pages) : NULL,
                visit, note);
    buf_release(&marks);
    buf_release(&pages);
}

struct full_text_options settings_fetching(const struct config *config)
{
    return (struct full_text_options){
        .allow_private = (const char *const *)config->fetch_allow_private.items,
        .allow_private_count = config->fetch_allow_private.count,
        .total_ms = config->fetch_total,
        .body_max = config->fetch_size,
    };
}

void settings_typed(const struct config *config, struct typed *typed)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    bool kept = config->history && path_typed_file(&path) && !path.full;

    typed_init(typed, kept ? buf_str(&path) : NULL);
    buf_release(&path);
}

/* Everything is drawn anew from the settings; what is kept of them elsewhere follows here. name
 * is that of the one that changed, NULL for all. */
static void put_in_force(struct app *app, const char *name, struct buf *problems)
{
    const struct full_text_options fetching = settings_fetching(app->config);
    struct error error;

    /* What is on its way asks for the hosts when it begins with the next page. */
    app->reader.full.options.allow_private = fetching.allow_private;
    app->reader.full.options.allow_private_count = fetching.allow_private_count;
    app->many.options.allow_private = fetching.allow_private;
    app->many.options.allow_private_count = fetching.allow_private_count;
    download_queue_set_limit(app->downloads, (size_t)app->config->fetch_parallel);
    if ((!name || strcmp(name, "theme") == 0) &&
        !looks_set_theme(app, app->config->theme, &error)) {
        config_complain(problems, NULL, "%s", error.text);
        config_set(app->config, "theme", buf_str(&app->looks.theme_name), NULL);
    }
    looks_changed(app, name, problems);
    if (!name || strcmp(name, "views") == 0) {
        view_counts_forget(app);
        saved_views_release(&app->saved);
        saved_views_init(&app->saved, app->config, problems);
    }
    if (!name || words_have("keys bind views", name)) {
        keymap_free(app->keymap);
        app->keymap = bindings_new(app->config, problems);
        saved_views_bind(&app->saved, app->keymap, problems);
    }
    if (!name || words_have("stories fold-copies", name))
        story_rows_reset(app);
    if (!name || strcmp(name, "timeline") == 0)
        app->strip.other = false;
    views_refresh(app);
    app->dirty = true;
}

/* What was wrong: the first of it, and how much more. */
static void tell_problems(struct app *app, const struct buf *problems)
{
    const char *text = buf_str(problems);
    size_t first = strcspn(text, "\n"), count = 0;

    for (const char *c = text; *c; c++)
        count += *c == '\n';
    if (count > 1)
        app_complain(app, "(1 of %zu) %.*s", count, (int)first, text);
    else
        app_complain(app, "%.*s", (int)first, text);
}

void settings_changed(struct app *app, const char *name)
{
    struct buf problems = BUF_INIT(PROBLEMS_MAX);

    put_in_force(app, name, &problems);
    if (problems.len)
        tell_problems(app, &problems);
    buf_release(&problems);
}

void settings_tell_wrong(struct app *app)
{
    if (app->settings_wrong.len)
        app_complain(app, "some settings are wrong and their defaults hold; %s lists them",
                     app_key_of(app, ":problems"));
}

static void show(struct app *app, const char *name)
{
    struct buf value = BUF_INIT(VALUE_MAX);
    struct error error;

    if (config_value(app->config, name, &value)) {
        app_say(app, "%s: %s", name, buf_str(&value));
    } else {
        config_unknown(name, &error);
        app_complain(app, "%s", error.text);
    }
    buf_release(&value);
}

static void fill_all(struct picker *picker, struct app *app)
{
    const char *name;

    for (size_t i = 0; (name = config_option_name(i)); i++) {
        struct buf line = BUF_INIT(VALUE_MAX);
        buf_addf(&line, "%-20s ", name);
        config_value(app->config, name, &line);
        picker_add(picker, buf_str(&line), config_option_help(name), (long)i);
        buf_release(&line);
    }
}

/* The line to change it with. */
static void take_setting(struct picker *picker, struct app *app, const struct picker_item *item)
{
    const char *name = config_option_name((size_t)item->value);
    struct buf line = BUF_INIT(EDIT_BYTES_MAX);

    (void)picker;
    buf_addf(&line, "set %s ", name);
    config_value(app->config, name, &line);
    if (line.full)
        app_complain(app, "%s is too long for a line: the settings file changes it", name);
    else
        command_line_open(app, buf_str(&line));
    buf_release(&line);
}

static const struct picker_spec all_picker = {
    .hint = "Enter changes it · Esc",
    .empty = "",
    .wide = true,
    .fill = fill_all,
    .chosen = take_setting,
};

/* Change one, or turn it round; what is wrong is told. */
static bool change(struct app *app, const char *name, const char *rest)
{
    struct buf problems = BUF_INIT(PROBLEMS_MAX);
    struct error error;
    bool done = strcmp(rest, "!") == 0
                    ? config_toggle(app->config, name, &error)
                    : config_set(app->config, name, rest + strspn(rest, " ="), &error);

    if (!done)
        config_complain(&problems, NULL, "%s", error.text);
    /* Of a list of maps, what was right may have taken the place of what there was. */
    put_in_force(app, name, &problems);
    if (problems.len)
        tell_problems(app, &problems);
    done = !problems.len;
    buf_release(&problems);
    return done;
}

/* `set NAME VALUE`, also with a `=` between; `NAME!` turns round, `NAME` and `NAME?` show. */
static void set(const struct call *call)
{
    size_t n = strcspn(call->text, " =!?");
    const char *rest = call->text + n;
    struct buf name = BUF_INIT(VALUE_MAX);

    buf_add(&name, call->text, n);
    if (!n || strcmp(call->text, "all") == 0)
        picker_open(call->app, &all_picker, "settings", "");
    else if (!*rest || strcmp(rest, "?") == 0 || change(call->app, buf_str(&name), rest))
        show(call->app, buf_str(&name));
    buf_release(&name);
}

/* The settings file anew, over the defaults: what was changed while running is forgotten. */
static bool read_anew(struct app *app, const char *path, struct buf *problems)
{
    struct config fresh;

    config_init(&fresh);
    bool fine = config_read(&fresh, path, problems);
    config_for_folders(&fresh, app->paths, app->path_count);
    config_release(app->config);
    *app->config = fresh;
    return fine;
}

static void source(const struct call *call)
{
    struct app *app = call->app;
    struct buf path = BUF_INIT(PATH_BYTES_MAX), problems = BUF_INIT(PROBLEMS_MAX);
    bool named = *call->text;

    if (named)
        path_expand(call->text, &path);
    else if (!path_config_file(&path))
        buf_clear(&path);
    if (!path.len || path.full || (named && access(buf_str(&path), R_OK) != 0)) {
        app_complain(app, "there is no file %s to read settings from", call->text);
    } else {
        bool fine = named ? config_read(app->config, buf_str(&path), &problems)
                          : read_anew(app, buf_str(&path), &problems);
        put_in_force(app, NULL, &problems);
        buf_clear(&app->settings_wrong);
        buf_add(&app->settings_wrong, buf_str(&problems), problems.len);
        if (fine && !problems.len)
            app_say(app, "settings read from %s", buf_str(&path));
        else
            tell_problems(app, &problems);
    }
    buf_release(&path);
    buf_release(&problems);
}

const struct command settings_commands[] = {
    { "set", "", MAP_GENERAL, NULL, set,
      "show a setting, or change it until the end: set NAME VALUE, set NAME!" },
    { "source", "", MAP_GENERAL, NULL, source,
      "read settings from a file, or the settings file again" },
    { .name = NULL },
};
