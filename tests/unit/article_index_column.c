/* SPDX-License-Identifier: MIT */
/* A column of numbers asked as a whole tells what it tells place by place, in every width. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "article/index_parts.h"
#include "base/alloc.h"

enum { PLACES = 200 /* the last word of the bits is not full */ };

static void compare(const struct index *index, const struct index_column *column, double low,
                    double high)
{
    uint64_t *bits = bits_new(PLACES);

    index_column_or(index, column, low, high, bits);
    for (size_t place = 0; place < PLACES; place++) {
        double value = index_column_get(index, column, place);
        if (bits_has(bits, place) != (value >= low && value <= high))
            fail_msg("width %u, %g in %g..%g", column->width, value, low, high);
    }
    assert_int_equal(bits_count(bits, BITS_A_WORD * bits_words(PLACES)),
                     bits_count(bits, PLACES));
    free(bits);
}

/* Some of these fit into the width; the rest is unknown, as every third one. */
static void check_width(uint32_t width, double least, double most)
{
    const double bounds[] = { -INFINITY, -1e300, least - 2, least - 1, least,   -1.5,
                              -1,        -0.0,   0,         0.5,       1,       57,
                              most - 1,  most,   most + 1,  1e300,     INFINITY };
    enum { BOUNDS = sizeof bounds / sizeof *bounds };
    struct index_column column = { .width = width };
    unsigned char *bytes = xcalloc(PLACES, 8);
    const struct index index = { .count = PLACES, .columns = bytes };

    for (size_t place = 0; place < PLACES; place++) {
        double value = place % 2 ? bounds[place / 3 % BOUNDS] : (double)place / 2;
        bool fits = value >= least && value <= most && (width == 8 || value == floor(value));
        index_column_put(bytes, width, place, fits && place % 3 ? value : (double)NAN);
    }
    for (size_t i = 0; i < BOUNDS; i++)
        for (size_t j = 0; j < BOUNDS; j++)
            compare(&index, &column, bounds[i], bounds[j]);
    free(bytes);
}

static void one_byte(void **state)
{
    (void)state;
    check_width(1, INT8_MIN + 1, INT8_MAX);
}

static void two_bytes(void **state)
{
    (void)state;
    check_width(2, INT16_MIN + 1, INT16_MAX);
}

static void four_bytes(void **state)
{
    (void)state;
    check_width(4, (double)INT32_MIN + 1, INT32_MAX);
}

static void fractions(void **state)
{
    (void)state;
    check_width(8, -1e200, 1e200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_byte),
        cmocka_unit_test(two_bytes),
        cmocka_unit_test(four_bytes),
        cmocka_unit_test(fractions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
