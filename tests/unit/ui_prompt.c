/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/completion.h"
#include "ui/edit_line.h"
#include "ui/typed.h"

static char folder[] = "/tmp/coranto-prompt-XXXXXX";
static char path[64];

static int set_up(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/state/typed", folder);
    return 0;
}

static int tear_down(void **state)
{
    char inner[64];

    (void)state;
    unlink(path);
    snprintf(inner, sizeof inner, "%s/state", folder);
    rmdir(inner);
    return rmdir(folder);
}

/* Moves go over whole characters, however many bytes or marks they have. */
static void test_moves(void **state)
{
    struct edit_line line;

    (void)state;
    edit_line_init(&line, "date:e\xCC\x81\xE6\x97\xA5 -x");
    assert_int_equal(line.cursor, line.text.len);
    assert_int_equal(edit_line_right(&line), line.text.len);
    assert_int_equal(edit_line_word_left(&line), 12);
    assert_int_equal(edit_line_part_left(&line), 13);
    line.cursor = 11;
    assert_int_equal(edit_line_left(&line), 8);
    line.cursor = 8;
    assert_int_equal(edit_line_left(&line), 5);
    assert_int_equal(edit_line_part_left(&line), 5);
    line.cursor = 0;
    assert_int_equal(edit_line_left(&line), 0);
    assert_int_equal(edit_line_part_right(&line), 4);
    line.cursor = 5;
    assert_int_equal(edit_line_right(&line), 8);
    edit_line_replace(&line, 5, 11, "today", 5);
    assert_string_equal(buf_str(&line.text), "date:today -x");
    assert_int_equal(line.cursor, 10);
    edit_line_release(&line);
}

/* What does not fit is left out as a whole; the line never grows beyond its end. */
static void test_full_line(void **state)
{
    char *large = malloc(EDIT_BYTES_MAX + 1);
    struct edit_line line;

    (void)state;
    assert_non_null(large);
    memset(large, 'x', EDIT_BYTES_MAX);
    large[EDIT_BYTES_MAX] = '\0';
    edit_line_init(&line, "ab");
    edit_line_replace(&line, 1, 1, large, EDIT_BYTES_MAX - 1);
    assert_string_equal(buf_str(&line.text), "ab");
    edit_line_replace(&line, 1, 1, large, EDIT_BYTES_MAX - 2);
    assert_int_equal(line.text.len, EDIT_BYTES_MAX);
    edit_line_replace(&line, 0, EDIT_BYTES_MAX, large, EDIT_BYTES_MAX);
    assert_int_equal(line.text.len, EDIT_BYTES_MAX);
    edit_line_release(&line);
    free(large);
}

static void offer_all(struct completion *completion, const char *wanted,
                      const char *const *names, size_t count)
{
    *completion = (struct completion){ 0 };
    for (size_t i = 0; i < count; i++)
        completion_offer(completion, wanted, names[i], names[i], "", false);
    completion_finish(completion);
}

static void test_completion(void **state)
{
    static const char *const names[] = { "Machine Learning", "machines", "Deep Learning",
                                         "\xC3\x89lan", "\xC3\x88re" };
    static const struct {
        const char *wanted;
        size_t count, common;
    } cases[] = {
        { "", 5, 0 },      { "mach", 2, 0 }, { "MACHINES", 1, 8 }, { "learn", 2, 0 },
        { "deep", 1, 13 }, { "zzz", 0, 0 },  { "\xC3\xA9", 2, 0 }, { "e", 2, 0 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct completion completion;
        offer_all(&completion, cases[i].wanted, names, sizeof names / sizeof *names);
        assert_int_equal(completion.count, cases[i].count);
        /* Never in the middle of a character: the last two differ in their second byte. */
        assert_int_equal(completion_common(&completion), cases[i].common);
        completion_release(&completion);
    }
}

/* Names that only hold what is typed leave room for those that begin so. */
static void test_many_candidates(void **state)
{
    struct completion completion = { 0 };
    char name[32];

    (void)state;
    for (int i = 0; i < 2 * COMPLETION_MAX; i++) {
        snprintf(name, sizeof name, "x ab %d", i);
        completion_offer(&completion, "ab", name, name, "", false);
    }
    completion_offer(&completion, "ab", "ab itself", "ab itself", "", false);
    completion_finish(&completion);
    assert_int_equal(completion.count, 1);
    completion_release(&completion);
}

static void test_typed(void **state)
{
    struct typed typed;
    struct error error;
    struct stat status;

    (void)state;
    typed_init(&typed, path);
    assert_true(typed_add(&typed, TYPED_FILTER, "one", &error));
    assert_true(typed_add(&typed, TYPED_FILTER, "two\xC3\xA9", &error));
    assert_true(typed_add(&typed, TYPED_COMMAND, "one", &error));
    assert_true(typed_add(&typed, TYPED_FILTER, "one", &error));
    assert_true(typed_add(&typed, TYPED_FILTER, "", &error));
    assert_true(typed_add(&typed, TYPED_NOTHING, "three", &error));
    typed_release(&typed);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);

    typed_init(&typed, path);
    assert_int_equal(typed.kinds[TYPED_FILTER].count, 2);
    assert_string_equal(typed.kinds[TYPED_FILTER].lines[0], "two\xC3\xA9");
    assert_string_equal(typed.kinds[TYPED_FILTER].lines[1], "one");
    assert_int_equal(typed.kinds[TYPED_COMMAND].count, 1);
    assert_int_equal(typed.kinds[TYPED_FIND].count, 0);
    typed_release(&typed);
}

/* Anybody may have written the file: what is no line of ours is passed over, the rest cleaned,
 * and what grew too long is made anew. */
static void test_strange_file(void **state)
{
    FILE *file = fopen(path, "w");
    struct typed typed;
    struct stat status;

    (void)state;
    assert_non_null(file);
    fputs("nonsense\nfilter\tx\033[31m\xFFy\nfilter\t\nother\tz\n\tq\nfind", file);
    for (int i = 0; i < 20 * TYPED_LINES_MAX; i++)
        fprintf(file, "\ncommand\tset width %d", 20 + i % (2 * TYPED_LINES_MAX));
    assert_int_equal(fclose(file), 0);
    typed_init(&typed, path);
    assert_int_equal(typed.kinds[TYPED_FILTER].count, 1);
    assert_null(strchr(typed.kinds[TYPED_FILTER].lines[0], '\033'));
    assert_int_equal(typed.kinds[TYPED_FIND].count, 0);
    assert_int_equal(typed.kinds[TYPED_COMMAND].count, TYPED_LINES_MAX);
    assert_string_equal(typed.kinds[TYPED_COMMAND].lines[TYPED_LINES_MAX - 1], "set width 419");
    typed_release(&typed);
    assert_int_equal(stat(path, &status), 0);
    assert_in_range(status.st_size, 1, TYPED_LINES_MAX * 24);
}

/* A file that cannot be written is told once. */
static void test_unwritable(void **state)
{
    struct typed typed;
    struct error error;

    (void)state;
    typed_init(&typed, folder);
    assert_false(typed_add(&typed, TYPED_FIND, "one", &error));
    assert_true(typed_add(&typed, TYPED_FIND, "two", &error));
    assert_int_equal(typed.kinds[TYPED_FIND].count, 2);
    typed_release(&typed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moves),      cmocka_unit_test(test_full_line),
        cmocka_unit_test(test_completion), cmocka_unit_test(test_many_candidates),
        cmocka_unit_test(test_typed),      cmocka_unit_test(test_strange_file),
        cmocka_unit_test(test_unwritable),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
