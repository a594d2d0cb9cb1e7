/* SPDX-License-Identifier: MIT */
#include "ui/command_line.h"

#include <string.h>

#include "base/words.h"
#include "ui/app.h"
#include "ui/complete.h"

/* What hands type that come from vim and less: a row or line by its number, and the way out. */
static void add_meant(const struct app *app, const char *line, struct buf *out)
{
    buf_adds(out, words_have("q q! qa", line) ? "quit" : line);
    if (line[strspn(line, "0123456789")] == '\0')
        buf_adds(out, app_map(app) == MAP_ARTICLE ? " top" : " first");
}

static void run_line(struct app *app, const char *line)
{
    struct buf meant = BUF_INIT(EDIT_BYTES_MAX + 16);
    struct error error;

    add_meant(app, line, &meant);
    if (*line && !app_run_line(app, buf_str(&meant), &error))
        app_complain(app, "%s", error.text);
    buf_release(&meant);
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
