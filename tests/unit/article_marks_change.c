/* SPDX-License-Identifier: MIT */
/* Steps of undo: what they say, notes, marks that come by themselves; and old databases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "article/marks.h"
#include "base/date.h"
#include "marks_sample.h"
#include "state_folder.h"

static void assert_change(struct marks_change change, size_t count, unsigned mask,
                          unsigned value)
{
    assert_int_equal(change.count, count);
    assert_int_equal(change.mask, mask);
    assert_int_equal(change.value, value);
}

static void test_words_of_undo(void **state)
{
    struct marks *marks = marks_new();
    struct sample samples[3];
    const struct article *articles[3];

    (void)state;
    for (int i = 0; i < 3; i++)
        articles[i] = numbered(&samples[i], i);
    marks_set_many(marks, articles, 3, MARK_READ, true);
    marks_set(marks, articles[0], MARK_STAR, true);
    assert_change(marks_undo(marks), 1, MARK_STAR, 0);
    assert_change(marks_undo(marks), 3, MARK_READ, 0);
    assert_change(marks_undo(marks), 0, 0, 0);
    assert_change(marks_redo(marks), 3, MARK_READ, MARK_READ);
    assert_change(marks_redo(marks), 1, MARK_STAR, MARK_STAR);
    assert_change(marks_redo(marks), 0, 0, 0);
    marks_free(marks);
}

static void test_notes(void **state)
{
    struct marks *marks = open_quietly(true);
    struct sample samples[3];
    const struct article *articles[3];

    (void)state;
    for (int i = 0; i < 3; i++)
        articles[i] = numbered(&samples[i], i);
    assert_int_equal(marks_set_note(marks, &articles[1], 1, "first"), 1);
    assert_int_equal(marks_set_note(marks, articles, 3, "all"), 3);
    assert_int_equal(marks_set_note(marks, articles, 3, "all"), 0);
    assert_string_equal(marks_note(marks, articles[1]), "all");
    assert_change(marks_undo(marks), 3, MARK_NOTE, 0);
    assert_string_equal(marks_note(marks, articles[0]), "");
    assert_string_equal(marks_note(marks, articles[1]), "first");
    assert_int_equal(marks_get(marks, articles[0]), 0);
    assert_int_equal(marks_get(marks, articles[1]), MARK_NOTE);
    assert_change(marks_redo(marks), 3, MARK_NOTE, MARK_NOTE);
    assert_int_equal(marks_set_note(marks, &articles[2], 1, ""), 1);
    marks_free(marks);
    marks = open_quietly(true);
    assert_string_equal(marks_note(marks, articles[0]), "all");
    assert_string_equal(marks_note(marks, articles[1]), "all");
    assert_string_equal(marks_note(marks, articles[2]), "");
    assert_int_equal(marks_get(marks, articles[2]), 0);
    marks_free(marks);
}

static void test_long_note_is_cut(void **state)
{
    struct marks *marks = open_quietly(true);
    struct sample one;
    const struct article *article = numbered(&one, 1);
    char *text = calloc(1, 2 * MARKS_NOTE_MAX);

    (void)state;
    memset(text, 'x', 2 * MARKS_NOTE_MAX - 1);
    assert_int_equal(marks_set_note(marks, &article, 1, text), 1);
    assert_int_equal(strlen(marks_note(marks, article)), MARKS_NOTE_MAX);
    marks_free(marks);
    marks = open_quietly(true);
    assert_int_equal(strlen(marks_note(marks, article)), MARKS_NOTE_MAX);
    marks_free(marks);
    free(text);
}

/* A note of another copy arrives, and one that only changed its words. */
static void test_notes_are_shared(void **state)
{
    struct marks *a = open_quietly(true), *b = open_quietly(true);
    struct sample one;
    const struct article *article = numbered(&one, 1);

    (void)state;
    marks_set_note(a, &article, 1, "mine");
    assert_true(marks_refresh(b));
    assert_string_equal(marks_note(b, article), "mine");
    marks_set_note(b, &article, 1, "yours");
    assert_true(marks_refresh(a));
    assert_string_equal(marks_note(a, article), "yours");
    marks_set_note(b, &article, 1, "");
    assert_true(marks_refresh(a));
    assert_int_equal(marks_get(a, article), 0);
    marks_free(a);
    marks_free(b);
}

/* Marks that come by themselves are undone like others, and spare what can be made again. */
static void test_by_itself(void **state)
{
    struct marks *marks = marks_new();
    struct sample samples[3];
    const struct article *articles[3];

    (void)state;
    for (int i = 0; i < 3; i++)
        articles[i] = numbered(&samples[i], i);
    assert_int_equal(marks_set_by_itself(marks, &articles[0], 1, MARK_READ, true), 1);
    assert_int_equal(marks_set_by_itself(marks, &articles[0], 1, MARK_READ, true), 0);
    assert_change(marks_undo(marks), 1, MARK_READ, 0);
    assert_int_equal(marks_set_by_itself(marks, &articles[1], 1, MARK_READ, true), 1);
    assert_change(marks_redo(marks), 1, MARK_READ, MARK_READ);
    assert_int_equal(marks_get(marks, articles[0]), MARK_READ);
    assert_int_equal(marks_get(marks, articles[1]), MARK_READ);
    assert_change(marks_undo(marks), 1, MARK_READ, 0);
    assert_change(marks_undo(marks), 0, 0, 0);
    assert_int_equal(marks_get(marks, articles[1]), MARK_READ);
    marks_free(marks);
}

static void test_when_it_was_read(void **state)
{
    struct marks *marks = open_quietly(true);
    struct sample one;
    const struct article *article = numbered(&one, 1);
    int64_t before = date_now();

    (void)state;
    assert_int_equal(marks_read_at(marks, article), 0);
    marks_set(marks, article, MARK_STAR, true);
    assert_int_equal(marks_read_at(marks, article), 0);
    marks_set(marks, article, MARK_READ, true);
    assert_true(marks_read_at(marks, article) >= before);
    marks_free(marks);
    marks = open_quietly(true);
    assert_true(marks_read_at(marks, article) >= before);
    marks_set(marks, article, MARK_READ, false);
    assert_int_equal(marks_read_at(marks, article), 0);
    marks_free(marks);
}

/* The first version had one time for all marks of an article. */
static void test_first_version(void **state)
{
    struct buf out = BUF_INIT(1 << 16);
    struct error error;
    struct sample one;

    (void)state;
    state_sql(
        state_path,
        "PRAGMA application_id = 0x636d726b; PRAGMA user_version = 1;"
        "CREATE TABLE marks (key TEXT PRIMARY KEY NOT NULL, read INTEGER NOT NULL DEFAULT 0,"
        " star INTEGER NOT NULL DEFAULT 0, place INTEGER NOT NULL DEFAULT 0,"
        " read_at INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL,"
        " note TEXT NOT NULL DEFAULT '', revision INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
        "CREATE INDEX marks_revision ON marks (revision);"
        "CREATE TABLE seen (hash INTEGER PRIMARY KEY, first_seen INTEGER NOT NULL,"
        " visit INTEGER NOT NULL) STRICT;"
        "CREATE TABLE visit (number INTEGER NOT NULL, started INTEGER NOT NULL) STRICT;"
        "INSERT INTO visit VALUES (3, 0);"
        "INSERT INTO marks VALUES ('https://news.example/story/1', 1, 0, 7, 60, 120, '', 1),"
        " ('https://news.example/story/2', 0, 1, 0, 0, 180, 'why', 1)");
    struct marks *marks = marks_open(state_path, true, &error);
    assert_int_equal(marks_get(marks, numbered(&one, 1)), MARK_READ);
    assert_int_equal(marks_place(marks, &one.article), 7);
    assert_string_equal(marks_note(marks, numbered(&one, 2)), "why");
    assert_true(marks_export(marks, &out, &error));
    assert_string_equal(buf_str(&out),
                        "https://news.example/story/1\tplace\t1970-01-01T00:02:00Z\t7\n"
                        "https://news.example/story/1\tread\t1970-01-01T00:01:00Z\tyes\n"
                        "https://news.example/story/2\tnote\t1970-01-01T00:03:00Z\twhy\n"
                        "https://news.example/story/2\tstar\t1970-01-01T00:03:00Z\tyes\n");
    marks_free(marks);
    assert_int_equal(state_files(".before-2", NULL, 0), 1);
    buf_release(&out);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_of_undo), STATE_TEST(test_notes),
        STATE_TEST(test_long_note_is_cut),    STATE_TEST(test_notes_are_shared),
        cmocka_unit_test(test_by_itself),     STATE_TEST(test_when_it_was_read),
        STATE_TEST(test_first_version),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
