/* SPDX-License-Identifier: MIT */
#include "ui/command_line.h"

#include "ui/app.h"
#include "ui/complete.h"

static void run_line(struct app *app, const char *line)
{
    struct error error;

    if (*line && !app_run_line(app, line, &error))
        app_complain(app, "%s", error.text);
}

void command_line_open(struct app *app, const char *text)
{
    static const struct prompt_spec spec = { .label = ":",
                                             .accepted = run_line,
                                             .complete = complete_command,
                                             .history = TYPED_COMMAND,
                                             .at_bottom = true };

    prompt_open(app, &spec, text);
}

static void command_line(const struct call *call)
{
    command_line_open(call->app, call->text);
}

const struct command command_line_commands[] = {
    { "command-line", ":", MAP_GENERAL, NULL, command_line, "type a command by name" },
    { .name = NULL },
};
