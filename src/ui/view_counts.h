/* SPDX-License-Identifier: MIT */
/*
 * How many articles each saved view has: counted a bit at a time, as a costly query must not
 * have keys wait, and only while the box that shows it is open.
 */
#ifndef UI_VIEW_COUNTS_H
#define UI_VIEW_COUNTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct app;

struct view_counts {
    size_t *counts;
    size_t known;                  /* so many are, the last ones maybe from the time before */
    size_t at;                     /* the view whose turn it is */
    struct query *query;           /* its */
    struct query_running *running; /* set while it is counted */
    struct loop_timer *timer;      /* set while there are more */
    bool telling;                  /* that another one is known */
};

/* Count all of them anew, so far as a key may wait, then between keys: views_refresh() is
 * called each time that another one is known. Nothing while it is called for that. */
void view_counts_begin(struct app *app);

/* Append the number of view i, or what stands for it until it is known, 6 columns wide. */
void view_counts_add(const struct app *app, size_t i, struct buf *out);

/* Count no further: before the library goes. */
void view_counts_stop(struct app *app);

/* And forget the numbers: other views take the place of those there were. */
void view_counts_forget(struct app *app);

#endif
