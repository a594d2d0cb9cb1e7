/* SPDX-License-Identifier: MIT */
/*
 * Commands by name, keys by name, and maps from key sequences to commands.
 *
 * A command is one row beside its function: from the row follow its default keys, the `:`
 * command, rebinding, the help and the manual's check. A view's map falls back to the
 * general one. Keys are written as people write them: `j`, `G`, `^D`, `Space`, `PgDn`, `gg`
 * (a sequence), `F1`, `<` and so on.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "ui/screen.h"

struct app;

enum map_name { MAP_GENERAL, MAP_LIST, MAP_ARTICLE, MAP_PICKER, MAP_PROMPT, MAP_COUNT };

/* How a command was called. */
struct call {
    struct app *app;
    long count;        /* number typed before the key, 0 for none, at most 1,000,000 */
    const char *text;  /* what follows the command's name, "" for none */
};

struct command {
    const char *name;  /* what `:` takes, in lower case with dashes */
    const char *keys;  /* default keys, parted by blanks; "" for none */
    enum map_name map; /* where the keys and the command are valid */
    const char *text;  /* default text of the call, NULL for none */
    void (*run)(const struct call *call);
    const char *help;  /* one sentence, without a period */
};

/* Every table of commands, ended by a row without a name; ended by NULL. Rows of the same name
 * are the same command with another text or map. */
extern const struct command *const command_tables[];

enum { KEY_SEQUENCE_MAX = 4 };

struct keymap;

/* All maps, with the default keys of the tables; a key bound twice in a map is a bug. */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);

enum keymap_answer { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_COMMAND };

/* What this sequence means in a map, then in the general one. */
enum keymap_answer keymap_look_up(const struct keymap *keymap, enum map_name map,
                                  const struct key *sequence, size_t n,
                                  const struct command **command);

/* Append the name of a key; sequences are names without blanks between plain characters. */
void key_name(const struct key *key, struct buf *out);

/* Read the name of a sequence. False with error set. */
bool key_parse(const char *name, size_t n, struct key sequence[KEY_SEQUENCE_MAX],
               size_t *count, struct error *error);

/* The keys in force for a command, parted by blanks; "" for none. */
void keymap_keys(const struct keymap *keymap, const struct command *command,
                 struct buf *out);

#endif
