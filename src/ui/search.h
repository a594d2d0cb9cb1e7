/* SPDX-License-Identifier: MIT */
/*
 * From the filter to the list: its query is run at once when that takes a few milliseconds,
 * else in slices while keys are answered; until it is over the list stays what it was. Another
 * search takes its place. The same way the terms of the filter are counted.
 */
#ifndef UI_SEARCH_H
#define UI_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "article/query.h"
#include "base/buf.h"

struct app;
struct article;

struct search {
    struct query_running *running;   /* NULL: the list is what the filter finds */
    struct query_counting *counting; /* its terms; NULL: nobody asked */
    bool counted;                    /* to the end */
    bool keep_cursor;                /* on its article, also where the user did not move it */
    uint64_t article;                /* what was gone to meanwhile, 0 for nothing */
    int64_t since, told;             /* when it began; when its progress was drawn last */
    struct loop_timer *timer;
};

/* Find what the filter finds now. keep_cursor: on its article, wherever that goes. */
void search_begin(struct app *app, bool keep_cursor);

/* Give up whatever is going on: before the query or the library goes. */
void search_cancel(struct app *app);

/* Go on to the end, whatever that takes: for commands that need the list. */
void search_finish(struct app *app);

/* For commands that take the list as a whole: false, and told, when it is not yet what the
 * filter finds. */
bool search_is_over(struct app *app);

/* Count the terms of the filter, unless they are counted; filter_counted() is called. */
void search_count(struct app *app);

/* An article is shown in place while a search runs: it is to be shown after it as well. */
void search_follow(struct app *app, const struct article *article);

/* How far it is, nothing when that takes not long. */
void search_status(const struct app *app, struct buf *out);

#endif
