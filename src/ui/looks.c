/* SPDX-License-Identifier: MIT */
#include "ui/looks.h"

#include <string.h>

#include "ui/app.h"
#include "ui/screen.h"
#include "ui/theme_file.h"

enum {
    NAME_BYTES_MAX = 4096,
    TITLE_BYTES_MAX = 16 * 1024,
    PROBLEMS_BYTES_MAX = 4096,
    COPYING_BYTES_MAX = 64 * 1024
};

void looks_init(struct looks *looks, const struct config *config)
{
    *looks = (struct looks){ .theme.base = THEME_DARK, .mouse = config->mouse };
    buf_init(&looks->theme_name, NAME_BYTES_MAX);
    buf_init(&looks->copying, COPYING_BYTES_MAX);
}

void looks_release(struct looks *looks)
{
    row_rules_release(&looks->rules);
    buf_release(&looks->theme_name);
    buf_release(&looks->copying);
}

/* Only what depends on the background has the terminal asked for it. */
static bool needs_background(const char *name)
{
    return strcmp(name, "dark") != 0 && strcmp(name, "light") != 0 && strcmp(name, "mono") != 0;
}

static bool load_theme(struct app *app, const char *name, bool light, struct error *error)
{
    if (!theme_load(&app->looks.theme, name, light, error))
        return false;
    screen_set_theme(&app->looks.theme);
    app->dirty = true;
    return true;
}

bool looks_set_theme(struct app *app, const char *name, struct error *error)
{
    if (!load_theme(app, name, needs_background(name) && screen_is_light(), error))
        return false;
    buf_clear(&app->looks.theme_name);
    buf_adds(&app->looks.theme_name, name);
    return true;
}

void looks_hear(struct app *app)
{
    const char *name = buf_str(&app->looks.theme_name);
    struct error error;
    bool light;

    if (screen_light_changed(&light) && needs_background(name) &&
        !load_theme(app, name, light, &error))
        app_complain(app, "%s", error.text);
}

void looks_draw_title(struct app *app)
{
    const struct article *article =
        app->frame.focus == PANE_ARTICLE ? reader_article(&app->reader, app) : NULL;
    struct buf title = BUF_INIT(TITLE_BYTES_MAX);

    if (article)
        buf_addf(&title, "%s - coranto", article->title);
    else if (app->filter.text.len)
        buf_addf(&title, "coranto: %s", buf_str(&app->filter.text));
    else
        buf_adds(&title, "coranto");
    screen_set_title(buf_str(&title));
    buf_release(&title);
}

void looks_put_cursor(struct app *app, int y, int x)
{
    if (!app->config->braille)
        return;
    app->canvas.cursor_y = y;
    app->canvas.cursor_x = x;
}

enum screen_links looks_links(const struct config *config)
{
    const char *word = config->hyperlinks;

    return strcmp(word, "no") == 0    ? SCREEN_LINKS_NEVER
           : strcmp(word, "yes") == 0 ? SCREEN_LINKS_ALWAYS
                                      : SCREEN_LINKS_AUTO;
}

void looks_screen_options(const struct app *app, struct screen_options *options)
{
    options->theme = &app->looks.theme;
    options->mouse = app->looks.mouse;
    options->title = app->config->title;
    options->links = looks_links(app->config);
}

static void read_rules(struct app *app, struct buf *problems)
{
    row_rules_release(&app->looks.rules);
    row_rules_init(&app->looks.rules, &app->looks.theme, app->config, &app->memory.query,
                   problems);
    screen_set_theme(&app->looks.theme);
}

void looks_changed(struct app *app, const char *name, struct buf *problems)
{
    if (!name || strcmp(name, "rows") == 0)
        read_rules(app, problems);
    if (!name || strcmp(name, "hyperlinks") == 0)
        screen_set_links(looks_links(app->config));
    if (!name || strcmp(name, "title") == 0)
        screen_use_title(app->config->title);
    if (name && strcmp(name, "mouse") != 0)
        return;
    app->looks.mouse = app->config->mouse;
    screen_set_mouse(app->looks.mouse);
}

void looks_start(struct app *app)
{
    struct buf told = BUF_INIT(PROBLEMS_BYTES_MAX); /* when the settings were read */
    struct error error;

    read_rules(app, &told);
    buf_release(&told);
    if (looks_set_theme(app, app->config->theme, &error))
        return;
    buf_addf(&app->settings_wrong, "%s\n", error.text);
    looks_set_theme(app, "auto", NULL);
}

static void set_theme(const struct call *call)
{
    struct app *app = call->app;
    struct error error;

    if (!*call->text)
        app_say(app, "theme: %s", buf_str(&app->looks.theme_name));
    else if (!looks_set_theme(app, call->text, &error))
        app_complain(app, "%s", error.text);
}

static void toggle_mouse(const struct call *call)
{
    struct looks *looks = &call->app->looks;

    looks->mouse = !looks->mouse;
    screen_set_mouse(looks->mouse);
    app_say(call->app, looks->mouse ? "the mouse is used here; hold Shift to select text"
                                    : "the mouse is the terminal's own");
}

const struct command looks_commands[] = {
    { "mouse", "M", MAP_GENERAL, NULL, toggle_mouse,
      "use the mouse here, or leave it to the terminal" },
    { "theme", "", MAP_GENERAL, NULL, set_theme,
      "change the colours: auto, dark, light, mono, or a file" },
    { .name = NULL },
};
