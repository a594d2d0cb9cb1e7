/* SPDX-License-Identifier: MIT */
#include "ui/help.h"

#include <string.h>

#include "base/text.h"
#include "ui/app_internal.h"
#include "ui/bindings.h"
#include "ui/command_line.h"
#include "ui/facet_picker.h"
#include "ui/full_page.h"
#include "ui/info_pickers.h"
#include "ui/marking.h"
#include "ui/opener.h"
#include "ui/picker.h"
#include "ui/pipe.h"
#include "ui/recent.h"
#include "ui/save.h"
#include "ui/settings.h"
#include "ui/sort_menu.h"
#include "ui/story_rows.h"
#include "ui/terms.h"
#include "ui/timeline.h"

/* The keys in force, searchable; Enter runs the entry. */

enum { LINE_BYTES = 4096, KEYS_COLUMNS = 15, GROUP_TABLES = 6 };

/* In the order shown; tables of commands that no group has come last. */
static const struct group {
    const char *title;
    const struct command *tables[GROUP_TABLES];
} groups[] = {
    { "moving",
      { list_commands, story_commands, reader_commands, history_commands, recent_commands,
        timeline_commands } },
    { "filtering",
      { filter_commands, facet_commands, saved_view_commands, sort_commands, term_commands } },
    { "finding", { find_commands } },
    { "the article",
      { full_page_commands, opener_commands, info_commands, pipe_commands, save_commands } },
    { "marks", { marking_commands, selected_commands } },
    { "the screen", { frame_commands, looks_commands } },
    { "the program", { app_commands, help_commands, command_line_commands } },
    { "keys and settings", { macro_commands, binding_commands, settings_commands } },
};

enum { GROUPS = sizeof groups / sizeof *groups };

static const char *const elsewhere[MAP_COUNT] = {
    [MAP_LIST] = "in the list",
    [MAP_ARTICLE] = "in the article",
    [MAP_PICKER] = "in a box to pick from",
    [MAP_PROMPT] = "while typing",
    [MAP_TIMELINE] = "in the timeline",
};

static size_t group_of(const struct command *table)
{
    for (size_t g = 0; g < GROUPS; g++)
        for (size_t t = 0; t < GROUP_TABLES && groups[g].tables[t]; t++)
            if (groups[g].tables[t] == table)
                return g;
    return GROUPS;
}

static bool works_in(enum map_name command, enum map_name map)
{
    return command == map || command == MAP_GENERAL;
}

/* Where a command cannot be called by its name. */
static bool is_typed(enum map_name map)
{
    return map == MAP_PICKER || map == MAP_PROMPT;
}

static const char *text_of(const struct command *command)
{
    return command->text ? command->text : "";
}

/* Whether a row before this one is the same command in this view. */
static bool is_repeated(const struct command *command, enum map_name map)
{
    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++) {
            if (c == command)
                return false;
            if (works_in(c->map, map) && strcmp(c->name, command->name) == 0 &&
                strcmp(text_of(c), text_of(command)) == 0)
                return true;
        }
    return false;
}

static void add_entry(struct picker *picker, const char *keys, const char *what,
                      const char *group, long value)
{
    struct buf line = BUF_INIT(LINE_BYTES);

    buf_adds(&line, keys);
    for (int width = text_width(keys, strlen(keys)); width < KEYS_COLUMNS; width++)
        buf_addc(&line, ' ');
    buf_addf(&line, " %s", what);
    picker_add(picker, buf_str(&line), group, value);
    buf_release(&line);
}

/* What is typed to call it: its own text only where commands of one name differ by it. */
static void add_call(const struct command *row, struct buf *out)
{
    size_t named = 0;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            named += strcmp(c->name, row->name) == 0 && strcmp(text_of(c), text_of(row)) != 0;
    buf_addf(out, " (:%s%s%s)", row->name, named ? " " : "", named ? text_of(row) : "");
}

/* A row of a table with its keys in a view; where text is typed, not without a key. */
static void add_row(struct picker *picker, struct app *app, enum map_name map,
                    const struct command *row, const char *group, long value)
{
    struct buf keys = BUF_INIT(LINE_BYTES), what = BUF_INIT(LINE_BYTES);

    keymap_keys(app->keymap, map, row, &keys);
    buf_adds(&what, row->help);
    if (!is_typed(row->map))
        add_call(row, &what);
    if (keys.len || !is_typed(map))
        add_entry(picker, buf_str(&keys), buf_str(&what), group, value);
    buf_release(&keys);
    buf_release(&what);
}

/* The rows of a group that belong to this map and work in a view. */
static void add_group(struct picker *picker, struct app *app, enum map_name view, size_t group,
                      enum map_name map)
{
    const char *title = group < GROUPS ? groups[group].title : "more";
    long number = 0;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *row = command_tables[t]; row->name; row++, number++)
            if (row->map == map && group_of(command_tables[t]) == group &&
                !is_repeated(row, view))
                add_row(picker, app, view, row, title, number);
}

/* The rows that only a view has. */
static void add_view(struct picker *picker, struct app *app, enum map_name view)
{
    long number = 0;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *row = command_tables[t]; row->name; row++, number++)
            if (row->map == view)
                add_row(picker, app, view, row, elsewhere[view], number);
}

/* What the user bound to lines of commands. */
static void add_own(struct picker *picker, struct app *app, enum map_name map)
{
    const struct command *own;
    enum map_name bound;

    for (long i = 0; (own = keymap_own_command(app->keymap, (size_t)i, &bound)); i++) {
        struct buf keys = BUF_INIT(LINE_BYTES), what = BUF_INIT(LINE_BYTES);
        if (works_in(bound, map)) {
            keymap_keys(app->keymap, map, own, &keys);
            if (strcmp(own->name, "run") != 0)
                buf_addf(&what, "%s ", own->name);
            buf_adds(&what, own->text);
            add_entry(picker, buf_str(&keys), buf_str(&what), "your own", -1 - i);
        }
        buf_release(&keys);
        buf_release(&what);
    }
}

/* The picker's name is that of the view it was called from. */
static enum map_name asked_about(const struct picker *picker)
{
    return keymap_map(picker->name, strlen(picker->name), NULL);
}

static void fill(struct picker *picker, struct app *app)
{
    enum map_name asked = asked_about(picker);

    add_own(picker, app, asked);
    if (is_typed(asked))
        add_view(picker, app, asked);
    for (size_t g = 0; g <= GROUPS; g++) {
        if (!is_typed(asked))
            add_group(picker, app, asked, g, asked);
        add_group(picker, app, asked, g, MAP_GENERAL);
    }
    for (enum map_name view = MAP_LIST; view < MAP_COUNT; view++)
        if (view != asked)
            add_view(picker, app, view);
}

/* A number of fill(): tables and rows counted through, or the user's own below 0. */
static const struct command *command_number(const struct app *app, long wanted)
{
    enum map_name map;
    long number = 0;

    if (wanted < 0)
        return keymap_own_command(app->keymap, (size_t)(-1 - wanted), &map);
    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *c = command_tables[t]; c->name; c++)
            if (number++ == wanted)
                return c;
    return NULL;
}

static void take(struct picker *picker, struct app *app, const struct picker_item *item)
{
    const struct command *command = command_number(app, item->value);

    if (item->value < 0 || works_in(command->map, asked_about(picker)))
        app_run_command(app, command);
    else
        app_say(app, "that key works only %s", elsewhere[command->map]);
}

static const struct picker_spec help_picker = {
    .hint = "type to search · Enter runs it · Esc",
    .empty = "",
    .wide = true,
    .grouped = true,
    .fill = fill,
    .chosen = take,
};

/* `:help WORDS` searches for them. */
static void help(const struct call *call)
{
    struct app *app = call->app;

    picker_open(app, &help_picker, "keys", keymap_map_name(app_map(app)));
    app->views->ops->paste(app->views, app, call->text, strlen(call->text));
}

const struct command help_commands[] = {
    { "help", "? F1", MAP_GENERAL, NULL, help, "show the keys" },
    { .name = NULL },
};
