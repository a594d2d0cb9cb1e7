/* SPDX-License-Identifier: MIT */
/* The calendar, and the reading of dates. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "random_text.h"

static int64_t parse(const char *s)
{
    return date_parse(s, strlen(s));
}

static void test_parse(void **state)
{
    static const struct {
        const char *s, *want; /* "" is none */
    } cases[] = {
        { "2021-04-12", "2021-04-12T00:00:00Z" },
        { "2021-04-12T18:00:00Z", "2021-04-12T18:00:00Z" },
        { "2021-04-12t18:00:00z", "2021-04-12T18:00:00Z" },
        { "2021-04-12T18:00Z", "2021-04-12T18:00:00Z" },
        { "2021-04-12T18:00:00", "2021-04-12T18:00:00Z" },
        { "2021-04-12 18:00", "2021-04-12T18:00:00Z" },
        { "2021-04-12 18:00:59", "2021-04-12T18:00:59Z" },
        { "2021-04-12  \t 18:00", "2021-04-12T18:00:00Z" },
        { "  2021-04-12\n", "2021-04-12T00:00:00Z" },
        { "2021-04-12T18:00:00.123Z", "2021-04-12T18:00:00Z" },
        { "2021-04-12T18:00:00,999999999Z", "2021-04-12T18:00:00Z" },
        { "2021-04-12T18:00:00.0000000Z", "2021-04-12T18:00:00Z" },
        { "2021-04-12T18:00:00+02:00", "2021-04-12T16:00:00Z" },
        { "2020-11-20 21:30:10 +0530", "2020-11-20T16:00:10Z" },
        { "2020-11-20 21:30:10+05:30", "2020-11-20T16:00:10Z" },
        { "2020-11-20 21:30:10 +05", "2020-11-20T16:30:10Z" },
        { "2020-11-20 21:30:10 +5", "2020-11-20T16:30:10Z" },
        { "2020-11-20 21:30:10 -5:30", "2020-11-21T03:00:10Z" },
        { "2020-11-20 21:30:10 -0800", "2020-11-21T05:30:10Z" },
        { "2020-11-20 21:30:10 UTC", "2020-11-20T21:30:10Z" },
        { "2020-11-20 21:30:10 gmt", "2020-11-20T21:30:10Z" },
        { "2020-11-20 21:30:10 Z", "2020-11-20T21:30:10Z" },
        { "2020-11-20 21:30:10 -00:00", "2020-11-20T21:30:10Z" },
        { "2020-11-20 21:30 EST", "2020-11-21T02:30:00Z" },
        { "2021-4-2", "2021-04-02T00:00:00Z" },
        { "2021-4-2 7:05:09", "2021-04-02T07:05:09Z" },
        { "2001-12-14t21:59:43.10-05:00", "2001-12-15T02:59:43Z" },
        { "Mon, 12 Apr 2021 18:00:00 GMT", "2021-04-12T18:00:00Z" },
        { "mon, 12 apr 2021 18:00:00 +0200", "2021-04-12T16:00:00Z" },
        { "12 Apr 2021 18:00 PDT", "2021-04-13T01:00:00Z" },
        { "12 Apr 2021", "2021-04-12T00:00:00Z" },
        { "Monday, 12 April 2021", "2021-04-12T00:00:00Z" },
        { "Fri, 21 Nov 97 09:55:06 -0600", "1997-11-21T15:55:06Z" },
        { "1 Jan 49", "2049-01-01T00:00:00Z" },
        { "1 Jan 50", "1950-01-01T00:00:00Z" },
        { "2021-04-12T24:00:00Z", "2021-04-13T00:00:00Z" },
        { "2021-12-31T24:00", "2022-01-01T00:00:00Z" },
        { "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z" },
        { "2020-02-29", "2020-02-29T00:00:00Z" },
        { "2000-02-29", "2000-02-29T00:00:00Z" },
        { "1970-01-01", "1970-01-01T00:00:00Z" },
        { "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
        { "1901-12-13T20:45:51Z", "1901-12-13T20:45:51Z" },
        { "2038-01-19T03:14:08Z", "2038-01-19T03:14:08Z" },
        { "0001-01-01", "0001-01-01T00:00:00Z" },
        { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
        { "0001-01-01T01:00:00+01:00", "0001-01-01T00:00:00Z" },
        /* none */
        { "", "" },
        { " ", "" },
        { "2021", "" },
        { "2021-04", "" },
        { "2021-04-", "" },
        { "2021-04-12T", "" },
        { "2021-04-12T18", "" },
        { "2021-04-12T18:", "" },
        { "2021-04-12T18:0", "" },
        { "2021-04-12T18:00:", "" },
        { "2021-04-12T18:00:0Z", "" },
        { "2021-04-12T18:00:00.", "" },
        { "2021-04-12T18:00:00.Z", "" },
        { "2021-04-12T18:00:00+", "" },
        { "2021-04-12T18:00:00+24:00", "" },
        { "2021-04-12T18:00:00+05:60", "" },
        { "2021-04-12T18:00:00+530", "" },
        { "2021-04-12T18:00:00+05:3", "" },
        { "2021-04-12T18:00:00+05300", "" },
        { "2021-04-12T18:00:00ZZ", "" },
        { "2021-04-12T18:00:00Z x", "" },
        { "2021-04-12T18:00:00 IST", "" },
        { "2021-04-12x", "" },
        { "2021-04-12-title", "" },
        { "x2021-04-12", "" },
        { "2021-04-12 +0530", "" },
        { "2021-02-30", "" },
        { "2021-02-29", "" },
        { "1900-02-29", "" },
        { "2021-04-31", "" },
        { "2021-13-01", "" },
        { "2021-00-10", "" },
        { "2021-04-00", "" },
        { "2021-04-32", "" },
        { "2021-04-012", "" },
        { "2021-004-12", "" },
        { "21-04-12", "" },
        { "02021-04-12", "" },
        { "2021-04-12T25:00:00Z", "" },
        { "2021-04-12T24:00:01Z", "" },
        { "2021-04-12T24:01:00Z", "" },
        { "2021-04-12T24:00:00.5Z", "" },
        { "2021-04-12T18:60:00Z", "" },
        { "2021-04-12T18:00:61Z", "" },
        { "2021-04-12T018:00:00Z", "" },
        { "0000-01-01", "" },
        { "10000-01-01", "" },
        { "-2021-04-12", "" },
        { "+2021-04-12", "" },
        { "9999-12-31T24:00:00Z", "" },
        { "9999-12-31T23:59:60Z", "" },
        { "9999-12-31T23:59:59-00:01", "" },
        { "0001-01-01T00:00:00+00:01", "" },
        { "04/12/2021", "" },
        { "12.04.2021", "" },
        { "April 12, 2021", "" },
        { "31 Feb 2021", "" },
        { "12 Foo 2021", "" },
        { "Foo, 12 Apr 2021", "" },
        { "12 Apr 021", "" },
        { "Mon, 12 Apr 2021 18:00:00 GMT+1", "" },
        { "yesterday", "" },
        { "1618250400", "" },
        { "\u0662\u0660\u0662\u0661-04-12", "" },
        { "2021\u201304\u201312", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[DATE_TEXT_MAX];
        date_format_iso(parse(cases[i].s), got);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("\"%s\" is \"%s\"", cases[i].s, got);
    }
}

/* Only the n bytes count, NUL is no blank, and a long text is no date whatever it says. */
static void test_parse_bounds(void **state)
{
    static char many[100000];
    char padded[66];

    (void)state;
    assert_int_equal(date_parse("2021-04-12T18:00", 10), parse("2021-04-12"));
    assert_int_equal(date_parse("2021-04-12\0", 11), DATE_NONE);
    assert_int_equal(date_parse("2021-04-12 12:00\0 ", 18), DATE_NONE);
    memset(padded, ' ', sizeof padded);
    memcpy(padded, "2021-04-12", 10);
    assert_int_equal(date_parse(padded, 64), parse("2021-04-12"));
    assert_int_equal(date_parse(padded, 65), DATE_NONE);
    memset(many, '9', sizeof many);
    assert_int_equal(date_parse(many, sizeof many), DATE_NONE);
    assert_int_equal(date_parse(many, 64), DATE_NONE);
}

/* Every day of the calendar, against a count of our own. */
static void test_every_day(void **state)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t want = INT64_C(-62135596800);
    int weekday = 0;

    (void)state;
    setenv("TZ", "UTC0", 1);
    tzset();
    for (int year = 1; year <= 9999; year++) {
        bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        for (int month = 1; month <= 12; month++) {
            int days = lengths[month - 1] + (month == 2 && leap);
            for (int day = 1; day <= days + 1; day++) {
                char s[40];
                struct date_parts parts;
                snprintf(s, sizeof s, "%04d-%02d-%02d", year, month, day);
                int64_t date = date_parse(s, 10);
                assert_int_equal(date, day > days ? DATE_NONE : want);
                if (day > days)
                    continue;
                assert_true(date_local_parts(date + 86399, &parts));
                assert_true(parts.year == year && parts.month == month && parts.day == day);
                assert_true(parts.hour == 23 && parts.minute == 59 && parts.second == 59);
                assert_int_equal(parts.weekday, weekday);
                want += 86400;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_int_equal(want - 1, INT64_C(253402300799));
}

/* Bytes of any kind make either none or a date that its own form gives back. */
static void test_parse_random(void **state)
{
    static const char letters[] = "0123456789012345-:+.TZ  ,AprMonGMT";
    struct random_text random = { .state = 6 };

    (void)state;
    for (int round = 0; round < 200000; round++) {
        char s[80] = "2021-04-12T18:00:00+05:30", iso[DATE_TEXT_MAX];
        size_t n = round % 2 ? 25 : random_text_next(&random, 70);
        for (size_t i = 0; i < n; i++)
            if (round % 2 == 0 || random_text_next(&random, 10) == 0)
                s[i] = letters[random_text_next(&random, sizeof letters - 1)];
        int64_t date = date_parse(s, n);
        date_format_iso(date, iso);
        assert_int_equal(date_parse(iso, strlen(iso)), date);
    }
}

static void test_order_across_offsets(void **state)
{
    static const char *const ordered[] = { "2021-04-12T01:00:00+05:30", "2021-04-11T20:00:00Z",
                                           "2021-04-11T16:00:01-0400",
                                           "2021-04-12 05:01 +09:00",
                                           "2021-04-12T00:00:00+00:00" };

    (void)state;
    for (size_t i = 1; i < sizeof ordered / sizeof *ordered; i++)
        assert_true(parse(ordered[i - 1]) < parse(ordered[i]));
}

static void test_file_name(void **state)
{
    static const struct {
        const char *name, *want;
    } cases[] = {
        { "2021-04-12-title.md", "2021-04-12T00:00:00Z" },
        { "2021-04-12.md", "2021-04-12T00:00:00Z" },
        { "2021-04-12", "2021-04-12T00:00:00Z" },
        { "2021-4-2-title.md", "2021-04-02T00:00:00Z" },
        { "2021-04-12title.md", "2021-04-12T00:00:00Z" },
        { "2021-02-30-title.md", "" },
        { "2021-04-123.md", "" },
        { "2021-04.md", "" },
        { "x2021-04-12.md", "" },
        { " 2021-04-12.md", "" },
        { "20210412.md", "" },
        { "title.md", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got[DATE_TEXT_MAX];
        date_format_iso(date_from_file_name(cases[i].name), got);
        if (strcmp(got, cases[i].want) != 0)
            fail_msg("\"%s\" is \"%s\"", cases[i].name, got);
    }
}

static void test_now(void **state)
{
    (void)state;
    assert_true(date_now() > parse("2020-01-01"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_parse_bounds),
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_parse_random),
        cmocka_unit_test(test_order_across_offsets),
        cmocka_unit_test(test_file_name),
        cmocka_unit_test(test_now),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
