/* SPDX-License-Identifier: MIT */
/* What the files of base/date share: the calendar, and the reading of a stamp. */
#ifndef BASE_DATE_INTERNAL_H
#define BASE_DATE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

enum {
    DAY_SECONDS = 24 * 60 * 60,
    HOUR_SECONDS = 60 * 60,
    YEAR_MAX = 9999,
    DATE_INPUT_MAX = 64, /* bytes; no form of a date is longer */
};

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
#define DATE_FIRST INT64_C(-62135596800)
#define DATE_LAST  INT64_C(253402300799)

extern const char *const date_months[12];  /* "January" ... */
extern const char *const date_weekdays[7]; /* "Monday" ... */

/* What a text says, before a time zone is applied. */
struct date_stamp {
    int year, month, day;
    int hour, minute, second; /* 0-24, 0-59, 0-60; 24 only as 24:00:00 */
    int precision;            /* seconds that the text leaves open: 1, 60 or a day */
    bool zoned;
    int offset; /* seconds east of Greenwich */
};

struct date_reader {
    const char *at, *end;
};

/* A number of so many digits; false, and nothing read, when there are fewer or more. */
bool date_read_number(struct date_reader *reader, int least_digits, int most_digits,
                      int *value);

bool date_read_char(struct date_reader *reader, char c);

/* YYYY-M-D with a day that exists. */
bool date_read_day(struct date_reader *reader, struct date_stamp *stamp);

/* The whole text must be a date as date_parse() describes it. */
bool date_stamp_read(const char *s, size_t n, struct date_stamp *stamp);

/* The same as seconds since 1970 on a clock that knows no zones; the offset is not applied. */
int64_t date_stamp_clock(const struct date_stamp *stamp);

/* month 1-12 of year 1-9999 */
int date_month_days(int year, int month);

/* Days since 1970-01-01; year may be 0 to 10000, month 1-12, any day of it. */
int64_t date_days(int year, int month, int day);

/* The parts of seconds between DATE_FIRST and DATE_LAST. */
struct date_parts date_split(int64_t seconds);

/*
 * The instant at which a local clock shows these seconds since 1970. Of two (clocks were put
 * back) the first; of none (clocks were put forward) the time is counted on from before the
 * gap, so that a day which begins in a gap begins at its end.
 */
int64_t date_from_local(int64_t local);

#endif
