/* SPDX-License-Identifier: MIT */
/* A line of text being typed: the filter, a find, a command. A view on the stack, no loop. */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/view.h"

enum { PROMPT_TEXT_MAX = 8192, PROMPT_HISTORY_MAX = 100 };

/* Prompts that remember what was typed. */
enum prompt_kind { PROMPT_PLAIN, PROMPT_FILTER, PROMPT_FIND, PROMPT_COMMAND, PROMPT_KINDS };

/* Earlier lines of one kind of prompt, oldest first. */
struct prompt_history {
    char *lines[PROMPT_HISTORY_MAX];
    size_t count;
};

struct prompt_spec {
    const char *label;
    /* After each change, and once when it opens. May be NULL. */
    void (*changed)(struct app *app, const char *text);
    /* Enter; the prompt is gone already. */
    void (*accepted)(struct app *app, const char *text);
    /* Esc; the prompt is gone already. May be NULL. */
    void (*cancelled)(struct app *app);
    /* A remark for the row under the prompt, such as an error; at gets the column in the text
     * it belongs under, -1 for none. May be NULL. */
    const char *(*remark)(struct app *app, int *at);
    enum prompt_kind history; /* which lines to recall; PROMPT_PLAIN for none */
    bool at_bottom;           /* in the status row, else in the top row */
};

/* spec must be static. */
void prompt_open(struct app *app, const struct prompt_spec *spec, const char *text);

void prompt_history_release(struct prompt_history *history);

extern const struct command prompt_commands[];

#endif
