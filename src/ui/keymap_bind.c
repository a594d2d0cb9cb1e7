/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/words.h"
#include "ui/keymap_internal.h"
#include "ui/line.h"

/* Binding keys to what people write, and taking bindings away. */

static const char *const map_names[MAP_COUNT] = {
    [MAP_GENERAL] = "general", [MAP_LIST] = "list",     [MAP_ARTICLE] = "article",
    [MAP_PICKER] = "picker",   [MAP_PROMPT] = "prompt", [MAP_TIMELINE] = "timeline",
};

const char *keymap_map_name(enum map_name map)
{
    return map_names[map];
}

enum map_name keymap_map(const char *name, size_t n, struct error *error)
{
    for (size_t map = 0; map < MAP_COUNT; map++)
        if (strlen(map_names[map]) == n && memcmp(map_names[map], name, n) == 0)
            return (enum map_name)map;
    error_set(error, "there is no view \"%.*s\"; there are %s, %s, %s, %s, %s and %s", (int)n,
              name, map_names[0], map_names[1], map_names[2], map_names[3], map_names[4],
              map_names[5]);
    return MAP_COUNT;
}

static bool is_valid_in(const struct command *row, enum map_name map)
{
    return row->map == map || row->map == MAP_GENERAL;
}

const char *keymap_nearest(enum map_name map, const char *name, size_t n)
{
    char *written = xstrndup(name, n);
    const char *nearest = NULL;
    size_t best = (n / 2 < WORDS_NEAR ? n / 2 : WORDS_NEAR) + 1;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *row = command_tables[t]; row->name; row++) {
            bool valid = map == MAP_COUNT ? row->map != MAP_PICKER && row->map != MAP_PROMPT
                                          : is_valid_in(row, map);
            size_t distance = valid ? words_distance(written, row->name) : best;
            if (distance < best) {
                best = distance;
                nearest = row->name;
            }
        }
    free(written);
    return nearest;
}

static bool has_text(const struct command *row, const struct line_command *wanted)
{
    const char *text = row->text ? row->text : "";

    return strlen(text) == wanted->text_length &&
           memcmp(text, wanted->text, wanted->text_length) == 0;
}

/* The row of a name that is valid in a map; of several the one with the same text, if any. */
static const struct command *find_row(enum map_name map, const struct line_command *wanted)
{
    const struct command *found = NULL;

    for (size_t t = 0; command_tables[t]; t++)
        for (const struct command *row = command_tables[t]; row->name; row++) {
            if (strlen(row->name) != wanted->name_length ||
                memcmp(row->name, wanted->name, wanted->name_length) != 0 ||
                !is_valid_in(row, map))
                continue;
            if (has_text(row, wanted))
                return row;
            if (!found)
                found = row;
        }
    return found;
}

static bool unknown(enum map_name map, const struct line_command *wanted, struct error *error)
{
    int n = (int)wanted->name_length;

    assert(map < MAP_COUNT);
    const char *nearest = keymap_nearest(map, wanted->name, wanted->name_length);

    return error_set(error, "\"%.*s\" is no command of the view \"%s\"%s%s%s", n, wanted->name,
                     map_names[map], nearest ? "; did you mean " : "", nearest ? nearest : "",
                     nearest ? "?" : "");
}

/* The row that runs a line, each command of which must be there; of a macro that of `run`. */
static const struct command *row_of_line(enum map_name map, const char *line,
                                         struct line_command *first, struct error *error)
{
    static const struct line_command run = { .name = "run", .name_length = 3, .text = "" };
    struct line_command command = { .name = "" };
    const struct command *row = NULL;
    const char *rest = line;

    for (size_t i = 0; line_next(&rest, &command); i++) {
        row = find_row(map, &command);
        if (!row) {
            unknown(map, &command, error);
            return NULL;
        }
        if (i == 0)
            *first = command;
    }
    if (!row)
        error_set(error, "there is no command to bind");
    return row && line_is_macro(line) ? find_row(map, &run) : row;
}

/* A row with a text of the user's. */
static struct command *own_row(const struct command *row, const char *text, size_t n)
{
    struct command *own = xmalloc(sizeof *own);

    *own = *row;
    own->keys = "";
    own->text = xstrndup(text, n);
    return own;
}

bool keymap_bind(struct keymap *keymap, enum map_name map, const char *keys, const char *line,
                 struct error *error)
{
    struct binding binding;
    struct line_command first = { .count = 0 };
    const struct command *row = row_of_line(map, line, &first, error);

    if (!row || !binding_init(&binding, map, keys, strlen(keys), error))
        return false;
    binding.command = row;
    if (line_is_macro(line))
        binding.command = binding.own = own_row(row, line, strlen(line));
    else if (first.text_length > 0 && !has_text(row, &first))
        binding.command = binding.own = own_row(row, first.text, first.text_length);
    keymap_remove(keymap, &binding);
    keymap_add(keymap, &binding);
    return true;
}

bool keymap_unbind(struct keymap *keymap, enum map_name map, const char *keys,
                   struct error *error)
{
    struct binding binding;
    const struct command *command;

    if (!binding_init(&binding, map, keys, strlen(keys), error))
        return false;
    keymap_look_up(keymap, map, binding.sequence, binding.length, &command);
    if (!command) {
        binding_release(&binding);
        return error_set(error, "\"%s\" does nothing in the view \"%s\" as it is", keys,
                         map_names[map]);
    }
    keymap_remove(keymap, &binding);
    /* In a pane it must not do what it does everywhere. */
    keymap_look_up(keymap, map, binding.sequence, binding.length, &command);
    if (command)
        keymap_add(keymap, &binding);
    else
        binding_release(&binding);
    return true;
}
