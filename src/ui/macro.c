/* SPDX-License-Identifier: MIT */
#include "ui/macro.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ui/app_internal.h"
#include "ui/line.h"

enum { DEPTH_MAX = 8, COMMANDS_MAX = 100 };

/* Keys of boxes and prompts mean nothing while there is none. */
static bool works_in(const struct command *command, enum map_name map)
{
    return command->map == map || (command->map != MAP_PICKER && command->map != MAP_PROMPT);
}

const struct command *app_command(const struct app *app, const char *name, size_t n)
{
    const struct command *best = NULL;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            if (strlen(c->name) == n && memcmp(c->name, name, n) == 0 &&
                works_in(c, app_map(app)) && (!best || c->map == app_map(app)))
                best = c;
    return best;
}

/* A number may stand before the name or be the text. */
static long count_of(const struct line_command *line)
{
    long count = line->count;

    if (count == 0 && !line->takes_all && line->text_length > 0 && *line->text >= '0' &&
        *line->text <= '9')
        count = strtol(line->text, NULL, 10);
    return count > LINE_COUNT_MAX ? LINE_COUNT_MAX : count;
}

static bool unknown(const struct app *app, const struct line_command *line, struct error *error)
{
    int n = (int)line->name_length;
    const char *nearest = keymap_nearest(MAP_COUNT, line->name, line->name_length);

    if (nearest)
        return error_set(error, "there is no command \"%.*s\"; did you mean %s?", n, line->name,
                         nearest);
    return error_set(error, "there is no command \"%.*s\"; %s lists them all", n, line->name,
                     app_key_of(app, ":help"));
}

static bool run_command(struct app *app, const struct line_command *line, struct error *error)
{
    const struct command *command = app_command(app, line->name, line->name_length);

    if (!command)
        return unknown(app, line, error);
    if (app->macro.budget == 0)
        return error_set(error, "one line runs at most %d commands", COMMANDS_MAX);
    app->macro.budget--;
    char *text = line->text_length ? xstrndup(line->text, line->text_length)
                                   : xstrdup(command->text ? command->text : "");
    command->run(&(struct call){ app, count_of(line), text });
    free(text);
    return true;
}

static bool run_commands(struct app *app, const char *line, struct error *error)
{
    unsigned complaints = app->complaints;
    const struct view *views = app->views;
    struct line_command command, last = { .count = 0 };

    while (line_next(&line, &command)) {
        if (last.name && app->views && app->views != views)
            return error_set(error, "%.*s asks for something: %.*s was not run",
                             (int)last.name_length, last.name, (int)command.name_length,
                             command.name);
        if (last.name && app->lent)
            return error_set(error, "%.*s has the terminal: %.*s was not run",
                             (int)last.name_length, last.name, (int)command.name_length,
                             command.name);
        if (last.name)
            search_finish(app);
        if (!run_command(app, &command, error))
            return false;
        if (app->complaints != complaints)
            return true;
        last = command;
    }
    return true;
}

bool app_run_line(struct app *app, const char *line, struct error *error)
{
    if (app->macro.depth == DEPTH_MAX)
        return error_set(error, "lines of commands are nested too deep");
    if (app->macro.depth++ == 0)
        app->macro.budget = COMMANDS_MAX;
    bool done = run_commands(app, line, error);
    app->macro.depth--;
    return done;
}

/* The times of the count, all of them one line as far as its bounds go. */
static void run(const struct call *call)
{
    struct app *app = call->app;
    unsigned complaints = app->complaints;
    const struct view *views = app->views;
    struct error error;

    if (app->macro.depth++ == 0)
        app->macro.budget = COMMANDS_MAX;
    for (long i = 0; i < call->count || i == 0; i++) {
        if (!app_run_line(app, call->text, &error))
            app_complain(app, "%s", error.text);
        if (app->complaints != complaints || app->views != views || app->lent)
            break;
    }
    app->macro.depth--;
}

const struct command macro_commands[] = {
    { "run", "", MAP_GENERAL, NULL, run, "run several commands, parted by a ; of its own" },
    { .name = NULL },
};
