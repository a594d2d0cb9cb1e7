/* SPDX-License-Identifier: MIT */
/*
 * What can lie over the panes: prompts, pickers, help. Views stack; the top one gets the keys.
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "ui/canvas.h"
#include "ui/keymap.h"

struct app;
struct view;

struct view_ops {
    enum map_name map;
    /* Draw over what lies below. */
    void (*draw)(struct view *view, struct app *app, struct canvas *canvas);
    /* A key that no command is bound to; false when it means nothing here. */
    bool (*key)(struct view *view, struct app *app, const struct key *key);
    /* Pasted text: one cleaned line, never commands. */
    void (*paste)(struct view *view, struct app *app, const char *s, size_t n);
    /* The mouse, wherever it is. May be NULL. */
    void (*mouse)(struct view *view, struct app *app, const struct mouse *mouse);
    /* The articles changed: update counts. May be NULL. */
    void (*refresh)(struct view *view, struct app *app);
    void (*free)(struct view *view);
};

/* The first member of each view's own struct. */
struct view {
    const struct view_ops *ops;
    struct view *below;
};

/* Put a view on top; it is owned by the stack from here on. */
void view_push(struct app *app, struct view *view);

/* Take the top view away and free it. */
void view_pop(struct app *app);

/* The articles, what is shown of one, or the settings changed: have all views update what they
 * list. */
void views_refresh(struct app *app);

/* Whether a box or a prompt lies above, at any height, that speaks of the article shown: it
 * must not become another one by itself. What is shown follows the filter while that is typed.
 */
bool views_hold_article(const struct app *app);

/* The top view when it is of this kind, else NULL. */
struct view *view_top(const struct app *app, const struct view_ops *ops);

#endif
