/* SPDX-License-Identifier: MIT */
/*
 * Documents to lines: golden dumps of tests/golden/layout/NAME.md at three widths, styles,
 * links, places, and properties that hold for any document at any width. The folder is looked
 * for in TOP, else here.
 */
#include "doc/layout.h"

#include <limits.h>

#include "base/text.h"
#include "doc_random.h"
#include "golden.h"

enum { DUMP_MAX = 1 << 24 };

static struct layout_options options_of(int width)
{
    return (struct layout_options){ .width = width, .link_numbers = true, .first_link = 1 };
}

static void lay_out(struct lines *lines, cmark_node *root, int width)
{
    struct layout_options options = options_of(width);

    lines_init(lines);
    layout_document(lines, root, &options);
}

static cmark_node *parse(const char *markdown)
{
    return cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
}

static void add_line(struct buf *out, const struct line *line)
{
    for (uint32_t i = 0; i < line->count; i++)
        buf_add(out, line->spans[i].text, line->spans[i].len);
}

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
    for (size_t i = 1; i < lines.count; i++)
        assert_true(lines.items[i - 1].block <= lines.items[i].block);
    lines_release(&lines);
    cmark_node_free(root);
}

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
        cmocka_unit_test(golden_files_are_equal),
        cmocka_unit_test(styles_are_told),
        cmocka_unit_test(custom_inlines_have_styles),
        cmocka_unit_test(custom_blocks_have_shapes),
        cmocka_unit_test(options_are_obeyed),
        cmocka_unit_test(running_text_hangs),
        cmocka_unit_test(documents_are_appended),
        cmocka_unit_test(random_documents_keep_the_rules),
        cmocka_unit_test(places_survive_other_widths),
        cmocka_unit_test(random_places_are_stable),
        cmocka_unit_test(no_place_is_the_first),
        cmocka_unit_test(too_many_lines_are_cut),
        cmocka_unit_test(extremes_are_laid_out),
        cmocka_unit_test(long_code_is_whole),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
