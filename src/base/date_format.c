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

void date_format_short(int64_t date, int64_t now, char out[DATE_TEXT_MAX])
{
    struct date_parts parts;

    out[0] = '\0';
    if (!date_local_parts(date, &parts))
        return;
    int64_t age = now - date;
    int64_t distance = age < 0 ? -age : age;
    if (age >= 0 && age < 60)
        snprintf(out, DATE_TEXT_MAX, "now");
    else if (age >= 0 && age < HOUR_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%dm", (int)(age / 60));
    else if (age >= 0 && age < DAY_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%dh", (int)(age / HOUR_SECONDS));
    else if (age >= 0 && age < 6 * DAY_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%.3s", date_weekdays[parts.weekday]);
    else if (distance < 11 * 30 * (int64_t)DAY_SECONDS)
        snprintf(out, DATE_TEXT_MAX, "%d %.3s", parts.day, date_months[parts.month - 1]);
    else
        snprintf(out, DATE_TEXT_MAX, "%.3s %d", date_months[parts.month - 1], parts.year);
}
