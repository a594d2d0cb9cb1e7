/* SPDX-License-Identifier: MIT */
/* The bars of a list are the same in whatever order it is, with an index and without. */
#include "ui_stories.h"

/* The bars of the articles that a filter finds. */
static struct timeline count(const char *filter)
{
    struct query_error error;

    assert_true(app_set_filter(&app, filter, &error));
    search_finish(&app);
    timeline_draw(&app, (struct rect){ 0, 0, 1, WIDTH });
    return app.strip.timeline;
}

static void compare(const struct timeline *a, const struct timeline *b)
{
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->dated, b->dated);
    assert_int_equal(a->most, b->most);
    assert_int_equal(a->unit, b->unit);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->starts[i], b->starts[i]);
        assert_int_equal(a->articles[i], b->articles[i]);
    }
}

static void same_in_any_order(void **state)
{
    static const char *const filters[] = { "", "quality>25", "title:T2", "title:T11",
                                           "nothing" };
    char text[64];

    (void)state;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        snprintf(text, sizeof text, "%s sort:quality", filters[i]);
        count("none of these");
        const struct timeline by_date = count(filters[i]);
        const struct timeline without_index = count(text);
        assert_int_equal(by_date.dated, app.list.count);
        compare(&without_index, &by_date);
        library_index_now(app.library);
        count("none of these");
        const struct timeline with_index = count(text);
        compare(&with_index, &by_date);
        library_set_index(app.library, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_in_any_order),
    };

    return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
