/* SPDX-License-Identifier: MIT */
/* Terms that are written for one, and read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "article/query.h"
#include "article_folder.h"
#include "base/buf.h"
#include "dice.h"

struct add_case {
    const char *before, *field, *values[4];
    size_t count;
    bool exclude;
    const char *after;
};

static const struct add_case add_cases[] = {
    { "", "topic", { "AI" }, 1, false, "topic:AI" },
    { "unread", "topic", { "AI" }, 1, true, "unread -topic:AI" },
    { "", "topic", { "AI Hardware", "AI" }, 2, false, "topic:\"AI Hardware\",AI" },
    { "", "topic", { NULL }, 1, false, "topic:none" },
    { "", "topic", { "none", NULL }, 2, false, "topic:\"none\",none" },
    { "",
      "topic",
      { "a..b", "/x/", "-y", "x,y" },
      4,
      false,
      "topic:\"a..b\",\"/x/\",\"-y\",\"x,y\"" },
    { "", "topic", { "say \"a\\b\"" }, 1, false, "topic:\"say \\\"a\\\\b\\\"\"" },
    { "", "topic", { "(a|b)" }, 1, false, "topic:\"(a|b)\"" },
    { "", "topic", { "" }, 1, false, "topic:\"\"" },
    { "", "provider", { "AT&T" }, 1, false, "provider:AT&T" },
    { "", "date", { "2021" }, 1, false, "date:2021" },
    { "", "month", { "2021-03" }, 1, false, "month:2021-03" },
    { "", "heat", { "3.5", "-1" }, 2, false, "heat:3.5,\"-1\"" },
    { "", "published", { "true" }, 1, false, "published:true" },
    { "", "title", { "War" }, 1, false, "title=War" },
    { "", "price", { "Free" }, 1, false, "price=\"Free\"" },
    { "", "my key", { "x" }, 1, true, "-\"my key\"=\"x\"" },
    { "", "sort", { "x" }, 1, false, "\"sort\"=\"x\"" },
    { "", "3d", { "x" }, 1, false, "\"3d\"=\"x\"" },
};

static void terms_are_added(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof add_cases / sizeof *add_cases; i++) {
        const struct add_case *c = &add_cases[i];
        struct buf out = BUF_INIT(QUERY_MAX);
        buf_adds(&out, c->before);
        query_add_term(&out, c->field, c->values, c->count, c->exclude);
        assert_string_equal(buf_str(&out), c->after);
        buf_release(&out);
    }
}

enum { VALUES = 200, ROUNDS = 3000 };

/* A line of YAML with a text that has blanks only where cleaning leaves them. */
static void add_odd_value(struct buf *out, const char *key)
{
    static const char bytes[] = "aB\"\\,|()-!.:=<>~/#@&'%+3 ";
    static const char *const wholes[] = { "none", "None", "a..b", "..",   "/x/",
                                          "not",  "3d",   "2021", "4.50", "4.5" };
    char last = ' ';

    buf_addf(out, "%s: '", key);
    if (dice(4) == 0) {
        buf_adds(out, PICK(wholes));
    } else {
        for (int n = 1 + dice(6); n > 0; n--) {
            char c = bytes[dice(COUNT(bytes) - 1)];
            if (c == ' ' && (last == ' ' || n == 1))
                c = '_';
            buf_addc(out, c);
            if (c == '\'')
                buf_addc(out, c);
            last = c;
        }
    }
    buf_adds(out, "'\n");
}

/* What the article has for author, or for price. */
static const char *value_of(const struct library *library, size_t number, bool author)
{
    const struct article *article = library_article(library, number);

    if (author)
        return terms_text(library_terms(library), article->author);
    return article->extra_count > 0 ? article->extras[0].value : "";
}

static bool is_any(const char *value, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(value, values[i]) == 0)
            return true;
    return false;
}

static void check_term(const struct library *library, bool author, struct buf *text)
{
    const char *values[3];
    size_t count = 1 + (size_t)dice(3), found, start, end;
    bool exclude = dice(2);

    for (size_t i = 0; i < count; i++) {
        values[i] = value_of(library, (size_t)dice(VALUES), author);
        if (!*values[i])
            return;
    }
    buf_clear(text);
    query_add_term(text, author ? "author" : "price", values, count, exclude);
    struct query_error error;
    struct query *query = query_parse(text->data, text->len, 0, &error);
    if (!query)
        fail_msg("%s: %zu: %s", text->data, error.start, error.error.text);
    assert_int_equal(query_term_count(query), 1);
    query_term(query, 0, &start, &end);
    assert_int_equal(end - start, text->len);
    uint32_t *numbers = query_run(query, library, &found, NULL);
    bool listed[VALUES] = { false };
    for (size_t i = 0; i < found; i++)
        listed[numbers[i]] = true;
    for (uint32_t i = 0; i < VALUES; i++)
        if (listed[i] != (is_any(value_of(library, i, author), values, count) != exclude))
            fail_msg("%s %s %s", text->data, listed[i] ? "finds" : "misses",
                     value_of(library, i, author));
    free(numbers);
    query_free(query);
}

/* What query_add_term() writes finds what has exactly these values, and nothing else. */
static void random_terms(void **state)
{
    (void)state;
    struct folder folder;
    struct buf text = BUF_INIT(QUERY_MAX);

    folder_make(&folder);
    for (int i = 0; i < VALUES; i++) {
        char name[16];
        snprintf(name, sizeof name, "%03d.md", i);
        buf_clear(&text);
        buf_adds(&text, "---\ntitle: x\n");
        add_odd_value(&text, "author");
        add_odd_value(&text, "price");
        buf_adds(&text, "---\n");
        folder_write(&folder, name, text.data);
    }
    struct library *library = folder_load(&folder);
    for (int i = 0; i < ROUNDS; i++)
        check_term(library, dice(2), &text);
    library_free(library);
    folder_remove(&folder);
    buf_release(&text);
}

/* What comes behind holds for all that was found before. */
static void alternatives_get_brackets(void **state)
{
    static const char *const cases[][2] = {
        { "", "" },
        { "a b", "a b" },
        { "a | b", "(a | b)" },
        { "a b or c sort:heat", "(a b or c) sort:heat" },
        { "limit:3 a | b sort:heat ", "(a | b) limit:3 sort:heat" },
        { "a sort:heat limit:3 | b", "(a   | b) sort:heat limit:3" },
        { "(a | b)", "(a | b)" },
        { "(a | b) c", "(a | b) c" },
        { "-(a | b)", "-(a | b)" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct query *query = query_parse(cases[i][0], strlen(cases[i][0]), 0, NULL);
        struct buf out = BUF_INIT(QUERY_MAX);
        query_add_all(&out, query, cases[i][0]);
        assert_string_equal(buf_str(&out), cases[i][1]);
        query_free(query);
        query = query_parse(buf_str(&out), out.len, 0, NULL);
        assert_non_null(query);
        query_free(query);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_added),
        cmocka_unit_test(random_terms),
        cmocka_unit_test(alternatives_get_brackets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
