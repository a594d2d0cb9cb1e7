/* SPDX-License-Identifier: MIT */
#include "ui/timeline.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

enum { DAY_SECONDS = 24 * 60 * 60, HALF_DAY = DAY_SECONDS / 2 };

/* The span that has this name, such as 2021-03. */
static struct date_range span_of(const char *name)
{
    struct date_range range = { DATE_NONE, DATE_NONE };

    date_range_parse(name, strlen(name), 0, &range);
    return range;
}

/* The name of the span of a date: a day, also for weeks, a month or a year. */
static void span_name(enum timeline_unit unit, int64_t date, char name[DATE_TEXT_MAX])
{
    struct date_parts parts = { .year = 1, .month = 1, .day = 1 };

    date_local_parts(date, &parts);
    if (unit == UNIT_YEAR)
        snprintf(name, DATE_TEXT_MAX, "%04d", parts.year);
    else if (unit == UNIT_MONTH)
        snprintf(name, DATE_TEXT_MAX, "%04d-%02d", parts.year, parts.month);
    else
        snprintf(name, DATE_TEXT_MAX, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
}

/* The start of the unit that a date is in. Half days keep clear of clocks that are put back. */
static int64_t unit_start(enum timeline_unit unit, int64_t date)
{
    char name[DATE_TEXT_MAX];
    struct date_parts parts;

    span_name(unit, date, name);
    int64_t start = span_of(name).from;
    if (unit == UNIT_WEEK && date_local_parts(start, &parts) && parts.weekday > 0)
        return unit_start(UNIT_DAY, start + HALF_DAY - (int64_t)parts.weekday * DAY_SECONDS);
    return start;
}

static int64_t next_start(enum timeline_unit unit, int64_t start)
{
    char name[DATE_TEXT_MAX];

    if (unit == UNIT_WEEK)
        return unit_start(UNIT_DAY, start + 7 * DAY_SECONDS + HALF_DAY);
    span_name(unit, start + HALF_DAY, name);
    return span_of(name).to;
}

/* Fill in the starts from the one of the oldest date on; false when they do not fit. */
static bool lay_bars(struct timeline *timeline, enum timeline_unit unit, int64_t oldest,
                     int64_t newest, size_t bars)
{
    int64_t start = unit_start(unit, oldest);

    timeline->unit = unit;
    timeline->count = 0;
    while (start != DATE_NONE && start <= newest && timeline->count < bars) {
        timeline->starts[timeline->count++] = start;
        start = next_start(unit, start);
    }
    timeline->starts[timeline->count] = start;
    return start != DATE_NONE && start > newest;
}

/* The finest unit that fits; of very many years the last ones. */
static void choose_bars(struct timeline *timeline, int64_t oldest, int64_t newest, size_t bars)
{
    static const int64_t shortest[UNIT_COUNT] = { DAY_SECONDS - 7200, 7 * DAY_SECONDS - 7200,
                                                  28 * DAY_SECONDS, 365 * DAY_SECONDS };
    int64_t span = newest - oldest;

    for (int unit = UNIT_DAY; unit < UNIT_COUNT; unit++)
        if (span / shortest[unit] <= (int64_t)bars &&
            lay_bars(timeline, (enum timeline_unit)unit, oldest, newest, bars))
            return;
    oldest = newest - (int64_t)(bars - 2) * 366 * DAY_SECONDS;
    lay_bars(timeline, UNIT_YEAR, oldest, newest, bars);
}

size_t timeline_bar(const struct timeline *timeline, int64_t date)
{
    size_t low = 0, high = timeline->count;

    if (date == DATE_NONE || timeline->count == 0)
        return timeline->count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->starts[middle] <= date)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void timeline_count(struct timeline *timeline, const int64_t *dates, size_t n, size_t bars)
{
    int64_t oldest = INT64_MAX, newest = DATE_NONE;
    size_t bar = 0;

    *timeline = (struct timeline){ .count = 0 };
    if (bars > TIMELINE_BARS_MAX)
        bars = TIMELINE_BARS_MAX;
    for (size_t i = 0; i < n; i++) {
        if (dates[i] == DATE_NONE)
            continue;
        oldest = dates[i] < oldest ? dates[i] : oldest;
        newest = dates[i] > newest ? dates[i] : newest;
        timeline->dated++;
    }
    if (timeline->dated == 0 || bars < 4)
        return;
    choose_bars(timeline, oldest, newest, bars);
    for (size_t i = 0; i < n; i++) {
        if (dates[i] == DATE_NONE)
            continue;
        /* Mostly the one of the date before. */
        if (dates[i] < timeline->starts[bar] || dates[i] >= timeline->starts[bar + 1])
            bar = timeline_bar(timeline, dates[i]);
        if (++timeline->articles[bar] > timeline->most)
            timeline->most = timeline->articles[bar];
    }
}

/* Articles in order, and the first of them that is older than a date. */
struct ordered {
    int64_t (*date_at)(const void *arg, size_t i);
    const void *arg;
    size_t n;
};

static size_t first_before(const struct ordered *ordered, int64_t date)
{
    size_t low = 0, high = ordered->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ordered->date_at(ordered->arg, middle) >= date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void timeline_count_ordered(struct timeline *timeline,
                            int64_t (*date_at)(const void *arg, size_t i), const void *arg,
                            size_t n, size_t bars)
{
    const struct ordered ordered = { date_at, arg, n };

    *timeline = (struct timeline){ .dated = first_before(&ordered, DATE_NONE + 1) };
    if (bars > TIMELINE_BARS_MAX)
        bars = TIMELINE_BARS_MAX;
    if (timeline->dated == 0 || bars < 4)
        return;
    choose_bars(timeline, date_at(arg, timeline->dated - 1), date_at(arg, 0), bars);
    /* What is older than the first bar is in it. */
    for (size_t end = timeline->dated, i = 0; i < timeline->count; i++) {
        size_t start = first_before(&ordered, timeline->starts[i + 1]);
        timeline->articles[i] = (uint32_t)(end - start);
        end = start;
        if (timeline->articles[i] > timeline->most)
            timeline->most = timeline->articles[i];
    }
}

void timeline_range(const struct timeline *timeline, size_t first, size_t last, struct buf *out)
{
    enum timeline_unit unit = timeline->unit == UNIT_WEEK ? UNIT_DAY : timeline->unit;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];

    span_name(unit, timeline->starts[first], from);
    span_name(unit, timeline->starts[last + 1] - 1, to);
    buf_adds(out, from);
    if (strcmp(from, to) != 0)
        buf_addf(out, "..%s", to);
}
