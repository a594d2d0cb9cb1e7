/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "article/index_parts.h"

const struct index_column *index_column(const struct index *index, const struct field *field)
{
    const struct index_column *column = &index->header->columns[field - fields];

    return column->width ? column : NULL;
}

static inline int64_t whole_at(const unsigned char *bytes, uint32_t width, size_t place)
{
    int32_t four;
    int16_t two;

    switch (width) {
    case 1:
        return (signed char)bytes[place];
    case 2:
        memcpy(&two, bytes + 2 * place, sizeof two);
        return two;
    default:
        memcpy(&four, bytes + 4 * place, sizeof four);
        return four;
    }
}

/* The lowest whole number of each width stands for unknown. */
static inline int64_t lowest(uint32_t width)
{
    return -(INT64_C(1) << (8 * width - 1));
}

double index_column_get(const struct index *index, const struct index_column *column,
                        size_t place)
{
    const unsigned char *bytes = index->columns + column->offset;
    const double unknown = NAN; /* which is a float: that has not all whole numbers */
    double number;

    if (column->width <= 4) {
        int64_t whole = whole_at(bytes, column->width, place);
        return whole == lowest(column->width) ? unknown : (double)whole;
    }
    memcpy(&number, bytes + 8 * place, sizeof number);
    return number;
}

/* ---- a whole column at once ---- */

/* Whole numbers from low to high; without a branch, and one of these for each width. */
static inline __attribute__((always_inline)) void find_whole(const unsigned char *bytes,
                                                             uint32_t width, size_t n,
                                                             int64_t low, int64_t high,
                                                             uint64_t *bits)
{
    for (size_t place = 0; place < n; place += BITS_A_WORD) {
        size_t take = n - place < BITS_A_WORD ? n - place : BITS_A_WORD;
        uint64_t word = 0;
        for (size_t i = 0; i < take; i++) {
            int64_t value = whole_at(bytes, width, place + i);
            word |= (uint64_t)((value >= low) & (value <= high)) << i;
        }
        bits[place / BITS_A_WORD] |= word;
    }
}

static void find_fractions(const unsigned char *bytes, size_t n, double low, double high,
                           uint64_t *bits)
{
    for (size_t place = 0; place < n; place++) {
        double value;
        memcpy(&value, bytes + 8 * place, sizeof value);
        if (value >= low && value <= high)
            bits_set(bits, place);
    }
}

void index_column_or(const struct index *index, const struct index_column *column, double low,
                     double high, uint64_t *bits)
{
    const unsigned char *bytes = index->columns + column->offset;

    if (column->width == 8) {
        find_fractions(bytes, index->count, low, high, bits);
        return;
    }
    double least = (double)lowest(column->width) + 1, most = -least;
    if (!(low <= most && high >= least))
        return;
    int64_t from = (int64_t)ceil(fmax(low, least)), to = (int64_t)floor(fmin(high, most));
    if (column->width == 1)
        find_whole(bytes, 1, index->count, from, to, bits);
    else if (column->width == 2)
        find_whole(bytes, 2, index->count, from, to, bits);
    else
        find_whole(bytes, 4, index->count, from, to, bits);
}

/* ---- writing one ---- */

void index_range_add(struct index_range *range, double value)
{
    if (isnan(value))
        return;
    if (value < range->low)
        range->low = value;
    if (value > range->high)
        range->high = value;
    /* Minus nothing is sorted before nothing. */
    range->fraction |= value != floor(value) || (value == 0 && signbit(value));
}

uint32_t index_range_width(const struct index_range *range)
{
    if (range->fraction)
        return 8;
    if (range->low > INT8_MIN && range->high <= INT8_MAX)
        return 1;
    if (range->low > INT16_MIN && range->high <= INT16_MAX)
        return 2;
    return range->low > INT32_MIN && range->high <= INT32_MAX ? 4 : 8;
}

void index_column_put(unsigned char *bytes, uint32_t width, size_t place, double value)
{
    int32_t four = isnan(value) || width != 4 ? INT32_MIN : (int32_t)value;
    int16_t two = isnan(value) || width != 2 ? INT16_MIN : (int16_t)value;

    switch (width) {
    case 1:
        bytes[place] = (unsigned char)(isnan(value) ? INT8_MIN : (signed char)value);
        break;
    case 2:
        memcpy(bytes + 2 * place, &two, sizeof two);
        break;
    case 4:
        memcpy(bytes + 4 * place, &four, sizeof four);
        break;
    default:
        memcpy(bytes + 8 * place, &value, sizeof value);
    }
}
