/* SPDX-License-Identifier: MIT */
/* Texts that are no query: the place and the words of the error. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "article/query.h"
#include "base/buf.h"

static const int64_t now = 1643716800; /* 2022-02-01T12:00:00Z */

static struct query *parse(const char *text)
{
    struct query_error error;
    struct query *query = query_parse(text, strlen(text), now, &error);

    if (!query)
        fail_msg("%s: %zu-%zu: %s", text, error.start, error.end, error.error.text);
    return query;
}

struct wrong_case {
    const char *query;
    size_t start, end;
    const char *words; /* of the message */
};

static const struct wrong_case wrong_cases[] = {
    { "topic:", 6, 6, "must follow" },
    { "topic: ai", 6, 6, "must follow" },
    { "ai topic:", 9, 9, "must follow" },
    { "heat>", 5, 5, "must follow" },
    { "(topic:)", 7, 7, "must follow" },
    { "topic:|ai", 6, 6, "must follow" },
    { "topic:ai,", 9, 9, "must follow" },
    { "topic:,ai", 6, 6, "must follow" },
    { "topic:ai,,b", 9, 9, "must follow" },
    { "title~", 6, 6, "must follow" },
    { "#", 1, 1, "must follow" },
    { "# ai", 1, 1, "must follow" },
    { "topic :AI", 6, 7, "no blank may stand around :," },
    { "war heat \t>=50", 10, 12, "around >=," },
    { "(title =a)", 7, 8, "around =," },
    { "topic !=AI", 7, 8, "around =," },
    { "(topic) x|heat \t:5", 16, 17, "around :," },
    { "@", 1, 1, "must follow" },
    { "\"my key\":", 9, 9, "must follow" },
    { "Interview: Ann", 10, 10, "must follow" },
    { "\"open", 0, 5, "not closed" },
    { "war \"open phrase", 4, 16, "not closed" },
    { "war \"ends with \\\"", 4, 17, "not closed" },
    { "title:\"open", 6, 11, "not closed" },
    { "\"", 0, 1, "not closed" },
    { "\"\"", 0, 2, "nothing to look for" },
    { "title:\"\"", 6, 8, "nothing to look for" },
    { "a \xCC\x81", 2, 4, "nothing to look for" },
    { "title:\"a\"b", 9, 10, "blank is missing" },
    { "title:/a/b", 9, 10, "blank is missing" },
    { "/a/b c", 3, 4, "blank is missing" },
    { "/open", 0, 5, "no second /" },
    { "title:/open", 6, 11, "no second /" },
    { "/a\\/", 0, 4, "no second /" },
    { "//", 0, 2, "empty" },
    { "/a(b/", 2, 5, "never closed" },
    { "x /a**?[b/", 7, 10, "never closed" },
    { "title~a(b", 7, 9, "never closed" },
    { "title~\"(\"", 7, 9, "never closed" },
    { "title~*", 6, 7, "nothing to repeat" },
    { "title~\\q", 6, 8, "escape" },
    { "/a{1000}{1000}/", 14, 15, "too large" },
    { "(", 0, 1, "never closed" },
    { "war (peace", 4, 5, "never closed" },
    { "(a (b)", 0, 1, "never closed" },
    { ")", 0, 1, "no (" },
    { "a ) b", 2, 3, "no (" },
    { "(a))", 3, 4, "no (" },
    { "()", 0, 2, "nothing in the brackets" },
    { "a ( ) b", 2, 5, "nothing in the brackets" },
    { "|", 0, 1, "both sides" },
    { "a |", 3, 3, "both sides" },
    { "a | | b", 4, 5, "both sides" },
    { "| a", 0, 1, "both sides" },
    { "a or", 4, 4, "both sides" },
    { "or a", 0, 2, "both sides" },
    { "(a|)", 3, 3, "both sides" },
    { "a or and b", 5, 8, "between two terms" },
    { "and", 0, 3, "between two terms" },
    { "a and", 2, 5, "between two terms" },
    { "a &", 2, 3, "between two terms" },
    { "a and | b", 2, 5, "between two terms" },
    { "(a and) b", 3, 6, "between two terms" },
    { "-", 0, 1, "right before" },
    { "a - b", 2, 3, "right before" },
    { "a !", 2, 3, "right before" },
    { "--", 1, 2, "right before" },
    { "not", 3, 3, "must follow" },
    { "a not | b", 6, 6, "must follow" },
    { "(-)", 2, 2, "must follow" },
    { "heat > 50", 5, 6, "no blank" },
    { ">=", 0, 2, "no blank" },
    { "heat:hot", 5, 8, "no number" },
    { "heat>5x", 5, 7, "no number" },
    { "heat:1..x", 5, 9, "no number" },
    { "heat:..", 5, 7, "no number" },
    { "heat:1...5", 5, 10, "ends before" },
    { "heat>1..5", 5, 9, "no number" },
    { "heat:50,x", 8, 9, "no number" },
    { "heat>50,60", 5, 10, "no number" },
    { "heat:<", 5, 6, "no number" },
    { "heat:0x10", 5, 9, "no number" },
    { "heat:inf", 5, 8, "no number" },
    { "heat:1e5", 5, 8, "no number" },
    { "heat<none", 5, 9, "no number" },
    { "heat:90..50", 5, 11, "ends before" },
    { "heat~5", 0, 4, "no text" },
    { "heat:/5/", 0, 4, "no text" },
    { "date:9999999", 5, 12, "no date" },
    { "date:soon", 5, 9, "2021-03" },
    { "date:2021-13", 5, 12, "no date" },
    { "date:2021-02-30", 5, 15, "no date" },
    { "date:2022..2021", 5, 15, "ends before" },
    { "date:1d..3d", 5, 11, "ends before" },
    { "@someone", 1, 8, "no date" },
    { "published:maybe", 10, 15, "true, false" },
    { "published>0", 0, 9, "no order" },
    { "published~t", 0, 9, "no text" },
    { "title<m", 0, 5, "no order" },
    { "topic>=x", 0, 5, "no order" },
    { "text<x", 0, 4, "no order" },
    { "length<abc", 7, 10, "PT30M" },
    { "ratings.average>none", 16, 20, "no number" },
    { "length:PT2H..PT1H", 7, 17, "ends before" },
    { "sort:", 5, 5, "sort: takes" },
    { "sort:heat,", 10, 10, "sort: takes" },
    { "sort:-", 5, 6, "sort: takes" },
    { "sort:--heat", 5, 11, "sort: takes" },
    { "sort:he@t", 5, 9, "sort: takes" },
    { "sort:a,b,c,d,e,f,g,h,i", 21, 22, "at most 8" },
    { "(sort:heat)", 1, 10, "outside of brackets" },
    { "-sort:heat", 1, 10, "cannot be excluded" },
    { "not limit:5", 4, 11, "cannot be excluded" },
    { "limit:", 6, 6, "count from 1" },
    { "limit:0", 6, 7, "count from 1" },
    { "limit:-1", 6, 8, "count from 1" },
    { "limit:1.5", 6, 9, "count from 1" },
    { "limit:99999999999999999999", 6, 26, "count from 1" },
    { "sort:heat | war", 10, 11, "both sides" },
    { "war \xFF", 4, 5, "no text here" },
    { "\xC3", 0, 1, "no text here" },
};

static void wrong_queries(void **state)
{
    (void)state;
    size_t wrong = 0;

    for (size_t i = 0; i < sizeof wrong_cases / sizeof *wrong_cases; i++) {
        const struct wrong_case *c = &wrong_cases[i];
        struct query_error error = { .start = 999, .end = 999 };
        struct query *query = query_parse(c->query, strlen(c->query), now, &error);
        if (query || error.start != c->start || error.end != c->end ||
            !strstr(error.error.text, c->words)) {
            print_error("%s: %zu-%zu: %s\n", c->query, error.start, error.end,
                        query ? "taken" : error.error.text);
            wrong++;
        }
        query_free(query);
        assert_null(query_parse(c->query, strlen(c->query), now, NULL));
    }
    assert_int_equal(wrong, 0);
}

static void hostile_texts(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(2000 * 1000);
    struct query_error error;

    while (text.len < 1000 * 1000)
        buf_adds(&text, "ai heat>50 ");
    assert_null(query_parse(text.data, text.len, now, &error));
    assert_int_equal(error.start, QUERY_MAX);
    assert_non_null(strstr(error.error.text, "8192"));
    buf_clear(&text);
    for (int i = 0; i < 10000; i++)
        buf_addc(&text, '(');
    assert_null(query_parse(text.data, text.len, now, &error));
    assert_null(query_parse(text.data, QUERY_MAX, now, &error));
    assert_int_equal(error.start, QUERY_DEPTH_MAX);
    assert_non_null(strstr(error.error.text, "64 deep"));

    buf_clear(&text);
    for (int i = 0; i < QUERY_DEPTH_MAX; i++)
        buf_adds(&text, "-(x|");
    buf_adds(&text, "war");
    for (int i = 0; i < QUERY_DEPTH_MAX; i++)
        buf_adds(&text, ")");
    query_free(parse(text.data));

    buf_clear(&text);
    for (int i = 0; i < QUERY_MAX - 1; i++)
        buf_addc(&text, '-');
    buf_addc(&text, 'x');
    query_free(parse(text.data));
    assert_null(query_parse("a\0b", 3, now, &error));
    assert_int_equal(error.start, 1);
    assert_int_equal(error.end, 2);
    buf_release(&text);
}

static void too_many_terms(void **state)
{
    (void)state;
    static const struct {
        const char *first, *next;
    } rows[] = { { "a", " a" },
                 { "#a", ",a" },
                 { "/a/", "|/a/" },
                 { "unread", " unread" },
                 { "limit:1", " sort:hot" } };
    struct buf text = BUF_INIT(QUERY_MAX);
    struct query_error error;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&text);
        buf_adds(&text, rows[i].first);
        for (int count = 1; count < QUERY_TERMS_MAX; count++)
            buf_adds(&text, rows[i].next);
        query_free(parse(text.data));
        buf_adds(&text, rows[i].next);
        assert_null(query_parse(text.data, text.len, now, &error));
        assert_non_null(strstr(error.error.text, "at most 256 terms"));
    }
    buf_release(&text);
}

/* Any bytes give a query or an error whose place lies within them. */
static void random_bytes(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a",   "heat", "topic", ":",    "=",     "!=", "~",    "<", ">=",   "..", "(",
        ")",   "|",    " ",     "\"",   "/",     "\\", "-",    "!", "#",    "@",  ",",
        "not", "or",   "5",     "none", "sort:", "[",  "\xC3", "*", "and ", "3d"
    };
    char text[64];

    struct library *library = library_new(NULL, 0);

    srand(7);
    for (int round = 0; round < 20000; round++) {
        size_t n = 0, count = (size_t)rand() % 12;
        for (size_t i = 0; i < count; i++) {
            const char *part = parts[(size_t)rand() % (sizeof parts / sizeof *parts)];
            memcpy(text + n, part, strlen(part));
            n += strlen(part);
        }
        struct query_error error = { .start = 999 };
        struct query *query = query_parse(text, n, now, &error);
        if (query) {
            free(query_run(query, library, &(size_t){ 0 }, NULL));
        } else {
            assert_true(error.start <= error.end && error.end <= n);
            assert_true(*error.error.text);
        }
        query_free(query);
    }
    library_free(library);
}

/* What only looks like a field and its operator is looked for. */
static void words_like_operators(void **state)
{
    static const char *const right[] = { "war :AI",       "\"topic\" :AI",
                                         "topic \":AI\"", "https://x.org/topic :AI",
                                         "~/news",        "my-topic =x" };

    (void)state;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        query_free(parse(right[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_queries), cmocka_unit_test(words_like_operators),
        cmocka_unit_test(hostile_texts), cmocka_unit_test(too_many_terms),
        cmocka_unit_test(random_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
