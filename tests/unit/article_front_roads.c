/* SPDX-License-Identifier: MIT */
/* The two roads give one article: for what is over a cap, for files made of good and bad lines,
 * for a damaged file, and for real ones. */
#include "article_front.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "article_plain.h"
#include "dice.h"

/* ---- caps ---- */

static void repeat(struct buf *out, const char *text, size_t times)
{
    while (times--)
        buf_adds(out, text);
}

static void test_long_values(void **state)
{
    static const struct {
        const char *key;
        size_t max;
    } caps[] = { { "title", 1000 },
                 { "excerpt", 8000 },
                 { "webUrl", 8192 },
                 { "other", 4000 },
                 { "type", 200 } };

    (void)state;
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        struct buf text = BUF_INIT(DUMP_MAX), dump = BUF_INIT(DUMP_MAX);
        struct buf want = BUF_INIT(DUMP_MAX);
        struct parsed parsed;
        buf_addf(&text, "---\n%s: x", caps[i].key);
        /* Two bytes each, so that the last one does not fit whole. */
        repeat(&text, "\xC3\xA9", 10000);
        buf_adds(&text, "\n---\n");
        parse(&parsed, text.data, text.len, "a.md", FRONT_QUICK);
        dump_article(&parsed, &dump);
        dump_problems(&parsed, &dump);
        buf_addf(&want, "%s=x", caps[i].key);
        repeat(&want, "\xC3\xA9", (caps[i].max - 1) / 2);
        buf_adds(&want, "\n");
        if (!strstr(buf_str(&dump), buf_str(&want)))
            fail_msg("%s: %.200s", caps[i].key, buf_str(&dump));
        buf_clear(&want);
        buf_addf(&want, "!2:%zu %s is longer than %zu bytes; the rest is left out\n",
                 strlen(caps[i].key) + 3, caps[i].key, caps[i].max);
        assert_non_null(strstr(buf_str(&dump), buf_str(&want)));
        buf_release(&text);
        buf_release(&dump);
        buf_release(&want);
        release(&parsed);
    }
}

/* Parse by both roads, compare, and give the problems. */
static void check_roads(const struct buf *text, struct buf *problems)
{
    struct buf quick = BUF_INIT(DUMP_MAX), full = BUF_INIT(DUMP_MAX);
    struct parsed parsed;

    parse(&parsed, text->data, text->len, "2021-01-01-a.md", FRONT_FULL);
    dump_article(&parsed, &full);
    release(&parsed);
    parse(&parsed, text->data, text->len, "2021-01-01-a.md", FRONT_QUICK);
    dump_article(&parsed, &quick);
    if (problems)
        dump_problems(&parsed, problems);
    if (strcmp(buf_str(&quick), buf_str(&full)) != 0)
        fail_msg("the roads part at:\n%.20000s\nquick:\n%s\nfull:\n%s", buf_str(text),
                 buf_str(&quick), buf_str(&full));
    release(&parsed);
    buf_release(&quick);
    buf_release(&full);
}

static void test_caps(void **state)
{
    static const struct {
        const char *before, *repeated;
        size_t times;
        const char *after, *problem;
    } caps[] = {
        { "", "k%zu: v\n", 2000, "", "!1002:7 more than 1000 keys; the rest is left out" },
        { "a:\n", "  k%zu: v\n", 2000, "", "!1002:9 more than 1000 keys; the rest is left" },
        { "secured: \"", "x", 100000, "\"\n", "" },
        { "related:\n", "  - title: x\n", 3000, "", "" },
        { "x:\n", "  - abcdefgh\n", 9000, "",
          "!8195:5 more than 65536 bytes of keys and values; the rest is left out" },
        { "topics:\n", "  - abc\n", 101, "", "" },
        { "x: [", "[", 20, "", "!!" },
        { "x: ", "{a: ", 20, "", "!!" },
        { "x: &a [b]\ny:\n", "  - *a\n", 20, "", "alias 'a' of a list or map" },
        { "# ", "c", 500000, "\n", "" },
        { "", "k", 500000, ": v\n", "!!" },
        { "x: ", "v", 500000, "\n", "more than 65536 bytes" },
        { "x: ", "v", 2000000, "\n", "!1:1 the front matter is not closed" },
        { "", "? ", 5000, "\n", "!!" },
        { "", "- ", 5000, "\n", "!!" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof caps / sizeof *caps; i++) {
        struct buf text = BUF_INIT(DUMP_MAX), problems = BUF_INIT(DUMP_MAX);
        buf_addf(&text, "---\ntitle: A\n%s", caps[i].before);
        const char *number = strstr(caps[i].repeated, "%zu");
        for (size_t k = 0; number && k < caps[i].times; k++)
            buf_addf(&text, "%.*s%zu%s", (int)(number - caps[i].repeated), caps[i].repeated, k,
                     number + 3);
        if (!number)
            repeat(&text, caps[i].repeated, caps[i].times);
        buf_addf(&text, "%stype: late\n---\nbody\n", caps[i].after);
        check_roads(&text, &problems);
        bool told = problems.len > 0;
        if (told != (*caps[i].problem != '\0') || !strstr(buf_str(&problems), caps[i].problem))
            fail_msg("cap %zu: %.2000s", i, buf_str(&problems));
        buf_release(&text);
        buf_release(&problems);
    }
}

/* ---- the property: both roads give one article ---- */

/* Lines that a front matter may be made of, good and bad. */
static const char *const pieces[] = {
    "title: A\n",
    "title: \"A\"\n",
    "title: 'A''s'\n",
    "title: \"open\n",
    "title: 'open\n",
    "title: \"a\" # \"\n",
    "title: a \"b\n",
    "title: a #\"\n",
    "excerpt: \"x \\\"y\\\\\"\n",
    "excerpt: \"x\\\"\n",
    "excerpt: |\n  related:\n",
    "excerpt: >-\n",
    "  folded\n",
    "\n",
    "   \n",
    "\t\n",
    "  \t\n",
    "# comment\n",
    "  # \"comment\n",
    "type: article\n",
    "type:\n",
    "tags: [a, b]\n",
    "tags: [a,\n",
    "b]\n",
    "]\n",
    "tags: [\"a\", b]\n",
    "tags: {a: b}\n",
    "tags: a b\n",
    "heat: -1\n",
    "heat: 5\n",
    "quality: x\n",
    "provider:\n",
    "  name: N\n",
    "  domain: \"d.org\"\n",
    "  images:\n",
    "topics:\n",
    "  - AI\n",
    "- AI\n",
    "  - \"ML\"\n",
    "  - \"ML\n",
    "  - 'it''s\n",
    "images:\n",
    "  - url: \"u\"\n",
    "    width: 5\n",
    "images: []\n",
    "images: [\n",
    "related:\n",
    "related: []\n",
    "related: [a]\n",
    "related: # c\n",
    "related: x\n",
    "related:\n  - title: \"t\"\n    heat: 9\n",
    "  - title: t\n",
    "    title: \"x\n",
    "    x: 'y' # '\n",
    "    - - \"a\n",
    "    - -a\n",
    "  - {a: b}\n",
    "  - {a:\n",
    "  - a: b: \"\n",
    "  - a b: \"\n",
    "  - \"a\": 'b\n",
    "  - -\ttitle: \"x\n",
    "  -\t\"x\n",
    "  ? \"x\n",
    "  - &a \"x\n",
    "  - *a\n",
    "  - title: a\xE2\x80\xA8heat: 3\n",
    "  - a\xC2\x85type: z\n",
    "  - a\rtype: z\n",
    "# c\xE2\x80\xA9type: y\n",
    "secured: \"abc\"\n",
    "secured: \"abc\n",
    "secured: abc\n",
    "secured:\n",
    "secured: |\n",
    "  abc\n",
    "    deep: er\n",
    " one: 1\n",
    "date: soon\n",
    "date: 2021-01-02\n",
    "x: &a 1\n",
    "y: *a\n",
    "<<: *a\n",
    "? q\n",
    ": r\n",
    "\"title\": Q\n",
    "price: Free\n",
    "price: 3\n",
    "author: [A, B]\n",
    "author:\n",
    "  - title: \"a\\\\\"\n",
    "caf\xC3\xA9: 1\n",
    "x: \xFF\n",
    "    y: \xFF\n",
    "z: a\x01\n",
    "%YAML 1.1\n",
    "--- x\n",
    "  ---\n",
    "name: N\n",
    "  related:\n",
    "    - q\n",
    "\xEF\xBB\xBFtype: b\n",
    "related:\r\n",
    "  - title: r\r\n",
    "type: crlf\r\n",
    "x: >\n",
    "!!str title: T\n",
};

static void test_roads_agree(void **state)
{
    enum { FILES = 20000, PIECES_MAX = 14 };

    (void)state;
    dice_seed = 1;
    for (int i = 0; i < FILES; i++) {
        struct buf text = BUF_INIT(DUMP_MAX);
        buf_adds(&text, "---\n");
        for (int n = dice(PIECES_MAX); n > 0; n--)
            buf_adds(&text, PICK(pieces));
        buf_adds(&text, "---\n# Body\n");
        check_roads(&text, NULL);
        buf_release(&text);
    }
}

/* The same for related lists, whose addresses both roads must see alike. */
static void test_related_agree(void **state)
{
    static const char *const lists[] = { "related:\n", "related:\n  - title: t\n",
                                         "related:\n- title: t\n", "related: # c\n" };
    static const char *const lines[] = {
        "related:\n  - webUrl: http://a.b/c\n",
        "related:\n  - title: x\n    webUrl: \"https://www.A.b/C/#d\"\n",
        "related:\n- webUrl: http://zero.org\n",
        "related:\n  -\n    webUrl: http://below.org\n",
        "  - webUrl: 'http://item.org'\n",
        "    webUrl: http://key.org # c\n",
        "    webUrl:\n",
        "    webUrl: \"http://a\\/b\"\n",
        "    webUrl: http://two.org \"x\n",
        "      http://further.org\n",
        "    http://same.org\n",
        "      - more\n",
        "    images:\n    - webUrl: http://image.org\n      webUrl: http://image.com\n",
        "    provider:\n      webUrl: http://provider.org\n",
        "  - - webUrl: http://inner.org\n      webUrl: http://inner.com\n",
        "    webUrl: null\n",
        "    webUrl: http://a b.org\n",
        "webUrl: \"https://w.com/a?b=c#d\"\nheat: -1\n\nprovider:\n  name: B C\n"
        "  - title: t\n",
        "    title: \"t\"\n",
        "- title: t\n",
        "  - webUrl: http://www.first.org/\n",
        "  webUrl: http://zero.org/key\n",
        "  -\n",
        "  - t\n",
        "\n",
        "    # c\n",
        "    webUrl: [http://flow.org]\n",
        "  - {webUrl: http://flow.org}\n",
        "    x: y\n",
        "type: z\n",
    };
    enum { FILES = 20000, LINES_MAX = 9 };

    (void)state;
    dice_seed = 7;
    for (int i = 0; i < FILES; i++) {
        struct buf text = BUF_INIT(DUMP_MAX);
        buf_addf(&text, "---\n%s", PICK(lists));
        for (int n = dice(LINES_MAX); n > 0; n--)
            buf_adds(&text, PICK(lines));
        buf_adds(&text, "---\n");
        check_roads(&text, NULL);
        buf_release(&text);
    }
}

/* Files that are YAML as a whole, but where the cut of a simpler scan would be wrong. */
static void test_roads_agree_on_traps(void **state)
{
    static const char *const traps[] = {
        "related:\n  - title:\t\"x\ntype: y\"\nlang: z\n",
        "related:\n  - title: a\xC2\x85type: z\n",
        "related:\n  - title: a\xE2\x80\xA8type: z\n",
        "related:\n  - title: a\xE2\x80\xA9type: z\n",
        "related:\n  - title: a\rtype: z\n",
        "related:\n  - a\n  # \xE2\x80\xA8type: z\n",
        "related:\n# \xE2\x80\xA8type: z\n  - a\n",
        "related:\n  - 'a' # '\xE2\x80\xA8type: 'z'\n",
        "related:\n  - title: \"a\\\"\ntype: z\"\nlang: z\n",
        "related:\n  - title: \"a\\\\\\\"\ntype: z\"\nlang: z\n",
        "related:\n  - title: \"a\\\\\"\ntype: z\nlang: z\n",
        "related:\n  - title: 'a''\ntype: z'\nlang: z\n",
        "related:\n  - title: \"\ntype: z\"\nlang: z\n",
        "related:\n  - a b: \"x\ntype: z\"\nlang: z\n",
        "related:\n  - a b:\n    - \"x\ntype: z\"\nlang: z\n",
        "related:\n  - title: &a \"x\ntype: z\"\nlang: z\n",
        "related:\n  - title: !!str \"x\ntype: z\"\nlang: z\n",
        "related:\n  - \"a\": \"x\ntype: z\"\nlang: z\n",
        "related:\n  - 'a': \"x'\ntype: z\"\nlang: z\n",
        "related:\n  - 'a': \"b'\ntype: ''\"\nlang: z\n",
        "related:\n  - ? \"x\ntype: z\"\n    : y\nlang: z\n",
        "related:\n  - ? \"x\ntype: z\"\nlang: z\n",
        "related:\n  - [a,\ntype: z]\nlang: z\n",
        "related:\n  - {a: b,\ntype: z}\nlang: z\n",
        "related:\n  - x: {a: b,\ntype: z}\nlang: z\n",
        "related:\n  - x: [\"a, ]\ntype: z\"]\nlang: z\n",
        "related:\n  - - - \"x\ntype: z\"\nlang: z\n",
        "related: &a\n  - x\nlang: *a\n",
        "related:\n  - &a x\nlang: *a\n",
        "related:\n  - x: &a y\nlang: *a\n",
        "related:\n  a: b\ntype: z\n",
        "related:\n  a\ntype: z\n",
        "related:\n\"type\": z\nlang: z\n",
        "related:\n  - a\n? type\n: z\n",
        "related:\n  - a\nrelated: []\ntype: z\n",
        "related: []\nrelated:\n  - a\ntype: z\n",
        "images:\n  - a\nimages:\n  - a\ntype: z\n",
        "secured: \"x\nrelated:\n  - a\ntype: z\"\nlang: z\n",
        "secured: |\n  x\ntype: z\n",
        "secured: x\n  y\ntype: z\n",
        "secured:\n  x: \"y\ntype: z\"\nlang: z\n",
        "excerpt: \"x\nrelated:\n  - y\"\ntype: z\n",
        "excerpt: 'x\nrelated:\n  - y'\ntype: z\n",
        "tags: [a,\nrelated:\n]\ntype: z\n",
        "excerpt: |\n  related:\n  - a\ntype: z\n",
        "  title: A\n  related:\n  - a\n  type: z\n",
        "related:\n- title: a\n- b\ntype: z\n",
        "related:\n  -\n    title: a\n  -\ntype: z\n",
        "related:\n  -\ntype: z\n",
        "related: # none\ntype: z\n",
        "related:\n# some\n  # more\n\n  - a\ntype: z\n",
        "related:\ntype: z\n",
        "related:\n  - a\n",
        "related:\n  - a",
        "related:\n  - a\n...",
        "related:\n  - a: it's \"so\"\n    b: 5 > 4 & [x]\ntype: z\n",
    };
    size_t good = 0;

    (void)state;
    for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
        struct buf text = BUF_INIT(DUMP_MAX), problems = BUF_INIT(DUMP_MAX);
        buf_addf(&text, "---\nprice: Free\n%s\n---\n", traps[i]);
        check_roads(&text, &problems);
        good += !strstr(buf_str(&problems), "!!");
        buf_release(&text);
        buf_release(&problems);
    }
    /* A trap that is no YAML shows nothing, because then the cut decides on both roads. */
    assert_true(good >= sizeof traps / sizeof *traps * 9 / 10);
}

/* What is cut counts against no cap. */
static void test_cuts_are_not_counted(void **state)
{
    struct buf text = BUF_INIT(DUMP_MAX), problems = BUF_INIT(DUMP_MAX);

    (void)state;
    buf_adds(&text, "---\nrelated:\n  - title: a\nimages:\n  - url: a\nsecured: \"");
    repeat(&text, "x", FRONT_REST_MAX);
    buf_adds(&text, "\"\n");
    for (int i = 0; i < FRONT_KEYS_MAX; i++)
        buf_addf(&text, "k%d: v\n", i);
    buf_adds(&text, "---\n");
    check_roads(&text, &problems);
    assert_string_equal(buf_str(&problems), "");
    buf_release(&text);
    buf_release(&problems);
}

/* One good file with one byte changed, dropped or doubled. */
static void test_roads_agree_on_damage(void **state)
{
    static const char good[] =
        "---\ncategory: news\ntitle: \"AI \\\"x\\\" y\"\npublishedDateTime: 2020-12-05T19:10:00Z\n"
        "  images:\n    - url: \"h\"\n\ntopics:\n  - Machine Learning\n  - AI\n\n"
        "related:\n  - title: \"D w\"\n    excerpt: \"it's: a \\\"q\\\"\"\n    provider:\n"
        "      name: W.com\n    images:\n      - url: \"u\"\n        isCached: true\n"
        "  - title: 'E''s'\n\nimages:\n  - url: u\n\nsecured: \"Rb+n;6L==\"\nprice: Free\n---\n";
    static const char bytes[] = " \n\t\r\"'#:-[]{}&*!|>%@`,?\\a0\xFF\xC2\x85\x01";

    (void)state;
    for (size_t at = 4; at < sizeof good - 5; at++) {
        for (size_t b = 0; b < sizeof bytes + 1; b++) {
            struct buf text = BUF_INIT(DUMP_MAX);
            buf_add(&text, good, at);
            if (b < sizeof bytes - 1)
                buf_add(&text, &bytes[b], 1);
            if (b == sizeof bytes - 1)
                buf_add(&text, &good[at], 1);
            buf_add(&text, good + at + 1, sizeof good - 2 - at);
            check_roads(&text, NULL);
            if (b < sizeof bytes - 1) {
                buf_truncate(&text, at + 1);
                buf_add(&text, good + at, sizeof good - 1 - at);
                check_roads(&text, NULL);
            }
            buf_release(&text);
        }
    }
}

static void read_whole(const char *path, struct buf *out)
{
    char part[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n;

    assert_true(fd >= 0);
    while ((n = read(fd, part, sizeof part)) > 0)
        buf_add(out, part, (size_t)n);
    close(fd);
}

/* Every file below a folder, given to check. */
static size_t each_file(const char *folder, void (*check)(const struct buf *text))
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    if (!dir)
        return 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct buf path = BUF_INIT(65536), text = BUF_INIT((size_t)64 << 20);
        buf_addf(&path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.') {
            buf_release(&path);
            continue;
        }
        if (entry->d_type == DT_DIR) {
            count += each_file(buf_str(&path), check);
        } else {
            read_whole(buf_str(&path), &text);
            check(&text);
            count++;
        }
        buf_release(&path);
        buf_release(&text);
    }
    closedir(dir);
    return count;
}

static void check_one(const struct buf *text)
{
    struct front_frame frame;

    check_roads(text, NULL);
    front_frame_find(buf_str(text), text->len, &frame, NULL, false);
    if (frame.kind == FRAME_YAML &&
        plain_check(text->data + frame.start, frame.end - frame.start) == PLAIN_DIFFERS)
        fail_msg("libyaml differs about:\n%.20000s", buf_str(text));
}

/* Folder of real files to hold the roads to one another on; there are none in the tree. */
static void test_roads_agree_on_corpora(void **state)
{
    const char *corpora = getenv("CORPORA");
    size_t count = each_file(corpora ? corpora : "../shared/corpora", check_one);

    (void)state;
    if (count == 0)
        skip();
    print_message("%zu files\n", count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_values),
        cmocka_unit_test(test_caps),
        cmocka_unit_test(test_roads_agree),
        cmocka_unit_test(test_related_agree),
        cmocka_unit_test(test_roads_agree_on_traps),
        cmocka_unit_test(test_cuts_are_not_counted),
        cmocka_unit_test(test_roads_agree_on_damage),
        cmocka_unit_test(test_roads_agree_on_corpora),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
