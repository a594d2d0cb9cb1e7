/* SPDX-License-Identifier: MIT */
/*
 * Rows of stories, held to the plainest way to make them: each article of a list goes to the
 * row of its group, or begins one. Lists, and what of them is open, are drawn by lot; the rows
 * are asked for in any order, before all of them are made and after.
 */

#include "ui_stories.h"

enum { LISTS = 400 };

/* ---- the plain way ---- */

static bool same_group(uint32_t a, uint32_t b)
{
    const struct stories *stories = library_stories(app.library);

    if (a == b)
        return true;
    if (story_rows_fold_stories(&app) && stories_of(stories, a) != STORY_NONE)
        return stories_of(stories, a) == stories_of(stories, b);
    if (story_rows_fold_stories(&app) && stories_of(stories, b) != STORY_NONE)
        return false;
    return story_rows_fold_copies(&app) && stories_best(stories, a) == stories_best(stories, b);
}

/* A full text first, then the better one. */
static bool is_before(uint32_t a, uint32_t b)
{
    const struct article *one = library_article(app.library, a);
    const struct article *other = library_article(app.library, b);

    if (one->has_body != other->has_body)
        return one->has_body;
    return stories_rank(library_stories(app.library), a) <
           stories_rank(library_stories(app.library), b);
}

/* The group of the i-th article, in order of precedence: where it is met first in the list,
 * else nothing. */
static size_t gather(const struct list *list, size_t i, uint32_t *members)
{
    size_t count = 0;

    for (size_t k = 0; k < list->count; k++) {
        if (!same_group(list->numbers[i], list->numbers[k]))
            continue;
        if (k < i)
            return 0;
        size_t at = count++;
        for (; at > 0 && is_before(list->numbers[k], members[at - 1]); at--)
            members[at] = members[at - 1];
        members[at] = list->numbers[k];
    }
    return count;
}

static void check_closed(const struct list_row *row, const uint32_t *members, size_t count,
                         uint32_t first)
{
    assert_int_equal(row->kind, count > 1 ? ROW_CLOSED : ROW_PLAIN);
    assert_false(is_before(members[0], row->number));
    assert_int_equal(row->first, first);
    assert_int_equal(row->count, count);
    assert_int_equal(row->all, count);
    for (size_t k = 0; k < count; k++) {
        size_t m = 0;
        while (m < count && row->members[m] != members[k])
            m++;
        assert_true(m < count);
    }
}

/* Copies that no rank tells apart may stand in any order. */
static void check_open(const struct list_row *row, const uint32_t *members, size_t count,
                       size_t k)
{
    assert_int_equal(row->kind, k == 0 ? ROW_OPEN : ROW_MEMBER);
    assert_true(same_group(row->number, members[k]));
    assert_false(is_before(members[k], row->number) || is_before(row->number, members[k]));
    assert_int_equal(row->first, row->number);
    assert_int_equal(row->count, 1);
    assert_int_equal(row->all, count);
}

static void check_rows(struct list *list)
{
    uint32_t members[ARTICLES];
    size_t at = 0, found;

    for (size_t i = 0; i < list->count; i++) {
        size_t count = gather(list, i, members);
        bool open = count > 1 && story_rows_is_open(&app, members[0]);
        list_reach(list, at + (open ? count : count > 0));
        if (count > 0 && open) {
            for (size_t k = 0; k < count; k++) {
                struct list_row row = list_row(list, at + k);
                check_open(&row, members, count, k);
                assert_true(list_find(list, row.number, &found));
                assert_int_equal(found, at + k);
            }
        } else if (count > 0) {
            struct list_row row = list_row(list, at);
            check_closed(&row, members, count, list->numbers[i]);
            assert_true(list_find(list, members[dice((uint32_t)count)], &found));
            assert_int_equal(found, at);
        }
        at += open ? count : count > 0;
    }
    list_reach(list, SIZE_MAX);
    assert_true(list_is_whole(list));
    assert_int_equal(list_rows(list), at);
}

/* ---- lists by lot ---- */

static void set_list(struct list *list)
{
    uint32_t *numbers = xcalloc(ARTICLES, sizeof *numbers);
    uint32_t most = dice(3) ? 1 + dice(4) : 40;
    size_t count = 0;

    for (uint32_t i = 0; i < ARTICLES; i++)
        if (dice(most) == 0)
            numbers[count++] = i;
    for (size_t i = count; i > 1; i--) {
        size_t k = dice((uint32_t)i);
        uint32_t number = numbers[k];
        numbers[k] = numbers[i - 1];
        numbers[i - 1] = number;
    }
    list_set(list, numbers, count, &app, 0);
}

static void test_random_lists(void **state)
{
    size_t folded = 0, at;

    (void)state;
    for (int round = 0; round < LISTS; round++) {
        struct story_rows *rows = &app.list.rows;
        rows->other_stories = dice(4) == 0;
        rows->other_copies = dice(4) == 0;
        rows->all_open = dice(3) == 0;
        rows->turned_count = 0;
        rows->pace = dice(2) ? dice(40) : 0;
        set_list(&app.list);
        for (uint32_t turns = dice(4); turns > 0 && app.list.count > 0; turns--)
            story_rows_open(
                &app,
                library_article(app.library, app.list.numbers[dice((uint32_t)app.list.count)]));
        for (uint32_t looks = dice(3); looks > 0 && list_rows(&app.list) > 0; looks--)
            list_row(&app.list, dice((uint32_t)list_rows(&app.list)));
        check_rows(&app.list);
        folded += list_rows(&app.list) < app.list.count;
        assert_false(list_find(&app.list, ARTICLES, &at));
    }
    assert_true(folded > LISTS / 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_lists),
    };

    return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
