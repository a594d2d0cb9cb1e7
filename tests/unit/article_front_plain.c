/* SPDX-License-Identifier: MIT */
/* Plain YAML read without libyaml: what is taken must be what libyaml makes of it, and what is
 * usual must be taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_plain.h"
#include "base/buf.h"
#include "dice.h"

enum { TEXT_MAX = 100000 };

static enum plain_verdict check(const char *text, size_t n)
{
    enum plain_verdict verdict = plain_check(text, n);

    if (verdict == PLAIN_DIFFERS)
        fail_msg("libyaml differs about:\n%.*s", (int)n, text);
    return verdict;
}

static void test_usual_is_taken(void **state)
{
    static const char *const texts[] = {
        "title: A\n",
        "title: A",
        "title: \"A: b # c\"\nexcerpt: 'say \"so\"'\n",
        "heat: -1\nquality: 4.5\npublished: false\ndate: 2021-01-02T03:04:05Z\n",
        "webUrl: https://a.b/c?d=e#f\n",
        "title: caf\xC3\xA9 \xE2\x80\x99s \xF0\x9F\x98\x80  \n",
        "provider:\n  name: N\n  domain: d.org\n\ntopics:\n  - A b\n  - \"C\"\n\n",
        "topics:\n- A\n- B\ntype: x\n",
        "provider:\n  name: N\n  images:\n    - url: u\n      width: 50\n    - url: v\n",
        "a:\nb: c\n",
        "a:\n  b:\n  c: d\n",
        "a:\n  - b:\n    - c\n  - d: e\nf:\n",
        "x: it's 5 > 4 & [y] {z} @ %\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (check(texts[i], strlen(texts[i])) != PLAIN_SAME)
            fail_msg("refused: %s", texts[i]);
}

static void test_unsure_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "a",
        "- a\n",
        " a: b\n",
        "a: b\n c\n",
        "a: b\n  c: d\n",
        "a: \"b\n",
        "a: \"b\\n\"\n",
        "a: 'b''c'\n",
        "a: \"b\" c\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b # c\n",
        "# c\na: b\n",
        "a: # c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: |\n  b\n",
        "a: [b]\n",
        "a: {b: c}\n",
        "a: ? b\n",
        "a: - b\n",
        "a: `b\n",
        "a: @b\n",
        "a: %b\n",
        "a:\tb\n",
        "a: b\tc\n",
        "a: b\r\nc: d\r\n",
        "a: b\xC2\x85"
        "c: d\n",
        "a: b\xE2\x80\xA8"
        "c: d\n",
        "a: \xFF\n",
        "a: \x01\n",
        "a: \xEF\xBB\xBF\n",
        "\xEF\xBB\xBF"
        "a: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "%YAML 1.1\n",
        "\"a\": b\n",
        "a b: c\n",
        "a:\n  - b\n - c\n",
        "a:\n   - b\n  - c\n",
        "a:\n  b: c\n d: e\n",
        "a:\n  b: c\n  - d\n",
        "a:\n  - b\n  c: d\n",
        "a:\n  - - b\n",
        "a:\n  -\n    b: c\n",
        "a:\n  - b\n    c\n",
        "a:\n  \"b\"\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (check(texts[i], strlen(texts[i])) != PLAIN_REFUSED)
            fail_msg("taken: %s", texts[i]);
}

static void test_caps(void **state)
{
    struct buf text = BUF_INIT(TEXT_MAX);

    (void)state;
    for (int i = 0; 2 * i + 3 <= FRONT_PLAIN_MAX; i++) {
        assert_int_equal(check(buf_str(&text), text.len), i ? PLAIN_SAME : PLAIN_REFUSED);
        buf_addf(&text, "k%d: v\n", i);
    }
    buf_adds(&text, "k: v\n");
    assert_int_equal(check(buf_str(&text), text.len), PLAIN_REFUSED);
    buf_clear(&text);
    for (int depth = 0; depth < 8; depth++) {
        buf_addf(&text, "%*sk:\n", depth, "");
        assert_int_equal(check(buf_str(&text), text.len), PLAIN_SAME);
    }
    buf_addf(&text, "%*sk:\n", 8, "");
    assert_int_equal(check(buf_str(&text), text.len), PLAIN_REFUSED);
    buf_release(&text);
}

/* ---- made of pieces ---- */

static void test_lines_agree(void **state)
{
    static const char *const blanks[] = { "", "", "", "", " ", "  ", "  ", "    ", "      " };
    static const char *const dashes[] = { "", "", "", "- ", "- ", "-   ", "-", "- - " };
    static const char *const keys[] = { "",     "a: ",    "b: ",  "c:",
                                        "d:  ", "null: ", "e-: ", "a b: " };
    static const char *const values[] = {
        "",       "",   "x",        "-1",  "\"q\"", "'q'",  "\"\"",   "x y",
        "x  ",    "~",  "x:y",      "x#y", "x: y",  "x #y", "\"q\" ", "''''",
        "\"\\\"", "[]", "\xC3\xA9", "-",   "--- ",  "...",  "?",      "x\""
    };
    enum { FILES = 200000, LINES_MAX = 8 };
    size_t taken = 0;

    (void)state;
    dice_seed = 3;
    for (int i = 0; i < FILES; i++) {
        struct buf text = BUF_INIT(TEXT_MAX);
        for (int n = 1 + dice(LINES_MAX); n > 0; n--)
            buf_addf(&text, "%s%s%s%s\n", text.len ? PICK(blanks) : "",
                     text.len ? PICK(dashes) : "", PICK(keys), PICK(values));
        taken += check(buf_str(&text), text.len) == PLAIN_SAME;
        buf_release(&text);
    }
    /* Else it would show nothing. */
    assert_true(taken > FILES / 50);
}

/* A good text with each byte changed, dropped, doubled and put in. */
static void test_damage_agrees(void **state)
{
    static const char good[] =
        "category: news\ntitle: \"AI: x # y\"\ndate: 2020-12-05T19:10:00Z\nheat: -1\n"
        "provider:\n  name: W's\n  images:\n    - url: 'u'\n      width: 5\n\n"
        "topics:\n  - Machine Learning\n  - AI\nauthor:\ntags:\n- a\n- \xE2\x80\x9C\n";
    static const char bytes[] = " \n\t\r\"'#:-[]{}&*!|>%@`,?\\a0.\xFF\xC2\x85\xEF\x01";
    enum { LEN = sizeof good - 1 };

    (void)state;
    for (size_t at = 0; at < LEN; at++)
        for (size_t b = 0; b < sizeof bytes; b++)
            for (size_t gone = 0; gone < 3; gone++) {
                struct buf text = BUF_INIT(TEXT_MAX);
                size_t rest = at + gone < LEN ? at + gone : LEN;
                buf_add(&text, good, at);
                if (b < sizeof bytes - 1)
                    buf_add(&text, &bytes[b], 1);
                buf_add(&text, good + rest, LEN - rest);
                check(buf_str(&text), text.len);
                buf_release(&text);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_usual_is_taken), cmocka_unit_test(test_unsure_is_refused),
        cmocka_unit_test(test_caps),           cmocka_unit_test(test_lines_agree),
        cmocka_unit_test(test_damage_agrees),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
