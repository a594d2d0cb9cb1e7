/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "article/field.h"
#include "base/date.h"

static struct article unknown(void)
{
    struct article article = { .date = DATE_NONE,
                               .path = "",
                               .title = "",
                               .excerpt = "",
                               .heat = NAN,
                               .quality = NAN,
                               .published = UNKNOWN };

    for (int i = 0; i < URL_COUNT; i++)
        article.url[i] = "";
    return article;
}

static const struct field *field(const char *name)
{
    const struct field *found = field_find(name, strlen(name));

    assert_non_null(found);
    return found;
}

static void assert_formats(const struct article *article, const struct terms *terms,
                           const char *name, const char *expected)
{
    struct buf out = BUF_INIT(1000);

    assert_int_equal(field_values(field(name), article), 1);
    field_format(field(name), article, terms, 0, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_release(&out);
}

/* Every row can be found, is told to people, and knows a missing value. */
static void test_table(void **state)
{
    struct terms *terms = terms_new();
    struct article article = unknown();

    (void)state;
    for (size_t i = 0; i < field_count; i++) {
        const struct field *row = &fields[i];
        assert_ptr_equal(field(row->name), row);
        assert_true(*row->label && *row->help);
        assert_true(row->help[strlen(row->help) - 1] != '.');
        if (row->key)
            assert_ptr_equal(field_by_key(row->key), row);
        assert_int_equal(field_values(row, &article), 0);
        assert_true(isnan(field_number(row, &article)));
        assert_string_equal(field_text(row, &article, terms), "");
        for (size_t j = 0; j < i; j++)
            assert_true(strcasecmp(fields[j].name, row->name) != 0);
    }
    terms_free(terms);
}

static void test_find(void **state)
{
    (void)state;
    assert_ptr_equal(field("TITLE"), field("title"));
    assert_ptr_equal(field("publisheddatetime"), field("date"));
    assert_ptr_equal(field("provider.name"), field("provider"));
    assert_ptr_equal(field_find("titles", 5), field("title"));
    assert_null(field_find("titl", 4));
    assert_null(field_find("title\0x", 7));
    assert_null(field_find("", 0));
    assert_null(field_by_key("Title"));
    assert_null(field_by_key("words"));
}

static void test_values(void **state)
{
    struct terms *terms = terms_new();
    struct article article = unknown();

    (void)state;
    term topics[] = { terms_add(terms, "AI", 2), terms_add(terms, "ML", 2) };
    article.title = "T";
    article.provider = terms_add(terms, "P", 1);
    article.topics = topics;
    article.topic_count = 2;
    article.date = 0;
    article.heat = 0;
    article.quality = 4.65625;
    article.words = 12;
    article.published = NO;
    assert_formats(&article, terms, "title", "T");
    assert_formats(&article, terms, "provider", "P");
    assert_formats(&article, terms, "date", "1970-01-01T00:00:00Z");
    assert_formats(&article, terms, "heat", "0");
    assert_formats(&article, terms, "quality", "4.65625");
    assert_formats(&article, terms, "words", "12");
    assert_formats(&article, terms, "published", "false");
    assert_int_equal(field_values(field("topic"), &article), 2);
    struct buf out = BUF_INIT(100);
    field_format(field("topic"), &article, terms, 1, &out);
    assert_string_equal(buf_str(&out), "ML");
    buf_release(&out);
    article.quality = 0.1;
    assert_formats(&article, terms, "quality", "0.1");
    article.published = YES;
    assert_formats(&article, terms, "published", "true");
    assert_true(field_number(field("date"), &article) == 0);
    assert_true(field_number(field("published"), &article) == 1);
    assert_string_equal(field_text(field("provider"), &article, terms), "P");
    terms_free(terms);
}

static void test_address(void **state)
{
    struct article article = unknown();

    (void)state;
    assert_string_equal(article_address(&article), "");
    article.url[URL_AMP] = "http://a/amp";
    article.url[URL_PERMALINK] = "/:categories/:title";
    assert_string_equal(article_address(&article), "");
    article.url[URL_PERMALINK] = "HTTPS://a/permalink";
    assert_string_equal(article_address(&article), "HTTPS://a/permalink");
    article.url[URL_WEB] = "http://a/web";
    assert_string_equal(article_address(&article), "http://a/web");
    assert_string_equal(field_text(field("url"), &article, NULL), "http://a/web");
    article.url[URL_ORIGINAL] = "http://a/original";
    assert_string_equal(article_address(&article), "http://a/original");
    assert_string_equal(field_text(field("url"), &article, NULL), "http://a/original");
    assert_string_equal(field_text(field("webUrl"), &article, NULL), "http://a/web");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
