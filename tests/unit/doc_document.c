/* SPDX-License-Identifier: MIT */
/* Kinds and shapes, plain text, words, and Markdown that reads back the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "doc/document.h"
#include "doc_random.h"

enum { TEXT_MAX = 1 << 20 };

static cmark_node *parse(const char *markdown)
{
    return cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
}

static char *plain_of(cmark_node *root)
{
    struct buf out = BUF_INIT(TEXT_MAX);

    document_plain(root, &out);
    return buf_steal(&out);
}

static char *markdown_of(cmark_node *root)
{
    struct buf out = BUF_INIT(TEXT_MAX);

    document_markdown(root, &out);
    return buf_steal(&out);
}

static void kinds_are_told_apart(void **state)
{
    (void)state;
    for (int kind = KIND_NONE + 1; kind < KIND_COUNT; kind++) {
        cmark_node *node = document_custom((enum document_kind)kind, "head");
        assert_int_equal(document_kind(node), kind);
        assert_string_equal(document_argument(node), "head");
        cmark_node_free(node);
    }
    cmark_node *plain = cmark_node_new(CMARK_NODE_PARAGRAPH);
    cmark_node *foreign = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(foreign, "dim"); /* the name of an inline kind */
    assert_int_equal(document_kind(plain), KIND_NONE);
    assert_int_equal(document_kind(foreign), KIND_NONE);
    assert_string_equal(document_argument(plain), "");
    cmark_node_free(plain);
    cmark_node_free(foreign);
}

/* A node by its kind, or by its type where the kind is KIND_NONE. */
struct shape {
    cmark_node_type type;
    enum document_kind kind;
};

static cmark_node *new_shape(struct shape shape)
{
    return shape.kind ? document_custom(shape.kind, "") : cmark_node_new(shape.type);
}

static void shapes_are_kept(void **state)
{
    static const struct {
        struct shape parent, child;
        bool fits;
    } cases[] = {
        { { 0, KIND_TABLE }, { 0, KIND_ROW }, true },
        { { 0, KIND_ROW }, { 0, KIND_CELL }, true },
        { { 0, KIND_CELL }, { CMARK_NODE_PARAGRAPH, 0 }, true },
        { { 0, KIND_CELL }, { 0, KIND_TABLE }, true },
        { { 0, KIND_FIGURE }, { 0, KIND_TABLE }, true },
        { { CMARK_NODE_ITEM, 0 }, { 0, KIND_TABLE }, true },
        { { CMARK_NODE_PARAGRAPH, 0 }, { 0, KIND_STRIKE }, true },
        { { 0, KIND_STRIKE }, { CMARK_NODE_TEXT, 0 }, true },
        { { 0, KIND_TABLE }, { 0, KIND_CELL }, false },
        { { 0, KIND_TABLE }, { CMARK_NODE_PARAGRAPH, 0 }, false },
        { { 0, KIND_ROW }, { 0, KIND_ROW }, false },
        { { 0, KIND_CELL }, { 0, KIND_CELL }, false },
        { { 0, KIND_CELL }, { CMARK_NODE_TEXT, 0 }, false },
        { { 0, KIND_CELL }, { CMARK_NODE_ITEM, 0 }, false },
        { { 0, KIND_FIGURE }, { CMARK_NODE_DOCUMENT, 0 }, false },
        { { 0, KIND_FIGURE }, { 0, KIND_DIM }, false },
        { { 0, KIND_FOOTNOTE_REF }, { CMARK_NODE_TEXT, 0 }, false },
        { { CMARK_NODE_DOCUMENT, 0 }, { 0, KIND_ROW }, false },
        { { CMARK_NODE_DOCUMENT, 0 }, { 0, KIND_DIM }, false },
        { { CMARK_NODE_DOCUMENT, 0 }, { CMARK_NODE_ITEM, 0 }, false },
        { { CMARK_NODE_LIST, 0 }, { CMARK_NODE_PARAGRAPH, 0 }, false },
        { { CMARK_NODE_PARAGRAPH, 0 }, { 0, KIND_FIGURE }, false },
        { { CMARK_NODE_TEXT, 0 }, { CMARK_NODE_TEXT, 0 }, false },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *parent = new_shape(cases[i].parent), *child = new_shape(cases[i].child);
        assert_int_equal(document_append(parent, child), cases[i].fits);
        if (!cases[i].fits)
            cmark_node_free(child);
        cmark_node_free(parent);
    }
}

static void builders_build(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *heading = document_heading(root, 3, "Title");
    cmark_node *paragraph = document_block(root, CMARK_NODE_PARAGRAPH);
    cmark_node *link = document_link(paragraph, "http://e.org/", "t");

    (void)state;
    document_text(link, "text and more", 4);
    assert_int_equal(cmark_node_get_heading_level(heading), 3);
    assert_string_equal(cmark_node_get_url(link), "http://e.org/");
    assert_string_equal(cmark_node_get_title(link), "t");
    char *plain = plain_of(root);
    assert_string_equal(plain, "Title text");
    free(plain);
    cmark_node_free(root);
}

static void plain_text_parts_blocks(void **state)
{
    static const struct {
        const char *markdown, *plain;
    } cases[] = {
        { "", "" },
        { "# A\n\nb *c*d `e`\n", "A b cd e" },
        { "a\nb\\\nc", "a b c" },
        { "- a\n- b\n\n> q\n", "a b q" },
        { "```\nx\n\ny\n```\n\nz", "x  y z" },
        { "![alt](u) [t](v)", "alt t" },
        { "a <b>x</b>\n\n<div>\nno\n</div>\n\nz", "a x z" },
        { "a\n\n***\n\nb", "a b" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = parse(cases[i].markdown);
        char *plain = plain_of(root);
        assert_string_equal(plain, cases[i].plain);
        free(plain);
        cmark_node_free(root);
    }
}

static void words_are_counted(void **state)
{
    static const struct {
        const char *markdown;
        size_t words;
    } cases[] = {
        { "", 0 },
        { "one", 1 },
        { "one two\n\nthree", 3 },
        { "un*believ*able", 1 }, /* one word in two styles */
        { "it's, isn’t; -- 42%", 3 },
        { "über straße — élan", 3 },
        { "- a\n- b", 2 },
        { "日本語の文章", 3 },
        { "日本語 and kana", 4 },
        { "한국어 단어", 2 },
        { "… “ ” 🙂", 0 },
        { "[link](http://not.counted/at/all)", 1 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = parse(cases[i].markdown);
        assert_int_equal(document_words(root), cases[i].words);
        cmark_node_free(root);
    }
}

/* Written as they were, by and large as a person would. */
static void markdown_is_natural(void **state)
{
    static const char *const cases[] = {
        "",
        "# Title\n\n## C# and #2\n\nText, 50% of *it*, **bold** and ***both***.\n",
        "snake_case, a * b, 2 < 3 & 4 > 1, [1] and (2), 1.5, -3, +1!\n",
        "\\# no heading\n\n1\\. no item\n\n\\- nor this\n\n\\> nor a quote\n\n3.14\n",
        "- one\n- two\n  - three\n  - four\n- five\n",
        "- loose\n\n- list\n\n  of two\n",
        "9. nine\n10. ten\n    - bullet\n\n      ```c\n      int x;\n\n      int y;\n      ```\n",
        "- * -\n",
        "> quote\n>\n> > deeper\n>\n> back\n",
        "- a\n\n* b\n\n1. c\n\n1) d\n",
        "A [link](http://e.org/ \"title\"), <https://e.org/a>, ![alt](i.png)\n",
        "[a](<b c> \"d \\\" e\") and ``a`b``\n",
        "hard\\\nbreak\n\n___\n\nafter\n",
        "````\n```\n````\n",
        "\\<b> \\&amp; \\*star\\* \\`tick\\` \\_x\\_ [a]\\(b) \\![c]\\(d)\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = parse(cases[i]);
        char *markdown = markdown_of(root);
        assert_string_equal(markdown, cases[i]);
        free(markdown);
        cmark_node_free(root);
    }
}

/* A paragraph of one inline node, or a mixture, built as HTML would give it. */
static void add_span(cmark_node *parent, const char *before, cmark_node *span, const char *text,
                     const char *after)
{
    document_text(parent, before, strlen(before));
    assert_true(document_append(parent, span));
    document_text(span, text, strlen(text));
    document_text(parent, after, strlen(after));
}

static void emphasis_survives_its_neighbours(void **state)
{
    static const struct {
        const char *before, *text, *after, *markdown;
    } cases[] = {
        { "a ", "b", " c", "a **b** c\n" },
        { "a ", "b ", "c", "a **b** c\n" },
        { "a", "b", "c", "a**b**c\n" },
        { "a ", " b", "c", "a <strong> b</strong>c\n" },
        { "a", "(b)", "c", "a<strong>(b)</strong>c\n" },
        { "a ", "(b)", ".", "a **(b)**.\n" },
        { "中", "“文”", "字", "中<strong>“文”</strong>字\n" },
        { "中", "文", "字", "中**文**字\n" },
        { "", "* x", "", "**\\* x**\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
        add_span(document_block(root, CMARK_NODE_PARAGRAPH), cases[i].before,
                 cmark_node_new(CMARK_NODE_STRONG), cases[i].text, cases[i].after);
        char *markdown = markdown_of(root);
        assert_string_equal(markdown, cases[i].markdown);
        free(markdown);
        cmark_node_free(root);
    }
}

static void custom_kinds_are_written(void **state)
{
    static const struct {
        enum document_kind kind;
        const char *argument, *markdown;
    } cases[] = {
        { KIND_STRIKE, "", "a ~~b~~ c\n" },        { KIND_UNDERLINE, "", "a <u>b</u> c\n" },
        { KIND_SUPER, "", "a <sup>b</sup> c\n" },  { KIND_SUB, "", "a <sub>b</sub> c\n" },
        { KIND_MARK, "", "a <mark>b</mark> c\n" }, { KIND_DIM, "", "a b c\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
        add_span(document_block(root, CMARK_NODE_PARAGRAPH), "a ",
                 document_custom(cases[i].kind, cases[i].argument), "b", " c");
        char *markdown = markdown_of(root);
        assert_string_equal(markdown, cases[i].markdown);
        free(markdown);
        cmark_node_free(root);
    }
}

static cmark_node *add_row(cmark_node *table, const char *argument, const char *const *cells,
                           const char *align)
{
    cmark_node *row = document_custom(KIND_ROW, argument);

    assert_true(document_append(table, row));
    for (; *cells; cells++) {
        cmark_node *cell = document_custom(KIND_CELL, align);
        assert_true(document_append(row, cell));
        document_text(document_block(cell, CMARK_NODE_PARAGRAPH), *cells, strlen(*cells));
    }
    return row;
}

static void tables_are_written(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table = document_custom(KIND_TABLE, "");
    cmark_node *row;

    (void)state;
    assert_true(document_append(root, table));
    add_row(table, "head", (const char *const[]){ "Name", "Price", NULL }, "right");
    row = add_row(table, "", (const char *const[]){ "a|b", "1", "odd", NULL }, "");
    cmark_node *list = document_block(cmark_node_last_child(row), CMARK_NODE_LIST);
    for (int i = 0; i < 2; i++)
        document_text(
            document_block(document_block(list, CMARK_NODE_ITEM), CMARK_NODE_PARAGRAPH), "item",
            4);
    add_row(table, "", (const char *const[]){ "", NULL }, "");
    char *markdown = markdown_of(root);
    assert_string_equal(markdown, "| Name | Price |  |\n"
                                  "| ---: | ---: | --- |\n"
                                  "| a\\|b | 1 | odd<br>- item<br>- item |\n"
                                  "|  |  |  |\n");
    free(markdown);
    cmark_node_free(root);
}

static void footnotes_are_written(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *paragraph = document_block(root, CMARK_NODE_PARAGRAPH);
    cmark_node *note = document_custom(KIND_FOOTNOTE, "1");

    (void)state;
    document_text(paragraph, "text", 4);
    assert_true(document_append(paragraph, document_custom(KIND_FOOTNOTE_REF, "1")));
    assert_true(document_append(root, note));
    document_text(document_block(note, CMARK_NODE_PARAGRAPH), "one", 3);
    document_text(document_block(note, CMARK_NODE_PARAGRAPH), "two", 3);
    char *markdown = markdown_of(root);
    assert_string_equal(markdown, "text[^1]\n\n[^1]: one\n\n    two\n");
    free(markdown);
    cmark_node_free(root);
}

/* Where two texts begin to differ, with some text before it. */
static size_t common(const char *a, const char *b)
{
    size_t n = 0;

    while (a[n] && a[n] == b[n])
        n++;
    return n > 20 ? text_whole(a, n - 20) : 0;
}

/* The text without its blanks: where they fall, CommonMark has a say. */
static char *squeeze(char *text)
{
    char *to = text;

    for (const char *from = text; *from; from++)
        if (*from != ' ')
            *to++ = *from;
    *to = '\0';
    return text;
}

static void markdown_reads_back_the_same(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 3000; seed++) {
        cmark_node *root = chance_document(seed, true);
        char *markdown = markdown_of(root);
        cmark_node *again = parse(markdown);
        char *before = squeeze(plain_of(root)), *after = squeeze(plain_of(again));
        if (strcmp(before, after) != 0)
            fail_msg("seed %d: \"%.60s\" became \"%.60s\"", (int)seed,
                     before + common(before, after), after + common(before, after));
        free(before);
        free(after);
        free(markdown);
        cmark_node_free(again);
        cmark_node_free(root);
    }
}

/* 100,000 levels are walked without recursion and written without their squared indent. */
static void depth_is_no_danger(void **state)
{
    struct buf source = BUF_INIT(TEXT_MAX);

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_adds(&source, "> ");
    buf_adds(&source, "deep\n\nend");
    cmark_node *root = parse(buf_str(&source));
    char *plain = plain_of(root), *markdown = markdown_of(root);
    assert_string_equal(plain, "deep end");
    assert_int_equal(document_words(root), 2);
    assert_true(strlen(markdown) < 3 * source.len);
    free(plain);
    free(markdown);
    cmark_node_free(root);
    buf_release(&source);
}

/* Each of a run of blanks or signs is told from the end of the text without a look at the rest
 * of the run. */
static void long_runs_are_no_danger(void **state)
{
    enum { RUN = 2000000 };
    static const struct {
        const char *start, *run, *end;
    } rows[] = { { "a", "  ", "b" }, { "# a", "##", "b" }, { "# a", " #", " b" } };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf source = BUF_INIT(2 * RUN + TEXT_MAX);
        buf_adds(&source, rows[i].start);
        for (int n = 0; n < RUN; n++)
            buf_adds(&source, rows[i].run);
        buf_adds(&source, rows[i].end);
        struct buf out = BUF_INIT(4 * RUN);
        cmark_node *root = parse(buf_str(&source));
        document_markdown(root, &out);
        assert_int_equal(out.len, source.len + 1);
        cmark_node_free(root);
        buf_release(&out);
        buf_release(&source);
    }
}

static void add_cells(cmark_node *table, int count)
{
    cmark_node *row = document_custom(KIND_ROW, "");

    document_append(table, row);
    for (int i = 0; i < count; i++)
        document_append(row, document_custom(KIND_CELL, ""));
}

/* Rows are filled up to as many cells as the longest has; not beyond the end of all text. */
static void uneven_tables_are_no_danger(void **state)
{
    enum { MANY = 100000 };
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table = document_custom(KIND_TABLE, "");
    struct buf out = BUF_INIT(TEXT_MAX);

    (void)state;
    document_append(root, table);
    add_cells(table, MANY);
    for (int i = 0; i < MANY; i++)
        add_cells(table, 1);
    document_markdown(root, &out);
    assert_true(out.full);
    buf_release(&out);
    cmark_node_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_told_apart),
        cmocka_unit_test(shapes_are_kept),
        cmocka_unit_test(builders_build),
        cmocka_unit_test(plain_text_parts_blocks),
        cmocka_unit_test(words_are_counted),
        cmocka_unit_test(markdown_is_natural),
        cmocka_unit_test(emphasis_survives_its_neighbours),
        cmocka_unit_test(custom_kinds_are_written),
        cmocka_unit_test(tables_are_written),
        cmocka_unit_test(footnotes_are_written),
        cmocka_unit_test(markdown_reads_back_the_same),
        cmocka_unit_test(depth_is_no_danger),
        cmocka_unit_test(long_runs_are_no_danger),
        cmocka_unit_test(uneven_tables_are_no_danger),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
