/* SPDX-License-Identifier: MIT */
#include "worker/metadata.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "worker/json.h"

#define LD(text) "<script type='application/ld+json'>" text "</script>"

static const struct {
    const char *page;
    enum metadata_field field;
    const char *value;
} rows[] = {
    { "<title>The river | The Lantern</title>", META_TITLE, "The river | The Lantern" },
    { "<title>The river | The Lantern</title><meta property=og:site_name content='The Lantern'>",
      META_TITLE, "The river" },
    { "<title>a</title><meta property='og:title' content=' b \n c '>", META_TITLE, "b c" },
    { "<title>a</title>" LD("{\"@type\":\"NewsArticle\",\"headline\":\"b \\u00e9 \\\"c\\\"\"}"),
      META_TITLE, "b é \"c\"" },
    { "<title></title>", META_TITLE, "" },
    { "<title>a\x1b]0;b</title>", META_TITLE, "a\uFFFD]0;b" },
    /* Bylines. */
    { "<meta name=author content='By Ada Quill'>", META_BYLINE, "Ada Quill" },
    { "<meta property=article:author content='https://example.org/ada'>", META_BYLINE, "" },
    { "<p class=byline>By <a rel=author>Ada</a> and Bob</p>", META_BYLINE, "Ada and Bob" },
    { LD("{\"author\":{\"@type\":\"Person\",\"name\":\"Ada\"},\"@type\":\"BlogPosting\"}"),
      META_BYLINE, "Ada" },
    { LD("{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},{\"@type\":[\"Article\"],"
         "\"author\":[{\"name\":\"Ada\"},{\"name\":\"Bob\"}]}]}"),
      META_BYLINE, "Ada" },
    { LD("{\"@type\":\"Article\",\"author\":\"Ada\"}"), META_BYLINE, "Ada" },
    { LD("{\"@type\":\"Product\",\"author\":\"Ada\"}"), META_BYLINE, "" },
    { LD("{\"@type\":\"Article\",,\"author\":\"Ada\nQuill\",]}"), META_BYLINE, "Ada Quill" },
    { LD("{\"@type\":\"Article\",\"author\":\"Ada"), META_BYLINE, "" },
    /* Dates. */
    { "<meta property=article:published_time content='2021-04-12T20:00:00+02:00'>", META_DATE,
      "2021-04-12T18:00:00Z" },
    { "<time datetime=2021-04-12>then</time>", META_DATE, "2021-04-12T00:00:00Z" },
    { "<meta name=date content='2021-04-12 or so'>", META_DATE, "2021-04-12T00:00:00Z" },
    { "<meta name=date content='soon'><time datetime=2021-02-30>", META_DATE, "" },
    { LD("{\"@type\":\"Report\",\"datePublished\":\"2021-04-12\"}") "<meta name=date content=2020-01-01>",
      META_DATE, "2021-04-12T00:00:00Z" },
    /* The rest. */
    { "<html lang=en_US>", META_LANGUAGE, "en-US" },
    { "<meta property=og:locale content=de_DE>", META_LANGUAGE, "de-DE" },
    { LD("{\"@type\":\"Article\",\"publisher\":{\"name\":\"The Lantern\"}}"), META_SITE,
      "The Lantern" },
    { "<link rel=canonical href='../river'>", META_URL, "https://example.org/river" },
    { "<link rel=canonical href='javascript:x'>", META_URL, "" },
    { "<link rel=canonical href='https://example.org/river?p=1'>", META_URL,
      "https://example.org/river?p=1" },
    { "<link rel=canonical href='http://example.org/river'>", META_URL, "" },
    { "<link rel=canonical href='https://example.org.evil.net/river'>", META_URL, "" },
    { "<link rel=canonical href='https://example.org:8443/river'>", META_URL, "" },
    { "<meta property='og:url' content='https://www.example.org/river'>", META_URL, "" },
    { "<base href='https://evil.net/'><link rel=canonical href='river'>", META_URL, "" },
    { "<base href='//cdn.example.net/x/'>", META_BASE, "https://cdn.example.net/x/" },
    { "<base href='data:x'>", META_BASE, "https://example.org/news/page" },
    { "", META_BASE, "https://example.org/news/page" },
    { "<meta name=description content='What it is about'>", META_DESCRIPTION,
      "What it is about" },
};

static void read_page(struct metadata *metadata, const char *page)
{
    struct html html;

    html_parse(&html, page, strlen(page), HTML_PAGE);
    metadata_read(metadata, &html, "https://example.org/news/page");
    html_release(&html);
}

static void test_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct metadata metadata;
        read_page(&metadata, rows[i].page);
        if (strcmp(metadata.fields[rows[i].field], rows[i].value) != 0)
            fail_msg("%s -> %s", rows[i].page, metadata.fields[rows[i].field]);
        metadata_release(&metadata);
    }
}

static void test_flags(void **state)
{
    static const struct {
        const char *page;
        bool paid, article;
    } flags[] = {
        { "", false, false },
        { LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":false}"), true, true },
        { LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}"), true, true },
        { LD("{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":true}"), false, true },
        { LD("{\"@type\":\"WebPage\",\"isAccessibleForFree\":false}"), false, false },
        { "<meta property=og:type content=article>", false, true },
        { "<meta property=og:type content=website>", false, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        struct metadata metadata;
        read_page(&metadata, flags[i].page);
        assert_int_equal(metadata.paid, flags[i].paid);
        assert_int_equal(metadata.article, flags[i].article);
        metadata_release(&metadata);
    }
}

static void test_body(void **state)
{
    static const struct {
        const char *page, *body;
    } bodies[] = {
        { "", "" },
        { LD("{\"@type\":\"NewsArticle\",\"articleBody\":\"one\\ntwo\\ttwo\"}"),
          "one\ntwo two" },
        { LD("{\"@type\":\"Article\",\"articleBody\":\"one\\u0000two\"}"), "one\uFFFDtwo" },
        { LD("{\"articleBody\":\"one\",\"@type\":\"NewsArticle\"}"), "one" },
        { LD("{\"@type\":\"WebPage\",\"articleBody\":\"one\"}"), "" },
        { LD("[{\"@type\":\"Article\",\"articleBody\":\"one\"},"
             "{\"@type\":\"Article\",\"articleBody\":\"longer\"},"
             "{\"@type\":\"Article\",\"articleBody\":\"two\"}]"),
          "longer" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct metadata metadata;
        read_page(&metadata, bodies[i].page);
        assert_string_equal(metadata.body, bodies[i].body);
        metadata_release(&metadata);
    }
}

/* An address that nobody knows may be called anything. */
static void test_unknown_address(void **state)
{
    static const char page[] = "<link rel=canonical href='https://example.org/river'>";
    struct html html;
    struct metadata metadata;

    (void)state;
    html_parse(&html, page, sizeof page - 1, HTML_PAGE);
    metadata_read(&metadata, &html, "");
    assert_string_equal(metadata.fields[META_URL], "https://example.org/river");
    metadata_release(&metadata);
    html_release(&html);
}

/* Everything is bounded, and deep or endless JSON ends. */
static void test_bounds(void **state)
{
    enum { N = 200000 };
    static const char *const parts[] = { "[", "{\"a\":", "{\"author\":[", "\\u", "\"" };

    (void)state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct buf page = BUF_INIT(4 * 1024 * 1024);
        struct metadata metadata;
        buf_adds(&page, "<title>");
        for (int j = 0; j < N; j++)
            buf_addc(&page, 'x');
        buf_adds(&page, "</title><script type='application/ld+json'>");
        for (int j = 0; j < N; j++)
            buf_adds(&page, parts[i]);
        buf_adds(&page, "</script>");
        read_page(&metadata, buf_str(&page));
        assert_int_equal(strlen(metadata.fields[META_TITLE]), METADATA_TEXT_MAX);
        metadata_release(&metadata);
        buf_release(&page);
    }
}

static void test_json(void **state)
{
    static const char source[] = " {\"a\" : \"b\\\"c\", \"d\":[true,-1.5e3,null] } x";
    static const struct {
        enum json_piece piece;
        const char *text;
    } pieces[] = {
        { JSON_OBJECT, NULL },   { JSON_KEY, "a" },     { JSON_STRING, "b\\\"c" },
        { JSON_KEY, "d" },       { JSON_ARRAY, NULL },  { JSON_WORD, "true" },
        { JSON_WORD, "-1.5e3" }, { JSON_WORD, "null" }, { JSON_CLOSE, NULL },
        { JSON_CLOSE, NULL },    { JSON_WORD, "x" },    { JSON_END, NULL },
    };
    struct json json = { .at = source, .end = source + sizeof source - 1 };

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        assert_int_equal(json_next(&json), pieces[i].piece);
        if (pieces[i].text)
            assert_true(json_is(&json, pieces[i].text));
    }
}

static void test_unescape(void **state)
{
    static const struct {
        const char *in, *out;
    } escapes[] = {
        { "", "" },
        { "a\\/b\\\\c\\\"", "a/b\\c\"" },
        { "a\\nb\\tc", "a\nb c" },
        { "\\u00e9\\u2019", "é’" },
        { "\\ud83d\\ude00", "😀" },
        { "\\ud83d\\u0041\\udc00", "\uFFFDA\uFFFD" },
        { "\\u12", "\uFFFD"
                   "12" },
        { "\\", "\\" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        struct buf out = BUF_INIT(100);
        json_unescape(escapes[i].in, strlen(escapes[i].in), &out);
        assert_string_equal(buf_str(&out), escapes[i].out);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields),   cmocka_unit_test(test_flags),
        cmocka_unit_test(test_body),     cmocka_unit_test(test_unknown_address),
        cmocka_unit_test(test_bounds),   cmocka_unit_test(test_json),
        cmocka_unit_test(test_unescape),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
