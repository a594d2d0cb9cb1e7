/* SPDX-License-Identifier: MIT */
/* What else a query tells: its terms, words, names, and what it asks the reader's records. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "article_query_folder.h"

struct term_case {
    const char *query;
    const char *terms[5];
};

static const struct term_case term_cases[] = {
    { "", { NULL } },
    { "  ai  ", { "ai" } },
    { " war -topic:ai \"a b\" ", { "war", "-topic:ai", "\"a b\"" } },
    { "war and peace", { "war", "peace" } },
    { "war | peace", { "war | peace" } },
    { " (war | peace)  not x ", { "(war | peace)", "not x" } },
    { "(war peace)", { "(war peace)" } },
    { "-(war peace) unread", { "-(war peace)", "unread" } },
    { "#ai,b @3d sort:heat x limit:5", { "#ai,b", "@3d", "sort:heat", "x", "limit:5" } },
    { "sort:heat", { "sort:heat" } },
    { "a | b sort:heat", { "a | b", "sort:heat" } },
    { "a | b c sort:heat  ", { "a | b c", "sort:heat" } },
    { "sort:heat a b  | c ", { "sort:heat", "a b  | c" } },
    { "(a b )  -(c  d ) ", { "(a b )", "-(c  d )" } },
    { "https://x.org/a(b) http://y.org", { "https://x.org/a(b)", "http://y.org" } },
    { "--a !not b", { "--a", "!not b" } },
    { "\"my key\":x,\"y z\" /r x/", { "\"my key\":x,\"y z\"", "/r x/" } },
};

static void terms_and_their_places(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof term_cases / sizeof *term_cases; i++) {
        const struct term_case *c = &term_cases[i];
        struct query *query = parse(c->query);
        size_t count = 0;
        while (count < 5 && c->terms[count])
            count++;
        assert_int_equal(query_term_count(query), count);
        for (size_t j = 0; j < count; j++) {
            size_t start, end;
            query_term(query, j, &start, &end);
            assert_int_equal(end - start, strlen(c->terms[j]));
            assert_memory_equal(c->query + start, c->terms[j], end - start);
        }
        query_free(query);
    }
}

static void terms_are_counted(void **state)
{
    (void)state;
    struct query *query = parse("getting heat>60 -topic:ai sort:title");
    static const size_t alone[] = { 2, 3, 14, 15 }, without[] = { 2, 1, 1, 0 };

    struct query_counting *counting = query_count_start(query, library);
    assert_true(query_count_step(counting, INT_MAX));
    for (size_t i = 0; i < 4; i++) {
        size_t a, w;
        query_count_get(counting, i, &a, &w);
        assert_int_equal(a, alone[i]);
        assert_int_equal(w, without[i]);
    }
    query_count_stop(counting);
    query_free(query);
}

static void words_to_light_up(void **state)
{
    (void)state;
    struct query *query =
        parse("Caf\xC3\xA9 \"Two Words\" -no -(not -yes) /re/ title:In,\"It\" title=x topic:ai "
              "excerpt:ex path:p text:stored not not again");
    static const char *const expected[] = { "cafe", "two words", "yes",    "in",
                                            "it",   "ex",        "stored", "again" };
    const char *const *words;

    /* Twice excluded is not shown as sought for inside of a bracket that is. */
    size_t count = query_words(query, &words);
    for (size_t i = 0, j = 0; j < count; i++, j++) {
        if (strcmp(expected[i], "yes") == 0)
            i++;
        assert_string_equal(words[j], expected[i]);
    }
    assert_int_equal(count, sizeof expected / sizeof *expected - 1);
    query_free(query);
}

static void empty_queries(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool empty;
    } cases[] = { { "", true },   { "  ", true },      { "sort:heat limit:5", true },
                  { "x", false }, { "unread", false }, { "-x sort:heat", false } };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query *query = parse(cases[i].text);
        assert_int_equal(query_is_empty(query), cases[i].empty);
        query_free(query);
    }
    query_free(NULL);
}

static void limits_tell_all_matches(void **state)
{
    (void)state;
    struct query *query = parse("heat>0 limit:3");
    size_t count, matched;

    free(query_run(query, library, &count, &matched));
    assert_int_equal(count, 3);
    assert_int_equal(matched, 8);
    query_free(query);
}

struct check_case {
    const char *query;
    size_t start, end;
    const char *words; /* NULL: all names are known */
};

static const struct check_case check_cases[] = {
    { "", 0, 0, NULL },
    { "war heat>5 topics:x text:y year:2021 month:2021-03 tags:x", 0, 0, NULL },
    { "price:x PRICE:x \"my key\":x ratings.average>3 sort:hot,pages", 0, 0, NULL },
    { "war topik:ai", 4, 9, "did you mean topic?" },
    { "-(war | prize:x)", 8, 13, "did you mean price?" },
    { "haet>50", 0, 4, "did you mean heat?" },
    { "rating.average>3", 0, 14, "did you mean ratings.average?" },
    { "something.else:x", 0, 14, "no article has" },
    { "\"your key\":x", 0, 10, "no article has" },
    { "war sort:date,heta", 9, 18, "did you mean heat?" },
    { "z:1", 0, 1, "no article has" },
};

static void names_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof check_cases / sizeof *check_cases; i++) {
        const struct check_case *c = &check_cases[i];
        struct query *query = parse(c->query);
        struct query_error error = { .start = 999 };
        bool known = query_check(query, library, &error);
        if (known != !c->words)
            fail_msg("%s: %s", c->query, known ? "known" : error.error.text);
        if (!known && (error.start != c->start || error.end != c->end ||
                       !strstr(error.error.text, c->words)))
            fail_msg("%s: %zu-%zu: %s", c->query, error.start, error.end, error.error.text);
        assert_int_equal(query_check(query, library, NULL), known);
        query_free(query);
    }
}

/* The state calls even letters read, a starred, and stores a text for c and d. */
static bool letter_flag(void *arg, const struct article *article, enum query_flag flag)
{
    char letter = article->path[0];

    ++*(int *)arg;
    if (flag == QUERY_READ)
        return letter % 2 == 0;
    return letter == "..ac"[flag] || (flag == QUERY_STARRED && letter == 'a');
}

static const char *letter_text(void *arg, const struct article *article, size_t *n)
{
    static const char text[] = "The whole \xC3\x89lys\xC3\xA9"
                               "e text, boom";

    ++*(int *)arg;
    *n = sizeof text - 1;
    return article->path[0] == 'c' || article->path[0] == 'd' ? text : NULL;
}

static const struct {
    const char *query, *letters;
} state_cases[] = {
    { "read", "hbldjnf" },  { "unread", "iekacgmo" },
    { "starred", "a" },     { "-starred @1y", "hibelkc" },
    { "new", "a" },         { "full", "c" },
    { "elysee", "cd" },     { "\"whole elysee\"", "cd" },
    { "boom", "bcd" },      { "boom -text:boom", "b" },
    { "text:whole", "cd" }, { "text:none @1y", "hibelka" },
    { "-text:none", "cd" }, { "text~^the.*boom$", "cd" },
    { "/whole/", "cd" },    { "text=\"the whole elysee text, boom\"", "cd" },
    { "text!=x", "cd" },    { "cafe boom", "c" },
};

static void state_is_asked(void **unused)
{
    (void)unused;
    int asked = 0;
    const struct query_state state = { .arg = &asked,
                                       .flag = letter_flag,
                                       .text = letter_text };
    const struct query_state nothing = { .arg = &asked };
    struct buf out = BUF_INIT(100);

    for (size_t i = 0; i < sizeof state_cases / sizeof *state_cases; i++) {
        struct query *query = parse(state_cases[i].query);
        query_set_state(query, &state);
        run(query, &out);
        if (strcmp(buf_str(&out), state_cases[i].letters) != 0)
            fail_msg("%s: %s", state_cases[i].query, buf_str(&out));
        query_set_state(query, &nothing);
        run(query, &out);
        query_free(query);
    }
    asked = 0;
    struct query *query = parse("text:x starred heat:90 title:getting");
    size_t count;
    query_set_state(query, &state);
    free(query_run(query, library, &count, NULL));
    /* Cheap tests go first: only a is left to be asked for, once for each. */
    assert_int_equal(asked, 2);
    query_free(query);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_and_their_places),  cmocka_unit_test(terms_are_counted),
        cmocka_unit_test(words_to_light_up),       cmocka_unit_test(empty_queries),
        cmocka_unit_test(limits_tell_all_matches), cmocka_unit_test(names_are_checked),
        cmocka_unit_test(state_is_asked),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
