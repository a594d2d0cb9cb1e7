/* SPDX-License-Identifier: MIT */
/* Clusters, columns, cuts, and the stand-ins of ASCII. */
#include "base/text.h"

#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_text.h"

static void test_step(void **state)
{
    static const struct {
        const char *s; /* one cluster, and "x" is put after it */
        int columns;
    } cases[] = {
        { "a", 1 },
        { "\n", 0 },
        { "\t", 1 },
        { "\033", 1 },
        { "e\u0301", 1 },
        { "e\u0301\u0302\u0303", 1 },
        { "\u00E9", 1 },
        { "\u4E00", 2 },
        { "\u304B\u3099", 2 },
        { "\uFF71", 1 },
        { "\u1112\u1161\u11AB", 2 },
        { "\uD55C", 2 },
        { "\u0E17\u0E35\u0E48", 1 },
        { "\u00A0", 1 },
        { "\uFFFD", 1 },
        { "\u0378", 1 }, /* unassigned: drawn as U+FFFD */
        { "\uE0B0", 1 },
        { "\u0301", 0 },
        { "\U0001F600", 2 },
        { "\u2764\uFE0F", 1 },
        { "1\uFE0F\u20E3", 1 },
        { "\U0001F44D\U0001F3FD", 2 },
        { "\U0001F468\u200D\U0001F469\u200D\U0001F467", 2 },
        { "\U0001F3F3\uFE0F\u200D\U0001F308", 1 },
        { "\U0001F1EB\U0001F1F7", 2 },
        { "\xFF", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char s[64];
        int columns;
        size_t len = strlen(cases[i].s);
        memcpy(s, cases[i].s, len);
        s[len] = 'x';
        size_t alone = text_step(s, len, &columns);
        if (alone != len || columns != cases[i].columns)
            fail_msg("case %zu: %zu bytes, %d columns", i, alone, columns);
        assert_int_equal(text_step(s, len + 1, &columns), len);
        assert_int_equal(columns, cases[i].columns);
    }
}

static void test_step_separates(void **state)
{
    int columns;

    (void)state;
    /* Three regional indicators are a flag and a half; people side by side are two. */
    assert_int_equal(text_step("\U0001F1EB\U0001F1F7\U0001F1E9", 12, &columns), 8);
    assert_int_equal(text_step("\U0001F468\U0001F469", 8, &columns), 4);
    assert_int_equal(text_step("a\U0001F3FD", 5, &columns), 1);
    assert_int_equal(text_step("\n\u0301", 3, &columns), 1);
    assert_int_equal(text_step("\u4E00\u4E8C", 6, &columns), 3);
}

static void test_width(void **state)
{
    (void)state;
    assert_int_equal(text_width("", 0), 0);
    assert_int_equal(text_width("abc", 3), 3);
    assert_int_equal(text_width("a\nb", 3), 2);
    assert_int_equal(text_width("e\u0301\u4E00\U0001F1EB\U0001F1F7", 14), 5);
}

static void test_cut(void **state)
{
    static const struct {
        const char *s;
        int columns;
        size_t len;
        int used;
    } cases[] = {
        { "abc", 2, 2, 2 },       { "abc", 9, 3, 3 },
        { "abc", 0, 0, 0 },       { "abc", -1, 0, 0 },
        { "", 5, 0, 0 },          { "\u4E00\u4E8C", 3, 3, 2 },
        { "a\u4E00", 2, 1, 1 },   { "e\u0301x", 1, 3, 1 },
        { "a\nb", 1, 2, 1 },      { "\u4E00", 1, 0, 0 },
        { "abc", INT_MAX, 3, 3 }, { "a\U0001F468\u200D\U0001F469b", 3, 12, 3 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int used;
        size_t len = text_cut(cases[i].s, strlen(cases[i].s), cases[i].columns, &used);
        if (len != cases[i].len || used != cases[i].used)
            fail_msg("case %zu: %zu bytes, %d columns", i, len, used);
    }
}

static void test_shorten(void **state)
{
    static const struct {
        const char *s;
        int columns;
        const char *want;
    } cases[] = {
        { "abc", 3, "abc" },
        { "abcd", 3, "ab\u2026" },
        { "abcd", 1, "\u2026" },
        { "abcd", 0, "" },
        { "a", 1, "a" },
        { "", 3, "" },
        { "ab cd", 4, "ab\u2026" },
        { "\u4E00\u4E8C\u4E09", 5, "\u4E00\u4E8C\u2026" },
        { "\u4E00\u4E8C", 4, "\u4E00\u4E8C" },
        { "\u4E00\u4E8C", 2, "\u2026" },
        { "ae\u0301", 2, "ae\u0301" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(64);
        text_shorten(&out, cases[i].s, strlen(cases[i].s), cases[i].columns);
        assert_string_equal(buf_str(&out), cases[i].want);
        buf_release(&out);
    }
}

static void test_ascii(void **state)
{
    static const struct {
        const char *s, *want;
    } cases[] = {
        { "plain ~", "plain ~" },
        { "caf\u00E9 e\u0301", "cafe e" },
        { "\u201Cso\u2026\u201D \u2014 don\u2019t", "\"so...\" -- don't" },
        { "\u4E00\u4E8C", "??" },
        { "\U0001F468\u200D\U0001F469!", "?!" },
        { "\U0001F1EB\U0001F1F7", "?" },
        { "\uFF21\uFB01\u3392", "AfiMHz" },
        { "10\u00A0km", "10 km" },
        { "\u00C6\u00F8\u0141", "AEoL" },
        { "a\nb", "a\nb" },
        { "\xFF\033", "??" },
        { "\u2022 1 \u20AC", "* 1 EUR" },
        { "1\uFE0F\u20E3", "1" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(64);
        text_to_ascii(&out, cases[i].s, strlen(cases[i].s));
        assert_string_equal(buf_str(&out), cases[i].want);
        buf_release(&out);
    }
}

static void test_ascii_every_character(void **state)
{
    struct buf in = BUF_INIT(8), out = BUF_INIT(64);

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        buf_clear(&in);
        buf_clear(&out);
        text_encode(&in, c);
        text_to_ascii(&out, in.data, in.len);
        assert_true(out.len > 0);
        for (size_t i = 0; i < out.len; i++)
            assert_true(out.data[i] == '\n' || (out.data[i] >= ' ' && out.data[i] <= '~'));
    }
    buf_release(&in);
    buf_release(&out);
}

static void test_breaks_around(void **state)
{
    static const uint32_t letters[] = {
        0x4E00, 0x9FFF, 0x3042, 0x30AB, 0x20000, 0xFF71, 0x3007
    };
    static const uint32_t others[] = { 'a',    ' ',    0xE9,   0x3001, 0x3002, 0x300C, 0x30FC,
                                       0x3063, 0x30E3, 0x3005, 0xFF6F, 0xAC00, 0x1F600 };

    (void)state;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (!text_breaks_around(letters[i]))
            fail_msg("U+%04X", letters[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (text_breaks_around(others[i]))
            fail_msg("U+%04X", others[i]);
}

/* A cut never takes more than it may, and ends where a cluster does. */
static void check_cuts(const char *s, size_t n)
{
    int whole = text_width(s, n);

    for (int columns = 0; columns <= whole + 1; columns++) {
        int used, again;
        struct buf out = BUF_INIT(4096);
        size_t len = text_cut(s, n, columns, &used);
        assert_true(used <= columns && len <= n);
        assert_true(columns < whole || len == n);
        assert_int_equal(text_width(s, len), used);
        assert_int_equal(text_cut(s, len, used, &again), len);
        text_shorten(&out, s, n, columns);
        assert_true(text_width(buf_str(&out), out.len) <= columns);
        buf_release(&out);
    }
}

static void test_cut_random(void **state)
{
    struct random_text random = { .state = 2 };
    char bytes[120];

    (void)state;
    for (int round = 0; round < 4000; round++) {
        struct buf clean = BUF_INIT(4096);
        size_t n = random_text_fill(&random, bytes, sizeof bytes);
        text_clean(&clean, bytes, n, round % 2 ? TEXT_LINE : TEXT_BLOCK);
        check_cuts(buf_str(&clean), clean.len);
        check_cuts(bytes, n);
        buf_release(&clean);
    }
}

static void test_step_advances(void **state)
{
    struct random_text random = { .state = 3 };
    char bytes[200];

    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t n = random_text_fill(&random, bytes, sizeof bytes), size;
        for (size_t i = 0; i < n; i += size) {
            int columns;
            size = text_step(bytes + i, n - i, &columns);
            assert_true(size > 0 && size <= n - i);
            assert_true(columns >= 0 && columns <= 2);
        }
    }
}

static const char *const locale_names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

static void set_locale_names(const char *all, const char *lang)
{
    for (size_t i = 0; i < 3; i++)
        unsetenv(locale_names[i]);
    if (all)
        setenv("LC_ALL", all, 1);
    if (lang)
        setenv("LANG", lang, 1);
}

/* Whatever the environment says, widths are those of UTF-8 afterwards. */
static void test_locale(void **state)
{
    static const struct {
        const char *all, *lang;
        bool utf8;
    } cases[] = {
        { NULL, "C.UTF-8", true },
        { NULL, "C", false },
        { NULL, NULL, false },
        { "C", "C.UTF-8", false },
        { "C.UTF-8", "C", true },
        { "xx_XX.UTF-8", NULL, true },
        { NULL, "xx_XX.utf8@euro", true },
        { NULL, "xx_XX.ISO-8859-1", false },
        { "", "C.UTF-8", true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setlocale(LC_ALL, "C");
        set_locale_names(cases[i].all, cases[i].lang);
        if (text_init_locale() != cases[i].utf8)
            fail_msg("case %zu", i);
        assert_int_equal(text_width("\u4E00", 3), 2);
        assert_string_equal(setlocale(LC_NUMERIC, NULL), "C");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_step),
        cmocka_unit_test(test_step_separates),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_shorten),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_ascii_every_character),
        cmocka_unit_test(test_breaks_around),
        cmocka_unit_test(test_cut_random),
        cmocka_unit_test(test_step_advances),
        cmocka_unit_test(test_locale),
    };

    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
