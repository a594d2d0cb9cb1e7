/* SPDX-License-Identifier: MIT */
#include "ui/clipboard.h"

#include <stdlib.h>
#include <string.h>

#include "ui/app.h"
#include "ui/argv.h"
#include "ui/browser.h"
#include "ui/screen.h"

enum { ENDS_WITHIN_MS = 5000, SAYS_MAX = 4096 };

/* Programs that read what to copy, and the variable without which they have no clipboard. */
static const struct {
    const char *variable, *line;
} programs[] = {
    { "TERMUX_VERSION", "termux-clipboard-set" },
    { "WAYLAND_DISPLAY", "wl-copy" },
    { "DISPLAY", "xclip -selection clipboard" },
    { "DISPLAY", "xsel --clipboard --input" },
    { NULL, "pbcopy" },
};

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value;
}

/* The first one that is there; over ssh only the terminal knows the clipboard one looks at. */
static void choose_program(struct argv *argv)
{
    if (is_set("SSH_CONNECTION") || is_set("SSH_TTY"))
        return;
    for (size_t i = 0; i < sizeof programs / sizeof *programs && argv->count == 0; i++) {
        if (programs[i].variable && !is_set(programs[i].variable))
            continue;
        argv_split(argv, programs[i].line, strlen(programs[i].line));
        if (browser_is_found(argv->items[0]))
            return;
        argv_free(argv->items);
        *argv = (struct argv){ .items = NULL };
    }
}

static bool says(const struct words *setting, const char *word)
{
    return setting->count == 1 && strcmp(setting->items[0], word) == 0;
}

static bool is_auto(const struct words *setting)
{
    return setting->count == 0 || says(setting, "auto");
}

/* The words of the program to use, none for the terminal. */
static void choose(const struct words *setting, struct argv *argv)
{
    if (says(setting, "osc52"))
        return;
    if (is_auto(setting))
        choose_program(argv);
    else if (setting->count == 1)
        argv_split(argv, setting->items[0], strlen(setting->items[0]));
    else
        for (size_t i = 0; i < setting->count; i++)
            argv_add(argv, setting->items[i], strlen(setting->items[i]));
}

/* One that was found but does not work, such as for want of a display, leaves the terminal. */
static void copied(const struct job_result *result, void *arg)
{
    struct app *app = arg;
    const struct buf *text = &app->looks.copying;

    if (result->end == JOB_EXITED && result->code == 0)
        return;
    if (!is_auto(&app->config->copy) || !screen_copy(buf_str(text), text->len))
        app_complain(app, "not copied: %s", result->error.text);
}

bool clipboard_copy(struct app *app, const char *text, size_t n, struct error *error)
{
    struct argv argv = { .items = NULL };
    bool good;

    if (says(&app->config->copy, "none"))
        return error_set(error, "copy: none");
    choose(&app->config->copy, &argv);
    if (argv.count == 0) {
        good = screen_copy(text, n) || error_set(error, "this terminal has no clipboard");
    } else {
        struct job_spec spec = { .kind = JOB_PIPED,
                                 .argv = (const char *const *)argv.items,
                                 .input = text,
                                 .input_len = n,
                                 .output_max = SAYS_MAX,
                                 .errors_max = SAYS_MAX,
                                 .deadline_ms = ENDS_WITHIN_MS };
        buf_clear(&app->looks.copying);
        buf_add(&app->looks.copying, text, n);
        good = job_start(app->loop, &spec, NULL, copied, app, error) != NULL;
    }
    argv_free(argv.items);
    return good;
}
