/* SPDX-License-Identifier: MIT */
/* Decoding and the cleaner. */
#include "base/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_text.h"

struct clean_case {
    const char *name, *in, *line, *block; /* a NULL block is the same as the line */
};

static const struct clean_case clean_cases[] = {
    { "plain", "Hello, world!", "Hello, world!", NULL },
    { "nothing", "", "", NULL },
    { "blanks", "  a  b   c ", "a b c", "  a  b   c " },
    { "only blanks", " \t\n ", "", "     \n " },
    { "tab", "a\tb", "a b", "a    b" },
    { "line ends", "a\r\nb\rc\nd", "a b c d", "a\nb\nc\nd" },
    { "two CR", "a\r\r\nb", "a b", "a\n\nb" },
    { "VT and FF", "a\vb\fc", "a b c", "a\uFFFDb\uFFFDc" },
    { "no-break space", "10\u00A0km", "10 km", "10\u00A0km" },
    { "narrow no-break space", "10\u202Fkm", "10 km", "10\u00A0km" },
    { "ideographic space", "\u3000\u4E00\u3000\u4E8C\u3000", "\u4E00 \u4E8C",
      "\u3000\u4E00\u3000\u4E8C\u3000" },
    { "em space", "a\u2003b", "a b", NULL },
    { "separators", "a\u2028b\u2029c", "a b c", "a\nb\nc" },
    { "mixed run", "a \u00A0\n\u2003\u3000 b", "a b", "a \u00A0\n \u3000 b" },
    { "escape", "\033[31mred\033]0;t\007", "\uFFFD[31mred\uFFFD]0;t\uFFFD", NULL },
    { "backspace", "ab\bc", "ab\uFFFDc", NULL },
    { "DEL",
      "a\x7F"
      "b",
      "a\uFFFDb", NULL },
    { "C1 as UTF-8",
      "a\xC2\x9B"
      "31m\xC2\x85z",
      "a\uFFFD31m\uFFFDz", NULL },
    { "C1 as lone bytes",
      "a\x9B"
      "31m\x9D",
      "a\uFFFD31m\uFFFD", NULL },
    { "bad lead",
      "a\xFF\xC0\xAF"
      "b",
      "a\uFFFD\uFFFD\uFFFDb", NULL },
    { "cut short",
      "a\xE2\x80"
      "b\xF0\x9F\x98",
      "a\uFFFDb\uFFFD", NULL },
    { "maximal subparts",
      "\xF1\x80\x80\xE1\x80\xC2"
      "b\x80"
      "c",
      "\uFFFD\uFFFD\uFFFDb\uFFFDc", NULL },
    { "surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", NULL },
    { "beyond Unicode", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", NULL },
    { "long forms", "\xE0\x80\xAF\xF0\x82\x82\xAC",
      "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD", NULL },
    { "soft hyphen", "co\u00ADop", "coop", NULL },
    { "zero width", "a\u200Bb\u200Cc\u200Dd\u200Ee\u200Ff", "abcdef", NULL },
    { "directions", "a\u202Ab\u202Ec\u2066d\u2069e\u061Cf", "abcdef", NULL },
    { "word joiner, BOM", "\uFEFFa\u2060b\uFEFFc", "abc", NULL },
    { "annotations", "a\uFFF9b\uFFFAc\uFFFBd", "abcd", NULL },
    { "noncharacters",
      "a\xEF\xB7\x90"
      "b\xEF\xBF\xBE"
      "c\xF4\x8F\xBF\xBF"
      "d",
      "abcd", NULL },
    { "tags", "a\U000E0001\U000E0041b", "ab", NULL },
    { "invisible between blanks", "a \u200B b", "a b", "a  b" },
    { "replacement itself", "a\uFFFDb", "a\uFFFDb", NULL },
    { "private use", "\uE0B0", "\uE0B0", NULL },
    { "marks", "e\u0301a\u0308\u0304", "e\u0301a\u0308\u0304", NULL },
    { "four marks stay", "a\u0301\u0302\u0303\u0304\u0305\u0306b", "a\u0301\u0302\u0303\u0304b",
      NULL },
    { "marks count anew", "a\u0301\u0302\u0303\u0304b\u0301",
      "a\u0301\u0302\u0303\u0304b\u0301", NULL },
    { "leading mark", "\u0301a", "\u25CC\u0301a", NULL },
    { "mark on a blank", "a \u0301b", "a \u25CC\u0301b", NULL },
    { "mark on a newline", "a\n\u0301b", "a \u25CC\u0301b", "a\n\u25CC\u0301b" },
    /* A host that loses a character would be another one. */
    { "host", "https://a\u202Eb.example/\u202Ec", "https://a\uFFFDb.example/c", NULL },
    { "host from its start", "//\u200Ba.example", "//\uFFFDa.example", NULL },
    { "host of another script", "http://\u0430\u200B\u0431.example",
      "http://\u0430\uFFFD\u0431.example", NULL },
    { "host and its end", "http://a.example\u200B, http://b.example\u2060\n",
      "http://a.example, http://b.example", "http://a.example, http://b.example\n" },
    { "host with marks", "http://e\u0301\u0301\u0301\u0301\u0301x/",
      "http://e\u0301\u0301\u0301\u0301\uFFFDx/", NULL },
    { "host with joiners", "http://a\u200Db\u2764\uFE0Fc1\uFE0Fd/",
      "http://a\uFFFDb\u2764\uFE0Fc1\uFFFDd/", NULL },
    { "no host", "/a\u200Bb http:/a\u200Bb a//b/c\u200Bd", "/ab http:/ab a//b/cd", NULL },
    { "mark over a dropped one", "a\u200B\u0301", "a\u0301", NULL },
    { "leading fillers", "\u034F\uFE0E\u180E", "", NULL },
    { "Hangul letters", "\u1112\u1161\u11AB", "\u1112\u1161\u11AB", NULL },
    { "500 Hangul vowels", "\u1112\u1161\u1161\u1161\u1161\u1161\u1161",
      "\u1112\u1161\u1161\u1161\u1161", NULL },
    { "ZWJ family", "\U0001F468\u200D\U0001F469\u200D\U0001F467",
      "\U0001F468\u200D\U0001F469\u200D\U0001F467", NULL },
    { "ZWJ after VS16", "\u2764\uFE0F\u200D\U0001F525", "\u2764\uFE0F\u200D\U0001F525", NULL },
    { "ZWJ after a skin tone", "\U0001F468\U0001F3FD\u200D\U0001F680",
      "\U0001F468\U0001F3FD\u200D\U0001F680", NULL },
    { "ZWJ before a letter", "\U0001F468\u200Da", "\U0001F468a", NULL },
    { "ZWJ after a letter", "a\u200D\U0001F468", "a\U0001F468", NULL },
    { "ZWJ at the end", "\U0001F468\u200D", "\U0001F468", NULL },
    { "ZWJ twice", "\U0001F468\u200D\u200D\U0001F469", "\U0001F468\u200D\U0001F469", NULL },
    { "ZWJ over a blank", "\U0001F468\u200D \U0001F469", "\U0001F468 \U0001F469", NULL },
    { "VS16 after emoji", "\u2764\uFE0F\uFE0F!", "\u2764\uFE0F!", NULL },
    { "VS16 after a letter", "a\uFE0Fb", "ab", NULL },
    { "VS16 leading", "\uFE0Fb", "b", NULL },
    { "keycap", "1\uFE0F\u20E3", "1\uFE0F\u20E3", NULL },
    { "digit with VS16", "1\uFE0F2", "12", NULL },
    { "flag", "\U0001F1EB\U0001F1F7", "\U0001F1EB\U0001F1F7", NULL },
};

static void clean_is(const char *name, const char *in, size_t n, enum text_kind kind,
                     const char *want)
{
    struct buf out = BUF_INIT(4096);

    text_clean(&out, in, n, kind);
    if (strcmp(buf_str(&out), want) != 0 || out.full)
        fail_msg("%s: got \"%s\", want \"%s\"", name, buf_str(&out), want);
    buf_release(&out);
}

static void test_clean_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clean_cases / sizeof *clean_cases; i++) {
        const struct clean_case *c = &clean_cases[i];
        const char *block = c->block ? c->block : c->line;
        clean_is(c->name, c->in, strlen(c->in), TEXT_LINE, c->line);
        clean_is(c->name, c->in, strlen(c->in), TEXT_BLOCK, block);
    }
}

static void test_clean_nul(void **state)
{
    (void)state;
    clean_is("NUL", "a\0b", 3, TEXT_LINE, "a\uFFFDb");
    clean_is("NUL", "a\0b", 3, TEXT_BLOCK, "a\uFFFDb");
}

static void test_clean_appends(void **state)
{
    struct buf out = BUF_INIT(64);

    (void)state;
    buf_adds(&out, "x ");
    text_clean(&out, " a ", 3, TEXT_LINE);
    assert_string_equal(buf_str(&out), "x a");
    text_clean(&out, " ", 1, TEXT_LINE);
    assert_string_equal(buf_str(&out), "x a");
    /* A mark never joins what another call wrote. */
    text_clean(&out, "\u0301", 2, TEXT_LINE);
    assert_string_equal(buf_str(&out), "x a\u25CC\u0301");
    buf_release(&out);
}

/* Whatever the size of the buffer: whole characters, no blank at the end, nothing beyond. */
static void test_clean_full(void **state)
{
    static const char in[] = "ab \u00E9\u0301 \U0001F468\u200D\U0001F469 \xFF z \u4E00";
    struct buf all = BUF_INIT(256);

    (void)state;
    text_clean(&all, in, sizeof in - 1, TEXT_LINE);
    assert_false(all.full);
    for (size_t max = 0; max < all.len; max++) {
        struct buf out = BUF_INIT(max);
        text_clean(&out, in, sizeof in - 1, TEXT_LINE);
        assert_true(out.full);
        assert_true(out.len <= max);
        assert_memory_equal(buf_str(&out), buf_str(&all), out.len);
        assert_int_equal(text_whole(buf_str(&out), out.len), out.len);
        if (out.len > 0)
            assert_int_not_equal(out.data[out.len - 1], ' ');
        if (out.len >= 3)
            assert_memory_not_equal(out.data + out.len - 3, "\u200D", 3);
        buf_release(&out);
    }
    buf_release(&all);
}

static bool is_forbidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c & 0xFFFE) == 0xFFFE;
}

static void check_clean(const char *s, size_t n, enum text_kind kind)
{
    int marks = 0;
    size_t size;

    for (size_t i = 0; i < n; i += size) {
        uint32_t c;
        size = text_decode(s + i, n - i, &c);
        assert_false(c == 0xFFFD && size != 3); /* valid UTF-8 */
        bool newline = c == '\n' && kind == TEXT_BLOCK;
        bool joiner = c == 0x200D && i > 0 && i + size < n; /* placed by the table above */
        if (is_forbidden(c) && !newline && !joiner)
            fail_msg("U+%04X after cleaning", c);
        marks = c >= 0x300 && c <= 0x36F ? marks + 1 : 0;
        assert_true(marks <= 4);
        if (kind == TEXT_LINE && c == ' ')
            assert_true(i > 0 && i + 1 < n && s[i + 1] != ' ');
    }
}

static void check_clean_twice(const char *s, size_t n, enum text_kind kind)
{
    struct buf once = BUF_INIT(1 << 16), twice = BUF_INIT(1 << 16);

    text_clean(&once, s, n, kind);
    check_clean(buf_str(&once), once.len, kind);
    text_clean(&twice, buf_str(&once), once.len, kind);
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(buf_str(&once), buf_str(&twice), once.len);
    buf_release(&once);
    buf_release(&twice);
}

static void test_clean_random(void **state)
{
    struct random_text random = { .state = 1 };
    char bytes[400];

    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t n = random_text_fill(&random, bytes, sizeof bytes);
        check_clean_twice(bytes, n, TEXT_LINE);
        check_clean_twice(bytes, n, TEXT_BLOCK);
    }
}

/* Alone and after an emoji: every character there is. */
static void test_clean_every_character(void **state)
{
    struct buf in = BUF_INIT(64);

    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        buf_clear(&in);
        text_encode(&in, c);
        check_clean_twice(buf_str(&in), in.len, TEXT_LINE);
        buf_adds(&in, "\U0001F468");
        text_encode(&in, c);
        buf_adds(&in, "\U0001F469");
        check_clean_twice(buf_str(&in), in.len, TEXT_BLOCK);
    }
    buf_release(&in);
}

static void test_decode_round_trip(void **state)
{
    struct buf out = BUF_INIT(8);

    (void)state;
    for (uint32_t c = 0; c <= 0x110000; c++) {
        uint32_t back, want = c;
        if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
            want = 0xFFFD;
        buf_clear(&out);
        assert_true(text_encode(&out, c));
        assert_int_equal(text_decode(out.data, out.len, &back), out.len);
        assert_int_equal(back, want);
        for (size_t cut = 1; cut < out.len; cut++) {
            assert_int_equal(text_decode(out.data, cut, &back), 1);
            assert_int_equal(back, 0xFFFD);
            assert_int_equal(text_whole(out.data, cut), 0);
        }
        assert_int_equal(text_whole(out.data, out.len), out.len);
    }
    buf_release(&out);
}

static void test_encode_full(void **state)
{
    struct buf out = BUF_INIT(4);

    (void)state;
    assert_true(text_encode(&out, 0x4E00));
    assert_false(text_encode(&out, 0x4E00));
    assert_true(out.full);
    assert_string_equal(buf_str(&out), "\u4E00");
    buf_release(&out);
}

static void test_whole(void **state)
{
    (void)state;
    assert_int_equal(text_whole("", 0), 0);
    assert_int_equal(text_whole("abc", 2), 2);
    assert_int_equal(text_whole("a\u00E9", 2), 1);
    assert_int_equal(text_whole("a\u4E00", 3), 1);
    assert_int_equal(text_whole("a\U0001F600", 4), 1);
    assert_int_equal(text_whole("\u4E00\u4E8C", 3), 3);
    assert_int_equal(text_whole("\u4E00\u4E8C", 5), 3);
}

static void test_blank(void **state)
{
    static const struct {
        const char *s;
        bool blank;
    } cases[] = { { "", true },
                  { "   ", true },
                  { "\u3164\u3164", true },
                  { "\u115F\u1160", true },
                  { "\uFFA0", true },
                  { "\u2800", true },
                  { "\u3000\u00A0", true },
                  { "\u200B\u2060", true },
                  { ".", false },
                  { " \u3164a", false },
                  { "\u25CC\u0301", false },
                  { "\uFFFD", false } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (text_is_blank(cases[i].s, strlen(cases[i].s)) != cases[i].blank)
            fail_msg("text_is_blank(\"%s\")", cases[i].s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean_table),
        cmocka_unit_test(test_clean_nul),
        cmocka_unit_test(test_clean_appends),
        cmocka_unit_test(test_clean_full),
        cmocka_unit_test(test_clean_random),
        cmocka_unit_test(test_clean_every_character),
        cmocka_unit_test(test_decode_round_trip),
        cmocka_unit_test(test_encode_full),
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_blank),
    };

    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
