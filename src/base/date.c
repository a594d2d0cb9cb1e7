/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <string.h>
#include <time.h>

#include "base/date_internal.h"

enum {
    DAYS_400_YEARS = 146097,
    DAYS_100_YEARS = 36524,
    DAYS_4_YEARS = 1461,
    DAYS_TO_1970 = 719162, /* from 0001-01-01 */
};

static const int days_before_month[] = { 0,   31,  59,  90,  120, 151, 181,
                                         212, 243, 273, 304, 334, 365 };

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_before(int year, int month)
{
    return days_before_month[month - 1] + (month > 2 && is_leap(year));
}

int date_month_days(int year, int month)
{
    return days_before_month[month] - days_before_month[month - 1] +
           (month == 2 && is_leap(year));
}

int64_t date_days(int year, int month, int day)
{
    /* Whole years before this one; 400 are added so that the year 0 divides like the others. */
    int64_t years = year + 400 - 1;
    int64_t days = years * 365 + years / 4 - years / 100 + years / 400 - DAYS_400_YEARS;

    return days + days_before(year, month) + day - 1 - DAYS_TO_1970;
}

/* How many spans fit into *days, at most `most`; *days keeps the rest. */
static int take_spans(int *days, int span, int most)
{
    int count = *days / span < most ? *days / span : most;

    *days -= count * span;
    return count;
}

struct date_parts date_split(int64_t seconds)
{
    int64_t since_first = seconds - DATE_FIRST;
    int days = (int)(since_first / DAY_SECONDS);
    int rest = (int)(since_first % DAY_SECONDS);
    /* 0001-01-01 was a Monday. */
    struct date_parts parts = { .weekday = days % 7, .hour = rest / HOUR_SECONDS };

    parts.minute = rest / 60 % 60;
    parts.second = rest % 60;
    parts.year = 1 + 400 * take_spans(&days, DAYS_400_YEARS, 25);
    parts.year += 100 * take_spans(&days, DAYS_100_YEARS, 3);
    parts.year += 4 * take_spans(&days, DAYS_4_YEARS, 24);
    parts.year += take_spans(&days, 365, 3);
    parts.month = 1;
    while (parts.month < 12 && days >= days_before(parts.year, parts.month + 1))
        parts.month++;
    parts.day = days - days_before(parts.year, parts.month) + 1;
    return parts;
}

/* Seconds east of Greenwich; 0 where the system's time cannot hold the instant. */
static int64_t local_offset(int64_t date)
{
    time_t t = (time_t)date;
    struct tm tm;

    if (t != date || !localtime_r(&t, &tm))
        return 0;
    return tm.tm_gmtoff;
}

/* What a local clock shows at the instant, in seconds since 1970. */
static int64_t to_local(int64_t date)
{
    return date + local_offset(date);
}

int64_t date_from_local(int64_t local)
{
    /* No zone has changed twice within two days. The larger offset is the earlier instant. */
    int64_t before = local - local_offset(local - DAY_SECONDS);
    int64_t after = local - local_offset(local + DAY_SECONDS);
    bool before_shows = to_local(before) == local;
    bool after_shows = to_local(after) == local;

    if (after_shows && (!before_shows || after < before))
        return after;
    return before;
}

bool date_local_parts(int64_t date, struct date_parts *parts)
{
    if (date < DATE_FIRST || date > DATE_LAST)
        return false;
    int64_t local = to_local(date);
    /* At either end of time the local year would be one that has no name here. */
    *parts = date_split(local < DATE_FIRST || local > DATE_LAST ? date : local);
    return true;
}

int64_t date_parse(const char *s, size_t n)
{
    struct date_stamp stamp;

    if (!date_stamp_read(s, n, &stamp))
        return DATE_NONE;
    int64_t date = date_stamp_clock(&stamp) - stamp.offset;
    return date < DATE_FIRST || date > DATE_LAST ? DATE_NONE : date;
}

int64_t date_from_file_name(const char *name)
{
    struct date_reader reader = { name, name + strnlen(name, DATE_INPUT_MAX) };
    struct date_stamp stamp = { 0 };
    int digit;

    if (!date_read_day(&reader, &stamp) || date_read_number(&reader, 1, 1, &digit))
        return DATE_NONE;
    return date_stamp_clock(&stamp);
}

int64_t date_now(void)
{
    return time(NULL);
}
