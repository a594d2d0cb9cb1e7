/* SPDX-License-Identifier: MIT */
#include "article_front.h"

#include "article/related.h"

static uint32_t key(const char *address)
{
    return related_key(address, strlen(address));
}

static void test_one_page(void **state)
{
    static const char *const same[] = {
        "https://example.org/a/B?c=d",          "http://example.org/a/B?c=d",
        "https://www.example.org/a/B?c=d",      "HTTPS://WWW.Example.ORG/a/B?c=d",
        "https://example.org/a/B?c=d#fragment", "https://example.org/a/B?c=d/",
    };

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_int_equal(key(same[i]), key(same[0]));
    assert_int_equal(key("https://example.org"), key("https://example.org/"));
}

static void test_other_pages(void **state)
{
    (void)state;
    assert_int_not_equal(key("https://example.org/a"), key("https://example.org/A"));
    assert_int_not_equal(key("https://example.org/a"), key("https://example.com/a"));
    assert_int_not_equal(key("https://example.org/a?b"), key("https://example.org/a"));
}

static void test_no_address(void **state)
{
    static const char *const none[] = { "",          "a",           "ftp://example.org/",
                                        "http://",   "https://#a",  "https://a b.org/",
                                        "http://\n", "http://é.org" };

    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(key(none[i]), 0);
}

/* Of both roads: what an entry says of itself counts, not what stands within it. */
static void test_kept(void **state)
{
    static const char text[] = "---\n"
                               "related:\n"
                               "  - title: \"x\"\n"
                               "    webUrl: \"https://a.org/1\"\n"
                               "    provider:\n"
                               "      webUrl: https://a.org/not\n"
                               "    images:\n"
                               "    - url: u\n"
                               "      webUrl: https://a.org/not\n"
                               "  - webUrl: 'https://a.org/2' \n"
                               "    title: y\n"
                               "  - webUrl: https://a.org/3 # the third\n"
                               "webUrl: https://a.org/not\n"
                               "---\n";
    static const char *const wanted[] = { "https://a.org/1", "https://a.org/2",
                                          "https://a.org/3" };
    struct parsed parsed;

    (void)state;
    for (int road = FRONT_QUICK; road <= FRONT_FULL; road++) {
        parse(&parsed, text, sizeof text - 1, "a.md", (enum front_road)road);
        assert_int_equal(parsed.article.related_count, 3);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(parsed.article.related[i], key(wanted[i]));
        release(&parsed);
    }
}

static void test_limit(void **state)
{
    struct parsed parsed;

    (void)state;
    for (int road = FRONT_QUICK; road <= FRONT_FULL; road++) {
        struct buf text = BUF_INIT(DUMP_MAX);
        buf_adds(&text, "---\nrelated:\n");
        for (int i = 0; i < 1500; i++)
            buf_addf(&text, i < 20 || i > 980 ? "  - webUrl: http://a.org/%d\n" : "  - x: y\n",
                     i);
        buf_adds(&text, "---\n");
        parse(&parsed, text.data, text.len, "a.md", (enum front_road)road);
        /* Of the first thousand entries. */
        assert_int_equal(parsed.article.related_count, 39);
        assert_int_equal(parsed.article.related[38], key("http://a.org/999"));
        release(&parsed);
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_page),   cmocka_unit_test(test_other_pages),
        cmocka_unit_test(test_no_address), cmocka_unit_test(test_kept),
        cmocka_unit_test(test_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
