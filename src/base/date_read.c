/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "base/date_internal.h"

const char *const date_months[12] = { "January",   "February", "March",    "April",
                                      "May",       "June",     "July",     "August",
                                      "September", "October",  "November", "December" };
const char *const date_weekdays[7] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday" };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool date_read_number(struct date_reader *reader, int least_digits, int most_digits, int *value)
{
    int digits = 0, number = 0;

    while (reader->at + digits < reader->end && is_digit(reader->at[digits])) {
        if (digits == most_digits)
            return false;
        number = number * 10 + (reader->at[digits++] - '0');
    }
    if (digits < least_digits)
        return false;
    reader->at += digits;
    *value = number;
    return true;
}

bool date_read_char(struct date_reader *reader, char c)
{
    if (reader->at == reader->end || *reader->at != c)
        return false;
    reader->at++;
    return true;
}

static void read_blanks(struct date_reader *reader)
{
    while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
        reader->at++;
}

/* The index of the name that stands here, whole or as its first three letters; -1 for none. */
static int read_name(struct date_reader *reader, const char *const names[], int count)
{
    size_t len = 0;

    while (reader->at + len < reader->end && is_letter(reader->at[len]))
        len++;
    for (int i = 0; i < count; i++) {
        if ((len == 3 || len == strlen(names[i])) &&
            strncasecmp(reader->at, names[i], len) == 0) {
            reader->at += len;
            return i;
        }
    }
    return -1;
}

static bool day_exists(const struct date_stamp *stamp)
{
    return stamp->year >= 1 && stamp->year <= YEAR_MAX && stamp->month >= 1 &&
           stamp->month <= 12 && stamp->day >= 1 &&
           stamp->day <= date_month_days(stamp->year, stamp->month);
}

bool date_read_day(struct date_reader *reader, struct date_stamp *stamp)
{
    return date_read_number(reader, 4, 4, &stamp->year) && date_read_char(reader, '-') &&
           date_read_number(reader, 1, 2, &stamp->month) && date_read_char(reader, '-') &&
           date_read_number(reader, 1, 2, &stamp->day) && day_exists(stamp);
}

/* The digits after the point; *zero tells whether they say nothing. */
static bool read_fraction(struct date_reader *reader, bool *zero)
{
    const char *start = reader->at;

    *zero = true;
    for (; reader->at < reader->end && is_digit(*reader->at); reader->at++)
        *zero = *zero && *reader->at == '0';
    return reader->at > start;
}

static bool read_time(struct date_reader *reader, struct date_stamp *stamp)
{
    bool zero = true;

    if (!date_read_number(reader, 1, 2, &stamp->hour) || !date_read_char(reader, ':') ||
        !date_read_number(reader, 2, 2, &stamp->minute))
        return false;
    stamp->precision = 60;
    if (date_read_char(reader, ':')) {
        stamp->precision = 1;
        if (!date_read_number(reader, 2, 2, &stamp->second))
            return false;
        if ((date_read_char(reader, '.') || date_read_char(reader, ',')) &&
            !read_fraction(reader, &zero))
            return false;
    }
    if (stamp->hour == 24)
        return stamp->minute == 0 && stamp->second == 0 && zero;
    return stamp->hour < 24 && stamp->minute < 60 && stamp->second <= 60;
}

/* +05:30, +0530, +05, and +5 as YAML 1.1 has it; the sign was read. */
static bool read_offset(struct date_reader *reader, int sign, struct date_stamp *stamp)
{
    int hours, minutes = 0;

    if (date_read_number(reader, 4, 4, &hours)) {
        minutes = hours % 100;
        hours /= 100;
    } else if (!date_read_number(reader, 1, 2, &hours) ||
               (date_read_char(reader, ':') && !date_read_number(reader, 2, 2, &minutes))) {
        return false;
    }
    stamp->zoned = true;
    stamp->offset = sign * (hours * HOUR_SECONDS + minutes * 60);
    return hours < 24 && minutes < 60;
}

/* Names with one meaning: those of RFC 2822. Others, such as IST, have several. */
static bool read_zone_name(struct date_reader *reader, struct date_stamp *stamp)
{
    static const struct {
        char name[4];
        signed char hours;
    } zones[] = { { "UTC", 0 },  { "GMT", 0 },  { "EST", -5 }, { "EDT", -4 },
                  { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 },
                  { "PST", -8 }, { "PDT", -7 }, { "UT", 0 },   { "Z", 0 } };
    size_t len = 0;

    while (reader->at + len < reader->end && is_letter(reader->at[len]))
        len++;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (len == strlen(zones[i].name) && strncasecmp(reader->at, zones[i].name, len) == 0) {
            reader->at += len;
            stamp->zoned = true;
            stamp->offset = zones[i].hours * HOUR_SECONDS;
            return true;
        }
    }
    return false;
}

static bool read_zone(struct date_reader *reader, struct date_stamp *stamp)
{
    read_blanks(reader);
    if (reader->at == reader->end)
        return true;
    if (date_read_char(reader, '+'))
        return read_offset(reader, 1, stamp);
    if (date_read_char(reader, '-'))
        return read_offset(reader, -1, stamp);
    return read_zone_name(reader, stamp);
}

/* 2021-04-12, and after T or blanks a time and a zone. */
static bool read_iso(struct date_reader *reader, struct date_stamp *stamp)
{
    if (!date_read_day(reader, stamp))
        return false;
    const char *day_end = reader->at;
    bool marked = date_read_char(reader, 'T') || date_read_char(reader, 't');
    read_blanks(reader);
    if (reader->at == reader->end)
        return !marked;
    return reader->at > day_end && read_time(reader, stamp) && read_zone(reader, stamp);
}

/* Two digits as RFC 2822 reads them in old mail: from 1950 to 2049. */
static bool read_mail_year(struct date_reader *reader, int *year)
{
    if (date_read_number(reader, 4, 4, year))
        return true;
    if (!date_read_number(reader, 2, 2, year))
        return false;
    *year += *year < 50 ? 2000 : 1900;
    return true;
}

/* Mon, 12 Apr 2021 18:00:00 GMT; the name of the weekday is not held against the date. */
static bool read_mail(struct date_reader *reader, struct date_stamp *stamp)
{
    if (read_name(reader, date_weekdays, 7) >= 0)
        date_read_char(reader, ',');
    read_blanks(reader);
    if (!date_read_number(reader, 1, 2, &stamp->day))
        return false;
    read_blanks(reader);
    stamp->month = read_name(reader, date_months, 12) + 1;
    read_blanks(reader);
    if (!read_mail_year(reader, &stamp->year) || !day_exists(stamp))
        return false;
    const char *day_end = reader->at;
    read_blanks(reader);
    if (reader->at == reader->end)
        return true;
    return reader->at > day_end && read_time(reader, stamp) && read_zone(reader, stamp);
}

bool date_stamp_read(const char *s, size_t n, struct date_stamp *stamp)
{
    if (n > DATE_INPUT_MAX)
        return false;
    struct date_reader reader = { s, s + n };
    *stamp = (struct date_stamp){ .precision = DAY_SECONDS };
    read_blanks(&reader);
    struct date_reader again = reader;
    if (!read_iso(&reader, stamp)) {
        *stamp = (struct date_stamp){ .precision = DAY_SECONDS };
        reader = again;
        if (!read_mail(&reader, stamp))
            return false;
    }
    read_blanks(&reader);
    return reader.at == reader.end;
}

int64_t date_stamp_clock(const struct date_stamp *stamp)
{
    return date_days(stamp->year, stamp->month, stamp->day) * DAY_SECONDS +
           stamp->hour * HOUR_SECONDS + stamp->minute * 60 + stamp->second;
}
