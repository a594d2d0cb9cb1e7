/* SPDX-License-Identifier: MIT */
/* Numbers, durations and dates as spans: whatever was written, a test is "lies within". */
#include <math.h>
#include <string.h>

#include "article/query_internal.h"
#include "base/date.h"

/* A value of a test before it is compared: itself, or a span that stands for it. */
struct operand {
    struct query_span span;
    bool age; /* counted back from now: < means later */
};

static double power_of_ten(int n)
{
    double power = 1;

    while (n-- > 0)
        power *= 10;
    return power;
}

bool query_read_number(const char *s, size_t n, double *number)
{
    /* More digits than a double holds are noise, yet count for the size. */
    enum { DIGITS = 17, POWER_MAX = 300 };
    uint64_t digits = 0;
    int count = 0, power = 0;
    bool fraction = false, any = false;
    size_t i = n > 0 && (s[0] == '-' || s[0] == '+') ? 1 : 0;

    for (; i < n; i++) {
        if (s[i] == '.' && !fraction) {
            fraction = true;
            continue;
        }
        if (s[i] < '0' || s[i] > '9')
            return false;
        any = true;
        if (count < DIGITS) {
            digits = digits * 10 + (uint64_t)(s[i] - '0');
            count += digits > 0;
            power -= fraction;
        } else {
            power += !fraction;
        }
    }
    if (!any || power > POWER_MAX || power < -POWER_MAX)
        return false;
    /* Powers are exact up to 10^22 and digits up to 15, so the result is the nearest double. */
    *number = power < 0 ? (double)digits / power_of_ten(-power)
                        : (double)digits * power_of_ten(power);
    if (s[0] == '-')
        *number = -*number;
    return true;
}

static bool read_number(const char *s, size_t n, struct operand *operand)
{
    double number;

    if (!query_read_number(s, n, &number))
        return false;
    *operand = (struct operand){ .span = { .low = number, .high = number } };
    return true;
}

/* An age is a length of time as well. */
static bool read_duration(const char *s, size_t n, struct operand *operand)
{
    double seconds;
    int64_t age;

    if (date_age_parse(s, n, &age))
        seconds = (double)age;
    else if (!date_duration_parse(s, n, &seconds))
        return false;
    *operand = (struct operand){ .span = { .low = seconds, .high = seconds } };
    return true;
}

static bool read_date(const char *s, size_t n, int64_t now, struct operand *operand)
{
    struct date_range range;
    int64_t age;

    if (date_age_parse(s, n, &age)) {
        double then = (double)(now - age);
        *operand = (struct operand){ .span = { .low = then, .high = then }, .age = true };
        return true;
    }
    if (!date_range_parse(s, n, now, &range))
        return false;
    *operand = (struct operand){
        .span = { .low = range.from == DATE_NONE ? -INFINITY : (double)range.from,
                  .high = range.to == DATE_NONE ? INFINITY : (double)range.to,
                  .high_open = true },
    };
    return true;
}

static bool read_operand(enum query_reading reading, const char *s, size_t n, int64_t now,
                         struct operand *operand)
{
    if (reading == AS_NUMBER)
        return read_number(s, n, operand);
    if (reading == AS_DURATION)
        return read_duration(s, n, operand);
    return read_date(s, n, now, operand);
}

/* From the later and the earlier side of an age one comes to the other side of a date. */
static const enum query_op ops_of_age[] = {
    [QUERY_HAS] = QUERY_GREATER,
    [QUERY_IS] = QUERY_GREATER,
    [QUERY_IS_NOT] = QUERY_GREATER,
    [QUERY_LESS] = QUERY_GREATER,
    [QUERY_LESS_EQUAL] = QUERY_GREATER_EQUAL,
    [QUERY_GREATER] = QUERY_LESS,
    [QUERY_GREATER_EQUAL] = QUERY_LESS_EQUAL,
};

static struct query_span compared(const struct operand *operand, enum query_op op)
{
    const struct query_span *span = &operand->span;

    switch (operand->age ? ops_of_age[op] : op) {
    case QUERY_LESS:
        return (struct query_span){ .low = -INFINITY, .high = span->low, .high_open = true };
    case QUERY_LESS_EQUAL:
        return (struct query_span){ .low = -INFINITY,
                                    .high = span->high,
                                    .high_open = span->high_open };
    case QUERY_GREATER:
        return (struct query_span){ .low = span->high,
                                    .high = INFINITY,
                                    .low_open = !span->high_open };
    case QUERY_GREATER_EQUAL:
        return (struct query_span){ .low = span->low, .high = INFINITY };
    default:
        return *span;
    }
}

void query_take_apart(const struct query_piece *piece, enum query_op op,
                      struct query_written *written)
{
    struct query_parser inside = { .text = piece->s, .n = piece->n };
    enum query_op inner;

    *written = (struct query_written){ .s = piece->s, .n = piece->n, .op = op };
    if (piece->quoted || (op != QUERY_HAS && op != QUERY_IS && op != QUERY_IS_NOT))
        return;
    size_t len = query_op_at(&inside, 0, &inner);
    if (op == QUERY_HAS && len > 0 && inner >= QUERY_LESS) {
        written->s += len;
        written->n -= len;
        written->op = inner;
    } else {
        written->dots = memmem(piece->s, piece->n, "..", 2);
    }
}

/* The earlier side of the first and the later side of the second, where there are any. */
static bool read_range(enum query_reading reading, const struct query_written *written,
                       int64_t now, struct query_span *span)
{
    size_t before = (size_t)(written->dots - written->s), after = written->n - before - 2;
    struct operand operand;

    *span = (struct query_span){ .low = -INFINITY, .high = INFINITY };
    if (before > 0) {
        if (!read_operand(reading, written->s, before, now, &operand))
            return false;
        span->low = operand.span.low;
    }
    if (after > 0) {
        if (!read_operand(reading, written->dots + 2, after, now, &operand))
            return false;
        span->high = operand.span.high;
        span->high_open = operand.span.high_open;
    }
    return before + after > 0;
}

bool query_read_span(enum query_reading reading, const struct query_written *written,
                     int64_t now, struct query_value *value)
{
    struct operand operand;

    if (written->dots) {
        if (!read_range(reading, written, now, &value->spans[reading]))
            return false;
    } else {
        if (!read_operand(reading, written->s, written->n, now, &operand))
            return false;
        value->spans[reading] = compared(&operand, written->op);
    }
    value->readings |= 1u << reading;
    return true;
}
