/* SPDX-License-Identifier: MIT */
/* What the files of the keymap share. */
#ifndef UI_KEYMAP_INTERNAL_H
#define UI_KEYMAP_INTERNAL_H

#include "ui/keymap.h"

struct binding {
    enum map_name map;
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t length;
    char *name;                    /* of the sequence, as people write it */
    const struct command *command; /* a row of a table, or own; NULL for nothing */
    struct command *own;           /* a row with a text of the user's, else NULL */
};

/* A few hundred at most: every search just walks them. */
struct keymap {
    struct binding *bindings;
    size_t count;
};

/* A binding without a command yet. False with error set when the keys have no names, or begin
 * with a digit where that is a count. */
bool binding_init(struct binding *binding, enum map_name map, const char *keys, size_t n,
                  struct error *error);
void binding_release(struct binding *binding);

/* Takes the binding; it must not be there already. */
void keymap_add(struct keymap *keymap, const struct binding *binding);

/* Forget the binding of just these keys. */
void keymap_remove(struct keymap *keymap, const struct binding *like);

#endif
