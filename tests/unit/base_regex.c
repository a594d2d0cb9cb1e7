/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "dice.h"

struct match_case {
    const char *pattern, *text;
    bool matches;
};

static const struct match_case match_cases[] = {
    { "", "", true },
    { "", "anything", true },
    { "a", "", false },
    { "a", "cat", true },
    { "x", "cat", false },
    { "cat", "concatenate", true },
    { "ct", "cat", false },
    { "aab", "aaab", true },
    { "abab|abc", "abababc", true },
    { "c.t", "cut", true },
    { "c.t", "ct", false },
    { "c.t", "c\xE2\x82\xACt", true },
    { "c..t", "c\xE2\x82\xACt", false },
    { ".", "", false },
    { "a|b", "xbx", true },
    { "a|b|cd", "c", false },
    { "a|b|cd", "cd", true },
    { "a||b", "", true },
    { "|", "", true },
    { "(a|b)c", "ac", true },
    { "(a|b)c", "bc", true },
    { "(a|b)c", "cc", false },
    { "^(a|bc|d)$", "bc", true },
    { "^(a|bc|d)$", "b", false },
    { "^(a|bc|d)$", "d", true },
    { "^((a|b)|(c|d))(e|f)$", "df", true },
    { "^((a|b)|(c|d))(e|f)$", "d", false },
    { "(?:ab)+c", "xababc", true },
    { "^a*$", "", true },
    { "^a*$", "aaaa", true },
    { "^a*$", "aaba", false },
    { "^a+$", "", false },
    { "^a+$", "aaa", true },
    { "^ab?c$", "ac", true },
    { "^ab?c$", "abc", true },
    { "^ab?c$", "abbc", false },
    { "^(ab)*c$", "ababc", true },
    { "^(ab)*c$", "abac", false },
    { "^a{3}$", "aaa", true },
    { "^a{3}$", "aa", false },
    { "^a{3}$", "aaaa", false },
    { "^a{2,}$", "a", false },
    { "^a{2,}$", "aaaaa", true },
    { "^a{0,}$", "", true },
    { "^a{2,3}$", "a", false },
    { "^a{2,3}$", "aa", true },
    { "^a{2,3}$", "aaa", true },
    { "^a{2,3}$", "aaaa", false },
    { "^a{0}b$", "b", true },
    { "^a{0}b$", "ab", false },
    { "^a{0,1}b$", "ab", true },
    { "^(a|bc){2}$", "bca", true },
    { "^(a|bc){2}$", "bcb", false },
    { "^(a{2}){2}$", "aaaa", true },
    { "^(a{2}){2}$", "aaa", false },
    { "^(a{1,2}){2,3}$", "aaaaaa", true },
    { "^(a{1,2}){2,3}$", "aaaaaaa", false },
    { "^(){5}$", "", true },
    { "^(a*)*$", "aaa", true },
    { "^(a*)*$", "b", false },
    { "^(a*)+$", "", true },
    { "^(a?){3}$", "aa", true },
    { "^a*?b$", "aab", true },
    { "[abc]", "xxb", true },
    { "[abc]", "xxd", false },
    { "^[a-c]+$", "abcabc", true },
    { "^[a-c]+$", "abcd", false },
    { "^[^a-c]+$", "xyz", true },
    { "^[^a-c]+$", "xbz", false },
    { "^[^a]$", "\xE2\x82\xAC", true },
    { "^[]a]+$", "a]", true },
    { "^[^]a]+$", "]", false },
    { "^[a-]+$", "a-a", true },
    { "^[-a]+$", "a-a", true },
    { "^[\\]]$", "]", true },
    { "^[\\d.]+$", "1.5", true },
    { "^[\\d.]+$", "1,5", false },
    { "^[^\\d]+$", "abc", true },
    { "^[^\\d]+$", "ab3", false },
    { "^[\\D]+$", "abc", true },
    { "^[\\W\\d]+$", "1 2-3", true },
    { "^[\\W\\d]+$", "1a", false },
    { "^[^\\W]+$", "ab_1", true },
    { "^[a-cx-z]{2}$", "az", true },
    { "^[\\t]$", "\t", true },
    { "^\\d{4}$", "2021", true },
    { "^\\d+$", "20x1", false },
    { "\\D", "2021", false },
    { "^\\w+$", "snake_case9", true },
    { "^\\w+$", "two words", false },
    { "^\\w+$",
      "stra\xC3\x9F"
      "e",
      true },
    { "^\\w+$", "\xE6\x97\xA5\xE6\x9C\xAC", true },
    { "^\\w+$", "a\xE2\x80\xA6", false },
    { "\\W", "\xE2\x82\xAC", true },
    { "a\\sb", "a b", true },
    { "a\\sb",
      "a\xE3\x80\x80"
      "b",
      true },
    { "a\\Sb", "a b", false },
    { "\\bcat\\b", "the cat sat", true },
    { "\\bcat\\b", "concatenate", false },
    { "\\bcat\\b", "cat", true },
    { "\\bcat",
      "\xC3\xA9"
      "cat",
      false },
    { "\\bcat",
      "\xE2\x80\x9C"
      "cat",
      true },
    { "\\Bcat", "concatenate", true },
    { "\\Bcat", "the cat", false },
    { "^cat", "concat", false },
    { "cat$", "concat", true },
    { "cat$", "cats", false },
    { "^$", "", true },
    { "^$", "x", false },
    { "$", "x", true },
    { "a^b", "ab", false },
    { "(^|,)b", "a,b", true },
    { "(^|,)b", "ab", false },
    { "a\\.b", "axb", false },
    { "a\\.b", "a.b", true },
    { "\\/", "/", true },
    { "a/b", "a/b", true },
    { "\\\\", "\\", true },
    { "a}", "a}", true },
    { "a]", "a]", true },
    { "CAT", "a cat", true },
    { "cat", "A CAT", true },
    { "[A-C]{3}", "abc", true },
    { "[a-c]{3}", "ABC", true },
    { "^[^A-C]$", "b", false },
    { "caf\xC3\xA9", "Cafe", true },
    { "cafe", "CAF\xC3\x89", true },
    { "caf\xC3\xA9?$", "caf", true },
    { "stra\xC3\x9F"
      "e",
      "STRASSE", true },
    { "[\xC3\xA0-\xC3\xBF]", "e", true },
    { "[\xC3\x80-\xC3\x9F]", "\xC3\xA9", true },
    { "^[\xD0\x90-\xD0\xAF]+$", "\xD0\xBC\xD0\xB8\xD1\x80", true },
    { "^[\xE4\xB8\x80-\xE9\xBF\xBF]+$", "\xE6\x97\xA5\xE6\x9C\xAC", true },
    { "^[\xEA\xB0\x80-\xED\x9E\xA3]+$", "\xED\x95\x9C\xEA\xB8\x80", true },
    { "\xED\x95\x9C", "\xED\x95\x9C\xEA\xB8\x80", true },
    { "x\xCC\x81*y", "xy", true },
};

static void matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof match_cases / sizeof *match_cases; i++) {
        const struct match_case *c = &match_cases[i];
        struct error error = { "" };
        struct regex *regex = regex_new(c->pattern, strlen(c->pattern), &error, NULL);
        if (!regex)
            fail_msg("/%s/: %s", c->pattern, error.text);
        for (int again = 0; again < 2; again++)
            if (regex_match(regex, c->text, strlen(c->text)) != c->matches)
                fail_msg("/%s/ on \"%s\"", c->pattern, c->text);
        regex_free(regex);
    }
}

struct wrong_case {
    const char *pattern;
    size_t at;
    const char *word; /* of the message */
};

static const struct wrong_case wrong_cases[] = {
    { "(", 0, "never closed" },
    { "ab(c", 2, "never closed" },
    { "(a|b", 0, "never closed" },
    { "a)", 1, "no (" },
    { ")", 0, "no (" },
    { "[", 0, "never closed" },
    { "x[a-", 1, "never closed" },
    { "[]", 0, "never closed" },
    { "[^]", 0, "never closed" },
    { "a[z-a]", 2, "ends before" },
    { "[a-\\d]", 1, "ends before" },
    { "*", 0, "nothing to repeat" },
    { "a|*", 2, "nothing to repeat" },
    { "(+)", 1, "nothing to repeat" },
    { "?a", 0, "nothing to repeat" },
    { "{2}", 0, "nothing to repeat" },
    { "a{", 1, "count" },
    { "a{}", 1, "count" },
    { "a{,3}", 1, "count" },
    { "a{2", 1, "count" },
    { "a{2,", 1, "count" },
    { "a{2,x}", 1, "count" },
    { "a{3,2}", 1, "low to high" },
    { "a{1001}", 1, "1000" },
    { "a{1,99999999999999999999}", 1, "1000" },
    { "\\", 0, "must follow" },
    { "a\\1", 1, "escape" },
    { "\\q", 0, "escape" },
    { "[\\q]", 1, "escape" },
    { "(?=a)", 0, "(?:" },
    { "(?i)a", 0, "(?:" },
    { "a{1000}{1000}", 13, "too large" },
    { "((((a{9}){9}){9}){9}){9}", 20, "too large" },
};

static void wrong_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong_cases / sizeof *wrong_cases; i++) {
        const struct wrong_case *c = &wrong_cases[i];
        struct error error = { "" };
        size_t at = 999;
        struct regex *regex = regex_new(c->pattern, strlen(c->pattern), &error, &at);
        if (regex)
            fail_msg("/%s/ is taken", c->pattern);
        if (at != c->at || !strstr(error.text, c->word))
            fail_msg("/%s/: at %zu: %s", c->pattern, at, error.text);
        assert_null(regex_new(c->pattern, strlen(c->pattern), NULL, NULL));
    }
}

static struct regex *compile(const char *pattern)
{
    struct error error = { "" };
    struct regex *regex = regex_new(pattern, strlen(pattern), &error, NULL);

    if (!regex)
        fail_msg("/%s/: %s", pattern, error.text);
    return regex;
}

/* Patterns that make an engine that tries all ways one after another take for ever. */
static void linear_time(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "(a+)+$",  "^(a|a)*$",        "^(a|aa)+$",
        "^(a*)*$", "^(a?){20}a{20}b", "(.*)(.*)(.*)(.*)(.*)$x",
    };
    struct buf text = BUF_INIT(100 * 1000);

    while (text.len < 20000)
        buf_adds(&text, "aaaaaaaaaaaaaaaaaaaa");
    buf_adds(&text, "!");
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct regex *regex = compile(patterns[i]);
        assert_false(regex_match(regex, text.data, text.len));
        regex_free(regex);
    }
    struct buf stars = BUF_INIT(1000);
    for (int i = 0; i < 50; i++)
        buf_adds(&stars, ".*");
    buf_adds(&stars, "x");
    struct regex *regex = compile(stars.data);
    assert_false(regex_match(regex, text.data, text.len));
    regex_free(regex);
    buf_release(&stars);
    buf_release(&text);
}

static void repeats_of_nothing_are_not_written_out(void **state)
{
    (void)state;
    struct regex *regex = compile("((((){1000}){1000}){1000}){1000}");

    assert_true(regex_match(regex, "", 0));
    regex_free(regex);
    regex = compile("((((a{0}){1000}){1000}){1000}){1000}b");
    assert_true(regex_match(regex, "b", 1));
    regex_free(regex);
}

static void groups_have_a_depth(void **state)
{
    (void)state;
    struct buf pattern = BUF_INIT(100 * 1000);

    for (int i = 0; i < REGEX_DEPTH_MAX; i++)
        buf_addc(&pattern, '(');
    buf_addc(&pattern, 'a');
    for (int i = 0; i < REGEX_DEPTH_MAX; i++)
        buf_addc(&pattern, ')');
    regex_free(compile(pattern.data));
    buf_clear(&pattern);
    for (int i = 0; i < 50000; i++)
        buf_addc(&pattern, '(');
    struct error error;
    size_t at;
    assert_null(regex_new(pattern.data, pattern.len, &error, &at));
    assert_int_equal(at, REGEX_DEPTH_MAX);
    assert_non_null(strstr(error.text, "groups within groups"));
    buf_release(&pattern);
}

static void long_and_odd_bytes(void **state)
{
    (void)state;
    static const char odd[] = "a\0b\xFF\xC3";
    struct regex *regex = regex_new(odd, sizeof odd - 1, NULL, NULL);

    assert_non_null(regex);
    assert_true(regex_match(regex, odd, sizeof odd - 1));
    assert_false(regex_match(regex, "ab", 2));
    regex_free(regex);

    struct buf sets = BUF_INIT(64 * 1024);
    for (int i = 0; i < 1500; i++)
        buf_adds(&sets, "[\xC2\x80-\xF4\x8F\xBF\xBF]");
    regex = regex_new(sets.data, sets.len, NULL, NULL);
    assert_non_null(regex);
    assert_false(regex_match(regex, "abc", 3));
    regex_free(regex);
    buf_release(&sets);
}

/*
 * Every text of up to five letters against random patterns, held to the plain definition: a
 * pattern is a tree, and ends() is the set of ends, as bits, that it can reach.
 */
struct tree {
    enum { LETTER, DOT, SEQUENCE, EITHER, STAR, PLUS, MAYBE, TWICE, START, END } kind;
    char letter;
    const struct tree *left, *right;
};

static const struct tree *grow(struct tree *trees, size_t *used, int depth)
{
    struct tree *tree = &trees[(*used)++];

    tree->kind = depth == 0 ? dice(2) : dice(10);
    tree->letter = (char)('a' + dice(3));
    tree->left = tree->right = NULL;
    if (tree->kind >= SEQUENCE && tree->kind <= TWICE)
        tree->left = grow(trees, used, depth - 1);
    if (tree->kind == SEQUENCE || tree->kind == EITHER)
        tree->right = grow(trees, used, depth - 1);
    return tree;
}

static void print(const struct tree *tree, struct buf *out)
{
    static const char *const after[] = {
        [STAR] = "*", [PLUS] = "+", [MAYBE] = "?", [TWICE] = "{2}"
    };

    switch (tree->kind) {
    case LETTER:
        buf_addc(out, tree->letter);
        break;
    case DOT:
        buf_addc(out, '.');
        break;
    case START:
        buf_addc(out, '^');
        break;
    case END:
        buf_addc(out, '$');
        break;
    case SEQUENCE:
    case EITHER:
        buf_addc(out, '(');
        print(tree->left, out);
        buf_adds(out, tree->kind == EITHER ? "|" : "");
        print(tree->right, out);
        buf_addc(out, ')');
        break;
    default:
        buf_addc(out, '(');
        print(tree->left, out);
        buf_addc(out, ')');
        buf_adds(out, after[tree->kind]);
    }
}

static unsigned ends(const struct tree *tree, const char *text, size_t n, unsigned starts);

static unsigned ends_of_many(const struct tree *tree, const char *text, size_t n,
                             unsigned starts)
{
    unsigned all = starts, more;

    while ((more = ends(tree, text, n, all) & ~all) != 0)
        all |= more;
    return all;
}

static unsigned ends(const struct tree *tree, const char *text, size_t n, unsigned starts)
{
    unsigned reached = 0;

    switch (tree->kind) {
    case LETTER:
    case DOT:
        for (size_t i = 0; i < n; i++)
            if (starts >> i & 1 && (tree->kind == DOT || text[i] == tree->letter))
                reached |= 2u << i;
        return reached;
    case START:
        return starts & 1;
    case END:
        return starts & 1u << n;
    case SEQUENCE:
        return ends(tree->right, text, n, ends(tree->left, text, n, starts));
    case EITHER:
        return ends(tree->left, text, n, starts) | ends(tree->right, text, n, starts);
    case STAR:
        return ends_of_many(tree->left, text, n, starts);
    case PLUS:
        return ends_of_many(tree->left, text, n, ends(tree->left, text, n, starts));
    case MAYBE:
        return starts | ends(tree->left, text, n, starts);
    default:
        return ends(tree->left, text, n, ends(tree->left, text, n, starts));
    }
}

static void random_patterns(void **state)
{
    (void)state;
    struct buf pattern = BUF_INIT(10000);

    for (int round = 0; round < 2000; round++) {
        struct tree trees[64];
        size_t used = 0;
        const struct tree *tree = grow(trees, &used, 4);
        buf_clear(&pattern);
        print(tree, &pattern);
        struct regex *regex = compile(pattern.data);
        for (int texts = 0; texts < 40; texts++) {
            char text[6];
            size_t n = (size_t)dice(sizeof text);
            for (size_t i = 0; i < n; i++)
                text[i] = (char)('a' + dice(3));
            bool expected = ends(tree, text, n, (2u << n) - 1) != 0;
            if (regex_match(regex, text, n) != expected)
                fail_msg("/%s/ on \"%.*s\": %d", pattern.data, (int)n, text, expected);
        }
        regex_free(regex);
    }
    buf_release(&pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches),
        cmocka_unit_test(wrong_patterns),
        cmocka_unit_test(linear_time),
        cmocka_unit_test(repeats_of_nothing_are_not_written_out),
        cmocka_unit_test(groups_have_a_depth),
        cmocka_unit_test(long_and_odd_bytes),
        cmocka_unit_test(random_patterns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
