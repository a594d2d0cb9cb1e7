/* SPDX-License-Identifier: MIT */
/* Right and wrong types, keys that are no field, faults, related and images. */
#include "article_front.h"

static void test_types(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: 42\n---\n",
          .expected = "title=42\n!2:8 title is not text; put it in quotes\n" },
        { .text = "---\ntitle: true\n---\n",
          .expected = "title=true\n!2:8 title is not text; put it in quotes\n" },
        { .text = "---\ntitle: \"42\"\n---\n", .expected = "title=42\n" },
        { .text = "---\ntitle: 2021-04-12\n---\n", .expected = "title=2021-04-12\n" },
        { .text = "---\ntitle: [a, b]\n---\n",
          .expected = "title=a\n!2:8 title is a list; it is left out\n" },
        { .text = "---\ntitle: {a: b}\n---\n",
          .expected = "title=a\n!2:8 title is a map; it is left out\n" },
        { .text = "---\ntitle: A\nexcerpt: [x]\nwebUrl: {y: z}\n---\n",
          .expected = "title=A\n!3:10 excerpt is a list; it is left out\n"
                      "!4:9 webUrl is a map; it is left out\n" },
        { .text = "---\ntitle: A\nheat: -1\nquality: 176\n---\n",
          .expected = "title=A\nquality=176\n" },
        { .text = "---\ntitle: A\nheat: 0\nquality: -1\n---\n",
          .expected = "title=A\nheat=0\nquality=-1\n" },
        { .text = "---\ntitle: A\nheat: \"127\"\nquality: 4.65625e1\n---\n",
          .expected = "title=A\nheat=127\nquality=46.5625\n" },
        { .text = "---\ntitle: A\nheat: hot\nquality: .inf\n---\n",
          .expected = "title=A\n!3:7 heat is no number; it is left out\n"
                      "!4:10 quality is no number; it is left out\n" },
        { .text = "---\ntitle: A\nheat: 1e999\nquality: 0x10\n---\n",
          .expected = "title=A\n!3:7 heat is no number; it is left out\n"
                      "!4:10 quality is no number; it is left out\n" },
        { .text = "---\ntitle: A\nheat: 1.\nquality: .5\n---\n",
          .expected = "title=A\nheat=1\nquality=0.5\n" },
        { .text = "---\ntitle: A\nheat: .\nquality: 5e\n---\n",
          .expected = "title=A\n!3:7 heat is no number; it is left out\n"
                      "!4:10 quality is no number; it is left out\n" },
        { .text = "---\ntitle: A\nheat:\nquality: ~\n---\n", .expected = "title=A\n" },
        { .text = "---\ntitle: A\npublished: false\n---\n",
          .expected = "title=A\npublished=false\n" },
        { .text = "---\ntitle: A\npublished: Yes\n---\n",
          .expected = "title=A\npublished=true\n" },
        { .text = "---\ntitle: A\npublished: maybe\n---\n",
          .expected = "title=A\n"
                      "!3:12 published is neither true nor false; it is left out\n" },
        { .text = "---\ntitle: A\nprovider: BBC\n---\n",
          .expected = "title=A\nprovider=BBC\n" },
        { .text = "---\ntitle: A\nprovider: [a]\n---\n",
          .expected = "title=A\n!3:11 provider is a list; it is left out\n" },
        { .text = "---\ntitle: A\nprovider:\n  name: N\n  domain: d.org\n  size: 3\n"
                  "  images:\n    - url: u\n---\n",
          .expected = "title=A\nprovider=N\ndomain=d.org\n+provider.size=3\n" },
        { .text = "---\ntitle: A\nauthor: [Ann, Bob]\n---\n",
          .expected = "title=A\nauthor=Ann, Bob\n" },
        { .text = "---\ntitle: A\nauthor:\n  name: Ann\n  email: a@b\n---\n",
          .expected = "title=A\nauthor=Ann\n+author.email=a@b\n" },
        { .text = "---\ntitle: A\nauthor:\n  - name: Ann\n  - Bob\n---\n",
          .expected = "title=A\nauthor=Bob\n!4:3 an entry of author is no text\n" },
        { .text = "---\ntitle: \"A\\0B\"\n---\n",
          .expected = "title=a\n!!2:8 title holds a NUL byte; it is left out\n" },
        { .text = "---\ntitle: A\nwebUrl: \"http://a\\0b\"\nx: \"\\0\"\n---\n",
          .expected = "title=A\n!!3:9 webUrl holds a NUL byte; it is left out\n"
                      "!!4:4 x holds a NUL byte; it is left out\n" },
        { .text = "---\ntitle: A\n\"x\\0y\": 1\n---\n",
          .expected = "title=A\n!!3:1 a key holds a NUL byte; it is left out\n" },
        { .text = "---\ntitle: A\ntitle: B\nx: 1\nx: 2\n---\n",
          .expected = "title=A\n+x=1\n!3:8 title is there twice; the first one counts\n"
                      "!5:4 x is there twice; the first one counts\n" },
        { .text = "---\ntitle: A\nsecured: [a]\nsecured: b\n---\n",
          .expected = "title=A\n!4:10 secured is there twice; the first one counts\n" },
        { .text = "---\ntitle: A\nsecured:\n  a: b\nrelated: 5\nimages: x\n---\n",
          .expected = "title=A\n!5:10 related is not a list\n!6:9 images is not a list\n" },
        { .text = "---\ntitle: A\noriginalUrl: http://a/b\nwebUrl: http://c/d\n"
                  "permalink: /x/:title\n---\n",
          .expected = "title=A\nurl=http://a/b\nwebUrl=http://c/d\npermalink=/x/:title\n" },
        { .text = "---\ntitle: A\npermalink: https://c/d\n---\n",
          .expected = "title=A\nurl=https://c/d\npermalink=https://c/d\n" },
        { .text = "---\ntitle: A\nlang: ja\ntype: video\n---\n",
          .expected = "title=A\ntype=video\nlang=ja\n" },
    };

    (void)state;
    CHECK(examples);
}

static void test_extras(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: A\nprice: Free\nlength: PT44M\nratings:\n  count: 32\n"
                  "  average: 4.65625\n---\n",
          .expected = "title=A\n+price=Free\n+length=PT44M\n+ratings.count=32\n"
                      "+ratings.average=4.65625\n" },
        { .text = "---\ntitle: A\nlevels:\n  - Beginner\n  - Expert\n---\n",
          .expected = "title=A\n+levels=Beginner, Expert\n" },
        { .text = "---\ntitle: A\nitems:\n  - url: x\nactions: [{a: b}, c]\n---\n",
          .expected = "title=A\n" },
        { .text = "---\ntitle: A\ntranslator:\nempty: \"\"\nlist: []\nmap: {}\n---\n",
          .expected = "title=A\n" },
        { .text = "---\ntitle: A\na:\n  b:\n    c: 1\n  d: 2\ne: 3\n---\n",
          .expected = "title=A\n+a.b.c=1\n+a.d=2\n+e=3\n" },
        { .text = "---\ntitle: A\na:\n  secured: x\n  related: y\n---\n",
          .expected = "title=A\n+a.secured=x\n+a.related=y\n" },
        { .text = "---\ntitle: A\n? [a, b]\n: c\n? {d: e}\n: f\ng: h\n---\n",
          .expected = "title=A\n+g=h\n!3:3 a key is no text; it is left out\n"
                      "!5:3 a key is no text; it is left out\n" },
        { .text = "---\ntitle: A\n5: five\ntrue: yes\n~: none\n---\n",
          .expected = "title=A\n+5=five\n+true=yes\n" },
        { .text = "---\ntitle: &t A\nagain: *t\n---\n", .expected = "title=A\n+again=A\n" },
        { .text = "---\ntitle: !!python/object:os.system A\nx: !!binary aGk=\n---\n",
          .expected = "title=A\n+x=aGk=\n" },
        { .text = "---\ntitle: A\nlayout: post\nhot: \"a\\tb\\r\\nc\"\n---\n",
          .expected = "title=A\n+layout=post\n+hot=a b c\n" },
    };

    (void)state;
    CHECK(examples);
}

/* Faults: what was read before them stays; the cut saves what comes after a broken related. */
static void test_faults(void **state)
{
    static const struct example examples[] = {
        { .text = "---\ntitle: A\nexcerpt: \"open\n---\nx",
          .expected = "title=A\nwords=1\nbody\n"
                      "!!4:1 found unexpected end of stream while scanning a quoted scalar\n" },
        { .text = "---\ntitle: A\n b: c\n---\n",
          .expected = "title=A b\n!!3:3 mapping values are not allowed in this context\n" },
        { .text = "---\ntitle: A\nexcerpt: caf\xE9 noir\ntype: b\n---\n",
          .expected = "title=A\nexcerpt=caf\xEF\xBF\xBD noir\ntype=b\n"
                      "!3:14 invalid trailing UTF-8 octet\n" },
        { .text = "---\ntitle: A\nexcerpt: a\x07z\n---\n",
          .expected = "title=A\nexcerpt=a\xEF\xBF\xBDz\n"
                      "!3:11 control characters are not allowed\n" },
        { .text = "---\ntitle: A\nprovider:\n\tname: N\n---\n",
          .expected = "title=A\nprovider=N\n!4:1 found character that cannot start any token "
                      "while scanning for the next token\n" },
        { .text = "---\ntitle: A\nx: *none\n---\n",
          .expected = "title=A\n!!3:4 alias 'none' of an unknown anchor\n" },
        { .text = "---\ntitle: A\na: &a [1]\nb: *a\nc: 1\n---\n",
          .expected = "title=A\n+a=1\n!!4:4 alias 'a' of a list or map\n" },
    };

    (void)state;
    CHECK(examples);
}

/* What lies in a broken related list is lost, what comes after it is not, on either road; but
 * only the full road sees the fault. */
static void test_broken_related(void **state)
{
    static const char text[] = "---\ntitle: A\nrelated:\n  - title: one\n"
                               "    excerpt: two: three\n  - title: four\ntopics:\n"
                               "  - AI\nheat: hot\n---\n";
    static const char fields_of[] = "title=A\ntopic=AI\nrelated\n";
    static const char fault[] = "!!5:17 mapping values are not allowed in this context\n";
    static const char warning[] = "!9:7 heat is no number; it is left out\n";

    (void)state;
    for (int road = FRONT_QUICK; road <= FRONT_FULL; road++) {
        struct buf dump = BUF_INIT(DUMP_MAX), want = BUF_INIT(DUMP_MAX);
        struct parsed parsed;
        parse(&parsed, text, sizeof text - 1, "a.md", (enum front_road)road);
        dump_article(&parsed, &dump);
        dump_problems(&parsed, &dump);
        buf_addf(&want, "%s%s%s", fields_of, warning, road == FRONT_FULL ? fault : "");
        assert_string_equal(buf_str(&dump), buf_str(&want));
        assert_int_equal(parsed.front.related_count, road == FRONT_FULL ? 1 : 0);
        release(&parsed);
        buf_release(&dump);
        buf_release(&want);
    }
}

static void check_related(const char *text, size_t n)
{
    struct parsed parsed;

    parse(&parsed, text, n, "a.md", FRONT_FULL);
    const struct front *front = &parsed.front;
    assert_int_equal(front->related_count, 2);
    assert_string_equal(front->related[0].title, "One");
    assert_string_equal(front->related[0].excerpt, "");
    assert_string_equal(front->related[0].provider, "P");
    assert_string_equal(front->related[0].domain, "p.org");
    assert_string_equal(front->related[0].url[URL_WEB], "http://p.org/1");
    assert_string_equal(front->related[0].url[URL_ORIGINAL], "");
    assert_int_equal(front->related[0].date, date_parse("2021-04-12", 10));
    assert_true(front->related[0].quality == 57);
    assert_string_equal(front->related[1].title, "");
    assert_int_equal(front->related[1].date, DATE_NONE);
    assert_true(front->related[1].quality != front->related[1].quality);
    assert_int_equal(front->image_count, 2);
    assert_string_equal(front->images[0].url, "http://p.org/a.jpg");
    assert_string_equal(front->images[0].title, "T");
    assert_int_equal(front->images[0].width, 1200);
    assert_int_equal(front->images[0].height, 675);
    assert_int_equal(front->images[1].width, 0);
    assert_string_equal(front->images[1].url, "");
    release(&parsed);

    parse(&parsed, text, n, "a.md", FRONT_QUICK);
    assert_true(parsed.article.has_related);
    assert_int_equal(parsed.front.related_count + parsed.front.image_count, 0);
    assert_int_equal(parsed.front.problem_count, 0);
    release(&parsed);
}

static void test_related(void **state)
{
    static const char text[] = "---\n"
                               "related:\n"
                               "  - title: \"One\"\n"
                               "    publishedDateTime: 2021-04-12\n"
                               "    webUrl: \"http://p.org/1\"\n"
                               "    images:\n"
                               "      - url: \"http://p.org/deep.jpg\"\n"
                               "        title: deep\n"
                               "    provider:\n"
                               "      name: P\n"
                               "      domain: p.org\n"
                               "      title: not this\n"
                               "    quality: 57\n"
                               "  - quality: good\n"
                               "    publishedDateTime: soon\n"
                               "    title: [no]\n"
                               "  - only text\n"
                               "images:\n"
                               "- url: http://p.org/a.jpg\n"
                               "  title: T\n"
                               "  width: 1200\n"
                               "  height: 675\n"
                               "- width: -3\n"
                               "  height: many\n"
                               "title: A\n"
                               "---\n";
    struct buf dump = BUF_INIT(DUMP_MAX);
    struct parsed parsed;

    (void)state;
    check_related(text, sizeof text - 1);
    parse(&parsed, text, sizeof text - 1, "a.md", FRONT_FULL);
    dump_problems(&parsed, &dump);
    assert_string_equal(buf_str(&dump),
                        "!14:14 quality of an entry of related is wrong; it is left out\n"
                        "!15:24 publishedDateTime of an entry of related is wrong; it is left "
                        "out\n"
                        "!17:5 an entry of related has no keys\n"
                        "!24:11 height of an entry of images is wrong; it is left out\n");
    buf_release(&dump);
    release(&parsed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),   cmocka_unit_test(test_extras),
        cmocka_unit_test(test_faults),  cmocka_unit_test(test_broken_related),
        cmocka_unit_test(test_related),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
