/* SPDX-License-Identifier: MIT */
/*
 * The articles of the list over time: a row of bars, one a day, week, month or year, whichever
 * is the finest that fits. Counted once for a list and a width.
 */
#ifndef UI_TIMELINE_H
#define UI_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "ui/canvas.h"
#include "ui/keymap.h"

struct app;

enum timeline_unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR, UNIT_COUNT };

enum { TIMELINE_BARS_MAX = 240 };

struct timeline {
    enum timeline_unit unit;
    size_t count;                          /* of bars, 0 when nothing has a date */
    int64_t starts[TIMELINE_BARS_MAX + 1]; /* of the bars, and the end of the last one */
    uint32_t articles[TIMELINE_BARS_MAX];
    uint32_t most; /* in one bar */
    size_t dated;
};

/* Count these dates, DATE_NONE for none, in at most so many bars. What is older than all of
 * them fit is in the first one. */
void timeline_count(struct timeline *timeline, const int64_t *dates, size_t n, size_t bars);

/* The same of articles in order, the newest first and those without a date last, of which
 * date_at tells the date: a few of very many are asked. */
void timeline_count_ordered(struct timeline *timeline,
                            int64_t (*date_at)(const void *arg, size_t i), const void *arg,
                            size_t n, size_t bars);

/* The bar of a date, count for none. */
size_t timeline_bar(const struct timeline *timeline, int64_t date);

/* What the bars from first to last span, as a value of date: in a query. */
void timeline_range(const struct timeline *timeline, size_t first, size_t last,
                    struct buf *out);

/* The row of bars in the browser. */
struct timeline_strip {
    struct timeline timeline;
    unsigned long version; /* of the list that was counted */
    int width;             /* for which */
    bool other;            /* shown or not, other than the settings say */
};

/* Whether it is wanted, if there is room. */
bool timeline_wanted(const struct app *app);

void timeline_draw(struct app *app, struct rect rect);

extern const struct command timeline_commands[];

#endif
