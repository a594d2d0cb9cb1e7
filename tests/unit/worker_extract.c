/* SPDX-License-Identifier: MIT */
#include "worker/extract.h"

#include "base/buf.h"
#include "doc/verdict.h"
#include "golden.h"
#include "worker/extract_names.h"
#include "worker/extract_phrases.h"
#include "worker/page.h"

static const char page_url[] = "https://www.example.org/news/story";

static cmark_node *read_page(const char *s, size_t n, struct wire_meta *meta)
{
    struct page_source source = { s, n, page_url, "", "", false };

    return page_document(&source, meta);
}

static cmark_node *convert(const char *s, size_t n)
{
    struct wire_meta meta;

    wire_meta_init(&meta);
    cmark_node *root = read_page(s, n, &meta);
    wire_meta_release(&meta);
    return root;
}

static void test_golden(void **state)
{
    (void)state;
    assert_true(golden_run("tests/golden/page", convert) >= 23);
}

static void test_names(void **state)
{
    static const struct {
        const char *value;
        uint32_t bits;
    } rows[] = {
        { "", 0 },
        { "header", 0 },
        { "entry-content", NAME_BODY | NAME_GOOD | NAME_TEXT },
        { "articleBody", NAME_BODY | NAME_GOOD | NAME_TEXT },
        { "Article_body__x7f", NAME_BODY | NAME_GOOD | NAME_TEXT },
        { "relatedPosts", NAME_JUNK },
        { "shareholders", NAME_JUNK }, /* a word that begins so: small boxes only */
        { "ad", NAME_JUNK },
        { "adult-head", 0 },
        { "navy", 0 },
        { "nav", NAME_FRAME },
        { "comment-17", NAME_COMMENT },
        { "commentary", 0 },
        { "twitter-tweet", NAME_QUOTED | NAME_JUNK },
        { "photo_caption", NAME_CAPTION | NAME_MEDIA },
        { "pull-quote", NAME_PULLED },
        { "slideshow-item", NAME_GALLERY },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (names_in(rows[i].value) != rows[i].bits)
            fail_msg("%s: %x", rows[i].value, names_in(rows[i].value));
}

/* Names are cut short, wherever a word of theirs ends. */
static void test_long_names(void **state)
{
    enum { LONGEST = 1200 };
    char value[LONGEST + 2];

    (void)state;
    for (size_t n = 1; n <= LONGEST; n++) {
        memset(value, 'x', n);
        value[n] = 'X';
        value[n + 1] = '\0';
        assert_int_equal(names_in(value), 0);
        value[n] = '-';
        assert_int_equal(names_in(value), 0);
    }
}

static void test_phrases(void **state)
{
    (void)state;
    assert_true(phrase_is_end("related articles"));
    assert_true(phrase_is_end("comments:"));
    assert_false(phrase_is_end("comments on the budget"));
    assert_false(phrase_is_end("what the related costs were"));
    assert_true(phrase_is_promo("read more: the dam"));
    assert_true(phrase_is_promo("share"));
    assert_false(phrase_is_promo("share prices fell"));
    assert_true(phrase_is_about("by ada quill"));
    assert_true(phrase_is_about("12 april, 4 min read"));
    assert_false(phrase_is_about("nobody knows"));
    assert_false(phrase_is_about("by then the water stood in the hall."));
    assert_false(phrase_is_about(""));
    assert_false(phrase_is_end(""));
    assert_true(phrase_is_promo("\u25ba get breaking news on your phone"));
    assert_true(phrase_is_promo("(c) the lantern. all rights reserved."));
    assert_true(phrase_is_end("читайте также:"));
    assert_true(phrase_is_about("mon 4 mar 2019 10.00 gmt"));
    assert_false(phrase_is_about("20190 lamps"));
    assert_true(phrase_is_note("ada quill is a reporter at the lantern."));
    assert_false(phrase_is_note("she never came back to the island."));
}

/* A page of n times the part between start and end. */
static void repeat(struct buf *out, const char *start, const char *part, size_t n,
                   const char *end)
{
    buf_adds(out, start);
    for (size_t i = 0; i < n; i++)
        buf_adds(out, part);
    buf_adds(out, end);
}

#define PROSE "<p>The ferry to the island stops at noon today, because the captain is ill.</p>"
#define LONG_PROSE                                                                            \
    "<article>" PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE \
        PROSE PROSE PROSE "</article>"

/* What a page turns out to be, judged with all of it at hand. */
static void test_verdicts(void **state)
{
    static const struct {
        const char *label, *page;
        enum verdict verdict;
    } pages[] = {
        { "an article", "<article><h1>Ferry</h1>" PROSE PROSE "</article>", VERDICT_FULL },
        { "a box that asks for money",
          "<article><h1>Ferry</h1>" PROSE "</article><div class=paywall>Subscribe to continue "
          "reading.</div>",
          VERDICT_TEASER },
        { "the same where it is never shown",
          "<article><h1>Ferry</h1>" PROSE PROSE
          "</article><div class=paywall hidden>Subscribe to "
          "continue reading.</div>",
          VERDICT_FULL },
        { "the same below a long article",
          LONG_PROSE "<div class=paywall>Subscribe to continue reading.</div>", VERDICT_FULL },
        { "a check",
          "<title>Just a moment...</title><h1>www.example.org</h1><p>Checking your browser "
          "before accessing the page.</p>",
          VERDICT_FAILED },
        { "not there",
          "<title>404 | The Lantern</title><p>It may have moved, says the keeper.</p>",
          VERDICT_FAILED },
        { "consent",
          "<div class=modal><p>We value your privacy. We and our partners store and "
          "read things on your device.</p><button>Accept</button></div>",
          VERDICT_FAILED },
        { "a shell for scripts", "<title>The Lantern</title><div id=root></div>",
          VERDICT_FAILED },
        { "a description of one",
          "<meta name=description content='The captain of the ferry is ill, and the island has no "
          "bread.'><div id=root></div>",
          VERDICT_TEASER },
    };

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct wire_meta meta;
        wire_meta_init(&meta);
        document_free(read_page(pages[i].page, strlen(pages[i].page), &meta));
        if (meta.verdict != (int)pages[i].verdict)
            fail_msg("%s: %s (%s)", pages[i].label, verdict_name(meta.verdict), meta.reason);
        wire_meta_release(&meta);
    }
}

/* Whatever comes, there is an end, a document, and the words in it. */
static void test_hostile(void **state)
{
    static const struct {
        const char *start, *part, *end;
    } rows[] = {
        { "", "<div>", "<p>the omega of the page" },
        { "", "<h2>Related</h2><p>one</p>", "<p>the omega of the page" },
        { "", "<div class=comment><p>", "the omega of the page" },
        { "", "<div hidden class=panel>", "<p>the omega of the page" },
        { "<ul>", "<li><a href=x>y</a>", "</ul><p>the omega of the page" },
        { "<body class='", "related ", "'><p>the omega of the page" },
        { "<template id=B:0></template>",
          "<div hidden id=S:0><template id=B:0></template></div>", "<p>the omega of the page" },
        { "", "<noscript><p>", "the omega of the page" },
        { "<script type='application/ld+json'>",
          "[{\"author\":", "</script><p>the omega of the page" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf page = BUF_INIT(4 * 1024 * 1024), text = BUF_INIT(4 * 1024 * 1024);
        repeat(&page, rows[i].start, rows[i].part, 3000, rows[i].end);
        cmark_node *root = convert(buf_str(&page), page.len);
        document_plain(root, &text);
        if (i != 3 && !strstr(buf_str(&text), "omega"))
            fail_msg("row %zu lost its words", i);
        cmark_node_free(root);
        buf_release(&page);
        buf_release(&text);
    }
}

/* Boxes that are sent late and hold the places of others would stack up without an end. */
static void test_streamed_depth(void **state)
{
    enum { BOXES = 12, DEPTH = 120 };
    struct buf page = BUF_INIT(1024 * 1024), text = BUF_INIT(1024 * 1024);

    (void)state;
    buf_adds(&page, "<article>" PROSE "<template id=B:0></template>");
    for (int i = 0; i < BOXES; i++) {
        buf_addf(&page, "<div hidden id=S:%d>", i);
        repeat(&page, "", "<div>", DEPTH, "");
        buf_addf(&page, "<p>Box %d has the alpha of the page, and more.</p>", i);
        buf_addf(&page, "<template id=B:%d></template>", i + 1);
        repeat(&page, "", "</div>", DEPTH, "</div>");
    }
    buf_adds(&page, "</article>");
    cmark_node *root = convert(buf_str(&page), page.len);
    document_plain(root, &text);
    assert_non_null(strstr(buf_str(&text), "Box 0 has"));
    cmark_node_free(root);
    buf_release(&page);
    buf_release(&text);
}

/* What is in a box goes with it into the next one, which goes into the next one, and so on. */
static void test_streamed_chain(void **state)
{
    enum { BOXES = 3000, NODES = 4000 };
    struct buf page = BUF_INIT(1024 * 1024), text = BUF_INIT(1024 * 1024);
    struct wire_meta meta;

    (void)state;
    buf_addf(&page, "<article>" PROSE "<template id=P:%05d></template>", BOXES);
    repeat(&page, "<div hidden id=S:00000>", "<p>x", NODES, "</div>");
    for (int i = 1; i <= BOXES; i++)
        buf_addf(&page, "<div hidden id=S:%05d><template id=P:%05d></template></div>", i,
                 i - 1);
    buf_adds(&page, "</article>");
    wire_meta_init(&meta);
    cmark_node *root = read_page(buf_str(&page), page.len, &meta);
    document_plain(root, &text);
    assert_non_null(strstr(buf_str(&text), "captain is ill"));
    assert_true(meta.cut);
    cmark_node_free(root);
    wire_meta_release(&meta);
    buf_release(&page);
    buf_release(&text);
}

static void test_empty(void **state)
{
    static const char *const pages[] = { "", " ", "<", "<html></html>", "<p>", "<title>x" };

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct wire_meta meta;
        wire_meta_init(&meta);
        cmark_node *root = read_page(pages[i], strlen(pages[i]), &meta);
        assert_non_null(root);
        assert_true(*meta.reason);
        cmark_node_free(root);
        wire_meta_release(&meta);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),         cmocka_unit_test(test_names),
        cmocka_unit_test(test_long_names),     cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_hostile),        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_verdicts),       cmocka_unit_test(test_streamed_depth),
        cmocka_unit_test(test_streamed_chain),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
