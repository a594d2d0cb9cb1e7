/* SPDX-License-Identifier: MIT */
/* Marks as lines: what is written, what is refused, and that merging needs no order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "article/marks.h"
#include "dice.h"
#include "marks_sample.h"

#define T1 "2026-01-01T00:00:00Z"
#define T2 "2026-01-02T00:00:00Z"
#define T3 "2026-01-03T00:00:00Z"

static char *export_all(struct marks *marks)
{
    struct buf out = BUF_INIT(1 << 20);
    struct error error;

    assert_true(marks_export(marks, &out, &error));
    buf_addc(&out, '\0');
    return buf_steal(&out);
}

static void assert_export(struct marks *marks, const char *expected)
{
    char *out = export_all(marks);

    assert_string_equal(out, expected);
    free(out);
}

static struct marks_imported import(struct marks *marks, const char *text)
{
    struct marks_imported imported = { .refuse = NULL };
    struct error error;

    assert_true(marks_import(marks, text, strlen(text), &imported, &error));
    return imported;
}

static void test_import(void **state)
{
    static const char first[] = "https://a.example/1\tread\t" T1 "\tyes\n"
                                "https://a.example/2\tnote\t" T2 "\ta note\n"
                                "https://a.example/2\tplace\t" T2 "\t17\n"
                                "https://a.example/2\tread\t" T1 "\tno\n"
                                "https://a.example/2\tstar\t" T2 "\tyes\n";
    static const char second[] = "https://a.example/2\tread\t" T2 "\tyes\n"
                                 "https://a.example/2\tnote\t" T1 "\tolder\n"
                                 "\n"
                                 "https://a.example/1\tread\t" T3 "\tno\n";
    static const char merged[] = "https://a.example/1\tread\t" T3 "\tno\n"
                                 "https://a.example/2\tnote\t" T2 "\ta note\n"
                                 "https://a.example/2\tplace\t" T2 "\t17\n"
                                 "https://a.example/2\tread\t" T2 "\tyes\n"
                                 "https://a.example/2\tstar\t" T2 "\tyes\n";
    struct marks *marks = open_quietly(true);
    struct sample one;

    (void)state;
    assert_export(marks, "");
    assert_int_equal(import(marks, first).changed, 5);
    assert_export(marks, first);
    assert_int_equal(marks_get(marks, sample(&one, "https://a.example/2", "x")),
                     MARK_STAR | MARK_NOTE);
    assert_int_equal(marks_place(marks, &one.article), 17);
    assert_int_equal(import(marks, first).changed, 0);
    assert_int_equal(import(marks, second).changed, 2);
    assert_export(marks, merged);
    assert_int_equal(marks_get(marks, &one.article), MARK_READ | MARK_STAR | MARK_NOTE);
    marks_free(marks);
    marks = open_quietly(true);
    assert_export(marks, merged);
    marks_free(marks);
}

/* What is changed here is later than what it changes, though that is from the future. */
static void test_change_wins(void **state)
{
    static const char future[] = "https://a.example/1\tread\t2999-01-01T00:00:00Z\tyes\n"
                                 "https://a.example/1\tstar\t2999-01-01T00:00:00Z\tno\n";
    struct marks *marks = open_quietly(true);
    struct sample one;

    (void)state;
    import(marks, future);
    marks_set(marks, sample(&one, "https://a.example/1", "x"), MARK_READ, false);
    assert_int_equal(import(marks, future).changed, 0);
    assert_int_equal(marks_get(marks, &one.article), 0);
    assert_export(marks, "https://a.example/1\tread\t2999-01-01T00:00:01Z\tno\n"
                         "https://a.example/1\tstar\t2999-01-01T00:00:00Z\tno\n");
    marks_free(marks);
}

struct told {
    size_t line;
    char why[200];
};

static void refuse(size_t line, const char *why, void *arg)
{
    struct told *told = arg;

    told->line = line;
    snprintf(told->why, sizeof told->why, "%s", why);
}

static void test_refused(void **state)
{
    static const struct {
        const char *line, *why;
    } wrong[] = {
        { "key", "four parts" },
        { "key\tread\t" T1, "four parts" },
        { "\tread\t" T1 "\tyes", "address" },
        { "ke\033y\tread\t" T1 "\tyes", "address" },
        { " key\tread\t" T1 "\tyes", "address" },
        { "key\tReAd\t" T1 "\tyes", "none of" },
        { "key\t\t" T1 "\tyes", "none of" },
        { "key\tread\t2026-01-01\tyes", "time" },
        { "key\tread\t1970-01-01T00:00:00Z\tyes", "time" },
        { "key\tread\t-\tyes", "time" },
        { "key\tread\t" T1 "\tmaybe", "value" },
        { "key\tread\t" T1 "\tyes\t", "value" },
        { "key\tstar\t" T1 "\t1", "value" },
        { "key\tplace\t" T1 "\t-1", "value" },
        { "key\tplace\t" T1 "\t", "value" },
        { "key\tplace\t" T1 "\t4294967296", "value" },
        { "key\tplace\t" T1 "\t99999999999999999999999999", "value" },
        { "key\tnote\t" T1 "\tno\377te", "value" },
        { "key\tnote\t" T1 "\tnote\r", "value" },
        { "key\tnote\t" T1 "\ta\tb", "value" },
        { "<<<<<<< HEAD", "four parts" },
    };
    struct marks *marks = open_quietly(true);
    struct error error;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct told told = { 0 };
        struct marks_imported imported = { .refuse = refuse, .arg = &told };
        char text[300];
        snprintf(text, sizeof text, "good\tread\t" T1 "\tyes\n%s\ngood\tstar\t" T1 "\tyes\n",
                 wrong[i].line);
        assert_true(marks_import(marks, text, strlen(text), &imported, &error));
        if (imported.refused != 1 || told.line != 2 || !strstr(told.why, wrong[i].why))
            fail_msg("%s: %zu refused, line %zu, %s", wrong[i].line, imported.refused,
                     told.line, told.why);
    }
    assert_export(marks, "good\tread\t" T1 "\tyes\ngood\tstar\t" T1 "\tyes\n");
    /* Half a file, as a program that copies may leave it. */
    assert_int_equal(import(marks, "good\tnote\t" T1 "\thalf a no").refused, 1);
    marks_free(marks);
}

enum { LINES = 60, ROUNDS = 60 };

/* A line of few keys and times, so that many speak of one mark, and of one time. */
static void add_random_line(struct buf *out)
{
    static const char *const values[][4] = {
        { "note", "a", "b", "" },
        { "place", "0", "9", "10" },
        { "read", "yes", "no", "yes" },
        { "star", "no", "yes", "no" },
    };
    int kind = dice(4);

    buf_addf(out, "https://a.example/%d\t%s\t2026-01-0%dT00:00:00Z\t%s\n", dice(3),
             values[kind][0], 1 + dice(3), values[kind][1 + dice(3)]);
}

/* Two texts in either order, twice, and as one: the same marks. */
static void test_order_does_not_matter(void **state)
{
    (void)state;
    dice_seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        struct buf a = BUF_INIT(1 << 16), b = BUF_INIT(1 << 16), both = BUF_INIT(1 << 17);
        struct marks *marks[3] = { marks_new(), marks_new(), marks_new() };
        for (int i = 0; i < LINES; i++)
            add_random_line(dice(2) ? &a : &b);
        buf_adds(&both, buf_str(&b));
        buf_adds(&both, buf_str(&a));
        import(marks[0], buf_str(&a));
        import(marks[0], buf_str(&b));
        assert_int_equal(import(marks[0], buf_str(&a)).changed, 0);
        import(marks[1], buf_str(&b));
        import(marks[1], buf_str(&a));
        import(marks[2], buf_str(&both));
        char *first = export_all(marks[0]);
        assert_export(marks[1], first);
        assert_export(marks[2], first);
        /* What was exported says all of it. */
        struct marks *copy = marks_new();
        import(copy, first);
        assert_export(copy, first);
        free(first);
        marks_free(copy);
        for (int i = 0; i < 3; i++)
            marks_free(marks[i]);
        buf_release(&a);
        buf_release(&b);
        buf_release(&both);
    }
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_import),
        STATE_TEST(test_change_wins),
        STATE_TEST(test_refused),
        cmocka_unit_test(test_order_does_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
