/* SPDX-License-Identifier: MIT */
/*
 * Documents to lines: golden dumps of tests/golden/layout/NAME.md at three widths, styles,
 * options, what is put around documents. The folder is looked for in TOP, else here.
 */
#include "doc/layout.h"

#include <limits.h>

#include "base/text.h"
#include "doc_lines.h"
#include "golden.h"

static void dump(const struct lines *lines, struct buf *out)
{
    for (size_t i = 0; i < lines->count; i++) {
        add_line(out, &lines->items[i]);
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < lines->link_count; i++) {
        const struct link *link = &lines->links[i];
        buf_addf(out, "%s%d, line %u: %s <%s>\n", i ? "" : "\n", link->number, link->line + 1,
                 link->text, link->url);
    }
}

static void compare_golden(const char *folder, const char *name)
{
    static const int widths[] = { 80, 40, 20 };
    struct buf path = BUF_INIT(PATH_MAX), source = BUF_INIT(GOLDEN_FILE_MAX),
               clean = BUF_INIT(GOLDEN_FILE_MAX);

    buf_addf(&path, "%s/%s", folder, name);
    assert_true(golden_read(buf_str(&path), &source));
    text_clean(&clean, buf_str(&source), source.len, TEXT_BLOCK);
    cmark_node *root = parse(buf_str(&clean));
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct lines lines;
        struct buf now = BUF_INIT(DUMP_MAX);
        lay_out(&lines, root, widths[i]);
        dump(&lines, &now);
        buf_truncate(&path, strlen(folder) + 1 + strlen(name) - strlen("md"));
        buf_addf(&path, "%d", widths[i]);
        golden_check(buf_str(&path), &now);
        lines_release(&lines);
        buf_release(&now);
    }
    cmark_node_free(root);
    buf_release(&path);
    buf_release(&source);
    buf_release(&clean);
}

static int is_markdown(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);

    return n > 3 && strcmp(entry->d_name + n - 3, ".md") == 0;
}

static void golden_files_are_equal(void **state)
{
    const char *top = getenv("TOP");
    struct buf folder = BUF_INIT(PATH_MAX);
    struct dirent **entries = NULL;

    (void)state;
    buf_addf(&folder, "%s/tests/golden/layout", top ? top : ".");
    int count = scandir(buf_str(&folder), &entries, is_markdown, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        compare_golden(buf_str(&folder), entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    buf_release(&folder);
}

static void add_style(struct buf *out, unsigned style)
{
    static const char *const names[] = { "strong",  "emph",   "code", "strike", "underline",
                                         "link",    "marker", "dim",  "quote",  "title",
                                         "heading", "image",  "mark", "head" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (style & 1u << i)
            buf_addf(out, "%s ", names[i]);
}

/* Each span as "{style: text}", with its link's number. */
static void dump_styles(const struct lines *lines, struct buf *out)
{
    for (size_t i = 0; i < lines->count; i++) {
        for (uint32_t k = 0; k < lines->items[i].count; k++) {
            const struct span *span = &lines->items[i].spans[k];
            buf_addc(out, '{');
            add_style(out, span->style);
            if (span->link >= 0)
                buf_addf(out, "#%d ", lines->links[span->link].number);
            buf_addf(out, "|%.*s}", (int)span->len, span->text);
        }
        buf_addc(out, '\n');
    }
}

static void expect_styles(cmark_node *root, const struct layout_options *options,
                          const char *expected)
{
    struct lines lines;
    struct buf out = BUF_INIT(DUMP_MAX);

    lines_init(&lines);
    layout_document(&lines, root, options);
    dump_styles(&lines, &out);
    assert_string_equal(buf_str(&out), expected);
    lines_release(&lines);
    buf_release(&out);
}

static void styles_are_told(void **state)
{
    static const struct {
        const char *markdown, *styles;
    } cases[] = {
        { "a *b* **c** `d`", "{|a }{emph |b}{| }{strong |c}{| }{code |d}\n" },
        { "# T *e*", "{title |T }{emph title |e}\n" },
        { "## H", "{heading |H}\n" },
        { "*a *b* c*", "{emph |a b c}\n" },
        { "> q `c`", "{marker |▌ }{quote |q }{code quote |c}\n" },
        { "- a", "{marker |• }{|a}\n" },
        { "1. a", "{marker |1. }{|a}\n" },
        { "```\nx y\n```", "{marker |  }{code |x y}\n" },
        { "***", "{marker |────────────────────}\n" },
        { "[a](u) b", "{link #1 |a}{dim #1 |[1]}{| b}\n" },
        { "a\n[b](u)\nc", "{|a }{link #1 |b}{dim #1 |[1]}{| c}\n" },
        { "![a](u)", "{image #1 |[picture: a]}{dim #1 |[1]}\n" },
        { "![]()", "{image |[picture]}\n" },
        { "[![a](u)](v)", "{link image #1 |[picture: a]}{dim #1 |[1]}\n" },
        { "[1](u) [a](v)", "{link #1 |1}{| }{link #2 |a}{dim #2 |[2]}\n" },
    };
    struct layout_options options = options_of(40);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = parse(cases[i].markdown);
        expect_styles(root, &options, cases[i].styles);
        cmark_node_free(root);
    }
}

static void custom_inlines_have_styles(void **state)
{
    static const struct {
        enum document_kind kind;
        const char *text, *styles;
    } cases[] = {
        { KIND_DIM, "x", "{|a}{dim |x}{|b}\n" },
        { KIND_STRIKE, "x", "{|a}{strike |x}{|b}\n" },
        { KIND_UNDERLINE, "x", "{|a}{underline |x}{|b}\n" },
        { KIND_MARK, "x", "{|a}{mark |x}{|b}\n" },
        { KIND_SUB, "2", "{|a2b}\n" },
        { KIND_SUPER, "2", "{|a^2b}\n" },
        { KIND_SUPER, "th", "{|athb}\n" },
        { KIND_SUPER, "[3]", "{|a[3]b}\n" },
        { KIND_FOOTNOTE_REF, NULL, "{|a}{dim |[^7]}{|b}\n" },
    };
    struct layout_options options = options_of(40);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
        cmark_node *paragraph = document_block(root, CMARK_NODE_PARAGRAPH);
        cmark_node *span = document_custom(cases[i].kind, cases[i].text ? "" : "7");
        document_text(paragraph, "a", 1);
        assert_true(document_append(paragraph, span));
        if (cases[i].text)
            document_text(span, cases[i].text, strlen(cases[i].text));
        document_text(paragraph, "b", 1);
        expect_styles(root, &options, cases[i].styles);
        cmark_node_free(root);
    }
}

static cmark_node *add_custom(cmark_node *parent, enum document_kind kind, const char *argument,
                              const char *const *paragraphs)
{
    cmark_node *node = document_custom(kind, argument);

    assert_true(document_append(parent, node));
    for (; *paragraphs; paragraphs++)
        document_text(document_block(node, CMARK_NODE_PARAGRAPH), *paragraphs,
                      strlen(*paragraphs));
    return node;
}

static void custom_blocks_have_shapes(void **state)
{
    struct layout_options options = options_of(40);
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);

    (void)state;
    add_custom(root, KIND_FIGURE, "", (const char *const[]){ "picture", "caption", NULL });
    add_custom(root, KIND_NOTE, "", (const char *const[]){ "cut here", NULL });
    add_custom(root, KIND_FOOTNOTE, "1", (const char *const[]){ "a", "b", NULL });
    add_custom(root, KIND_FOOTNOTE, "2", (const char *const[]){ NULL });
    expect_styles(root, &options,
                  "{|picture}\n{|caption}\n\n{dim |cut here}\n\n"
                  "{marker |[^1] }{|a}\n\n{marker |     }{|b}\n\n{marker |[^2]}\n");
    cmark_node_free(root);
}

/* An empty line is for the blocks around it: where one of them shows nothing there is none. */
static void gaps_end_with_their_blocks(void **state)
{
    struct layout_options options = options_of(40);
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *list = document_block(root, CMARK_NODE_LIST);

    (void)state;
    cmark_node_set_list_tight(list, 1);
    for (int i = 0; i < 2; i++) {
        cmark_node *item = document_block(list, CMARK_NODE_ITEM);
        cmark_node *quote = document_block(item, CMARK_NODE_BLOCK_QUOTE);
        document_text(document_block(quote, CMARK_NODE_PARAGRAPH), "q", 1);
        cmark_node_set_literal(document_block(quote, CMARK_NODE_HTML_BLOCK), "<hr>");
    }
    expect_styles(root, &options, "{marker |• ▌ }{quote |q}\n{marker |• ▌ }{quote |q}\n");
    cmark_node_free(root);
}

static void options_are_obeyed(void **state)
{
    cmark_node *root = parse("[a](u)\n\n- b\n  - c\n    - d\n\n> e\n\n***\n");
    struct layout_options options = options_of(40);
    struct lines lines;
    struct buf out = BUF_INIT(DUMP_MAX);

    (void)state;
    options.ascii = true;
    options.link_numbers = false;
    options.first_link = 7;
    lines_init(&lines);
    layout_document(&lines, root, &options);
    dump(&lines, &out);
    assert_string_equal(buf_str(&out),
                        "a\n\n* b\n  - c\n    + d\n\n| e\n\n--------------------\n"
                        "\n7, line 1: a <u>\n");
    lines_release(&lines);
    buf_release(&out);
    cmark_node_free(root);
}

static void running_text_hangs(void **state)
{
    struct layout_options options = options_of(12);
    struct lines lines;
    struct buf out = BUF_INIT(DUMP_MAX);
    static const char text[] = " some words that\nare  wrapped ";

    (void)state;
    lines_init(&lines);
    lines_gap(&lines); /* nothing to be apart from */
    layout_text(&lines, text, strlen(text), SPAN_DIM, 1, 3, -1, &options);
    lines_gap(&lines);
    lines_gap(&lines);
    int32_t link = lines_add_link(&lines, "http://e.org/", "name", 5);
    layout_text(&lines, "name", 4, SPAN_LINK, 0, 0, link, &options);
    layout_text(&lines, "far in", 6, SPAN_TEXT, 100, -5, -1, &options);
    layout_text(&lines, "", 0, SPAN_TEXT, 0, 0, -1, &options);
    dump_styles(&lines, &out);
    assert_string_equal(buf_str(&out), "{marker | }{dim |some words}\n"
                                       "{marker |   }{dim |that are}\n"
                                       "{marker |   }{dim |wrapped}\n"
                                       "\n"
                                       "{link #5 |name}\n"
                                       "{marker |      }{|far in}\n");
    assert_int_equal(lines.links[0].line, 4);
    for (size_t i = 1; i < lines.count; i++)
        assert_true(lines.items[i - 1].block <= lines.items[i].block);
    lines_release(&lines);
    buf_release(&out);
}

/* Appended behind other lines, a document keeps apart its places and its links. */
static void documents_are_appended(void **state)
{
    struct layout_options options = options_of(40);
    cmark_node *root = parse("[a](u)\n\nb [c](v)");
    struct lines lines;

    (void)state;
    lines_init(&lines);
    layout_text(&lines, "header", 6, SPAN_TITLE, 0, 0, -1, &options);
    lines_gap(&lines);
    layout_document(&lines, root, &options);
    options.first_link = 3;
    layout_document(&lines, root, &options);
    assert_int_equal(lines.link_count, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(lines.links[i].number, i + 1);
    assert_int_equal(lines.links[0].line, 2);
    assert_int_equal(lines.links[3].line, 7);
    assert_true(lines.items[0].block < lines.items[2].block);
    assert_true(lines.items[2].block < lines.items[4].block);
    for (size_t i = 1; i < lines.count; i++)
        assert_true(lines.items[i - 1].block <= lines.items[i].block);
    lines_release(&lines);
    cmark_node_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(golden_files_are_equal),
        cmocka_unit_test(styles_are_told),
        cmocka_unit_test(custom_inlines_have_styles),
        cmocka_unit_test(custom_blocks_have_shapes),
        cmocka_unit_test(gaps_end_with_their_blocks),
        cmocka_unit_test(options_are_obeyed),
        cmocka_unit_test(running_text_hangs),
        cmocka_unit_test(documents_are_appended),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
