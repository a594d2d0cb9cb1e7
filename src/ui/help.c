/* SPDX-License-Identifier: MIT */
#include "ui/help.h"

#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "ui/app.h"
#include "ui/picker.h"

/* The keys in force, searchable; Enter runs the entry. And the command line, its twin. */

enum { LINE_BYTES = 1024 };

static const char *const map_titles[MAP_COUNT] = {
    [MAP_GENERAL] = "everywhere", [MAP_LIST] = "list",     [MAP_ARTICLE] = "article",
    [MAP_PICKER] = "in a box",    [MAP_PROMPT] = "typing",
};

static void add_command(struct picker *picker, struct app *app, const struct command *command,
                        long value)
{
    struct buf keys = BUF_INIT(LINE_BYTES), line = BUF_INIT(LINE_BYTES);

    keymap_keys(app->keymap, app_map(app), command, &keys);
    buf_adds(&line, buf_str(&keys));
    for (int width = text_width(buf_str(&keys), keys.len); width < 18; width++)
        buf_addc(&line, ' ');
    buf_addf(&line, " %s", command->help);
    if (command->map == MAP_GENERAL || command->map == MAP_LIST || command->map == MAP_ARTICLE)
        buf_addf(&line, " (:%s)", command->name);
    picker_add(picker, buf_str(&line), map_titles[command->map], value);
    buf_release(&keys);
    buf_release(&line);
}

/* A command's number: tables and rows counted through. */
static const struct command *command_number(long wanted)
{
    long number = 0;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            if (number++ == wanted)
                return c;
    return NULL;
}

/* The pane's own keys come first, then the general ones, then the rest. */
static void fill(struct picker *picker, struct app *app)
{
    enum map_name own = app->frame.focus == PANE_LIST ? MAP_LIST : MAP_ARTICLE;
    enum map_name order[] = { own, MAP_GENERAL, own == MAP_LIST ? MAP_ARTICLE : MAP_LIST,
                              MAP_PICKER, MAP_PROMPT };

    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        long number = 0;
        for (size_t t = 0; command_tables[t]; t++)
            for (const struct command *c = command_tables[t]; c->name; c++, number++)
                if (c->map == order[i])
                    add_command(picker, app, c, number);
    }
}

static void take(struct picker *picker, struct app *app, const struct picker_item *item)
{
    const struct command *command = command_number(item->value);
    enum map_name now = app->frame.focus == PANE_LIST ? MAP_LIST : MAP_ARTICLE;

    (void)picker;
    if (command->map == MAP_PICKER || command->map == MAP_PROMPT)
        app_say(app, "that key works while something is typed or picked");
    else if (command->map != MAP_GENERAL && command->map != now)
        app_say(app, "that key works in the other pane; Tab goes there");
    else
        command->run(&(struct call){ app, 0, command->text ? command->text : "" });
}

static const struct picker_spec help_picker = {
    .hint = "type to search · Enter runs it · Esc",
    .empty = "",
    .wide = true,
    .fill = fill,
    .chosen = take,
};

static void help(const struct call *call)
{
    picker_open(call->app, &help_picker, "keys", "");
}

static void run_line(struct app *app, const char *line)
{
    struct error error;

    if (*line && !app_run_line(app, line, &error))
        app_complain(app, "%s", error.text);
}

static void command_line(const struct call *call)
{
    static const struct prompt_spec spec = {
        .label = ":", .accepted = run_line, .history = PROMPT_COMMAND, .at_bottom = true
    };

    prompt_open(call->app, &spec, "");
}

const struct command help_commands[] = {
    { "help", "? F1", MAP_GENERAL, NULL, help, "show the keys" },
    { "command-line", ":", MAP_GENERAL, NULL, command_line, "type a command by name" },
    { .name = NULL },
};
