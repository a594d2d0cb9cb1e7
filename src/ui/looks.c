/* SPDX-License-Identifier: MIT */
#include "ui/looks.h"

#include <string.h>

#include "ui/app.h"
#include "ui/screen.h"
#include "ui/theme_file.h"

enum { NAME_BYTES_MAX = 4096 };

void looks_init(struct looks *looks)
{
    *looks = (struct looks){ .theme.base = THEME_DARK };
    buf_init(&looks->theme_name, NAME_BYTES_MAX);
}

void looks_release(struct looks *looks)
{
    buf_release(&looks->theme_name);
}

/* Only what depends on the background has the terminal asked for it. */
static bool needs_background(const char *name)
{
    return strcmp(name, "dark") != 0 && strcmp(name, "light") != 0 && strcmp(name, "mono") != 0;
}

bool looks_set_theme(struct app *app, const char *name, struct error *error)
{
    bool light = needs_background(name) && screen_is_light();

    if (!theme_load(&app->looks.theme, name, light, error))
        return false;
    buf_clear(&app->looks.theme_name);
    buf_adds(&app->looks.theme_name, name);
    screen_set_theme(&app->looks.theme);
    app->dirty = true;
    return true;
}

void looks_start(struct app *app)
{
    struct error error;

    if (looks_set_theme(app, app->config->theme, &error))
        return;
    app_complain(app, "%s", error.text);
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

const struct command looks_commands[] = {
    { "theme", "", MAP_GENERAL, NULL, set_theme,
      "change the colours: auto, dark, light, mono, or a file" },
    { .name = NULL },
};
