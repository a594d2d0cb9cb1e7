/* SPDX-License-Identifier: MIT */
/* Dates to bars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/date.h"
#include "ui/timeline.h"

static int64_t at(const char *text)
{
    int64_t date = date_parse(text, strlen(text));

    assert_true(date != DATE_NONE);
    return date;
}

static const struct {
    const char *zone, *dates[5];
    size_t bars;
    enum timeline_unit unit;
    size_t count;
    uint32_t articles[4]; /* of the first bars */
    const char *all;      /* the range of all bars */
} cases[] = {
    { "UTC",
      { "2021-03-04T00:00:00Z", "2021-03-04T23:59:59Z", "2021-03-06T00:00:00Z" },
      10,
      UNIT_DAY,
      3,
      { 2, 0, 1 },
      "2021-03-04..2021-03-06" },
    { "UTC", { "2021-03-04T10:00:00Z" }, 10, UNIT_DAY, 1, { 1 }, "2021-03-04" },
    /* Weeks begin on Monday. */
    { "UTC",
      { "2021-03-07T10:00:00Z", "2021-03-08T10:00:00Z", "2021-04-10T10:00:00Z" },
      10,
      UNIT_WEEK,
      6,
      { 1, 1 },
      "2021-03-01..2021-04-11" },
    { "UTC",
      { "2021-12-31T23:00:00Z", "2022-01-01T00:00:00Z", "2022-04-10T10:00:00Z" },
      10,
      UNIT_MONTH,
      5,
      { 1, 1 },
      "2021-12..2022-04" },
    { "UTC",
      { "2012-12-31T23:00:00Z", "2022-01-01T00:00:00Z" },
      20,
      UNIT_YEAR,
      11,
      { 1, 0 },
      "2012..2022" },
    /* What is older than the bars is in the first one. */
    { "UTC",
      { "0100-01-01T00:00:00Z", "2020-06-01T00:00:00Z", "2022-01-01T00:00:00Z" },
      5,
      UNIT_YEAR,
      5,
      { 1, 0, 1, 0 },
      "2018..2022" },
    /* Local days, also where clocks are changed. */
    { "Europe/Berlin",
      { "2021-03-27T22:59:00Z", "2021-03-27T23:01:00Z", "2021-03-28T22:01:00Z" },
      10,
      UNIT_DAY,
      3,
      { 1, 1, 1 },
      "2021-03-27..2021-03-29" },
    { "Europe/Berlin",
      { "2021-10-30T22:30:00Z", "2021-10-31T22:30:00Z", "2021-10-31T23:30:00Z" },
      10,
      UNIT_DAY,
      2,
      { 2, 1 },
      "2021-10-31..2021-11-01" },
};

static void set_zone(const char *zone)
{
    setenv("TZ", zone, 1);
    tzset();
}

static int newest_first(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x < y) - (x > y);
}

static int64_t date_at(const void *dates, size_t i)
{
    return ((const int64_t *)dates)[i];
}

/* What is in order is counted in another way, and comes to the same. */
static void check_ordered(int64_t *dates, size_t n, size_t bars, const struct timeline *want)
{
    struct timeline timeline;

    qsort(dates, n, sizeof *dates, newest_first);
    timeline_count_ordered(&timeline, date_at, dates, n, bars);
    assert_memory_equal(&timeline, want, sizeof timeline);
}

static void test_bars(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf range = BUF_INIT(100);
        struct timeline timeline;
        int64_t dates[6] = { DATE_NONE };
        size_t n = 1;
        set_zone(cases[i].zone);
        for (size_t k = 0; k < 5 && cases[i].dates[k]; k++)
            dates[n++] = at(cases[i].dates[k]);
        timeline_count(&timeline, dates, n, cases[i].bars);
        if (timeline.unit != cases[i].unit || timeline.count != cases[i].count)
            fail_msg("case %zu: %zu bars of unit %d", i, timeline.count, timeline.unit);
        assert_int_equal(timeline.dated, n - 1);
        for (size_t k = 0; k < 4 && k < timeline.count; k++)
            if (timeline.articles[k] != cases[i].articles[k])
                fail_msg("case %zu: bar %zu has %u", i, k, timeline.articles[k]);
        timeline_range(&timeline, 0, timeline.count - 1, &range);
        assert_string_equal(buf_str(&range), cases[i].all);
        buf_release(&range);
        check_ordered(dates, n, cases[i].bars, &timeline);
    }
    set_zone("UTC");
}

static void test_nothing(void **state)
{
    struct timeline timeline;
    const int64_t none = DATE_NONE;

    (void)state;
    timeline_count(&timeline, &none, 1, 50);
    assert_int_equal(timeline.count, 0);
    assert_int_equal(timeline_bar(&timeline, at("2021-03-04T00:00:00Z")), 0);
}

/* Whatever the dates: bars rise without a gap, each date is in its own, none is lost. */
static void test_any_dates(void **state)
{
    enum { DATES = 200 };
    uint64_t seed = 3;

    (void)state;
    for (int round = 0; round < 300; round++) {
        int64_t dates[DATES], span = INT64_C(1) << (10 + round % 28);
        struct timeline timeline;
        size_t sum = 0, bars = 4 + (size_t)round % 300;
        for (size_t i = 0; i < DATES; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            dates[i] = INT64_C(1600000000) + (int64_t)((seed >> 20) % (uint64_t)span);
        }
        timeline_count(&timeline, dates, DATES, bars);
        assert_true(timeline.count > 0 && timeline.count <= TIMELINE_BARS_MAX);
        for (size_t i = 0; i < timeline.count; i++) {
            assert_true(timeline.starts[i] < timeline.starts[i + 1]);
            sum += timeline.articles[i];
        }
        assert_int_equal(sum, DATES);
        for (size_t i = 0; i < DATES; i++) {
            size_t bar = timeline_bar(&timeline, dates[i]);
            assert_true(bar == 0 || timeline.starts[bar] <= dates[i]);
            assert_true(dates[i] < timeline.starts[bar + 1]);
        }
        check_ordered(dates, DATES, bars, &timeline);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_any_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
