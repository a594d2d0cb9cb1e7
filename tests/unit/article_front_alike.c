/* SPDX-License-Identifier: MIT */
/* Lines of a related list that are taken because they are like others, against the same text
 * with CR LF, where the scan looks at each line by itself; and lists that are passed over
 * without a look at their lines. */
#include "article_front.h"
#include "random_text.h"

#include "article/front_parts.h"

enum { TEXT_MAX = 1024 * 1024 };

static void add_crlf(struct buf *out, const struct buf *text)
{
    for (size_t i = 0; i < text->len; i++) {
        if (text->data[i] == '\n')
            buf_addc(out, '\r');
        buf_addc(out, text->data[i]);
    }
}

static size_t count_lines(const char *text, size_t from, size_t to)
{
    size_t lines = 0;

    for (size_t i = from; i < to; i++)
        lines += text[i] == '\n';
    return lines;
}

static bool same_cuts(const struct front_scan *a, const char *a_text,
                      const struct front_scan *b, const char *b_text)
{
    bool same = a->cut_count == b->cut_count && a->closed == b->closed &&
                a->has_related == b->has_related && a->has_images == b->has_images &&
                count_lines(a_text, 0, a->next) == count_lines(b_text, 0, b->next);

    for (size_t i = 0; same && i < a->cut_count; i++)
        same = count_lines(a_text, 0, a->cuts[i].start) ==
                   count_lines(b_text, 0, b->cuts[i].start) &&
               count_lines(a_text, 0, a->cuts[i].end) == count_lines(b_text, 0, b->cuts[i].end);
    return same;
}

/* Where each line is seen to be closed, passing over them gives the same cut. */
static void check_passing(const struct buf *text, const struct front_scan *careful)
{
    struct front_scan quick;

    if (!front_scan(text->data, text->len, false, &quick) ||
        !same_cuts(&quick, text->data, careful, text->data))
        fail_msg("passed over otherwise:\n%s", buf_str(text));
    assert_int_equal(quick.related.count, 0);
}

/* Both scans see the same cuts and addresses. */
static bool check(const struct buf *text)
{
    struct buf crlf = BUF_INIT(2 * TEXT_MAX);
    struct front_scan one, other;

    add_crlf(&crlf, text);
    bool sure = front_scan(text->data, text->len, true, &one);
    if (sure != front_scan(crlf.data, crlf.len, true, &other))
        fail_msg("%s:\n%s", sure ? "too sure" : "not sure", buf_str(text));
    if (sure && (!same_cuts(&one, text->data, &other, crlf.data) ||
                 one.related.count != other.related.count ||
                 memcmp(one.related.keys, other.related.keys,
                        one.related.count * sizeof *one.related.keys) != 0))
        fail_msg("another cut:\n%s", buf_str(text));
    if (sure) {
        check_passing(text, &one);
        check_passing(&crlf, &other);
    }
    buf_release(&crlf);
    return sure;
}

/* What may stand behind a key, good and bad. */
static const char *const values[] = {
    "x\n",
    "\"A title: of 'words'\"\n",
    "\"https://a.org/1\"\n",
    "\"https://b.org/2\"\n",
    "https://c.org/3\n",
    "https://d.org/4 # c\n",
    "https://e.org/5  \n",
    "2021-01-02T03:04:05Z\n",
    "\n",
    "-1\n",
    "\"\"\n",
    "\"",
    "\"a\" b\"\n",
    "\"a\"b\n",
    "\"a\\\"\n",
    "\"a\\\\\"\n",
    "\"a \xE2\x80\x99 b\"\n",
    "a \xE2\x80\x99 b\n",
    "a\xE2\x80\xA8type: b\n",
    "a\xC2\x85type: b\n",
    "a\tb\n",
    "'x'\n",
    "'x\n",
    "[a, b]\n",
    "[a,\n",
    "|\n",
    "a: b\n",
    "a #\"\n",
    "\"a\"  \n",
    "\"a\" # c\n",
    "\"a\n      b\"\n",
    "\"a\ntype: b\"\n",
};

static const char *const keys[] = {
    "  - title: ",    "    title: ",  "    excerpt: ", "    webUrl: ",     "    webUrl: ",
    "    provider:",  "      name: ", "    images:",   "      - webUrl: ", "      - url: ",
    "  - webUrl: ",   "- webUrl: ",   "  -",           "    - ",           "        width: ",
    "    # comment ", "  webUrl: ",   "  x: ",         "    a key: ",      "    \"key\": ",
};

/* Good lines mostly, so that there is something to be like. */
static void add_entries(struct buf *text, struct random_text *random)
{
    enum { ENTRIES_MAX = 6, LINES = 5, GOOD_VALUES = 8, CHANGES = 12 };
    size_t lines[LINES];

    for (size_t i = 0; i < LINES; i++)
        lines[i] = random_text_next(random, sizeof keys / sizeof *keys);
    for (uint32_t n = 1 + random_text_next(random, ENTRIES_MAX); n > 0; n--) {
        buf_addf(text, "  - excerpt: \"%u\"\n", random_text_next(random, 3));
        for (size_t i = 0; i < LINES; i++) {
            bool odd = random_text_next(random, CHANGES) == 0;
            size_t key = odd ? random_text_next(random, sizeof keys / sizeof *keys) : lines[i];
            odd = random_text_next(random, CHANGES) == 0;
            size_t value =
                random_text_next(random, odd ? sizeof values / sizeof *values : GOOD_VALUES);
            buf_addf(text, "%s%s", keys[key], values[value]);
        }
    }
}

static void test_lines_that_are_alike(void **state)
{
    enum { FILES = 20000 };
    struct random_text random = { .state = 3 };
    int sure = 0;

    (void)state;
    for (int i = 0; i < FILES; i++) {
        struct buf text = BUF_INIT(TEXT_MAX);
        buf_adds(&text, "title: A\nrelated:\n");
        add_entries(&text, &random);
        buf_adds(&text, "secured: \"some more bytes than a line has to have\"\n---\nbody\n");
        sure += check(&text);
        buf_release(&text);
    }
    assert_in_range(sure, FILES / 10, FILES);
}

/* Entries as they are; in each place of the last one a byte more, another one or one less. */
static void test_damage(void **state)
{
    static const char entry[] =
        "  - title: \"One, or two\"\n    excerpt: \"it's: a [few] words\"\n"
        "    publishedDateTime: 2022-01-24T14:14:00Z\n"
        "    webUrl: \"https://a.org/%d\"\n    provider:\n"
        "      name: A Name\n    quality: %d\n    images:\n"
        "      - url: \"https://a.org/i.jpg\"\n        width: 652\n";
    static const char bytes[] = " \n\t\"'#:-[]{}&*!|>%@`,?\\a0\xFF\xC2\x85\xE2";
    struct buf good = BUF_INIT(TEXT_MAX);

    (void)state;
    buf_adds(&good, "related:\n");
    for (int i = 0; i < 3; i++)
        buf_addf(&good, entry, i, 70 + i);
    size_t from = good.len * 2 / 3;
    buf_adds(&good, "secured: \"some more bytes than a line has to have\"\n---\n");
    for (size_t at = from; at < good.len; at++) {
        for (size_t b = 0; b < 2 * sizeof bytes; b++) {
            struct buf text = BUF_INIT(TEXT_MAX);
            buf_add(&text, good.data, at);
            if (b != 0)
                buf_addc(&text, bytes[b / 2]);
            buf_add(&text, good.data + at + b % 2, good.len - at - b % 2);
            if (b / 2 < sizeof bytes - 1)
                check(&text);
            buf_release(&text);
        }
    }
    buf_release(&good);
}

/* The line behind the list wherever it may begin, after each kind of line end. */
static void test_passing_over(void **state)
{
    static const char *const ends[] = { "\n", "\r\n", "\r", "\n\n", "\n \n", "\n\t\n" };
    enum { LENGTHS = 200 };

    (void)state;
    for (size_t end = 0; end < sizeof ends / sizeof *ends; end++) {
        for (size_t length = 0; length < LENGTHS; length++) {
            struct buf text = BUF_INIT(TEXT_MAX);
            struct front_scan scan;
            buf_addf(&text, "related:\n  - a%s", ends[end]);
            for (size_t i = 0; i < length; i++)
                buf_adds(&text, i % 7 ? " x" : "\t\xE2");
            buf_addf(&text, "%s  x: y%s# c\n- b%s", ends[end], ends[end], ends[end]);
            size_t start = text.len;
            buf_adds(&text, length % 2 ? "type: z\n" : "secured: z\nrelated: []\n---\n");
            if (!front_scan(text.data, start, false, &scan) || scan.cuts[0].end != start)
                fail_msg("end %zu, %zu: not to the end", end, length);
            bool sure = front_scan(text.data, text.len, false, &scan);
            if (sure != length % 2 || (sure && scan.cuts[0].end != start))
                fail_msg("end %zu, %zu: %zu and not %zu", end, length, scan.cuts[0].end, start);
            buf_release(&text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_that_are_alike),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_passing_over),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
