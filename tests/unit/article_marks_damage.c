/* SPDX-License-Identifier: MIT */
/* Marks whose database is damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "article/marks.h"
#include "marks_sample.h"

static void test_damaged(void **state)
{
    struct error note;
    struct sample one;

    (void)state;
    state_write(state_path, "no database", 11);
    struct marks *marks = marks_open(state_path, true, &note);
    assert_non_null(strstr(note.text, "marks begin anew"));
    assert_true(marks_set(marks, numbered(&one, 1), MARK_READ, true));
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ);
    marks_free(marks);
}

/* What is still there to be read goes on in the new file. */
static void test_saved(void **state)
{
    struct error note;
    struct sample one, two;

    (void)state;
    struct marks *marks = open_quietly(true);
    const struct article *list[] = { numbered(&one, 1), numbered(&two, 2) };
    marks_see(marks, list, 2);
    assert_true(marks_set(marks, &one.article, MARK_READ, true));
    assert_true(marks_set(marks, &two.article, MARK_STAR, true));
    marks_set_place(marks, &two.article, 30);
    assert_int_equal(marks_set_note(marks, list, 1, "note"), 1);
    marks_free(marks);
    size_t root = (size_t)state_ask(
        state_path, "SELECT rootpage FROM sqlite_schema WHERE name = 'marks_revision'");
    state_damage(state_path, (root - 1) * 4096, 4096);
    marks = marks_open(state_path, true, &note);
    assert_non_null(strstr(note.text, "marks begin anew with 2 of the old ones"));
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ | MARK_NOTE);
    assert_string_equal(marks_note(marks, &one.article), "note");
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    assert_int_equal(marks_place(marks, &two.article), 30);
    assert_true(marks_read_at(marks, &one.article) > 0);
    assert_false(marks_is_new(marks, &one.article));
    marks_free(marks);
}

/* A mark that was read, but has no place in the new file, does not count. */
static void test_not_saved(void **state)
{
    struct error note;
    struct sample one, two;

    (void)state;
    struct marks *marks = open_quietly(true);
    assert_true(marks_set(marks, numbered(&one, 1), MARK_STAR, true));
    assert_true(marks_set(marks, numbered(&two, 2), MARK_STAR, true));
    marks_free(marks);
    state_sql(
        state_path,
        "ALTER TABLE marks RENAME TO old; DROP INDEX marks_revision;"
        "CREATE TABLE marks (key PRIMARY KEY, read, star, place, read_at, note, revision,"
        " star_at, place_at, note_at) WITHOUT ROWID;"
        "INSERT INTO marks SELECT key, read, star, place, read_at, note, revision, star_at,"
        " place_at, note_at FROM old;"
        "UPDATE marks SET place = 'no number' WHERE key LIKE '%/1';"
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
        " INSERT INTO marks SELECT printf('z%0200d', i), 0, 0, 0, 0, '', 1, 0, 0, 0 FROM n");
    size_t root = (size_t)state_ask(state_path,
                                    "SELECT rootpage FROM sqlite_schema WHERE name = 'marks'");
    state_damage(state_path, (root - 1) * 4096 + 8, 4); /* the last of its pages */
    marks = marks_open(state_path, true, &note);
    assert_non_null(strstr(note.text, "marks begin anew with "));
    assert_int_equal(marks_get(marks, &one.article), 0);
    assert_int_equal(marks_get(marks, &two.article), MARK_STAR);
    marks_free(marks);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_damaged),
        STATE_TEST(test_saved),
        STATE_TEST(test_not_saved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
