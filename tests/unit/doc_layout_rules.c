/* SPDX-License-Identifier: MIT */
/*
 * What holds for any document at any width: nothing is lost, nothing too wide, links are found,
 * places are kept from one width to another, and the worst input takes no harm.
 */
#include "doc/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "doc_lines.h"
#include "doc_random.h"

static void add_squeezed(struct buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != ' ')
            buf_addc(out, s[i]);
}

static bool has_pictures(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    bool found = false;

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        found |= cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_IMAGE;
    cmark_iter_free(iter);
    return found;
}

/* Everything that is text is there, in its order; pictures add words of their own. */
static void check_text(cmark_node *root, const struct lines *lines)
{
    struct buf plain = BUF_INIT(DUMP_MAX), wanted = BUF_INIT(DUMP_MAX),
               shown = BUF_INIT(DUMP_MAX);

    document_plain(root, &plain);
    add_squeezed(&wanted, buf_str(&plain), plain.len);
    for (size_t i = 0; i < lines->count; i++)
        for (uint32_t k = 0; k < lines->items[i].count; k++)
            if (!(lines->items[i].spans[k].style & SPAN_MARKER))
                add_squeezed(&shown, lines->items[i].spans[k].text,
                             lines->items[i].spans[k].len);
    if (!has_pictures(root)) {
        assert_string_equal(buf_str(&wanted), buf_str(&shown));
    } else {
        size_t at = 0;
        for (size_t i = 0; i < shown.len && at < wanted.len; i++)
            at += shown.data[i] == wanted.data[at];
        assert_int_equal(at, wanted.len);
    }
    buf_release(&plain);
    buf_release(&wanted);
    buf_release(&shown);
}

static void check_line(const struct lines *lines, size_t i, int width)
{
    const struct line *line = &lines->items[i];
    uint32_t sum = 0;

    for (uint32_t k = 0; k < line->count; k++) {
        const struct span *span = &line->spans[k];
        assert_true(span->len > 0);
        assert_int_equal(span->width, text_width(span->text, span->len));
        assert_in_range(span->link + 1, 0, lines->link_count);
        for (uint32_t n = 0; n < span->len; n++)
            assert_true((unsigned char)span->text[n] >= ' ' && span->text[n] != 0x7F);
        assert_true(k == 0 || span->style != line->spans[k - 1].style ||
                    span->link != line->spans[k - 1].link);
        sum += span->width;
    }
    assert_int_equal(line->width, sum);
    assert_true(line->wide || line->width <= (uint32_t)width);
    if (line->count > 0) {
        const struct span *last = &line->spans[line->count - 1];
        assert_true(last->text[last->len - 1] != ' ');
    }
    assert_true(i == 0 || line[-1].block < line->block ||
                (line[-1].block == line->block && line[-1].offset <= line->offset));
    assert_true(line->count > 0 || (i > 0 && i + 1 < lines->count) || line->wide);
}

static void check_links(const struct lines *lines)
{
    for (size_t i = 0; i < lines->link_count; i++) {
        const struct link *link = &lines->links[i];
        bool found = false;
        assert_int_equal(link->number, i + 1);
        assert_true(link->line < lines->count);
        for (uint32_t k = 0; k < lines->items[link->line].count; k++)
            found |= lines->items[link->line].spans[k].link == (int32_t)i;
        assert_true(found);
        assert_string_not_equal(link->text, "");
    }
}

static void random_documents_keep_the_rules(void **state)
{
    struct random_text random = { 4711 };

    (void)state;
    for (uint64_t seed = 0; seed < 1500; seed++) {
        bool commonmark = seed % 2 == 0;
        cmark_node *root = chance_document(seed, commonmark);
        int width = 10 + (int)random_text_next(&random, seed % 3 ? 191 : 30);
        struct layout_options options = options_of(width);
        struct lines lines;
        options.link_numbers = !commonmark;
        options.ascii = seed % 5 == 0;
        lines_init(&lines);
        layout_document(&lines, root, &options);
        for (size_t i = 0; i < lines.count; i++)
            check_line(&lines, i, width);
        check_links(&lines);
        if (commonmark)
            check_text(root, &lines);
        assert_false(lines.cut);
        lines_release(&lines);
        cmark_node_free(root);
    }
}

/* The number that the first word of a line ends with: words are "w1 w2 w3". */
static long first_number(const struct line *line)
{
    struct buf text = BUF_INIT(10000);
    long number = -1;

    add_line(&text, line);
    const char *w = strchr(buf_str(&text), 'w');
    if (w)
        number = strtol(w + 1, NULL, 10);
    buf_release(&text);
    return number;
}

static bool line_holds(const struct line *line, long number)
{
    struct buf text = BUF_INIT(10000);
    char word[32];

    add_line(&text, line);
    buf_addc(&text, ' ');
    snprintf(word, sizeof word, "w%ld ", number);
    bool holds = strstr(buf_str(&text), word) != NULL;
    buf_release(&text);
    return holds;
}

static void places_survive_other_widths(void **state)
{
    static const char *const starts[] = { "", "", "- ", "> ", "> 1. ", "## ", "* *c* " };
    static const int widths[] = { 10, 17, 30, 61, 80, 200 };
    enum { WIDTHS = sizeof widths / sizeof *widths };
    struct buf source = BUF_INIT(DUMP_MAX);
    struct random_text random = { 99 };
    struct lines lines[WIDTHS];

    (void)state;
    for (int word = 1; word < 3000;) {
        buf_adds(&source, starts[random_text_next(&random, 7)]);
        for (int n = (int)random_text_next(&random, 90) + 1; n > 0; n--)
            buf_addf(&source, "w%d ", word++);
        buf_adds(&source, "\n\n");
    }
    cmark_node *root = parse(buf_str(&source));
    for (size_t i = 0; i < WIDTHS; i++)
        lay_out(&lines[i], root, widths[i]);
    for (size_t a = 0; a < WIDTHS; a++)
        for (size_t b = 0; b < WIDTHS; b++)
            for (size_t i = 0; i < lines[a].count; i++) {
                size_t there = lines_same_place(&lines[a], i, &lines[b]);
                long number = first_number(&lines[a].items[i]);
                assert_true(there < lines[b].count);
                if (a == b)
                    assert_int_equal(there, i);
                if (number >= 0)
                    assert_true(line_holds(&lines[b].items[there], number));
                else
                    assert_int_equal(lines[b].items[there].count, lines[a].items[i].count);
            }
    for (size_t i = 0; i < WIDTHS; i++)
        lines_release(&lines[i]);
    cmark_node_free(root);
    buf_release(&source);
}

static void random_places_are_stable(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        cmark_node *root = chance_document(seed, false);
        struct lines narrow, wide;
        lay_out(&narrow, root, 23);
        lay_out(&wide, root, 77);
        for (size_t i = 0; i < narrow.count; i++)
            assert_int_equal(lines_same_place(&narrow, i, &narrow), i);
        /* A top-level block begins on the line where it began. */
        for (size_t i = 1; i < narrow.count; i++) {
            const struct line *line = &narrow.items[i];
            if (line->block == line[-1].block || line->offset > 0)
                continue;
            size_t there = lines_same_place(&narrow, i, &wide);
            assert_int_equal(wide.items[there].block, line->block);
            assert_int_equal(wide.items[there].offset, 0);
        }
        lines_release(&narrow);
        lines_release(&wide);
        cmark_node_free(root);
    }
}

static void no_place_is_the_first(void **state)
{
    cmark_node *root = parse("a\n\nb");
    struct lines some, none;

    (void)state;
    lay_out(&some, root, 40);
    lines_init(&none);
    assert_int_equal(lines_same_place(&some, 2, &none), 0);
    assert_int_equal(lines_same_place(&none, 0, &some), 0);
    assert_int_equal(lines_same_place(&some, 99, &some), 0);
    lines_release(&some);
    lines_release(&none);
    cmark_node_free(root);
}

static void too_many_lines_are_cut(void **state)
{
    struct buf source = BUF_INIT(DUMP_MAX);
    struct lines lines;

    (void)state;
    buf_adds(&source, "```\n");
    for (int i = 0; i < LINES_MAX; i++)
        buf_adds(&source, "x\n");
    buf_adds(&source, "```\n\n[behind](u) the cut\n");
    cmark_node *root = parse(buf_str(&source));
    lay_out(&lines, root, 80);
    assert_int_equal(lines.count, LINES_MAX);
    assert_true(lines.cut);
    assert_int_equal(lines.link_count, 1);
    assert_int_equal(lines.links[0].line, LINES_MAX - 1);
    buf_clear(&source);
    add_line(&source, &lines.items[LINES_MAX - 1]);
    assert_non_null(strstr(buf_str(&source), "was cut here"));
    lines_release(&lines);
    cmark_node_free(root);
    buf_release(&source);
}

/* What a stranger may send: one long word, line, row of blanks; a hundred thousand levels. */
static void extremes_are_laid_out(void **state)
{
    static const struct {
        const char *repeat, *end;
        int times;
    } cases[] = {
        { "a", "", 1000000 },     { "日", "", 300000 },     { "a ", "", 500000 },
        { "\u0301", "", 300000 }, { "👩‍", "", 50000 }, { "> ", "x", 100000 },
        { "- ", "x", 300 },       { "*a **b ", "", 10000 }, { "a\\\n", "", 200000 },
        { "[a](b)", "", 100000 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf source = BUF_INIT(DUMP_MAX);
        struct lines lines;
        for (int n = 0; n < cases[i].times; n++)
            buf_adds(&source, cases[i].repeat);
        buf_adds(&source, cases[i].end);
        cmark_node *root = parse(buf_str(&source));
        lay_out(&lines, root, 40);
        assert_true(lines.count > 0);
        for (size_t k = 0; k < lines.count; k++)
            assert_true(lines.items[k].width <= 40);
        lines_release(&lines);
        cmark_node_free(root);
        buf_release(&source);
    }
}

/* At every width lines keep within it. */
static void wide_characters_keep_within(void **state)
{
    static const char source[] =
        "日本語の見出しはとても長いので折り返されます and 👨\u200D👩\u200D👧👍🏽🇯🇵 1\uFE0F\u20E3 more\n\n"
        "- 日本語\n  - 日本語日本語\n\n> 日本 `日本語コード` e\u0301\u0302x\n\n| 日本 | 語 |\n|---|---|\n| あ | 日本語 |\n";

    (void)state;
    cmark_node *root = parse(source);
    for (int width = 1; width <= 200; width++) {
        struct lines lines;
        lay_out(&lines, root, width);
        assert_true(lines.count > 0);
        for (size_t i = 0; i < lines.count; i++)
            if (lines.items[i].width > (width < LAYOUT_WIDTH_MIN ? LAYOUT_WIDTH_MIN : width))
                fail_msg("%d columns at width %d", (int)lines.items[i].width, width);
        lines_release(&lines);
    }
    cmark_node_free(root);
}

/* Columns beyond what a span can count. */
static void long_code_is_whole(void **state)
{
    struct buf source = BUF_INIT(DUMP_MAX);
    struct lines lines;
    uint32_t bytes = 0;

    (void)state;
    buf_adds(&source, "    ");
    for (int i = 0; i < 200000; i++)
        buf_adds(&source, "日");
    cmark_node *root = parse(buf_str(&source));
    lay_out(&lines, root, 40);
    assert_int_equal(lines.count, 1);
    assert_true(lines.items[0].wide);
    assert_int_equal(lines.items[0].width, 2 + 400000);
    for (uint32_t k = 1; k < lines.items[0].count; k++)
        bytes += lines.items[0].spans[k].len;
    assert_int_equal(bytes, 600000);
    lines_release(&lines);
    cmark_node_free(root);
    buf_release(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_documents_keep_the_rules),
        cmocka_unit_test(places_survive_other_widths),
        cmocka_unit_test(random_places_are_stable),
        cmocka_unit_test(no_place_is_the_first),
        cmocka_unit_test(too_many_lines_are_cut),
        cmocka_unit_test(wide_characters_keep_within),
        cmocka_unit_test(extremes_are_laid_out),
        cmocka_unit_test(long_code_is_whole),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
