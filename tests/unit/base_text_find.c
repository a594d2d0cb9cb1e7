/* SPDX-License-Identifier: MIT */
/* Folding, finding and ordering. */
#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_text.h"

static void test_fold_table(void **state)
{
    static const struct {
        const char *s, *want;
    } cases[] = {
        { "", "" },
        { "Hello, World 42!", "hello, world 42!" },
        { "\u00C9t\u00E9 e\u0301", "ete e" },
        { "Stra\u00DFe \u1E9E", "strasse ss" },
        { "\u0130I\u0131", "iii" },
        { "\uFB01nd \uFB03", "find ffi" },
        { "\u00D8\u00C6\u0141\u00D0", "oael\u00F0" },
        { "\u2018a\u2019 \u201Cb\u201D c\u2014d", "'a' \"b\" c-d" },
        { "wait\u2026", "wait..." },
        { "10\u00A0km", "10 km" },
        { "\uFF21\uFF22", "ab" },
        { "\u03A3\u03C3\u03C2", "\u03C3\u03C3\u03C3" },
        { "\u0410\u0451", "\u0430\u0435" },
        { "\u0419", "\u0438" },
        { "\U0001D400", "a" },
        { "\u304C", "\u304B\u3099" },       /* ga is not ka */
        { "\uFF76\uFF9E", "\u30AB\u3099" }, /* half-width ga is ga */
        { "\uD55C", "\u1112\u1161\u11AB" },
        { "\u0E17\u0E35\u0E48", "\u0E17\u0E35\u0E48" },
        { "\u0643\u0651", "\u0643" },
        { "\u05E9\u05B8", "\u05E9" },
        { "1\uFE0F\u20E3", "1" },
        { "a\u0336", "a" },
        { "\u4E00\u9FFF", "\u4E00\u9FFF" },
        { "a\xFF"
          "b",
          "a\uFFFDb" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(128);
        text_fold(&out, cases[i].s, strlen(cases[i].s));
        assert_string_equal(buf_str(&out), cases[i].want);
        buf_release(&out);
    }
}

/* Folding what is folded changes nothing, so a folded needle may be folded again. */
static void test_fold_every_character(void **state)
{
    struct buf in = BUF_INIT(8), once = BUF_INIT(256), twice = BUF_INIT(256);

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        buf_clear(&in);
        buf_clear(&once);
        buf_clear(&twice);
        text_encode(&in, c);
        text_fold(&once, in.data, in.len);
        text_fold(&twice, buf_str(&once), once.len);
        assert_false(once.full);
        if (once.len != twice.len || memcmp(buf_str(&once), buf_str(&twice), once.len) != 0)
            fail_msg("U+%04X", c);
    }
    buf_release(&in);
    buf_release(&once);
    buf_release(&twice);
}

static void test_fold_full(void **state)
{
    struct buf out = BUF_INIT(4);

    (void)state;
    text_fold(&out, "ab\u4E00\u4E8C", 8);
    assert_true(out.full);
    assert_string_equal(buf_str(&out), "ab");
    buf_release(&out);
}

static void test_find_table(void **state)
{
    static const struct {
        const char *s, *needle;
        size_t from;
        int start, end; /* -1: nowhere */
    } cases[] = {
        { "Hello World", "world", 0, 6, 11 },
        { "Hello World", "hello", 0, 0, 5 },
        { "Hello World", "hello", 1, -1, -1 },
        { "Hello World", "d", 0, 10, 11 },
        { "Hello World", "dx", 0, -1, -1 },
        { "Hello", "", 0, -1, -1 },
        { "", "a", 0, -1, -1 },
        { "abc", "abc", 3, -1, -1 },
        { "abc", "abc", 99, -1, -1 },
        { "aAaA", "aa", 0, 0, 2 },
        { "aAaA", "aa", 1, 1, 3 },
        { "aab", "ab", 0, 1, 3 },
        { "a1b", "1", 0, 1, 2 },
        { "AbaB", "ab", 1, 2, 4 },
        { "xx caf\u00E9 y", "cafe", 0, 3, 8 },
        { "xx cafe\u0301 y", "cafe", 0, 3, 9 },
        { "xx cafe\u0301s y", "fes", 0, 5, 10 },
        { "\u00C9t\u00E9", "ete", 0, 0, 5 },
        { "Stra\u00DFe", "strasse", 0, 0, 7 },
        { "Stra\u00DFe", "s", 1, 4, 6 },
        { "Stra\u00DFe", "se", 0, 4, 7 },
        { "a\uFB01nd", "ind", 0, 1, 6 },
        { "\uFB01le", "ile", 0, 0, 5 },
        { "\uFB01", "f", 0, 0, 3 },
        { "\uFB03x", "ix", 0, 0, 4 },
        { "\u0130stanbul", "istanbul", 0, 0, 9 },
        { "don\u2019t", "don't", 0, 0, 7 },
        { "wait\u2026", "..", 0, 4, 7 },
        { "\u4E00\u4E8C\u4E09", "\u4E8C", 0, 3, 6 },
        { "\u304B\u304C", "\u304B\u3099", 0, 3, 6 },
        { "\u304B\u304C", "\u304B", 0, 0, 3 },
        { "x\u304B\u3099y", "\u3099", 0, 1, 7 },
        { "\uD55C\uAD6D", "\u1112", 0, 0, 3 },
        { "x \U0001F468\u200D\U0001F469 y", "\U0001F468", 0, 2, 13 },
        { "\u212Aelvin", "kelvin", 0, 0, 8 },
        { "\xFF ab", "ab", 0, 2, 4 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_range range = { 77, 77 };
        bool found = text_find(cases[i].s, strlen(cases[i].s), cases[i].from, cases[i].needle,
                               strlen(cases[i].needle), &range);
        bool right = cases[i].start < 0 ? !found
                                        : found && range.start == (size_t)cases[i].start &&
                                              range.end == (size_t)cases[i].end;
        if (!right)
            fail_msg("case %zu: %d %zu-%zu", i, found, range.start, range.end);
    }
}

/* The border of the character nearest before i. */
static size_t border(const char *s, size_t i)
{
    while (i > 0 && ((unsigned char)s[i] & 0xC0) == 0x80)
        i--;
    return i;
}

/* Any piece of a text, folded, is found in it: at the piece or before. */
static void check_piece(const char *s, size_t n, size_t start, size_t end)
{
    struct buf needle = BUF_INIT(4096);
    struct text_range range;

    text_fold(&needle, s + start, end - start);
    bool found = text_find(s, n, 0, buf_str(&needle), needle.len, &range);
    assert_int_equal(found, needle.len > 0);
    if (found) {
        assert_true(range.start < range.end && range.end <= n && range.start <= end);
        assert_int_equal(border(s, range.start), range.start);
        assert_true(range.end == n || border(s, range.end) == range.end);
        struct buf there = BUF_INIT(8192);
        text_fold(&there, s + range.start, range.end - range.start);
        assert_non_null(memmem(there.data, there.len, needle.data, needle.len));
        buf_release(&there);
    }
    buf_release(&needle);
}

/* text_find() says what a search in the folded form says. */
static void check_agreement(const char *s, size_t n, const char *needle, size_t len)
{
    struct buf folded = BUF_INIT(8192);
    struct text_range range;

    text_fold(&folded, s, n);
    bool want = len > 0 && folded.len > 0 && memmem(folded.data, folded.len, needle, len);
    assert_int_equal(text_find(s, n, 0, needle, len, &range), want);
    buf_release(&folded);
}

static void test_find_random(void **state)
{
    struct random_text random = { .state = 4 };
    char bytes[150], other[6];

    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct buf clean = BUF_INIT(4096), needle = BUF_INIT(64);
        size_t n = random_text_fill(&random, bytes, sizeof bytes);
        text_clean(&clean, bytes, n, TEXT_BLOCK);
        const char *s = buf_str(&clean);
        size_t start = border(s, random_text_next(&random, (uint32_t)clean.len + 1));
        size_t end = border(s, random_text_next(&random, (uint32_t)clean.len + 1));
        if (start <= end)
            check_piece(s, clean.len, start, end);
        text_fold(&needle, other, random_text_fill(&random, other, sizeof other));
        check_agreement(s, clean.len, buf_str(&needle), needle.len);
        buf_release(&clean);
        buf_release(&needle);
    }
}

/* All matches of a letter, one after the other, never the same twice. */
static void test_find_all(void **state)
{
    static const char s[] = "A\u00C4a\u0308 b \u00E0\u00C6";
    struct text_range range = { 0, 0 };
    size_t starts[8];
    int count = 0;

    (void)state;
    while (count < 8 && text_find(s, sizeof s - 1, range.end, "a", 1, &range))
        starts[count++] = range.start;
    assert_int_equal(count, 5);
    assert_int_equal(starts[0], 0);
    assert_int_equal(starts[1], 1);
    assert_int_equal(starts[2], 3);
    assert_int_equal(starts[3], 9);
    assert_int_equal(starts[4], 11);
}

static void test_compare(void **state)
{
    static const char *const ordered[] = {
        "",        "10",          "Apple", "apple", "\u00C4pple", "apples", "\u00C9t\u00E9",
        "STRASSE", "stra\u00DFe", "zebra", "\u4E00"
    };
    enum { COUNT = sizeof ordered / sizeof *ordered };

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            int order = text_compare(ordered[i], ordered[j]);
            if ((order > 0) - (order < 0) != (i > j) - (i < j))
                fail_msg("\"%s\" and \"%s\": %d", ordered[i], ordered[j], order);
        }
    }
}

static void test_compare_is_fold_order(void **state)
{
    struct random_text random = { .state = 5 };
    char bytes[60];

    (void)state;
    for (int round = 0; round < 10000; round++) {
        struct buf text[2] = { BUF_INIT(1024), BUF_INIT(1024) };
        struct buf folded[2] = { BUF_INIT(2048), BUF_INIT(2048) };
        for (int i = 0; i < 2; i++) {
            text_clean(&text[i], bytes, random_text_fill(&random, bytes, 1 + round % 60),
                       TEXT_LINE);
            text_fold(&folded[i], buf_str(&text[i]), text[i].len);
        }
        int order = text_compare(buf_str(&text[0]), buf_str(&text[1]));
        int back = text_compare(buf_str(&text[1]), buf_str(&text[0]));
        int want = strcmp(buf_str(&folded[0]), buf_str(&folded[1]));
        if (want == 0)
            want = strcmp(buf_str(&text[0]), buf_str(&text[1]));
        assert_int_equal((order > 0) - (order < 0), (want > 0) - (want < 0));
        assert_int_equal((order > 0) - (order < 0), (back < 0) - (back > 0));
        uint64_t heads[] = { text_head(buf_str(&text[0])), text_head(buf_str(&text[1])) };
        want = strncmp(buf_str(&text[0]), buf_str(&text[1]), sizeof *heads);
        assert_int_equal((heads[0] > heads[1]) - (heads[0] < heads[1]),
                         (want > 0) - (want < 0));
        for (int i = 0; i < 2; i++) {
            buf_release(&text[i]);
            buf_release(&folded[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold_table),  cmocka_unit_test(test_fold_every_character),
        cmocka_unit_test(test_fold_full),   cmocka_unit_test(test_find_table),
        cmocka_unit_test(test_find_random), cmocka_unit_test(test_find_all),
        cmocka_unit_test(test_compare),     cmocka_unit_test(test_compare_is_fold_order),
    };

    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
