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

enum map_name {
    MAP_GENERAL,
    MAP_LIST,
    MAP_ARTICLE,
    MAP_PICKER,
    MAP_PROMPT,
    MAP_TIMELINE,
    MAP_COUNT
};

/* How a command was called. */
struct call {
    struct app *app;
    long count;       /* number typed before the key, 0 for none, at most 1,000,000 */
    const char *text; /* what follows the command's name, "" for none */
};

struct command {
    const char *name;  /* what `:` takes, in lower case with dashes */
    const char *keys;  /* default keys, parted by one blank; "" for none */
    enum map_name map; /* where the keys and the command are valid */
    const char *text;  /* default text of the call, NULL for none */
    void (*run)(const struct call *call);
    const char *help; /* one sentence, without a period */
};

/* Every table of commands, ended by a row without a name; ended by NULL. Rows of the same name
 * are the same command with another text or map. */
extern const struct command *const command_tables[];

enum { KEY_SEQUENCE_MAX = 4 }; /* keys one after another */

struct keymap;

/*
 * All maps, with the default keys of the tables. It is a bug when two commands of a map have
 * the same sequence, or one begins with the other: by default every key answers at once. A
 * digit begins a sequence only in pickers and prompts; elsewhere it is a count.
 */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap);

/* The name of a map in the settings, such as "list"; and the map of a name, MAP_COUNT with
 * error set when there is none. */
const char *keymap_map_name(enum map_name map);
enum map_name keymap_map(const char *name, size_t n, struct error *error);

/*
 * Bind the keys to a line of commands of this map or the general one, as `:` takes it, such as
 * "filter unread" or "toggle-star ; next-unread"; they mean nothing else in this map from then
 * on. False with error set, and nothing changed.
 */
bool keymap_bind(struct keymap *keymap, enum map_name map, const char *keys, const char *line,
                 struct error *error);

/* Have the keys do nothing in this map, whatever the general one says. False with error set
 * when they did nothing before. */
bool keymap_unbind(struct keymap *keymap, enum map_name map, const char *keys,
                   struct error *error);

/* EITHER: a command, and the beginning of a longer sequence too. */
enum keymap_answer { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_COMMAND, KEYMAP_EITHER };

/*
 * What this sequence means in a map, else in the general one. Characters typed into a picker
 * or prompt are text unless its own map has them: those do not fall back. *command is set with
 * COMMAND and EITHER, else NULL; it is valid until the keys are bound anew.
 */
enum keymap_answer keymap_look_up(const struct keymap *keymap, enum map_name map,
                                  const struct key *sequence, size_t n,
                                  const struct command **command);

/* The name of a command of this map or the general one that is nearest to what was written,
 * NULL when none is near. MAP_COUNT: of the panes and the general one. */
const char *keymap_nearest(enum map_name map, const char *name, size_t n);

/* The first key in force for a command as it is, by its name, in a map; NULL for none. */
const char *keymap_first_key(const struct keymap *keymap, enum map_name map, const char *name);

/*
 * Append the name of a key: a printable character is its own, others are `Space`, `Enter`,
 * `Tab`, `BackTab`, `Esc`, `Backspace`, `Delete`, `Insert`, `Up`, `Down`, `Left`, `Right`,
 * `Home`, `End`, `PgUp`, `PgDn`, `F1` to `F12`, `^A` to `^_`, `<C-Left>`, `<C-Right>`,
 * `<M-Backspace>`, and with Alt `<M-a>` and so on.
 */
void key_name(const struct key *key, struct buf *out);

/* Read the name of a sequence: names one after another, such as `gg`, `^Xs` or `gHome`; the
 * longest name counts, so `End` is one key. Also known, in any case, is what other programs
 * write: `<C-f>`, `<CR>`, `<PageDown>`, and `<M-x>` with Alt. False with error set. */
bool key_parse(const char *name, size_t n, struct key sequence[KEY_SEQUENCE_MAX], size_t *count,
               struct error *error);

/* Append the keys that mean this command with this text in a map, parted by blanks. */
void keymap_keys(const struct keymap *keymap, enum map_name map, const struct command *command,
                 struct buf *out);

/* The commands that keys were bound to with a text of the user's, one after the other; NULL
 * after the last. Their help is the row's, their name and text are the line. */
const struct command *keymap_own_command(const struct keymap *keymap, size_t i,
                                         enum map_name *map);

#endif
