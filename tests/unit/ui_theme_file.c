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

#include "ui/colour.h"
#include "ui/theme_file.h"

static char folder[256], file[300];

static int setup(void **state)
{
    const char *tmp = getenv("TMPDIR");
    char path[300];

    (void)state;
    snprintf(folder, sizeof folder, "%.200s/coranto-theme-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/coranto", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/coranto/themes", folder);
    mkdir(path, 0700);
    snprintf(file, sizeof file, "%s/coranto/themes/mine.yaml", folder);
    return setenv("XDG_CONFIG_HOME", folder, 1);
}

static int teardown(void **state)
{
    char path[300];

    (void)state;
    remove(file);
    snprintf(path, sizeof path, "%s/coranto/themes", folder);
    rmdir(path);
    snprintf(path, sizeof path, "%s/coranto", folder);
    rmdir(path);
    return rmdir(folder);
}

static void write_bytes(const char *text, size_t n)
{
    FILE *out = fopen(file, "we");

    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, n, out), n);
    fclose(out);
}

static void test_built_in(void **state)
{
    struct theme theme = { .base = THEME_MONO, .rule_count = 3 };

    (void)state;
    assert_true(theme_load(&theme, "auto", true, NULL));
    assert_int_equal(theme.base, THEME_LIGHT);
    assert_true(theme_load(&theme, "auto", false, NULL));
    assert_int_equal(theme.base, THEME_DARK);
    assert_true(theme_load(&theme, "mono", true, NULL));
    assert_int_equal(theme.base, THEME_MONO);
    assert_int_equal(theme.rule_count, 3);
}

static void test_file(void **state)
{
    static const char text[] = "\xEF\xBB\xBF# mine\nbase: light\nunread: bold red\n"
                               "match: 'on #ff0'\ncursor: \"\"\n";
    struct theme theme = { .base = THEME_DARK };

    (void)state;
    write_bytes(text, sizeof text - 1);
    for (int i = 0; i < 2; i++) {
        assert_true(theme_load(&theme, i ? file : "mine", false, NULL));
        assert_int_equal(theme.base, THEME_LIGHT);
        assert_int_equal(theme.slots[STYLE_UNREAD].fg, 1);
        assert_int_equal(theme.slots[THEME_SLOTS - 1].bg, COLOUR_RGB | 0xffff00);
        assert_true(theme.slots[STYLE_COUNT].set);
        assert_false(theme.slots[STYLE_READ].set);
    }
    /* What the next theme does not set is not left over. */
    assert_true(theme_load(&theme, "dark", false, NULL));
    assert_false(theme.slots[STYLE_UNREAD].set);
    write_bytes("", 0);
    assert_true(theme_load(&theme, "mine", true, NULL));
    assert_int_equal(theme.base, THEME_LIGHT);
}

/* Each is told with its place, and the theme stays as it was. */
static void test_wrong_files(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        { "unread: reddish\n", "mine.yaml:1:9: \"reddish\" is neither a colour nor" },
        { "\nunred: red\n", "mine.yaml:2:1: there is no style \"unred\"" },
        { "title: [red]\n", "mine.yaml:1:8: a style is one line" },
        { "title: bold\n[a]: b\n", "mine.yaml:2:1: the name of a style" },
        { "- title\n", "mine.yaml:1:1: a theme is lines of" },
        { "base: pink\n", "mine.yaml:1:7: the base is one of" },
        { "title: \"bold\n", "mine.yaml:" },
        { "title: \"a\\0b\"\n", "mine.yaml:1:8: " },
        { "title: bold\x01\n", "mine.yaml:" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct theme theme = { .base = THEME_MONO };
        struct error error;
        write_bytes(cases[i].text, strlen(cases[i].text));
        if (theme_load(&theme, "mine", false, &error))
            fail_msg("%s: is taken", cases[i].text);
        if (!strstr(error.text, cases[i].said))
            fail_msg("%s: said %s", cases[i].text, error.text);
        assert_int_equal(theme.base, THEME_MONO);
        assert_false(theme.slots[STYLE_TITLE].set);
    }
}

static void test_no_file(void **state)
{
    static const char *const names[] = { "nosuch", "/dev/null", "/", "./nosuch", "", "../x" };
    struct error error;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct theme theme = { .base = THEME_MONO };
        assert_false(theme_load(&theme, names[i], false, &error));
        assert_int_equal(theme.base, THEME_MONO);
    }
    char *big = calloc(1, 70000);
    assert_non_null(big);
    memset(big, '#', 70000);
    write_bytes(big, 70000);
    free(big);
    assert_false(theme_load(&(struct theme){ .rule_count = 0 }, "mine", false, &error));
    assert_non_null(strstr(error.text, "longer than 64 KB"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_in),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_wrong_files),
        cmocka_unit_test(test_no_file),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
