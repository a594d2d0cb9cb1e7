/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <string.h>

#include "base/date_internal.h"

/* A span of whole local days; `to` is the first day after it. */
static void set_days(struct date_range *range, int64_t from, int64_t to)
{
    range->from = date_from_local(from * DAY_SECONDS);
    range->to = date_from_local(to * DAY_SECONDS);
}

static int64_t month_start(int year, int month)
{
    return date_days(year, month, 1);
}

static void set_month(struct date_range *range, int year, int month)
{
    set_days(range, month_start(year, month),
             month < 12 ? month_start(year, month + 1) : month_start(year + 1, 1));
}

static void set_year(struct date_range *range, int year)
{
    set_days(range, month_start(year, 1), month_start(year + 1, 1));
}

enum span_name { TODAY, YESTERDAY, THIS_WEEK, LAST_WEEK, LAST_MONTH, LAST_YEAR, SPAN_NAMES };

static const char *const span_names[SPAN_NAMES] = {
    [TODAY] = "today",         [YESTERDAY] = "yesterday",   [THIS_WEEK] = "this-week",
    [LAST_WEEK] = "last-week", [LAST_MONTH] = "last-month", [LAST_YEAR] = "last-year",
};

static bool set_named(struct date_range *range, enum span_name name, int64_t now)
{
    struct date_parts parts;

    if (!date_local_parts(now, &parts) || parts.year == 1)
        return false;
    int64_t today = date_days(parts.year, parts.month, parts.day);
    int64_t monday = today - parts.weekday;
    switch (name) {
    case TODAY:
        set_days(range, today, today + 1);
        break;
    case YESTERDAY:
        set_days(range, today - 1, today);
        break;
    case THIS_WEEK:
        set_days(range, monday, monday + 7);
        break;
    case LAST_WEEK:
        set_days(range, monday - 7, monday);
        break;
    case LAST_MONTH:
        if (parts.month > 1)
            set_month(range, parts.year, parts.month - 1);
        else
            set_month(range, parts.year - 1, 12);
        break;
    case LAST_YEAR:
        set_year(range, parts.year - 1);
        break;
    case SPAN_NAMES:
        return false;
    }
    return true;
}

/* `2021` and `2021-03`, which are no dates by themselves. */
static bool parse_year_or_month(const char *s, size_t n, struct date_range *range)
{
    struct date_reader reader = { s, s + n };
    int year, month;

    if (!date_read_number(&reader, 4, 4, &year) || year < 1)
        return false;
    if (reader.at == reader.end) {
        set_year(range, year);
        return true;
    }
    if (!date_read_char(&reader, '-') || !date_read_number(&reader, 1, 2, &month) ||
        reader.at != reader.end || month < 1 || month > 12)
        return false;
    set_month(range, year, month);
    return true;
}

bool date_range_parse(const char *s, size_t n, int64_t now, struct date_range *range)
{
    struct date_stamp stamp;

    for (int i = 0; i < SPAN_NAMES; i++)
        if (n == strlen(span_names[i]) && memcmp(s, span_names[i], n) == 0)
            return set_named(range, (enum span_name)i, now);
    if (parse_year_or_month(s, n, range))
        return true;
    if (!date_stamp_read(s, n, &stamp))
        return false;
    int64_t clock = date_stamp_clock(&stamp);
    if (stamp.precision == DAY_SECONDS) {
        set_days(range, clock / DAY_SECONDS, clock / DAY_SECONDS + 1);
        return true;
    }
    range->from = stamp.zoned ? clock - stamp.offset : date_from_local(clock);
    range->to = range->from + stamp.precision;
    return range->from >= DATE_FIRST && range->from <= DATE_LAST;
}

bool date_age_parse(const char *s, size_t n, int64_t *seconds)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } units[] = { { "s", 1 },
                  { "min", 60 },
                  { "h", HOUR_SECONDS },
                  { "d", DAY_SECONDS },
                  { "w", 7 * DAY_SECONDS },
                  { "mo", 30 * DAY_SECONDS },
                  { "y", 365 * DAY_SECONDS } };
    struct date_reader reader = { s, s + n };
    int count;

    if (!date_read_number(&reader, 1, 9, &count))
        return false;
    size_t len = (size_t)(reader.end - reader.at);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (len == strlen(units[i].name) && memcmp(reader.at, units[i].name, len) == 0) {
            *seconds = count * units[i].seconds;
            /* Older than the calendar is a slip of the finger. */
            return *seconds <= DATE_LAST - DATE_FIRST;
        }
    }
    return false;
}

struct duration_unit {
    char letter;
    bool time; /* after the T */
    double seconds;
};

/* In the order in which they must come. */
static const struct duration_unit duration_units[] = {
    { 'Y', false, 365.0 * DAY_SECONDS },
    { 'M', false, 30.0 * DAY_SECONDS },
    { 'W', false, 7.0 * DAY_SECONDS },
    { 'D', false, DAY_SECONDS },
    { 'H', true, HOUR_SECONDS },
    { 'M', true, 60 },
    { 'S', true, 1 },
};

/* A number with an optional fraction, which *whole then tells. */
static bool read_amount(struct date_reader *reader, double *amount, bool *whole)
{
    const char *start = reader->at;
    double scale = 1;

    *amount = 0;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++)
        *amount = *amount * 10 + (*reader->at - '0');
    if (reader->at == start)
        return false;
    *whole = !date_read_char(reader, '.') && !date_read_char(reader, ',');
    if (*whole)
        return true;
    start = reader->at;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        scale /= 10;
        *amount += scale * (*reader->at - '0');
    }
    return reader->at > start;
}

bool date_duration_parse(const char *s, size_t n, double *seconds)
{
    enum { UNITS = sizeof duration_units / sizeof *duration_units };
    struct date_reader reader = { s, s + n };
    bool time = false, whole = true;
    double amount;
    int unit = 0;

    *seconds = 0;
    if (n > DATE_INPUT_MAX || !date_read_char(&reader, 'P') || reader.at == reader.end)
        return false;
    while (reader.at < reader.end) {
        if (!time && date_read_char(&reader, 'T'))
            time = true;
        /* Only the last amount may have a fraction. */
        if (!whole || !read_amount(&reader, &amount, &whole) || reader.at == reader.end)
            return false;
        while (unit < UNITS &&
               (duration_units[unit].time != time || duration_units[unit].letter != *reader.at))
            unit++;
        if (unit == UNITS)
            return false;
        *seconds += amount * duration_units[unit++].seconds;
        reader.at++;
    }
    return true;
}
