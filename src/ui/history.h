/* SPDX-License-Identifier: MIT */
/* Back and forward through what was shown: the filter, the article and the place in it. */
#ifndef UI_HISTORY_H
#define UI_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "ui/keymap.h"

struct app;

enum { HISTORY_MAX = 200 }; /* steps back */

struct history_place {
    char *filter;
    uint64_t article; /* id, 0 for none */
    size_t line;
    int focus; /* enum pane */
};

struct history {
    struct history_place places[HISTORY_MAX];
    size_t count, at; /* at == count: nothing to go forward to */
};

void history_release(struct history *history);

/* Remember where the user is now, before something else is shown. */
void history_push(struct app *app);

extern const struct command history_commands[];

#endif
