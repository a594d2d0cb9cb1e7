/* SPDX-License-Identifier: MIT */
/* Dates, spans, ages and durations as people write them. */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "fuzz.h"

/* 0001-01-01 and 9999-12-31 with a day on either side for zones. */
#define EARLIEST (-62135596800 - 86400)
#define LATEST   (253402300799 + 86400)

static void check_forms(int64_t date)
{
    char text[DATE_TEXT_MAX];

    date_format_iso(date, text);
    if (date == DATE_NONE) {
        FUZZ_HOLDS(*text == '\0');
        return;
    }
    FUZZ_HOLDS(date >= EARLIEST && date <= LATEST);
    FUZZ_HOLDS(date_parse(text, strlen(text)) == date);
    date_format_minute(date, text);
    date_format_day(date, text);
    for (int64_t now = 0; now < 4; now++) {
        date_format_short(date, date + now * 86400 * 100 - 86400, text);
        FUZZ_HOLDS(strlen(text) <= 8);
        date_format_column(date, date + now * 86400 * 100 - 86400, text);
        FUZZ_HOLDS(strlen(text) <= 9);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const int64_t now = 1700000000;
    const char *s = (const char *)data;
    struct date_range range;
    double duration;
    int64_t age;

    check_forms(date_parse(s, size));
    if (date_range_parse(s, size, now, &range) && range.from != DATE_NONE &&
        range.to != DATE_NONE)
        FUZZ_HOLDS(range.from <= range.to);
    if (date_age_parse(s, size, &age))
        FUZZ_HOLDS(age >= 0);
    if (date_duration_parse(s, size, &duration))
        FUZZ_HOLDS(isfinite(duration) && duration >= 0);
    char *name = malloc(size + 1);
    if (!name)
        return 0;
    memcpy(name, s, size);
    name[size] = '\0';
    check_forms(date_from_file_name(name));
    free(name);
    return 0;
}
