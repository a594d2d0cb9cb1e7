/* SPDX-License-Identifier: MIT */
#include "golden.h"

#include "worker/html.h"
#include "worker/html_depth.h"
#include "worker/html_scan.h"

static cmark_node *convert(const char *s, size_t n, enum html_source source)
{
    struct html html;
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);

    html_parse(&html, s, n, source);
    html_append(html.root, root);
    html_release(&html);
    return root;
}

static cmark_node *convert_fragment(const char *s, size_t n)
{
    return convert(s, n, HTML_FRAGMENT);
}

static cmark_node *convert_page(const char *s, size_t n)
{
    return convert(s, n, HTML_PAGE);
}

static void test_golden(void **state)
{
    (void)state;
    assert_true(golden_run("tests/golden/html", convert_fragment) >= 20);
}

/* A whole page and a fragment of the same body give the same document. */
static void test_page(void **state)
{
    static const char source[] = "<!doctype html><html><head><title>T</title></head>"
                                 "<body><p>one</p><ul><li>two</ul></body></html>";
    struct buf page = BUF_INIT(4096), fragment = BUF_INIT(4096);

    (void)state;
    cmark_node *a = convert_page(source, sizeof source - 1);
    cmark_node *b = convert_fragment(source, sizeof source - 1);
    golden_dump(a, &page);
    golden_dump(b, &fragment);
    assert_non_null(strstr(buf_str(&page), "text \"one\""));
    assert_string_equal(buf_str(&page), buf_str(&fragment));
    cmark_node_free(a);
    cmark_node_free(b);
    buf_release(&page);
    buf_release(&fragment);
}

static const struct html_node *find(const struct html *html, const char *name)
{
    for (const struct html_node *node = html_next(html->root, html->root); node;
         node = html_next(node, html->root))
        if (strcmp(node->name, name) == 0)
            return node;
    return NULL;
}

static void test_tree(void **state)
{
    static const char source[] = "<body><DIV CLASS='one Two' id=x><p>a</p><p>b</p>"
                                 "<my-tag>c</my-tag></DIV><i>d</i></body>";
    struct html html;

    (void)state;
    html_parse(&html, source, sizeof source - 1, HTML_PAGE);
    const struct html_node *div = find(&html, "div");
    assert_non_null(div);
    assert_true(div->element->role == HTML_BLOCK);
    assert_string_equal(html_attribute(div, "id"), "x");
    assert_null(html_attribute(div, "style"));
    assert_true(html_has_word(div, "class", "two"));
    assert_false(html_has_word(div, "class", "tw"));
    assert_false(html_has_word(div, "title", "two"));
    assert_ptr_equal(find(&html, "my-tag")->parent, div);
    assert_ptr_equal(html_next_after(div, html.root), find(&html, "i"));
    html_detach(div->first_child);
    assert_string_equal(div->first_child->first_child->text, "b");
    assert_null(div->first_child->previous);
    html_detach(div->last_child);
    assert_ptr_equal(div->first_child, div->last_child);
    assert_null(div->last_child->next);
    html_release(&html);
}

/* What the scan makes of tags, as text. */
static void test_scan(void **state)
{
    static const struct {
        const char *in, *out;
    } rows[] = {
        { "", "" },
        { "a < b <3 </ x", "a < b <3 </ x" },
        { "<P Class='a>b' x=\"<\">t</P >", "<P Class='a>b' x=\"<\">t</P>" },
        { "a<!-- <b> -- > -->c<!-->d<!--->e<!--x--!>f", "acdef" },
        { "a<!-- open <b>c</b>", "a open <b>c</b>" },
        { "<!doctype html>x<?xml?>y<!", "<!doctype html>x<?xml?>y&lt;!" },
        { "<script>if (a<b) '<!--'</scripty></script >x",
          "<script>if (a\\u003cb) '\\u003c!--'\\u003c/scripty></script>x" },
        { "<style>a", "<style></style>" },
        { "<title>a<b&lt;</TITLE x>y", "<title>a&lt;b&lt;</title>y" },
        { "<XMP a=b>c<d>&lt;</xmp>y", "<pre a=b>c&lt;d>&amp;lt;</pre>y" },
        { "<iframe src=x><b></iframe>y", "<iframe src=x></iframe>y" },
        { "<math a=b><mi>x</mi><mspace/></math>y", "<mi>x</mi><mspace></math>y" },
        { "a<svg viewBox='0'><path d=''/><p>no</svg>b<svg/>c", "abc" },
        { "a<svg>never closed", "anever closed" },
        { "a<svg><svg/><svg><text>no</svg>no</svg>b", "ab" },
        { "a<svg><svg>x</svg>y<b", "ax</svg>y<b>" },
        { "<a b=c", "<a>" },
        { "<br/><img src=a/b />x", "<br><img src=a/b>x" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = BUF_INIT(4096);
        html_scan(rows[i].in, strlen(rows[i].in), &out);
        if (strcmp(buf_str(&out), rows[i].out) != 0)
            fail_msg("%s -> %s", rows[i].in, buf_str(&out));
        buf_release(&out);
    }
}

/* Longest way from the root to a leaf. */
static int tree_depth(const struct html *html)
{
    int deepest = 0, depth = 0;
    const struct html_node *node = html->root;

    for (;;) {
        deepest = depth > deepest ? depth : deepest;
        if (node->first_child) {
            node = node->first_child;
            depth++;
            continue;
        }
        while (node != html->root && !node->next) {
            node = node->parent;
            depth--;
        }
        if (node == html->root)
            return deepest;
        node = node->next;
    }
}

/* Each unit many times over: what follows it must still be there, and the depth bounded. */
static void test_floods(void **state)
{
    static const struct {
        const char *unit;
        int count;
    } rows[] = {
        { "<div>", 100000 },
        { "<b>", 100000 },
        { "<b a=1><div></b>", 30000 },
        { "<b><div><div><div><div><div><div><div><div></b>", 10000 },
        { "<foo><div></foo>", 30000 },
        { "<foo/>", 100000 },
        { "<svg><p><foo/>", 30000 },
        { "<table><tr><td>", 30000 },
        { "<table><tr><td><div></td>", 30000 },
        { "<div><table><td></div>", 30000 },
        { "<ul><li>", 50000 },
        { "<li><ul></li>", 50000 },
        { "<dd><li>", 50000 },
        { "<li>x", 100000 },
        { "<p>x", 100000 },
        { "<p><button></p>", 30000 },
        { "<form><div></form>", 30000 },
        { "<blockquote>", 100000 },
        { "<a href=x><div></a>", 30000 },
        { "<optgroup>", 100000 },
        { "<ruby><rt>", 50000 },
        { "<select><option>", 50000 },
        { "<h1>", 100000 },
        { "<em><strong><code>", 30000 },
        { "<", 1000000 },
        { "<!", 500000 },
        { "<!--", 300000 },
        { "<!-- -->", 200000 },
        { "<svg>", 200000 },
        { "</p>", 100000 },
        { "</div>", 200000 },
        { "<br>", 200000 },
        { "&amp;", 200000 },
        { "&#x41;", 200000 },
        { "<img src=x>", 50000 },
        { " ", 2000000 },
        { "x", 2000000 },
        { "<p", 500000 },
        { "<i title='", 200000 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf source = BUF_INIT(GOLDEN_FILE_MAX), plain = BUF_INIT(GOLDEN_FILE_MAX);
        for (int j = 0; j < rows[i].count; j++)
            buf_adds(&source, rows[i].unit);
        buf_adds(&source, "'>--></svg>omega-end");
        struct html html;
        html_parse(&html, buf_str(&source), source.len, HTML_PAGE);
        assert_true(tree_depth(&html) <= HTML_DEPTH_MAX);
        cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
        html_append(html.root, root);
        document_plain(root, &plain);
        if (!strstr(buf_str(&plain), "omega-end") && !strstr(rows[i].unit, "option") &&
            !strstr(rows[i].unit, "optgroup") && !strstr(rows[i].unit, "button"))
            fail_msg("%s: the end is lost", rows[i].unit);
        cmark_node_free(root);
        html_release(&html);
        buf_release(&source);
        buf_release(&plain);
    }
}

/* What only the parser leaves open is not counted by the scan, unless the scan knows of it. */
static void test_hidden_depth(void **state)
{
    static const char *const units[] = {
        "<b><b><b><b><div></b></b></b></b></div>",
        "<b><b><b><b></b></b></b><div></b></div>",
        "<b><div><b></div><div><b></div><div><b></div><div></b></b></b></b></div></div>",
        "<font><div><div><div><div><div><div><div><div>x</font></div></div></div></div></div>"
        "</div></div></div>",
        "x<div><b></div>",
        "<b>x<div><b></div>",
        "<div><select></div></select>",
        "<select><title></select><div></title>",
        "<select><style></select><div></style>",
        "<caption><template><table>",
        "</html><mi><table></td>",
        "<div><math><mi></div>",
        "<math><td><input>",
        "<math><a>",
        "<math><title><mi></title>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct buf source = BUF_INIT(GOLDEN_FILE_MAX);
        struct html html;
        /* Not much is left then for tables, of which the parts are not counted. */
        for (int j = 0; j < HTML_SCAN_DEPTH_MAX - 49; j++)
            buf_adds(&source, "<section>");
        for (int j = 0; j < 1000; j++)
            buf_adds(&source, units[i]);
        html_parse(&html, buf_str(&source), source.len, HTML_PAGE);
        if (tree_depth(&html) >= HTML_DEPTH_MAX)
            fail_msg("%s: deeper than it may be", units[i]);
        html_release(&html);
        buf_release(&source);
    }
}

static void test_attribute_flood(void **state)
{
    struct buf source = BUF_INIT(GOLDEN_FILE_MAX);
    struct html html;

    (void)state;
    buf_adds(&source, "<p id=first");
    for (int i = 0; i < 50000; i++)
        buf_addf(&source, " a%d=%d", i, i);
    buf_adds(&source, ">text</p><p title='");
    for (int i = 0; i < 1000000; i++)
        buf_addc(&source, 'x');
    buf_adds(&source, "'>more</p>");
    html_parse(&html, buf_str(&source), source.len, HTML_FRAGMENT);
    const struct html_node *p = html.root->first_child;
    int count = 0;
    for (const struct html_attribute *at = p->attributes; at; at = at->next)
        count++;
    assert_int_equal(count, HTML_ATTRIBUTES_MAX);
    assert_string_equal(html_attribute(p, "id"), "first");
    assert_string_equal(p->first_child->text, "text");
    assert_null(p->next->attributes);
    assert_string_equal(p->next->first_child->text, "more");
    html_release(&html);
    buf_release(&source);
}

/* The attributes of all <body> tags come together in one. */
static void test_body_flood(void **state)
{
    struct buf source = BUF_INIT(GOLDEN_FILE_MAX), plain = BUF_INIT(GOLDEN_FILE_MAX);
    struct html html;
    int count = 0;

    (void)state;
    for (int i = 0; i < 20000; i++)
        buf_addf(&source, "<body a%d=%d><html b%d=%d>", i, i, i, i);
    buf_adds(&source, "omega-end");
    html_parse(&html, buf_str(&source), source.len, HTML_PAGE);
    for (const struct html_node *at = html.root; at; at = html_next(at, html.root))
        for (const struct html_attribute *one = at->attributes; one; one = one->next)
            count++;
    assert_in_range(count, 10, 100);
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    html_append(html.root, root);
    document_plain(root, &plain);
    assert_non_null(strstr(buf_str(&plain), "omega-end"));
    cmark_node_free(root);
    html_release(&html);
    buf_release(&source);
    buf_release(&plain);
}

/* Many times a source that has a number in it, then a sentence with a format and a link. */
static void parse_formats(struct html *html, const char *source, int count)
{
    struct buf page = BUF_INIT(GOLDEN_FILE_MAX);

    for (int i = 0; i < count; i++) {
        const char *mark = strchr(source, '#');
        buf_addf(&page, "%.*s%d%s", (int)(mark - source), source, i, mark + 1);
    }
    buf_adds(&page, "<p>the <b>bold</b> <a href=/end>link</a>");
    html_parse(html, buf_str(&page), page.len, HTML_PAGE);
    buf_release(&page);
}

/* Formats that nobody closes are opened again in each block: there must not be many of them. */
static void test_formats_that_leak(void **state)
{
    static const char *const sources[] = {
        "<p>x<font color=#>word",
        "<div><font color=#></div><p>x",
        "<table><tr><td>x<font color=#>word</table>",
        "<font color=#><div><div><div><div><div><div><div><div>x</font>"
        "</div></div></div></div></div></div></div></div>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        enum { TIMES = 1000, MOST = TIMES * 40 };
        struct html html;
        int nodes = 0;
        parse_formats(&html, sources[i], TIMES);
        for (const struct html_node *at = html.root; at; at = html_next(at, html.root))
            nodes++;
        assert_in_range(nodes, TIMES, MOST);
        assert_non_null(find(&html, "a"));
        assert_false(html.cut); /* the text is all there */
        html_release(&html);
    }
}

/* What the parser does not open again, as it is alike or was closed at last, does no harm. */
static void test_formats_that_do_not_leak(void **state)
{
    static const char *const sources[] = {
        "<p><font size=2>paragraph #",
        "<p>x<i id=#>word<p>y</i>",
        "<p>x<a name=#>word",
    };

    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct html html;
        parse_formats(&html, sources[i], 500);
        assert_non_null(find(&html, "b"));
        assert_false(html.cut);
        html_release(&html);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_scan),
        cmocka_unit_test(test_floods),
        cmocka_unit_test(test_hidden_depth),
        cmocka_unit_test(test_attribute_flood),
        cmocka_unit_test(test_body_flood),
        cmocka_unit_test(test_formats_that_leak),
        cmocka_unit_test(test_formats_that_do_not_leak),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
