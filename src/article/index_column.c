/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "article/index_parts.h"

const struct index_column *index_column(const struct index *index, const struct field *field)
{
    const struct index_column *column = &index->header->columns[field - fields];

    return column->width ? column : NULL;
}

/* The lowest whole number of each width stands for unknown. */
double index_column_get(const struct index *index, const struct index_column *column,
                        size_t place)
{
    const unsigned char *bytes = index->columns + column->offset;
    int32_t four;
    int16_t two;
    const double unknown = NAN; /* which is a float: that has not all whole numbers */
    double number;

    switch (column->width) {
    case 1:
        return (signed char)bytes[place] == INT8_MIN ? unknown : (signed char)bytes[place];
    case 2:
        memcpy(&two, bytes + 2 * place, sizeof two);
        return two == INT16_MIN ? unknown : two;
    case 4:
        memcpy(&four, bytes + 4 * place, sizeof four);
        return four == INT32_MIN ? unknown : four;
    default:
        memcpy(&number, bytes + 8 * place, sizeof number);
        return number;
    }
}

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
