/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdio.h>

#include "base/date_internal.h"

void date_format_iso(int64_t date, char out[DATE_TEXT_MAX])
{
    out[0] = '\0';
    if (date < DATE_FIRST || date > DATE_LAST)
        return;
    struct date_parts parts = date_split(date);
    snprintf(out, DATE_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.year, parts.month,
             parts.day, parts.hour, parts.minute, parts.second);
}

void date_format_minute(int64_t date, char out[DATE_TEXT_MAX])
{
    struct date_parts parts;

    out[0] = '\0';
    if (date_local_parts(date, &parts))
        snprintf(out, DATE_TEXT_MAX, "%04d-%02d-%02d %02d:%02d", parts.year, parts.month,
                 parts.day, parts.hour, parts.minute);
}

void date_format_day(int64_t date, char out[DATE_TEXT_MAX])
{
    struct date_parts parts;

    out[0] = '\0';
    if (date_local_parts(date, &parts))
        snprintf(out, DATE_TEXT_MAX, "%d %.3s %d", parts.day, date_months[parts.month - 1],
                 parts.year);
}

/* Where now makes a year needless; false with out empty where it does not. */
static bool format_near(const struct date_parts *parts, int64_t date, int64_t now,
                        char out[DATE_TEXT_MAX])
{
    int64_t age = now - date;
    int64_t distance = age < 0 ? -age : age;
    if (age >= 0 && age < 60)
        snprintf(out, DATE_TEXT_MAX, "now");
    else if (age >= 0 && age < HOUR_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%dm", (int)(age / 60));
    else if (age >= 0 && age < DAY_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%dh", (int)(age / HOUR_SECONDS));
    else if (age >= 0 && age < 6 * DAY_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%.3s", date_weekdays[parts->weekday]);
    else if (distance < 11 * 30 * (int64_t)DAY_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%d %.3s", parts->day, date_months[parts->month - 1]);
    else
        out[0] = '\0';
    return out[0] != '\0';
}

static void format_month(const struct date_parts *parts, char out[DATE_TEXT_MAX])
{
    snprintf(out, DATE_TEXT_MAX, "%.3s %d", date_months[parts->month - 1], parts->year);
}

void date_format_short(int64_t date, int64_t now, char out[DATE_TEXT_MAX])
{
    struct date_parts parts;

    out[0] = '\0';
    if (date_local_parts(date, &parts) && !format_near(&parts, date, now, out))
        format_month(&parts, out);
}

void date_format_column(int64_t date, int64_t now, char out[DATE_TEXT_MAX])
{
    struct date_parts parts, today;

    out[0] = '\0';
    if (!date_local_parts(date, &parts) || format_near(&parts, date, now, out))
        return;
    if (date_local_parts(now, &today) && parts.year / 100 == today.year / 100)
        snprintf(out, DATE_TEXT_MAX, "%d %.3s %02d", parts.day, date_months[parts.month - 1],
                 parts.year % 100);
    else
        format_month(&parts, out);
}
