/* SPDX-License-Identifier: MIT */
/*
 * A box with lines to choose from; typing narrows it. Topics, links, help and the like are
 * all this one view with another spec.
 */
#ifndef UI_PICKER_H
#define UI_PICKER_H

#include "base/buf.h"
#include "ui/view.h"

enum { PICKER_ITEMS_MAX = 100000, PICKER_TEXT_MAX = 1024 };

enum picker_mark { PICKER_PLAIN, PICKER_ADDED, PICKER_EXCLUDED };

struct picker_item {
    char *text;   /* narrowed by, cleaned */
    char *detail; /* at the right edge, "" for none */
    long value;   /* the owner's */
    enum picker_mark mark;
};

struct picker;

struct picker_spec {
    const char *hint;  /* what the keys do, beside the title */
    const char *empty; /* said when there is nothing to pick */
    bool many;         /* Space adds and ! excludes */
    bool wide;         /* lines are sentences, not names */
    bool whole;        /* the line under the cursor is shown to its end, over those below it */
    bool grouped;      /* the detail stands for a group: only where a group begins */
    /* Add the items; called again when the articles changed. */
    void (*fill)(struct picker *picker, struct app *app);
    /* Enter on an item; the picker is freed right after, so it may open another view. With
     * marks set, item is the one under the cursor all the same. */
    void (*chosen)(struct picker *picker, struct app *app, const struct picker_item *item);
    /* A character typed, before it narrows; true when it was taken. May be NULL. */
    bool (*typed)(struct picker *picker, struct app *app, uint32_t c);
};

struct picker {
    struct view view;
    const struct picker_spec *spec;
    char *title;
    char *name; /* what the owner wants to remember, such as a field */
    struct picker_item *items;
    size_t count;
    size_t *shown; /* indices of items that match what was typed */
    size_t shown_count;
    size_t cursor, top;
    bool moved;      /* the user chose the cursor: it stays with its item */
    int height;      /* rows of items when it was drawn last */
    struct rect box; /* where that was */
    bool clicked;    /* with the mouse: once more there takes the line */
    struct buf narrow;
};

/* Draw the box over what lies below; a view_ops.draw. */
void picker_draw(struct view *view, struct app *app, struct canvas *canvas);

/* spec must be static; title and name are copied. Says spec->empty instead when no item came.
 */
void picker_open(struct app *app, const struct picker_spec *spec, const char *title,
                 const char *name);

/* Whether this view is a box of this spec. */
bool picker_is_of(const struct view *view, const struct picker_spec *spec);

/* For fill(): text and detail are copied. */
void picker_add(struct picker *picker, const char *text, const char *detail, long value);

extern const struct command picker_commands[];

#endif
