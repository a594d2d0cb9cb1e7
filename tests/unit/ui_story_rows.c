/* SPDX-License-Identifier: MIT */
/*
 * Rows of stories that are not all made yet: what is there is what will be there, keys act on
 * it, the screen says that there are more, and going on ends with the rows that are made when
 * all are made at once.
 */
#include <string.h>

#include "ui_stories.h"

enum { PACE = 7 };

/* The rows as they are when all are made at once. */
static struct whole_row {
    struct list_row row;
    uint32_t members[ARTICLES];
} whole[ARTICLES];
static size_t whole_count;

/* Each article is listed, in any order. */
static void list_all(void)
{
    uint32_t *numbers = xcalloc(ARTICLES, sizeof *numbers);

    for (uint32_t i = 0; i < ARTICLES; i++) {
        uint32_t k = dice(i + 1);
        numbers[i] = numbers[k];
        numbers[k] = i;
    }
    app.list.moved = false;
    list_set(&app.list, numbers, ARTICLES, &app, 0);
}

/* Make the rows so many articles at a time, the cursor being on the first. */
static void fold(size_t pace)
{
    app.list.rows.pace = pace;
    app.list.cursor = app.list.top = 0;
    list_fold(&app.list, &app, NULL);
}

static void note_whole(void)
{
    fold(0);
    list_reach(&app.list, SIZE_MAX);
    whole_count = list_rows(&app.list);
    for (size_t i = 0; i < whole_count; i++) {
        whole[i].row = list_row(&app.list, i);
        memcpy(whole[i].members, whole[i].row.members,
               whole[i].row.count * sizeof *whole[i].members);
    }
}

static void compare_rows(void)
{
    assert_in_range(list_rows(&app.list), 1, whole_count);
    for (size_t i = 0; i < list_rows(&app.list); i++) {
        struct list_row row = list_row(&app.list, i);
        assert_int_equal(row.kind, whole[i].row.kind);
        assert_int_equal(row.number, whole[i].row.number);
        assert_int_equal(row.first, whole[i].row.first);
        assert_int_equal(row.all, whole[i].row.all);
        assert_int_equal(row.count, whole[i].row.count);
        assert_memory_equal(row.members, whole[i].members, row.count * sizeof *row.members);
    }
}

static void stop(void *arg)
{
    loop_stop(arg, 0);
}

/* What the loop does between two keys. */
static void run_round(void)
{
    loop_after(app.loop, 0, stop, app.loop);
    loop_run(app.loop);
}

/* Until all rows are there, which takes no more rounds than there are articles. */
static void run_rounds(void)
{
    for (size_t i = 0; i < ARTICLES && !list_is_whole(&app.list); i++)
        run_round();
    assert_true(list_is_whole(&app.list));
}

static void press(const char *keys)
{
    for (; *keys; keys++)
        app_key(&app, &(struct key){ .code = KEY_CODE_CHAR, .c = (unsigned char)*keys });
}

static void go_on(size_t pace)
{
    size_t rounds = 0;

    note_whole();
    fold(pace);
    assert_false(list_is_whole(&app.list));
    compare_rows();
    for (; !list_is_whole(&app.list) && rounds <= ARTICLES / pace; rounds++) {
        app.dirty = false;
        run_round();
        /* Drawn again for the count alone. */
        assert_int_equal(app.dirty, list_is_whole(&app.list));
        compare_rows();
    }
    assert_true(list_is_whole(&app.list) && rounds > 1);
    assert_int_equal(list_rows(&app.list), whole_count);
}

static void goes_on_to_the_same_rows(void **state)
{
    static const size_t paces[] = { 1, PACE, 50 };

    (void)state;
    for (int turn = 0; turn < 8; turn++) {
        app.list.rows.all_open = turn & 1;
        app.list.rows.other_stories = turn & 2;
        app.list.rows.other_copies = turn == 4;
        list_all();
        for (size_t i = 0; i < sizeof paces / sizeof *paces; i++)
            go_on(paces[i]);
    }
    app.list.rows.all_open = app.list.rows.other_stories = app.list.rows.other_copies = false;
}

static bool shows(const char *before, size_t n, const char *after)
{
    struct buf screen = BUF_INIT(64 * 1024), words = BUF_INIT(64);

    buf_addf(&words, "%s%zu%s", before, n, after);
    app_paint(&app);
    canvas_dump(&app.canvas, &screen);
    bool found = strstr(buf_str(&screen), buf_str(&words));
    buf_release(&words);
    buf_release(&screen);
    return found;
}

static void says_that_there_are_more(void **state)
{
    (void)state;
    list_all();
    note_whole();
    fold(PACE);
    app_paint(&app);
    assert_in_range(list_rows(&app.list), app.frame.list.height, whole_count - 1);
    assert_true(shows("1/", list_rows(&app.list), "+ "));
    assert_true(shows("", ARTICLES, " of 240"));
    assert_false(shows(" in ", list_rows(&app.list), " row"));
    press("9j");
    assert_true(shows("10/", list_rows(&app.list), "+ "));
    run_rounds();
    assert_true(shows("10/", whole_count, " "));
    assert_true(shows(" in ", whole_count, " rows"));
}

static void assert_at(size_t row)
{
    assert_int_equal(app.list.cursor, row);
    assert_int_equal(list_row(&app.list, row).number, whole[row].row.number);
    assert_int_equal(app.reader.id, library_article(app.library, whole[row].row.number)->id);
}

static void keys_act_on_what_is_there(void **state)
{
    size_t at;

    (void)state;
    list_all();
    note_whole();
    fold(PACE);
    for (size_t row = 1; row < 4; row++) {
        press("j");
        assert_at(row);
    }
    press("2k");
    assert_at(1);
    assert_false(list_is_whole(&app.list));
    press("40G"); /* makes as many as it takes */
    assert_at(39);
    assert_false(list_is_whole(&app.list));
    compare_rows();
    list_fold(&app.list, &app, NULL);
    assert_at(39);
    app_fold(&app);
    assert_at(39);
    press("G");
    assert_at(whole_count - 1);
    assert_true(list_is_whole(&app.list));
    fold(PACE);
    assert_true(list_find(&app.list, whole[whole_count - 2].row.number, &at));
    assert_int_equal(at, whole_count - 2);
}

static void a_story_is_opened(void **state)
{
    size_t at = 0;

    (void)state;
    list_all();
    note_whole();
    while (whole[at].row.kind != ROW_CLOSED)
        at++;
    size_t members = whole[at].row.count, closed = whole_count;
    uint32_t head = whole[at].row.number;
    fold(PACE);
    list_move(&app.list, (long)at);
    app_show(&app, app_article(&app));
    press(",");
    assert_false(list_is_whole(&app.list));
    assert_int_equal(app.list.cursor, at);
    assert_int_equal(list_row(&app.list, at).kind, ROW_OPEN);
    assert_int_equal(list_row(&app.list, at).number, head);
    note_whole();
    assert_int_equal(whole_count, closed + members - 1);
    fold(PACE);
    list_reach(&app.list, at + members);
    assert_false(list_is_whole(&app.list));
    compare_rows();
    /* Its last row closes it, and the cursor is on what is left of it. */
    list_move(&app.list, (long)(at + members - 1));
    app_show(&app, app_article(&app));
    press(",");
    assert_int_equal(app.list.cursor, at);
    assert_int_equal(list_row(&app.list, at).kind, ROW_CLOSED);
    note_whole();
    assert_int_equal(whole_count, closed);
}

static void found(void *arg)
{
    *(bool *)arg = true;
}

/* The stories are others, and whoever folds anew has not come to it: as when the filter asks
 * for stories and its search takes long. */
static void waits_for_other_stories(void **state)
{
    bool are_found = false;

    (void)state;
    list_all();
    library_start_stories(app.library, app.loop, found, &are_found);
    while (!are_found) {
        fold(1);
        run_round();
    }
    run_round();
    assert_false(list_is_whole(&app.list));
    app_paint(&app);
    fold(PACE);
    run_rounds();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_on_to_the_same_rows),  cmocka_unit_test(says_that_there_are_more),
        cmocka_unit_test(keys_act_on_what_is_there), cmocka_unit_test(a_story_is_opened),
        cmocka_unit_test(waits_for_other_stories),
    };

    return cmocka_run_group_tests(tests, stories_begin, stories_end);
}
