/* SPDX-License-Identifier: MIT */
/*
 * Instants as seconds since 1970-01-01T00:00:00Z, proleptic Gregorian, no leap seconds.
 * Years 1 to 9999; whatever does not parse to one of them is DATE_NONE.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT64_MIN

/*
 * ISO 8601 and the forms that front matter uses: `2021-04-12`, `2021-04-12T18:00:00Z`,
 * `2020-11-20 21:30:10 +0530`, `2021-04-12 18:00`, fractions of a second (dropped), `+05:30`,
 * `UTC`, YAML's `2021-4-2`, RFC 2822 dates (`Mon, 12 Apr 2021 18:00:00 GMT`, its old two-digit
 * years and zones, whole names too). Without an offset it is UTC. Impossible dates (30
 * February, hour 25) are none, never another day; 24:00:00 and second 60 are taken as the next
 * second's instant. Nothing but blanks may stand around it, and it has 64 bytes at most.
 */
int64_t date_parse(const char *s, size_t n);

/* The date a file name begins with (`2021-04-12-title.md`), at 00:00 UTC. */
int64_t date_from_file_name(const char *name);

struct date_range {
    int64_t from, to; /* from inclusive, to exclusive; DATE_NONE for an open side */
};

/*
 * A span as people name it, in local time: `2021`, `2021-03`, `2021-03-04`, a full instant
 * (a second or a minute long, local unless it has an offset), `today`, `yesterday`,
 * `this-week`, `last-week`, `last-month`, `last-year`. Weeks begin on Monday. A time that local
 * clocks skipped is counted on from before the gap; of one shown twice the first is meant.
 */
bool date_range_parse(const char *s, size_t n, int64_t now, struct date_range *range);

/*
 * One age such as `90s`, `30min`, `12h`, `3d`, `2w`, `6mo` or `1y` in seconds; a month is 30
 * days, a year 365.
 */
bool date_age_parse(const char *s, size_t n, int64_t *seconds);

/* An ISO 8601 duration (`PT1H30M`, `P2D`) in seconds; a month is 30 days, a year 365. */
bool date_duration_parse(const char *s, size_t n, double *seconds);

struct date_parts {
    int year, month, day;     /* 1-9999, 1-12, 1-31 */
    int hour, minute, second; /* 0-23, 0-59, 0-59 */
    int weekday;              /* 0 is Monday */
};

/* Local time; false for DATE_NONE. */
bool date_local_parts(int64_t date, struct date_parts *parts);

enum { DATE_TEXT_MAX = 32 }; /* bytes, with the NUL, of every form below */

/* "2021-04-12T18:00:00Z"; "" for none. */
void date_format_iso(int64_t date, char out[DATE_TEXT_MAX]);

/* Local "2021-04-12 20:00"; "" for none. */
void date_format_minute(int64_t date, char out[DATE_TEXT_MAX]);

/* Local "24 Jan 2022"; "" for none. */
void date_format_day(int64_t date, char out[DATE_TEXT_MAX]);

/*
 * At most 8 columns for a list: "now", "12m", "3h", "Tue" within six days, "24 Jan" within
 * eleven months, else "Jan 2022"; the future is a day or a month; "" for none.
 */
void date_format_short(int64_t date, int64_t now, char out[DATE_TEXT_MAX]);

/* The same in at most 9 columns, where many of one month stand below each other: what is older
 * or further off is "24 Jan 22", of other centuries "Jan 1922". */
void date_format_column(int64_t date, int64_t now, char out[DATE_TEXT_MAX]);

/* The clock, seconds. */
int64_t date_now(void);

#endif
