/* SPDX-License-Identifier: MIT */
/* The filter as the user changes it: typed live, added to by pickers, dropped term by term. */
#ifndef UI_FILTER_H
#define UI_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/query.h"
#include "base/buf.h"
#include "ui/keymap.h"

struct app;
struct view;

struct filter {
    struct buf text;     /* the query in force */
    struct query *query; /* its tree, never NULL while browsing */
    /* While it is typed: */
    char *before;             /* what Esc goes back to */
    uint64_t before_article;  /* and its id, 0 for none */
    struct query_error error; /* of the line as it is now */
    bool wrong;
    bool counting;     /* what each term matches is shown, not only when nothing does */
    struct buf remark; /* what each term matches, or what the last word can become */
    /* Of the line that is searched for: */
    bool judged, accepted; /* its list was looked at; it was taken */
    size_t word;           /* where its last word begins, SIZE_MAX when it ends in a blank */
};

void filter_init(struct filter *filter);
void filter_release(struct filter *filter);

/* The list is what the filter finds; its terms are counted. */
void filter_found(struct app *app);
void filter_counted(struct app *app);

/* Whether this view is the prompt that the filter is typed in. */
bool filter_is_typed_in(const struct view *view);

/* A filter that is typed to its end, in whatever line: slips in it are told. */
void filter_apply(struct app *app, const char *text);

/* Add "field is any of these values", or none of them. */
void filter_add(struct app *app, const char *field, const char *const *values, size_t count,
                bool exclude);

extern const struct command filter_commands[];

#endif
