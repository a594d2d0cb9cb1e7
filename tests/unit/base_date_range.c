/* SPDX-License-Identifier: MIT */
/* Spans of time, and dates as people see them where they live. */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* Rules written out, so that no time zone database is needed. */
#define UTC      "UTC0"
#define KOLKATA  "IST-5:30"
#define NEW_YORK "EST5EDT,M3.2.0,M11.1.0"
#define HAVANA   "CST5CDT,M3.2.0/0,M11.1.0/1" /* clocks go from 00:00 to 01:00 */

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

static int64_t parse(const char *s)
{
    return date_parse(s, strlen(s));
}

struct range_case {
    const char *zone, *s, *from, *to; /* a NULL from: no range */
};

/* Now is Friday, 2022-03-11T03:00Z: still Thursday in America. */
static const struct range_case range_cases[] = {
    { UTC, "2021", "2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z" },
    { UTC, "2021-12", "2021-12-01T00:00:00Z", "2022-01-01T00:00:00Z" },
    { UTC, "2021-2", "2021-02-01T00:00:00Z", "2021-03-01T00:00:00Z" },
    { UTC, "2021-03-04", "2021-03-04T00:00:00Z", "2021-03-05T00:00:00Z" },
    { UTC, "1965-03-04", "1965-03-04T00:00:00Z", "1965-03-05T00:00:00Z" },
    { UTC, "2021-03-04T05:06", "2021-03-04T05:06:00Z", "2021-03-04T05:07:00Z" },
    { UTC, "2021-03-04T05:06:07", "2021-03-04T05:06:07Z", "2021-03-04T05:06:08Z" },
    { UTC, "today", "2022-03-11T00:00:00Z", "2022-03-12T00:00:00Z" },
    { UTC, "yesterday", "2022-03-10T00:00:00Z", "2022-03-11T00:00:00Z" },
    { UTC, "this-week", "2022-03-07T00:00:00Z", "2022-03-14T00:00:00Z" },
    { UTC, "last-week", "2022-02-28T00:00:00Z", "2022-03-07T00:00:00Z" },
    { UTC, "last-month", "2022-02-01T00:00:00Z", "2022-03-01T00:00:00Z" },
    { UTC, "last-year", "2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z" },
    { KOLKATA, "2021", "2020-12-31T18:30:00Z", "2021-12-31T18:30:00Z" },
    { KOLKATA, "today", "2022-03-10T18:30:00Z", "2022-03-11T18:30:00Z" },
    { KOLKATA, "2021-03-04 05:30", "2021-03-04T00:00:00Z", "2021-03-04T00:01:00Z" },
    { KOLKATA, "2021-03-04T05:30Z", "2021-03-04T05:30:00Z", "2021-03-04T05:31:00Z" },
    { NEW_YORK, "today", "2022-03-10T05:00:00Z", "2022-03-11T05:00:00Z" },
    { NEW_YORK, "2022-03-13", "2022-03-13T05:00:00Z", "2022-03-14T04:00:00Z" },
    { NEW_YORK, "2021-11-07", "2021-11-07T04:00:00Z", "2021-11-08T05:00:00Z" },
    { NEW_YORK, "2022-03-13T01:59", "2022-03-13T06:59:00Z", "2022-03-13T07:00:00Z" },
    { NEW_YORK, "2022-03-13T02:30", "2022-03-13T07:30:00Z", "2022-03-13T07:31:00Z" },
    { NEW_YORK, "2022-03-13T03:00", "2022-03-13T07:00:00Z", "2022-03-13T07:01:00Z" },
    { NEW_YORK, "2021-11-07T01:30", "2021-11-07T05:30:00Z", "2021-11-07T05:31:00Z" },
    { NEW_YORK, "2021-11-07T02:00", "2021-11-07T07:00:00Z", "2021-11-07T07:01:00Z" },
    { HAVANA, "2022-03-12", "2022-03-12T05:00:00Z", "2022-03-13T05:00:00Z" },
    { HAVANA, "2022-03-13", "2022-03-13T05:00:00Z", "2022-03-14T04:00:00Z" },
    { UTC, "", NULL, NULL },
    { UTC, "202", NULL, NULL },
    { UTC, "0000", NULL, NULL },
    { UTC, "20211", NULL, NULL },
    { UTC, "2021-", NULL, NULL },
    { UTC, "2021-00", NULL, NULL },
    { UTC, "2021-13", NULL, NULL },
    { UTC, "2021-02-30", NULL, NULL },
    { UTC, "Today", NULL, NULL },
    { UTC, "next-week", NULL, NULL },
    { UTC, "0001-01-01T00:00+10:00", NULL, NULL },
};

static void test_range(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof range_cases / sizeof *range_cases; i++) {
        const struct range_case *c = &range_cases[i];
        struct date_range range;
        char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
        set_zone(c->zone);
        bool parsed = date_range_parse(c->s, strlen(c->s), parse("2022-03-11T03:00Z"), &range);
        if (parsed != (c->from != NULL))
            fail_msg("%s \"%s\": %d", c->zone, c->s, parsed);
        if (!parsed)
            continue;
        date_format_iso(range.from, from);
        date_format_iso(range.to, to);
        if (strcmp(from, c->from) != 0 || strcmp(to, c->to) != 0)
            fail_msg("%s \"%s\": %s to %s", c->zone, c->s, from, to);
    }
}

/* The first and the last year there are, at both ends of the world. */
static void test_range_ends(void **state)
{
    static const char *const zones[] = { UTC, "A-14", "B12", NEW_YORK };
    struct date_range range;

    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        set_zone(zones[i]);
        assert_true(date_range_parse("0001", 4, 0, &range));
        assert_true(range.from < range.to);
        assert_true(date_range_parse("9999", 4, 0, &range));
        assert_true(range.from < range.to);
        assert_true(date_range_parse("9999-12-31", 10, 0, &range));
        assert_true(range.to - range.from == 86400);
    }
    assert_false(date_range_parse("today", 5, DATE_NONE, &range));
}

/* Neighbouring days share their border, so that no instant is in two or in none. */
static void test_range_days_meet(void **state)
{
    static const char *const zones[] = { NEW_YORK, HAVANA,
                                         "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0" };
    struct date_range day, month;

    (void)state;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        int64_t last = DATE_NONE;
        set_zone(zones[i]);
        for (int64_t t = parse("2021-12-31T12:00Z"); t < parse("2023-01-02T12:00Z");
             t += 86400) {
            char s[DATE_TEXT_MAX];
            date_format_iso(t, s);
            assert_true(date_range_parse(s, 10, 0, &day));
            assert_true(last == DATE_NONE || day.from == last);
            last = day.to;
            assert_true(date_range_parse(s, 7, 0, &month));
            assert_true(month.from <= day.from && day.to <= month.to);
        }
    }
}

static void test_age(void **state)
{
    static const struct {
        const char *s;
        int64_t want; /* -1: none */
    } cases[] = {
        { "90s", 90 },        { "30min", 1800 },     { "12h", 43200 },
        { "3d", 259200 },     { "2w", 1209600 },     { "6mo", 15552000 },
        { "1y", 31536000 },   { "0d", 0 },           { "9999y", INT64_C(315328464000) },
        { "", -1 },           { "d", -1 },           { "3", -1 },
        { "3m", -1 },         { "3 d", -1 },         { "3dd", -1 },
        { "-3d", -1 },        { "3d2h", -1 },        { "1.5d", -1 },
        { "999999999y", -1 }, { "9999999999s", -1 }, { "3D", -1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t got = 0;
        bool parsed = date_age_parse(cases[i].s, strlen(cases[i].s), &got);
        if (parsed != (cases[i].want >= 0) || (parsed && got != cases[i].want))
            fail_msg("\"%s\": %d %lld", cases[i].s, parsed, (long long)got);
    }
}

static void test_duration(void **state)
{
    static const struct {
        const char *s;
        double want; /* -1: none */
    } cases[] = {
        { "PT1H30M", 5400 }, { "P2D", 172800 },   { "PT45S", 45 },     { "P1DT1H", 90000 },
        { "P1W", 604800 },   { "P1M", 2592000 },  { "PT1M", 60 },      { "P1Y2M", 36720000 },
        { "PT0.5H", 1800 },  { "PT1,25S", 1.25 }, { "PT36H", 129600 }, { "PT0S", 0 },
        { "", -1 },          { "P", -1 },         { "PT", -1 },        { "P1", -1 },
        { "1H", -1 },        { "PT1D", -1 },      { "P1H", -1 },       { "PT1M1H", -1 },
        { "PT1H1H", -1 },    { "P1DT", -1 },      { "PT1.5H1M", -1 },  { "PT1.H", -1 },
        { "PT.5H", -1 },     { "PT1H ", -1 },     { "pt1h", -1 },      { "PTT1H", -1 },
        { "P-1D", -1 },      { "P1D2W", -1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double got = 0;
        bool parsed = date_duration_parse(cases[i].s, strlen(cases[i].s), &got);
        double off = got - cases[i].want;
        if (parsed != (cases[i].want >= 0) || (parsed && (off > 1e-9 || off < -1e-9)))
            fail_msg("\"%s\": %d %g", cases[i].s, parsed, got);
    }
}

static void test_local_parts(void **state)
{
    struct date_parts parts;

    (void)state;
    set_zone(NEW_YORK);
    assert_true(date_local_parts(parse("2022-03-13T06:59:59Z"), &parts));
    assert_true(parts.hour == 1 && parts.minute == 59 && parts.second == 59);
    assert_int_equal(parts.weekday, 6);
    assert_true(date_local_parts(parse("2022-03-13T07:00:00Z"), &parts));
    assert_int_equal(parts.hour, 3);
    assert_false(date_local_parts(DATE_NONE, &parts));
    /* No year 10000 and no year 0, wherever one is. */
    set_zone(KOLKATA);
    assert_true(date_local_parts(parse("9999-12-31T23:59:59Z"), &parts));
    assert_int_equal(parts.year, 9999);
    set_zone(NEW_YORK);
    assert_true(date_local_parts(parse("0001-01-01"), &parts));
    assert_int_equal(parts.year, 1);
}

static void test_format(void **state)
{
    char out[DATE_TEXT_MAX];
    int64_t date = parse("2022-01-24T20:45:30Z");

    (void)state;
    set_zone(KOLKATA);
    date_format_iso(date, out);
    assert_string_equal(out, "2022-01-24T20:45:30Z");
    date_format_minute(date, out);
    assert_string_equal(out, "2022-01-25 02:15");
    date_format_day(date, out);
    assert_string_equal(out, "25 Jan 2022");
    date_format_day(parse("0099-05-04"), out);
    assert_string_equal(out, "4 May 99");
    date_format_iso(DATE_NONE, out);
    assert_string_equal(out, "");
    date_format_minute(DATE_NONE, out);
    assert_string_equal(out, "");
    date_format_day(DATE_NONE, out);
    assert_string_equal(out, "");
}

static void test_format_short(void **state)
{
    static const struct {
        const char *date, *want;
    } cases[] = {
        { "2022-03-11T12:00:00Z", "now" },      { "2022-03-11T11:59:01Z", "now" },
        { "2022-03-11T11:59:00Z", "1m" },       { "2022-03-11T11:00:01Z", "59m" },
        { "2022-03-11T11:00:00Z", "1h" },       { "2022-03-10T12:00:01Z", "23h" },
        { "2022-03-10T12:00:00Z", "Thu" },      { "2022-03-05T12:00:01Z", "Sat" },
        { "2022-03-05T12:00:00Z", "5 Mar" },    { "2021-05-01T00:00:00Z", "1 May" },
        { "2021-04-01T00:00:00Z", "Apr 2021" }, { "0001-06-01T00:00:00Z", "Jun 1" },
        { "2022-03-11T12:00:01Z", "11 Mar" },   { "2022-12-24T00:00:00Z", "24 Dec" },
        { "2023-12-24T00:00:00Z", "Dec 2023" }, { "9999-12-31T23:59:59Z", "Dec 9999" },
    };
    char out[DATE_TEXT_MAX];

    (void)state;
    set_zone(UTC);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_format_short(parse(cases[i].date), parse("2022-03-11T12:00:00Z"), out);
        if (strcmp(out, cases[i].want) != 0)
            fail_msg("%s is \"%s\"", cases[i].date, out);
        assert_true(strlen(out) <= 8);
    }
    date_format_short(DATE_NONE, 0, out);
    assert_string_equal(out, "");
}

static void test_format_column(void **state)
{
    static const struct {
        const char *date, *want;
    } cases[] = {
        { "2022-03-11T11:00:00Z", "1h" },        { "2022-03-10T12:00:00Z", "Thu" },
        { "2021-05-01T00:00:00Z", "1 May" },     { "2021-04-01T00:00:00Z", "1 Apr 21" },
        { "2020-12-24T00:00:00Z", "24 Dec 20" }, { "2009-12-24T00:00:00Z", "24 Dec 09" },
        { "2023-12-24T00:00:00Z", "24 Dec 23" }, { "1922-12-24T00:00:00Z", "Dec 1922" },
        { "0001-06-01T00:00:00Z", "Jun 1" },     { "9999-12-31T23:59:59Z", "Dec 9999" },
    };
    char out[DATE_TEXT_MAX];

    (void)state;
    set_zone(UTC);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_format_column(parse(cases[i].date), parse("2022-03-11T12:00:00Z"), out);
        if (strcmp(out, cases[i].want) != 0)
            fail_msg("%s is \"%s\"", cases[i].date, out);
        assert_true(strlen(out) <= 9);
    }
    date_format_column(DATE_NONE, 0, out);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_range),           cmocka_unit_test(test_range_ends),
        cmocka_unit_test(test_range_days_meet), cmocka_unit_test(test_age),
        cmocka_unit_test(test_duration),        cmocka_unit_test(test_local_parts),
        cmocka_unit_test(test_format),          cmocka_unit_test(test_format_short),
        cmocka_unit_test(test_format_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
