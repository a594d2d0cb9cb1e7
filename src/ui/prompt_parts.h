/* SPDX-License-Identifier: MIT */
/* What the parts of a prompt share. */
#ifndef UI_PROMPT_PARTS_H
#define UI_PROMPT_PARTS_H

#include "ui/prompt.h"

/* Candidates below or above the line, until something else than Tab is typed. */
struct prompt_menu {
    struct completion completion;
    size_t chosen; /* the candidate in the line; its count: none yet */
    char *before;  /* the line without any, NULL when the menu is not shown */
    size_t before_cursor, before_end; /* in it: the cursor, the end of what is completed */
    size_t top;                       /* the first candidate shown */
    struct rect drawn;                /* where they are */
};

/* Looking for an earlier line with ^R. */
struct prompt_search {
    char *before;      /* the line to come back to, NULL when nothing is looked for */
    struct buf wanted; /* what it holds */
    size_t at;         /* the line of the history that is shown; its count: none */
};

struct prompt {
    struct view view;
    const struct prompt_spec *spec;
    struct edit_line line;
    bool too_long; /* what was pasted last, so that it was left out */
    struct {
        int y, x;     /* of the first character shown */
        size_t start; /* its byte */
    } drawn;
    size_t recalled; /* entry of the history shown; its count: the line being typed */
    char *draft;     /* that line while an older one is shown */
    struct prompt_menu menu;
    struct prompt_search search;
};

/* The prompt that the call's key was typed into. */
struct prompt *prompt_of(const struct call *call);

/* The text is another: forget what depends on the old one and tell whom it concerns. */
void prompt_changed(struct prompt *prompt, struct app *app);

/* Away without taking the line. */
void prompt_leave(struct app *app);

/* Show the text in the place of the one there is. */
void prompt_show(struct prompt *prompt, struct app *app, const char *text);

/* prompt_menu.c */

/* Away with the candidates; restore: and with what they put into the line. True when there were
 * any. */
bool prompt_menu_close(struct prompt *prompt, struct app *app, bool restore);
void prompt_menu_draw(struct prompt *prompt, struct app *app, struct rect row, int label,
                      size_t start);

/* Take the candidate that is clicked; false when none is there. */
bool prompt_menu_press(struct prompt *prompt, struct app *app, const struct mouse *mouse);

/* prompt_recall.c */

/* No further search; restore: the line is what it was before. True when there was one. */
bool prompt_search_end(struct prompt *prompt, struct app *app, bool restore);

/* A text typed or deleted while searching; false when nothing is looked for. */
bool prompt_search_type(struct prompt *prompt, struct app *app, const char *s, size_t n);
bool prompt_search_delete(struct prompt *prompt, struct app *app);

#endif
