/* SPDX-License-Identifier: MIT */
#include "golden.h"

#include <ftw.h>

#include "base/address.h"
#include "doc/fetch.h"
#include "doc/wire.h"
#include "worker/markdown.h"
#include "worker/markdown_address.h"

static const char base[] = "https://site.example/blog/post/";

/* What the parent reads: the limits of documents hold there, and the shapes of nodes. */
static cmark_node *travel(cmark_node *root, bool *cut)
{
    struct buf message = BUF_INIT(WIRE_MAX);
    struct wire_meta meta, read;
    struct error error;

    wire_meta_init(&meta);
    assert_true(wire_write(root, &meta, &message));
    cmark_node *copy = wire_read(buf_str(&message), message.len, &read, &error);
    if (!copy)
        fail_msg("%s", error.text);
    *cut = read.cut;
    wire_meta_release(&meta);
    wire_meta_release(&read);
    buf_release(&message);
    cmark_node_free(root);
    return copy;
}

static void assert_same(cmark_node *a, cmark_node *b)
{
    struct buf left = BUF_INIT(WIRE_MAX), right = BUF_INIT(WIRE_MAX);

    golden_dump(a, &left);
    golden_dump(b, &right);
    if (strcmp(buf_str(&left), buf_str(&right)) != 0)
        fail_msg("made:\n%s\nread:\n%s", buf_str(&left), buf_str(&right));
    buf_release(&left);
    buf_release(&right);
}

static cmark_node *convert(const char *s, size_t n)
{
    bool cut = false;
    cmark_node *root = markdown_document(s, n, base, &cut);

    assert_false(cut);
    cmark_node *again = markdown_document(s, n, base, &cut);
    again = travel(again, &cut);
    assert_false(cut);
    assert_same(root, again);
    cmark_node_free(again);
    return root;
}

static void test_golden(void **state)
{
    (void)state;
    assert_true(golden_run("tests/golden/markdown", convert) >= 40);
}

static void test_addresses(void **state)
{
    /* The address in the text, "" for none; it starts where '@' or, without one, 'h' is. */
    static const struct {
        const char *text, *address;
    } rows[] = {
        { "https://a.example", "https://a.example" },
        { "HTTP://A.example/X.", "HTTP://A.example/X" },
        { "https://a.example/(b)c) d", "https://a.example/(b)c" },
        { "https://a.example/[b]]", "https://a.example/[b]" },
        { "https://[::1]/x", "https://[::1]/x" },
        { "https://a.example?!.,:;*_~'", "https://a.example" },
        { "https://a.example/&lt;", "https://a.example/" },
        { "https://a.example/&x=1;", "https://a.example/&x=1" },
        { "https://a.example/\\_b\\_ c", "https://a.example/\\_b" },
        { "https://a.example/b\"c", "https://a.example/b" },
        { "https://a.example/b<c", "https://a.example/b" },
        { "https://a.example/b|c", "https://a.example/b" },
        { "https://a.example/b\u3002c", "https://a.example/b" },
        { "https://a.example/\u30d1\u300d", "https://a.example/\u30d1" },
        { "https://a.example/b\u201d", "https://a.example/b" },
        { "https://a.example/b\u00a0c", "https://a.example/b" },
        { "https://", "" },
        { "https:///a", "" },
        { "https://.a", "" },
        { "http//a.example", "" },
        { "https://a", "https://a" },
        { "\u306fhttps://a.example", "https://a.example" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = rows[i].text;
        size_t at = strcspn(text, "hH"), end = markdown_address_end(text, strlen(text), at);
        if (end - at != strlen(rows[i].address) ||
            memcmp(text + at, rows[i].address, end - at) != 0)
            fail_msg("%s: %.*s", text, (int)(end - at), text + at);
    }
    /* What stands before it. */
    assert_int_equal(markdown_address_end("xhttp://a.b", 11, 1), 1);
    assert_int_equal(markdown_address_end("<http://a.b>", 12, 1), 1);
    assert_int_equal(markdown_address_end("[http://a.b](c)", 15, 1), 1);
    assert_int_equal(markdown_address_end("[http://a.b] c", 14, 1), 11);
    assert_int_equal(markdown_address_end("_http://a.b_", 12, 1), 11);
    assert_int_equal(markdown_address_end("www.a.b", 7, 0), 7);
    assert_int_equal(markdown_address_end("www.nodot", 9, 0), 0);
    /* Only so many bytes count. */
    assert_int_equal(markdown_address_end("http://a.bcd", 10, 0), 10);
    assert_int_equal(markdown_address_end("http://a.bcd", 7, 0), 0);
}

static void test_base(void **state)
{
    static const char source[] = "[a](b) ![c](d.png) <https://e.example/F> [g](javascript:h)";
    static const struct {
        const char *base, *first;
    } rows[] = {
        { "", "b" },
        { "https://x.example/y/z", "https://x.example/y/b" },
        { "not an address", "b" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool cut = false;
        cmark_node *root = markdown_document(source, sizeof source - 1, rows[i].base, &cut);
        cmark_node *link = cmark_node_first_child(cmark_node_first_child(root));
        cmark_node *last = cmark_node_last_child(cmark_node_first_child(root));
        assert_string_equal(cmark_node_get_url(link), rows[i].first);
        assert_string_equal(cmark_node_get_url(last), "javascript:h");
        cmark_node_free(root);
    }
}

static size_t count_nodes(cmark_node *root, int *deepest)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;
    size_t nodes = 0;
    int depth = 0;

    *deepest = 0;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        nodes += event == CMARK_EVENT_ENTER;
        if (document_is_leaf(cmark_node_get_type(cmark_iter_get_node(iter))))
            continue;
        depth += event == CMARK_EVENT_ENTER ? 1 : -1;
        *deepest = depth > *deepest ? depth : *deepest;
    }
    cmark_iter_free(iter);
    return nodes;
}

/* Each unit so many times, in a row: minutes of work for a parser that is left alone. */
static void test_floods(void **state)
{
    static const struct {
        const char *unit;
        int count;
    } rows[] = {
        { ">", 200000 },
        { "> ", 100000 },
        { "- ", 100000 },
        { "* - ", 50000 },
        { "1. ", 50000 },
        { "+ x\n", 30000 },
        { "[", 100000 },
        { "[a](", 50000 },
        { "![[]()", 20000 },
        { "![", 100000 },
        { "![](", 30000 },
        { "*", 200000 },
        { "*a _b ", 20000 },
        { "*a **b ", 20000 },
        { "`", 200000 },
        { "` `` ``` ", 20000 },
        { "<", 100000 },
        { "<a ", 50000 },
        { "<!--", 50000 },
        { "<?", 50000 },
        { "\\", 100000 },
        { "&", 100000 },
        { "&#", 50000 },
        { "{{", 100000 },
        { "{%", 100000 },
        { "{:", 100000 },
        { "{{\n\n}}", 20000 },
        { "{% raw %}", 20000 },
        { "{% raw %}\n", 20000 },
        { "{::comment}\n", 20000 },
        { "{% comment %}\n", 20000 },
        { "{% highlight c %}\n", 20000 },
        { "* x\n{:toc}\n", 20000 },
        { "[^a]", 50000 },
        { "[^a]: x\n", 20000 },
        { "1) [^1]\n[^1]: y\n", 10000 },
        { "~~", 100000 },
        { "~~a", 50000 },
        { "~~a *b ", 20000 },
        { "|", 100000 },
        { "|-|\n", 30000 },
        { "|-", 50000 },
        { "a|b\n-|-\n\n", 10000 },
        { "a|b\n-|-\n", 20000 },
        { "> a|b\n> -|-\n", 10000 },
        { "https://", 30000 },
        { "https://a.b/(", 30000 },
        { "www.", 50000 },
        { "<b>", 30000 },
        { "<b>x</b>", 10000 },
        { "<i><b></i>", 10000 },
        { "<img src=x>", 5000 },
        { "<div>\n\n", 10000 },
        { "<p>x\n\n", 10000 },
        { "<script>", 20000 },
        { "*<script>*", 10000 },
        { "<a href=x>*", 10000 },
        { "```\n", 30000 },
        { "# a\n", 20000 },
        { "a\n: b\n", 20000 },
        { "[a]: b\n", 20000 },
        { "[a]", 50000 },
        { "x\n===\n", 20000 },
        { "> *a* _", 10000 },
        { "\n", 200000 },
        { "> \n", 50000 },
        { "    x\n", 30000 },
        { "* a\n  ", 20000 },
        { "\t", 100000 },
        { "a  \n", 30000 },
        { "[a]: <", 30000 },
        { "[a]: b 'c", 30000 },
        { "\xff", 100000 },
        { "\u0301", 100000 },
        { "\u202e", 100000 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf source = BUF_INIT(GOLDEN_FILE_MAX);
        int depth;
        bool cut = false;
        for (int j = 0; j < rows[i].count; j++)
            buf_adds(&source, rows[i].unit);
        buf_adds(&source, "\n\nomega-end\n");
        cmark_node *root = markdown_document(buf_str(&source), source.len, base, &cut);
        root = travel(root, &cut);
        assert_true(count_nodes(root, &depth) <= DOCUMENT_NODES_MAX);
        assert_true(depth <= DOCUMENT_DEPTH_MAX);
        cmark_node_free(root);
        buf_release(&source);
    }
}

static void add_times(struct buf *out, const char *s, int times)
{
    while (times-- > 0)
        buf_adds(out, s);
}

/* Things inside things, on one line and over many. */
static void test_depth(void **state)
{
    static const struct {
        const char *before, *after;
        int times;
    } rows[] = {
        { "![", "](x)", 3000 },
        { "[", "]", 3000 },
        { "*a **b ", "** x*", 3000 },
        { "<b>*", "*</b>", 3000 },
        { "~~*", "*~~", 300 },
        { "> - ", "", 3000 },
        { "<sup>*", "*</sup>", 200 },
        { "<div>", "</div>", 3000 },
        { "\n\n<blockquote>", "", 3000 },
        { "1. - > ", "", 2000 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf source = BUF_INIT(GOLDEN_FILE_MAX), plain = BUF_INIT(GOLDEN_FILE_MAX);
        int depth;
        bool cut = false;
        add_times(&source, rows[i].before, rows[i].times);
        buf_adds(&source, "innermost");
        add_times(&source, rows[i].after, rows[i].times);
        cmark_node *root = markdown_document(buf_str(&source), source.len, base, &cut);
        /* HTML may add as much again, not more. */
        count_nodes(root, &depth);
        assert_true(depth <= 2 * DOCUMENT_DEPTH_MAX);
        root = travel(root, &cut);
        count_nodes(root, &depth);
        assert_true(depth <= DOCUMENT_DEPTH_MAX);
        document_plain(root, &plain);
        if (!strstr(buf_str(&plain), "innermost"))
            fail_msg("%s: its inside is lost", rows[i].before);
        cmark_node_free(root);
        buf_release(&source);
        buf_release(&plain);
    }
}

/* What is flattened for its depth keeps all of its text. */
static void test_depth_of_much(void **state)
{
    enum { LEVELS = 60, WORDS = 300000 };
    struct buf source = BUF_INIT(FETCH_MARKDOWN_MAX), plain = BUF_INIT(FETCH_MARKDOWN_MAX);
    bool cut = false;

    (void)state;
    add_times(&source, "*a **b ", LEVELS);
    add_times(&source, "word ", WORDS);
    buf_adds(&source, "innermost");
    add_times(&source, "** x*", LEVELS);
    cmark_node *root = markdown_document(buf_str(&source), source.len, base, &cut);
    document_plain(root, &plain);
    assert_non_null(strstr(buf_str(&plain), "innermost"));
    cmark_node_free(root);
    buf_release(&source);
    buf_release(&plain);
}

/* What steers Liquid and kramdown takes no more with it than lies before its end. */
static void test_regions(void **state)
{
    static const struct {
        const char *text, *plain;
    } rows[] = {
        { "{% comment %}\nhidden\n{% endcomment %}\nomega", "omega" },
        { "{% comment %}\nhidden {%- endcomment -%} shown\n\nomega", "shown omega" },
        { "{% comment %}\nhidden {% endcomments %}{%endcomment%}\nomega", "omega" },
        { "{% comment %}\n\nof endcomment\n\nomega", "of endcomment omega" },
        { "{% comment %}\n\nof endcomment %} and {% endcomment\n",
          "of endcomment %} and {% endcomment" },
        { "{% highlight c %}\ncode();{% endhighlight %}\n\n*omega*", "code(); omega" },
        { "{% highlight c %}\ncode();\n{% endhighlight %} *omega*", "code(); omega" },
        { "{% highlight c %}\n*of* endhighlight", "of endhighlight" },
        { "{% raw %}\n{{ x }} {% endraw %}\n\n{{ y }}omega", "{{ x }} \u2026omega" },
        { "{% raw %}\n\n{{ x }}endraw", "\u2026endraw" },
        { "{::comment}\nhidden\n{:/comment}\nomega", "omega" },
        { "{::comment}\n\nof {:/} omega", "of omega" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf plain = BUF_INIT(4096);
        cmark_node *root = convert(rows[i].text, strlen(rows[i].text));
        document_plain(root, &plain);
        if (strcmp(buf_str(&plain), rows[i].plain) != 0)
            fail_msg("%s: %s", rows[i].text, buf_str(&plain));
        cmark_node_free(root);
        buf_release(&plain);
    }
}

static void test_indented_lists(void **state)
{
    struct buf source = BUF_INIT(GOLDEN_FILE_MAX);
    int depth;
    bool cut = false;

    (void)state;
    for (int i = 0; i < 500; i++)
        buf_addf(&source, "%*s- x\n", i * 2, "");
    cmark_node *root = markdown_document(buf_str(&source), source.len, base, &cut);
    root = travel(root, &cut);
    count_nodes(root, &depth);
    assert_true(depth <= DOCUMENT_DEPTH_MAX);
    cmark_node_free(root);
    buf_release(&source);
}

/* More than a document holds is cut, and said so. */
static void test_cut(void **state)
{
    struct buf source = BUF_INIT(GOLDEN_FILE_MAX);
    int depth;
    bool cut = false;

    (void)state;
    add_times(&source, "*a* ", DOCUMENT_NODES_MAX / 2);
    cmark_node *root = markdown_document(buf_str(&source), source.len, "", &cut);
    assert_false(cut);
    root = travel(root, &cut);
    assert_true(cut);
    assert_true(count_nodes(root, &depth) <= DOCUMENT_NODES_MAX);
    cmark_node_free(root);
    buf_release(&source);
}

/* A link around many paragraphs is there once in each of them. */
static void test_wide_links(void **state)
{
    static const struct {
        const char *attribute;
        int bytes, paragraphs;
        bool cut;
    } rows[] = {
        { "href=/", 60000, 2500, false }, /* no address: nothing is repeated */
        { "href=/", ADDRESS_MAX / 2, DOCUMENT_BYTES_MAX / (ADDRESS_MAX / 2), true },
        { "href=/x title=", ADDRESS_MAX / 2, DOCUMENT_BYTES_MAX / (ADDRESS_MAX / 2), true },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf source = BUF_INIT(GOLDEN_FILE_MAX), plain = BUF_INIT(GOLDEN_FILE_MAX);
        bool cut = false;
        buf_addf(&source, "<div><a %s", rows[i].attribute);
        add_times(&source, "a", rows[i].bytes);
        buf_adds(&source, ">");
        add_times(&source, "<p>x", rows[i].paragraphs);
        buf_adds(&source, "<p>omega-end</a></div>");
        cmark_node *root = markdown_document(buf_str(&source), source.len, "", &cut);
        document_plain(root, &plain);
        assert_int_equal(cut, rows[i].cut);
        assert_int_equal(strstr(buf_str(&plain), "omega-end") != NULL, !cut);
        cmark_node_free(root);
        buf_release(&source);
        buf_release(&plain);
    }
}

/* Texts thrown together from what means something somewhere. */
/* Code between tags is one text, however long. */
static void test_long_code(void **state)
{
    enum { WORDS = 20000 };
    struct buf source = BUF_INIT(1 << 20), plain = BUF_INIT(1 << 20);

    (void)state;
    buf_adds(&source, "some <code>");
    add_times(&source, "word ", WORDS);
    buf_adds(&source, "omega</code> code\n");
    cmark_node *root = convert(buf_str(&source), source.len);
    document_plain(root, &plain);
    assert_true(plain.len > 5 * WORDS);
    assert_non_null(strstr(buf_str(&plain), "omega"));
    cmark_node_free(root);
    buf_release(&source);
    buf_release(&plain);
}

static void test_random(void **state)
{
    static const char *const words[] = {
        "a",
        "b c",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\n- ",
        "\n> ",
        "\n1. ",
        "\n    ",
        "*",
        "**",
        "_",
        "`",
        "``",
        "```\n",
        "~~",
        "~~~\n",
        "[",
        "](",
        ")",
        "]",
        "![",
        "[^1]",
        "\n[^1]: ",
        "[x]: /y\n",
        "<b>",
        "</b>",
        "<a href='x'>",
        "</a>",
        "<div>",
        "</div>",
        "\n<div>\n",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<li>",
        "<img src=x>",
        "<video>",
        "</video>",
        "<q>",
        "</q>",
        "<code>",
        "</code>",
        "{{ x }}",
        "{% x %}",
        "{% raw %}",
        "{% endraw %}",
        "\n{% highlight c %}\n",
        "\n{% endhighlight %}\n",
        "{: .x}",
        "\n{:toc}\n",
        "{::comment}",
        "{:/}",
        "|",
        "\n|-|-|\n",
        "| a | b |\n",
        "\\",
        "&amp;",
        "&#xFDD0;",
        "\xef\xb7\x90",
        "https://a.b/c",
        "www.a.b",
        "\n: ",
        "\n# ",
        "\n===\n",
        "\n---\n",
        "\t",
        "\r\n",
        "\u202e",
        "\u0301",
        "\x1b",
        "\xff",
        "\u00e9",
        "\u65e5",
        "[ ] ",
    };
    enum { WORDS = sizeof words / sizeof *words, ROUNDS = 4000, LENGTH = 60 };
    uint32_t seed = 20240229;

    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct buf source = BUF_INIT(GOLDEN_FILE_MAX);
        int depth;
        bool cut = false;
        for (int i = 0; i < LENGTH; i++) {
            seed = seed * 1664525 + 1013904223;
            buf_adds(&source, words[(seed >> 16) % WORDS]);
        }
        cmark_node *root = markdown_document(buf_str(&source), source.len, base, &cut);
        root = travel(root, &cut);
        count_nodes(root, &depth);
        assert_true(depth <= DOCUMENT_DEPTH_MAX);
        cmark_node_free(root);
        buf_release(&source);
    }
}

static int corpus_files;

/* The body of a post, behind its front matter. */
static const char *body_of(const char *text)
{
    const char *end = strncmp(text, "---\n", 4) == 0 ? strstr(text + 4, "\n---\n") : NULL;

    return end ? end + 5 : text;
}

/* Nothing that was only meant for the machinery may be left in what people read. */
static void assert_no_leak(const char *path, cmark_node *root)
{
    static const char *const leaks[] = { "{%",  "%}",   "{{", "}}",   "{: ",      "{:.",
                                         "{::", "<div", "</", "<!--", "<details", "\xef\xb7" };
    cmark_iter *iter = cmark_iter_new(root);

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_node_get_type(node) != CMARK_NODE_TEXT)
            continue;
        for (size_t i = 0; i < sizeof leaks / sizeof *leaks; i++)
            if (strstr(cmark_node_get_literal(node), leaks[i]))
                fail_msg("%s: %s", path, cmark_node_get_literal(node));
    }
    cmark_iter_free(iter);
}

static int check_post(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
    struct buf text = BUF_INIT(GOLDEN_FILE_MAX);

    (void)status;
    (void)ftw;
    if (type != FTW_F || !golden_read(path, &text))
        return 0;
    const char *body = body_of(buf_str(&text));
    cmark_node *root = convert(body, strlen(body));
    assert_no_leak(path, root);
    cmark_node_free(root);
    buf_release(&text);
    corpus_files++;
    return 0;
}

static void test_real_posts(void **state)
{
    static const char *const folders[] = { "../shared/corpora/ruby-lang", "seeds" };

    (void)state;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        nftw(folders[i], check_post, 16, FTW_PHYS);
    if (corpus_files == 0) {
        print_message("no posts to read, so nothing is checked on them\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),     cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_base),       cmocka_unit_test(test_floods),
        cmocka_unit_test(test_depth),      cmocka_unit_test(test_depth_of_much),
        cmocka_unit_test(test_regions),    cmocka_unit_test(test_indented_lists),
        cmocka_unit_test(test_cut),        cmocka_unit_test(test_wide_links),
        cmocka_unit_test(test_long_code),  cmocka_unit_test(test_random),
        cmocka_unit_test(test_real_posts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
