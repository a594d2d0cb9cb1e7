/* SPDX-License-Identifier: MIT */
/* The keys that users of other programs have in their fingers, as tables over the default ones.
 */
#ifndef UI_PRESETS_H
#define UI_PRESETS_H

#include "ui/keymap.h"

struct preset_row {
    enum map_name map;
    const char *keys; /* parted by blanks; NULL after the last row */
    const char *line; /* as keymap_bind() takes it; "" for nothing */
};

struct preset {
    const char *name; /* NULL after the last one */
    const struct preset_row *rows;
};

/* The first one is the default. */
extern const struct preset presets[];

/* Bind the rows of a preset over what is bound. The name must be one of presets. */
void preset_use(struct keymap *keymap, const char *name);

#endif
