/* SPDX-License-Identifier: MIT */
/*
 * A line of text being typed: the filter, a find, a command. A view on the stack, no loop.
 *
 * It is edited as shells have it (prompt_edit.c), earlier lines come back by Up, which looks
 * for those that begin alike, and by ^R (prompt_recall.c), and Tab completes (prompt_menu.c).
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "ui/completion.h"
#include "ui/edit_line.h"
#include "ui/typed.h"
#include "ui/view.h"

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
    /* What the text could go on with at the cursor. NULL: earlier lines that begin with it. */
    void (*complete)(struct app *app, const char *text, size_t cursor,
                     struct completion *completion);
    enum typed_kind history; /* which lines to recall; TYPED_NOTHING for none */
    bool at_bottom;          /* in the status row, else in the top row */
};

/* spec must be static. */
void prompt_open(struct app *app, const struct prompt_spec *spec, const char *text);

/* Whether this view is a prompt of this spec. */
bool prompt_is_of(const struct view *view, const struct prompt_spec *spec);

/* The spec of the prompt on top changed what it has to say of the text: ask it again. */
void prompt_again(struct app *app);

extern const struct command prompt_commands[], prompt_edit_commands[], prompt_recall_commands[],
    prompt_menu_commands[];

#endif
