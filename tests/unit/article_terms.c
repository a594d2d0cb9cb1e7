/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "article/terms.h"

static void test_empty(void **state)
{
    struct terms *terms = terms_new();

    (void)state;
    assert_int_equal(terms_count(terms), 0);
    assert_int_equal(terms_add(terms, "", 0), TERM_NONE);
    assert_int_equal(terms_find(terms, "", 0), TERM_NONE);
    assert_int_equal(terms_find(terms, "x", 1), TERM_NONE);
    assert_string_equal(terms_text(terms, TERM_NONE), "");
    assert_int_equal(terms_count(terms), 0);
    terms_free(terms);
    terms_free(NULL);
}

static void test_each_string_once(void **state)
{
    struct terms *terms = terms_new();

    (void)state;
    assert_int_equal(terms_add(terms, "AI", 2), 1);
    assert_int_equal(terms_add(terms, "AI Hardware", 11), 2);
    /* The length counts, not what stands behind it. */
    assert_int_equal(terms_add(terms, "AI Hardware", 2), 1);
    assert_int_equal(terms_find(terms, "AIx", 2), 1);
    assert_int_equal(terms_find(terms, "ai", 2), TERM_NONE);
    assert_int_equal(terms_find(terms, "A", 1), TERM_NONE);
    assert_string_equal(terms_text(terms, 1), "AI");
    assert_string_equal(terms_text(terms, 2), "AI Hardware");
    assert_int_equal(terms_count(terms), 2);
    terms_free(terms);
}

/* Numbers and texts outlive the growing of the table. */
static void test_many(void **state)
{
    enum { MANY = 50000 };
    struct terms *terms = terms_new();
    const char *first = NULL;
    char text[16];

    (void)state;
    for (int i = 1; i <= MANY; i++) {
        int n = snprintf(text, sizeof text, "t%d", i);
        assert_int_equal(terms_add(terms, text, (size_t)n), i);
        if (i == 1)
            first = terms_text(terms, 1);
    }
    assert_ptr_equal(terms_text(terms, 1), first);
    assert_int_equal(terms_count(terms), MANY);
    for (int i = 1; i <= MANY; i++) {
        int n = snprintf(text, sizeof text, "t%d", i);
        assert_int_equal(terms_find(terms, text, (size_t)n), i);
        assert_string_equal(terms_text(terms, (term)i), text);
    }
    assert_true(terms_memory(terms) < (size_t)MANY * 64);
    terms_free(terms);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_each_string_once),
        cmocka_unit_test(test_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
