/* SPDX-License-Identifier: MIT */
/* Where front matter begins and ends; titles, dates and topics. */
#include "article_front.h"

static void test_frames(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: A\n---\n", .expected = "title=A\n" },
        { .text = "---\ntitle: A\n---", .expected = "title=A\n" },
        { .text = "---\ntitle: A\n...\nx", .expected = "title=A\nwords=1\nbody\n" },
        { .text = "---  \ntitle: A\n--- \t\nx y", .expected = "title=A\nwords=2\nbody\n" },
        { .text = "---\r\ntitle: A\r\nexcerpt: B\r\n---\r\nx",
          .expected = "title=A\nexcerpt=B\nwords=1\nbody\n" },
        { .text = "---\rtitle: A\rexcerpt: B\r---\rx",
          .expected = "title=A\nexcerpt=B\nwords=1\nbody\n" },
        { .text = "---\ntitle: A\r\nexcerpt: B\r---\nx",
          .expected = "title=A\nexcerpt=B\nwords=1\nbody\n" },
        { .text = "\xEF\xBB\xBF---\ntitle: A\n---\n", .expected = "title=A\n" },
        { .text = "\xEF\xBB\xBF\xEF\xBB\xBF---\ntitle: A\n---\n", .expected = "title=A\n" },
        /* What is indented, or in the body, closes nothing. */
        { .text = "---\nexcerpt: |\n  a\n  ---\n  b\ntitle: A\n---\n",
          .expected = "title=A\nexcerpt=a --- b\n" },
        { .text = "---\ntitle: A\n---\n---\ntitle: B\n---\n",
          .expected = "title=A\nwords=2\nbody\n" },
        { .text = "---\ntitle: A\n---x: 1\n---\n", .expected = "title=A\n+---x=1\n" },
        /* Without front matter. */
        { .text = "", .expected = "title=a\n" },
        { .text = "\xEF\xBB\xBF", .expected = "title=a\n" },
        { .text = "text", .expected = "title=a\nwords=1\nbody\n" },
        { .text = " ---\ntitle: A\n---\n", .expected = "title=a\nwords=2\nbody\n" },
        { .text = "----\ntitle: A\n---\n", .expected = "title=a\nwords=2\nbody\n" },
        { .text = "--- # no\ntitle: A\n---\n", .expected = "title=a\nwords=3\nbody\n" },
        { .text = "{% if x %}", .expected = "title=a\nwords=2\nbody\n" },
        { .text = "{: .class}", .expected = "title=a\nwords=1\nbody\n" },
        /* Never closed: what can be read is, and all of it is body too. */
        { .text = "---",
          .expected = "title=a\n!0:0 the front matter has no keys\n"
                      "!1:1 the front matter is not closed by a line of "
                      "three dashes\n" },
        { .text = "---\ntitle: A\nexcerpt: B",
          .expected = "title=A\nexcerpt=B\nwords=4\nbody\n!1:1 the front matter is not closed "
                      "by a line of three dashes\n" },
        { .text = "---\ntitle: A\nexcerpt: \"B",
          .expected = "title=A\nwords=4\nbody\n!1:1 the front matter is not closed by a line "
                      "of three dashes\n" },
        { .text = "---\n\n# Head\n\nIt's: text: here\n",
          .expected = "title=Head\nwords=4\n+It's=text\nbody\n!1:1 the front matter is not "
                      "closed by a line of three dashes\n" },
        /* Other kinds. */
        { .text = "---\n---\nx",
          .expected = "title=a\nwords=1\nbody\n"
                      "!0:0 the front matter has no keys\n" },
        { .text = "---\n# only\n---\nx",
          .expected = "title=a\nwords=1\nbody\n"
                      "!0:0 the front matter has no keys\n" },
        { .text = "---\n- a\n- b\n---\n# T",
          .expected = "title=T\nwords=1\nbody\n"
                      "!0:0 the front matter has no keys\n" },
        { .text = "---\njust text\n---\n",
          .expected = "title=a\n"
                      "!0:0 the front matter has no keys\n" },
        { .text = "---\nnull\n---\n",
          .expected = "title=a\n"
                      "!0:0 the front matter has no keys\n" },
        { .text = "+++\ntitle = 'x'\n+++\n# T\n",
          .expected = "title=T\nwords=1\nbody\n"
                      "!1:1 the front matter is TOML, which is not read\n" },
        { .text = "+++\ntitle = 'x'\n",
          .expected = "title=a\nwords=2\nbody\n!1:1 the front "
                      "matter is TOML, which is not read\n" },
        { .text = "{\n  \"title\": \"x\"\n}\n# T\n",
          .expected = "title=T\nwords=1\nbody\n"
                      "!1:1 the front matter is JSON, which is not read\n" },
        { .text = "{\"title\": \"x\"}\n",
          .expected = "title=a\nwords=2\nbody\n!1:1 the front "
                      "matter is JSON, which is not read\n" },
    };

    (void)state;
    CHECK(examples);
}

static void test_titles(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: A\nname: N\n---\n", .expected = "title=A\n+name=N\n" },
        { .text = "---\nname: N\n---\n# H\n", .expected = "title=N\nwords=1\nbody\n" },
        { .text = "---\nname: N\ntitle: A\n---\n", .expected = "title=A\n+name=N\n" },
        { .text = "---\nname: [a, b]\n---\n",
          .expected = "title=a\n!2:7 name is a list; it is left out\n" },
        { .text = "# One *two* ##\n# Three", .expected = "title=One *two*\nwords=3\nbody\n" },
        { .text = "#no heading\n##\n   ### Yes #1\n",
          .expected = "title=Yes #1\nwords=4\nbody\n" },
        { .text = "    # code\n\ntext\n====\n", .expected = "title=text\nwords=2\nbody\n" },
        { .text = "one\ntwo\n---\n", .expected = "title=a\nwords=2\nbody\n" },
        { .text = "- item\n---\n\n- - -\n===\n", .expected = "title=a\nwords=1\nbody\n" },
        { .text = "```\n# code\n````\n# Real\n", .expected = "title=Real\nwords=2\nbody\n" },
        { .text = "~~~~\n# code\n~~~\n# code\n", .expected = "title=a\nwords=2\nbody\n" },
        { .text = "## \xC2\xA0\xE2\x80\x8B\n", .expected = "title=a\nwords=1\nbody\n" },
        { .text = "---\ntitle: \"\"\n---\n# H\n", .expected = "title=H\nwords=1\nbody\n" },
        { .text = "---\ntitle: ~\n---\n# H\n", .expected = "title=H\nwords=1\nbody\n" },
        { .text = "---\ntitle: \"\xE3\x85\xA4 \"\n---\n# H\n",
          .expected = "title=(untitled)\nwords=1\nbody\n" },
        { .name = "2021-04-12-getting-ai-to-scale.md",
          .text = "",
          .expected = "title=getting ai to scale\ndate=2021-04-12T00:00:00Z\n" },
        { .name = "2021-04-12-.md",
          .text = "",
          .expected = "title=2021 04 12\ndate=2021-04-12T00:00:00Z\n" },
        { .name = "2021-13-12-x.markdown", .text = "", .expected = "title=2021 13 12 x\n" },
        { .name = "a.b.TXT", .text = "", .expected = "title=a.b\n" },
        { .name = ".md", .text = "", .expected = "title=.md\n" },
        { .name = "notes", .text = "", .expected = "title=notes\n" },
        { .name = "---.md", .text = "", .expected = "title=(untitled)\n" },
        { .name = "a\x1b[1m\xff.md",
          .text = "",
          .expected = "title=a\xEF\xBF\xBD[1m\xEF\xBF\xBD\n" },
        { .text = "---\ntitle: \"a\\e[31m\\x07\\n b\\u202e\\u200b c\"\n---\n",
          .expected = "title=a\xEF\xBF\xBD[31m\xEF\xBF\xBD b c\n" },
        { .text = "---\ntitle: %s%n\n---\n",
          .expected = "title=a\n!!2:8 found character that cannot start any token while "
                      "scanning for the next token\n" },
        { .text = "---\ntitle: x %s%n\n---\n", .expected = "title=x %s%n\n" },
    };

    (void)state;
    CHECK(examples);
}

static void test_dates(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: A\ndate: 2020-11-20 21:30:10 +0530\n---\n",
          .expected = "title=A\ndate=2020-11-20T16:00:10Z\n" },
        { .text = "---\ntitle: A\nstartDateTime: 2021-01-02T03:04:05Z\n---\n",
          .expected = "title=A\ndate=2021-01-02T03:04:05Z\n" },
        { .text = "---\ntitle: A\nstartDateTime: 2021-01-02\ndate: 2021-01-01\n"
                  "publishedDateTime: 2020-12-31\n---\n",
          .expected = "title=A\ndate=2020-12-31T00:00:00Z\n+startDateTime=2021-01-02\n"
                      "+date=2021-01-01\n" },
        { .name = "2021-04-12-x.md",
          .text = "---\ntitle: A\npublishedDateTime: 2021-02-30\n---\n",
          .expected = "title=A\ndate=2021-04-12T00:00:00Z\n"
                      "!3:20 publishedDateTime is no date; it is left out\n" },
        { .name = "2021-04-12-x.md",
          .text = "---\ntitle: A\ndate: soon\n---\n",
          .expected = "title=A\ndate=2021-04-12T00:00:00Z\n"
                      "!3:7 date is no date; it is left out\n" },
        { .text = "---\ntitle: A\npublishedDateTime: never\ndate: 2021-01-01\n---\n",
          .expected = "title=A\ndate=2021-01-01T00:00:00Z\n"
                      "!3:20 publishedDateTime is no date; it is left out\n" },
        { .text = "---\ntitle: A\npublishedDateTime: [2021-01-01]\n---\n",
          .expected = "title=A\n!3:20 publishedDateTime is a list; it is left out\n" },
        { .text = "---\ntitle: A\npublishedDateTime: \"2021-01-01\\0\"\n---\n",
          .expected = "title=A\n"
                      "!!3:20 publishedDateTime holds a NUL byte; it is left out\n" },
        { .text = "---\ntitle: A\npublishedDateTime:\n---\n", .expected = "title=A\n" },
        { .text = "---\nrelated:\n  - title: x\ntitle: A\ndate: soon\n---\n",
          .expected = "title=A\nrelated\n!5:7 date is no date; it is left out\n" },
        { .text = "---\r\nrelated:\r\n  - title: x\r\ntitle: A\r\ndate: soon\r\n---\r\n",
          .expected = "title=A\nrelated\n!5:7 date is no date; it is left out\n" },
    };

    (void)state;
    CHECK(examples);
}

static void test_topics(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: A\ntopics:\n  - AI\n  - \"Machine Learning\"\n---\n",
          .expected = "title=A\ntopic=AI\ntopic=Machine Learning\n" },
        { .text = "---\ntitle: A\ntopics:\n- AI\n- AI\n-\n- \" \"\n- 2021\n---\n",
          .expected = "title=A\ntopic=AI\ntopic=2021\n" },
        { .text = "---\ntitle: A\ntags: [Deep Learning, ml]\ncategories: ml industry\n---\n",
          .expected = "title=A\ntopic=Deep Learning\ntopic=ml\ntopic=industry\n" },
        { .text = "---\ntitle: A\ntags: ' a, b,,c '\ncategories: [x y]\n---\n",
          .expected = "title=A\ntopic=a\ntopic=b\ntopic=c\ntopic=x y\n" },
        { .text = "---\ntitle: A\ntopics: Deep Learning\n---\n",
          .expected = "title=A\ntopic=Deep Learning\n!3:9 topics is not a list\n" },
        { .text = "---\ntitle: A\ntopics: {a: b}\n---\n",
          .expected = "title=A\n!3:9 topics is a map; it is left out\n" },
        { .text = "---\ntitle: A\ntopics: [a, {b: c}, [d], e]\n---\n",
          .expected = "title=A\ntopic=a\ntopic=e\n!3:13 an entry of topics is no text\n"
                      "!3:21 an entry of topics is no text\n" },
        { .text = "---\ntitle: A\ntopics: [a, \"b\\0\"]\n---\n",
          .expected = "title=A\ntopic=a\n!!3:13 a topic holds a NUL byte; it is left out\n" },
        { .text = "---\ntitle: A\ncategory: news\n---\n",
          .expected = "title=A\ncategory=news\n" },
        { .text = "---\ntitle: A\ncategories:\n---\n", .expected = "title=A\n" },
    };

    (void)state;
    CHECK(examples);
}

/* Front matter with so many lines in it, numbered within, and what is told of it on both roads.
 */
static void expect_told(const char *before, const char *behind, size_t lines, const char *told)
{
    struct buf text = BUF_INIT(2 * (size_t)FRONT_MAX);

    buf_adds(&text, "---\ntitle: A\n");
    for (size_t i = 0; i < lines; i++)
        buf_addf(&text, "%s%08zu%s\n", before, i, behind);
    buf_adds(&text, "---\nbody\n");
    for (int road = FRONT_QUICK; road <= FRONT_FULL; road++) {
        struct parsed parsed;
        parse(&parsed, text.data, text.len, "a.md", (enum front_road)road);
        assert_string_equal(parsed.article.title, "A");
        assert_int_equal(parsed.front.problem_count, *told ? 1 : 0);
        if (*told)
            assert_string_equal(parsed.front.problems[0].message, told);
        release(&parsed);
    }
    buf_release(&text);
}

static void test_bounds(void **state)
{
    static const char words[] =
        ": 'the words of this are more than any key has, as it is here'";
    size_t fitting = FRONT_MAX / strlen("# 12345678 of 32 bytes, no more.\n") - 1;

    (void)state;
    expect_told("# ", " of 32 bytes, no more.", fitting, "");
    expect_told("# ", " of 32 bytes, no more.", fitting + 2,
                "the front matter is not closed by a line of three dashes");
    expect_told("k", ": v", FRONT_KEYS_MAX - 1, "");
    expect_told("k", ": v", FRONT_KEYS_MAX, "more than 1000 keys; the rest is left out");
    expect_told("k", words, FRONT_KEYS_MAX - 1,
                "more than 65536 bytes of keys and values; the rest is left out");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frames), cmocka_unit_test(test_titles),
        cmocka_unit_test(test_dates),  cmocka_unit_test(test_topics),
        cmocka_unit_test(test_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
