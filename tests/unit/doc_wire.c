/* SPDX-License-Identifier: MIT */
/* The wire form: everything comes back; nothing damaged gets through, and nothing crashes. */
#include "doc/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "doc_random.h"

/* The whole tree as text: types, kinds, attributes and literals. */
static void dump(cmark_node *root, struct buf *out)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        const char *texts[] = { cmark_node_get_literal(node), cmark_node_get_url(node),
                                cmark_node_get_title(node), cmark_node_get_on_exit(node),
                                cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
                                    ? cmark_node_get_fence_info(node)
                                    : NULL };

        buf_addf(out, "%s%s %d %d", event == CMARK_EVENT_EXIT ? "/" : "",
                 cmark_node_get_type_string(node), (int)document_kind(node),
                 cmark_node_get_heading_level(node));
        if (cmark_node_get_type(node) == CMARK_NODE_LIST)
            buf_addf(out, " list %d %d %d %d", (int)cmark_node_get_list_type(node),
                     cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
                         ? cmark_node_get_list_start(node)
                         : 0,
                     (int)cmark_node_get_list_delim(node), cmark_node_get_list_tight(node));
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            buf_addf(out, " \"%s\"", texts[i] ? texts[i] : "-");
        buf_addc(out, '\n');
    }
    cmark_iter_free(iter);
}

static struct wire_meta sample_meta(void)
{
    static char title[] = "Title", byline[] = "Someone", date[] = "2021-04-12", none[] = "",
                language[] = "en", site[] = "Example", url[] = "http://example.org/";

    return (struct wire_meta){ .title = title,
                               .byline = byline,
                               .date = date,
                               .language = language,
                               .site = site,
                               .final_url = url,
                               .reason = none,
                               .verdict = 200,
                               .cut = true,
                               .sandbox = WIRE_SEAL_LIMITS | WIRE_SEAL_CALLS };
}

static void write_document(cmark_node *root, struct buf *out)
{
    const struct wire_meta meta = sample_meta();

    buf_init(out, WIRE_MAX);
    assert_true(wire_write(root, &meta, out));
}

static void expect_refused(const char *bytes, size_t n, const char *part)
{
    struct wire_meta meta;
    struct error error = { "" };

    assert_null(wire_read(bytes, n, &meta, &error));
    if (!strstr(error.text, part))
        fail_msg("\"%s\" is not about \"%s\"", error.text, part);
    wire_meta_release(&meta);
}

static void meta_comes_back(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    struct wire_meta sent = sample_meta(), meta;
    struct buf out;
    struct error error;

    (void)state;
    write_document(root, &out);
    cmark_node *again = wire_read(out.data, out.len, &meta, &error);
    assert_non_null(again);
    assert_string_equal(meta.title, sent.title);
    assert_string_equal(meta.byline, sent.byline);
    assert_string_equal(meta.date, sent.date);
    assert_string_equal(meta.language, sent.language);
    assert_string_equal(meta.site, sent.site);
    assert_string_equal(meta.final_url, sent.final_url);
    assert_string_equal(meta.reason, sent.reason);
    assert_int_equal(meta.verdict, 200);
    assert_true(meta.cut);
    assert_int_equal(meta.sandbox, WIRE_SEAL_LIMITS | WIRE_SEAL_CALLS);
    wire_meta_release(&meta);
    wire_meta_release(&meta); /* nothing left: harmless */
    document_free(again);
    document_free(root);
    buf_release(&out);
}

static void empty_meta_is_empty_strings(void **state)
{
    struct wire_meta meta;

    (void)state;
    wire_meta_init(&meta);
    assert_string_equal(meta.title, "");
    assert_string_equal(meta.reason, "");
    assert_int_equal(meta.verdict, 0);
    assert_false(meta.cut);
    wire_meta_release(&meta);
}

static void random_documents_come_back(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 500; seed++) {
        cmark_node *root = chance_document(seed, false);
        struct buf bytes, before = BUF_INIT(WIRE_MAX), after = BUF_INIT(WIRE_MAX);
        struct wire_meta meta;
        struct error error;
        write_document(root, &bytes);
        cmark_node *again = wire_read(bytes.data, bytes.len, &meta, &error);
        assert_non_null(again);
        dump(root, &before);
        dump(again, &after);
        assert_string_equal(buf_str(&before), buf_str(&after));
        wire_meta_release(&meta);
        document_free(again);
        document_free(root);
        buf_release(&bytes);
        buf_release(&before);
        buf_release(&after);
    }
}

/* Read it; whatever comes of it must be whole. */
static bool survives(const char *bytes, size_t n)
{
    struct wire_meta meta;
    struct error error = { "" };
    cmark_node *root = wire_read(bytes, n, &meta, &error);
    struct buf out = BUF_INIT(WIRE_MAX);

    if (root) {
        assert_true(wire_write(root, &meta, &out));
        document_markdown(root, &out);
        wire_meta_release(&meta);
    } else {
        assert_string_not_equal(error.text, "");
        assert_null(meta.title);
    }
    document_free(root);
    buf_release(&out);
    return root != NULL;
}

static void truncation_is_refused(void **state)
{
    cmark_node *root = chance_document(3, false);
    struct buf bytes;

    (void)state;
    write_document(root, &bytes);
    for (size_t n = 0; n < bytes.len; n++) {
        /* A copy of its own, so that reading over the end is seen. */
        char *copy = malloc(n + 1);
        memcpy(copy, bytes.data, n);
        char *exact = realloc(copy, n ? n : 1);
        assert_false(survives(exact, n));
        if (n >= 9) { /* with a length that agrees */
            for (int i = 0; i < 4; i++)
                exact[5 + i] = (char)((n - 9) >> 8 * i);
            assert_false(survives(exact, n));
        }
        free(exact);
    }
    document_free(root);
    buf_release(&bytes);
}

static void mutations_do_no_harm(void **state)
{
    static const unsigned char values[] = { 0, 1, 3, 8, 17, 18, 0x1D, 0x7F, 0x80, 0xFF };

    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        cmark_node *root = chance_document(seed * 7, false);
        struct buf bytes;
        write_document(root, &bytes);
        size_t end = bytes.len < 700 ? bytes.len : 700;
        for (size_t at = 0; at < end; at++) {
            char kept = bytes.data[at];
            for (size_t i = 0; i < sizeof values; i++) {
                bytes.data[at] = (char)values[i];
                survives(bytes.data, bytes.len);
            }
            bytes.data[at] = kept;
        }
        assert_true(survives(bytes.data, bytes.len));
        document_free(root);
        buf_release(&bytes);
    }
}

/* A message of these events, around them a header that is right. */
static void wrap(struct buf *out, const char *events, size_t n)
{
    size_t rest = 3 + 7 + n;

    buf_init(out, WIRE_MAX);
    buf_add(out, "crnt\1", 5);
    for (int i = 0; i < 4; i++)
        buf_addc(out, (char)(rest >> 8 * i));
    buf_add(out,
            "\0\0\0"
            "\0\0\0\0\0\0\0",
            10);
    buf_add(out, events, n);
}

/* Numbers of forms, as they are on disks: they may never change. */
#define DOC        "\1"
#define QUOTE      "\2"
#define LIST       "\3"
#define ITEM       "\4"
#define CODE_BLOCK "\5"
#define PARA       "\6"
#define HEADING    "\7"
#define TEXT       "\x9"
#define TABLE      "\x11"
#define ROW        "\x12"
#define CELL       "\x13"
#define END        "\0"

static void expect_fault(const char *events, size_t n, const char *part)
{
    struct buf bytes;

    wrap(&bytes, events, n);
    expect_refused(bytes.data, bytes.len, part);
    buf_release(&bytes);
}

static void events_are_checked(void **state)
{
    static const struct {
        const char *events;
        size_t n;
        const char *fault; /* NULL: it is fine */
    } cases[] = {
#define EVENTS(s) s, sizeof s - 1
        { EVENTS(DOC END), NULL },
        { EVENTS(DOC PARA TEXT "\2ab" END END), NULL },
        { EVENTS(DOC TABLE "\0" ROW "\4head" CELL "\0" PARA END END END END END), NULL },
        { EVENTS(DOC LIST "\1\x81\1" ITEM END END END), NULL },
        { EVENTS(DOC), "too early" },
        { EVENTS(""), "too early" },
        { EVENTS(END), "begin with a document" },
        { EVENTS(PARA END), "begin with a document" },
        { EVENTS(TEXT "\1a"), "begin with a document" },
        { EVENTS(DOC END END), "follows its end" },
        { EVENTS(DOC END DOC END), "follows its end" },
        { EVENTS(DOC DOC END END), "must not be" },
        { EVENTS(DOC TEXT "\1a" END), "must not be" },
        { EVENTS(DOC ITEM END END), "must not be" },
        { EVENTS(DOC LIST "\0\0" PARA END END END), "must not be" },
        { EVENTS(DOC PARA PARA END END END), "must not be" },
        { EVENTS(DOC ROW "\0" END END), "must not be" },
        { EVENTS(DOC TABLE "\0" PARA END END END), "must not be" },
        { EVENTS(DOC "\x1E" END), "no known kind" },
        { EVENTS(DOC "\xFF" END), "no known kind" },
        { EVENTS(DOC HEADING "\0" END END), "no level" },
        { EVENTS(DOC HEADING "\7" END END), "too large" },
        { EVENTS(DOC LIST "\x8\0" END END), "too large" },
        { EVENTS(DOC LIST "\1\xFF\xFF\xFF\xFF\x7F" END END), "too large" },
        { EVENTS(DOC PARA TEXT "\xFF\xFF\xFF\xFF\xFF\xFF" END END), "too large" },
        { EVENTS(DOC PARA TEXT "\x7F"
                               "ab" END END),
          "longer than the rest" },
        { EVENTS(DOC PARA TEXT "\3a\0b" END END), "NUL" },
#undef EVENTS
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf bytes;
        wrap(&bytes, cases[i].events, cases[i].n);
        if (!cases[i].fault)
            assert_true(survives(bytes.data, bytes.len));
        else
            expect_refused(bytes.data, bytes.len, cases[i].fault);
        buf_release(&bytes);
    }
}

static void headers_are_checked(void **state)
{
    struct buf bytes;

    (void)state;
    wrap(&bytes, DOC END, 2);
    expect_refused("", 0, "begin");
    expect_refused(bytes.data, bytes.len - 1, "length");
    buf_addc(&bytes, '\0');
    expect_refused(bytes.data, bytes.len, "length");
    buf_truncate(&bytes, bytes.len - 1);
    bytes.data[4] = 2; /* another version */
    expect_refused(bytes.data, bytes.len, "begin");
    bytes.data[4] = 1;
    memset(bytes.data + 5, 0xFF, 4); /* 4 GB */
    expect_refused(bytes.data, bytes.len, "length");
    buf_release(&bytes);
}

static cmark_node *read_events(const char *events, size_t n)
{
    struct buf bytes;
    struct wire_meta meta;
    struct error error;

    wrap(&bytes, events, n);
    cmark_node *root = wire_read(bytes.data, bytes.len, &meta, &error);
    buf_release(&bytes);
    if (root)
        wire_meta_release(&meta);
    return root;
}

static void texts_are_cleaned_again(void **state)
{
    static const struct {
        const char *raw, *text, *code;
    } cases[] = {
        { " in the middle ", " in the middle ", " in the middle " },
        { "a\033[31m\x7F", "a\uFFFD[31m\uFFFD", "a\uFFFD[31m\uFFFD" },
        { "a\nb\tc", "a b    c", "a\nb    c" },
        { "\xFF\u202Ex", "\uFFFDx", "\uFFFDx" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf events = BUF_INIT(1000);
        char n = (char)strlen(cases[i].raw);
        buf_add(&events, DOC CODE_BLOCK, 2);
        buf_addc(&events, n);
        buf_adds(&events, cases[i].raw);
        buf_add(&events, "\0" PARA TEXT, 3);
        buf_addc(&events, n);
        buf_adds(&events, cases[i].raw);
        buf_add(&events, END END, 2);
        cmark_node *root = read_events(events.data, events.len);
        assert_non_null(root);
        cmark_node *code = cmark_node_first_child(root);
        cmark_node *text = cmark_node_first_child(cmark_node_last_child(root));
        assert_string_equal(cmark_node_get_literal(code), cases[i].code);
        assert_string_equal(cmark_node_get_literal(text), cases[i].text);
        document_free(root);
        buf_release(&events);
    }
}

static void add_times(struct buf *out, const char *s, size_t n, int times)
{
    for (int i = 0; i < times; i++)
        buf_add(out, s, n);
}

static void limits_are_kept(void **state)
{
    struct buf events = BUF_INIT(WIRE_MAX);
    cmark_node *root;

    (void)state;
    buf_adds(&events, DOC);
    add_times(&events, QUOTE, 1, DOCUMENT_DEPTH_MAX - 1);
    add_times(&events, END, 1, DOCUMENT_DEPTH_MAX);
    root = read_events(events.data, events.len);
    assert_non_null(root);
    document_free(root);

    buf_clear(&events);
    buf_adds(&events, DOC);
    add_times(&events, QUOTE, 1, DOCUMENT_DEPTH_MAX);
    add_times(&events, END, 1, DOCUMENT_DEPTH_MAX + 1);
    expect_fault(events.data, events.len, "nested too deeply");

    buf_clear(&events);
    buf_adds(&events, DOC);
    add_times(&events, PARA END, 2, DOCUMENT_NODES_MAX);
    buf_add(&events, END, 1);
    expect_fault(events.data, events.len, "too many nodes");

    buf_clear(&events);
    buf_adds(&events, DOC);
    for (int i = 0; i < 3; i++) { /* each 6 MB of text */
        buf_add(&events, CODE_BLOCK "\x80\x80\x80\3", 5);
        size_t at = events.len;
        add_times(&events, "some text it is ", 16, 6 * 1024 * 1024 / 16);
        assert_int_equal(events.len - at, 6 * 1024 * 1024);
        buf_add(&events, "\0", 1);
    }
    buf_add(&events, END, 1);
    expect_fault(events.data, events.len, "too much text");
    buf_release(&events);
}

/* Nested more deeply than documents may be: the text comes through, the nesting is cut. */
static void depth_is_made_flat(void **state)
{
    static const char *const signs[] = { "> ", "- ", "1. > ", "**a *b " };

    (void)state;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        struct buf source = BUF_INIT(1 << 20), bytes, before = BUF_INIT(1 << 20),
                   after = BUF_INIT(1 << 20);
        struct wire_meta meta;
        struct error error = { "" };
        for (int n = 0; n < 400; n++)
            buf_adds(&source, signs[i]);
        buf_adds(&source, "deep");
        for (int n = 0; n < 400; n++)
            buf_adds(&source, i == 3 ? "*x**" : "");
        cmark_node *root = cmark_parse_document(buf_str(&source), source.len, 0);
        write_document(root, &bytes);
        cmark_node *again = wire_read(bytes.data, bytes.len, &meta, &error);
        assert_string_equal(error.text, "");
        assert_non_null(again);
        document_plain(root, &before);
        document_plain(again, &after);
        assert_string_equal(buf_str(&before), buf_str(&after));
        wire_meta_release(&meta);
        document_free(again);
        document_free(root);
        buf_release(&source);
        buf_release(&bytes);
        buf_release(&before);
        buf_release(&after);
    }
}

static void deep_tables_go_whole(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT), *at = root;
    struct buf bytes, plain = BUF_INIT(1 << 20);
    struct wire_meta meta;
    struct error error = { "" };

    (void)state;
    for (int i = 0; i < 60; i++) { /* 180 levels */
        cmark_node *table = document_custom(KIND_TABLE, "");
        cmark_node *row = document_custom(KIND_ROW, ""), *cell = document_custom(KIND_CELL, "");
        assert_true(document_append(at, table));
        assert_true(document_append(table, row));
        assert_true(document_append(row, cell));
        document_text(document_block(cell, CMARK_NODE_PARAGRAPH), "x", 1);
        at = cell;
    }
    write_document(root, &bytes);
    cmark_node *again = wire_read(bytes.data, bytes.len, &meta, &error);
    assert_string_equal(error.text, "");
    document_plain(again, &plain);
    assert_int_equal(plain.len, 60 * 2 - 1);
    wire_meta_release(&meta);
    document_free(again);
    document_free(root);
    buf_release(&bytes);
    buf_release(&plain);
}

static void too_many_nodes_are_cut_and_told(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    struct wire_meta meta;
    struct error error = { "" };
    struct buf bytes = BUF_INIT(WIRE_MAX);

    (void)state;
    for (int i = 0; i < DOCUMENT_NODES_MAX / 2 + 10; i++)
        document_text(document_block(root, CMARK_NODE_PARAGRAPH), "x", 1);
    wire_meta_init(&meta);
    assert_true(wire_write(root, &meta, &bytes));
    wire_meta_release(&meta);
    cmark_node *again = wire_read(bytes.data, bytes.len, &meta, &error);
    assert_string_equal(error.text, "");
    assert_true(meta.cut);
    wire_meta_release(&meta);
    document_free(again);
    document_free(root);
    buf_release(&bytes);
}

static void too_small_a_buffer_is_told(void **state)
{
    cmark_node *root = chance_document(1, false);
    const struct wire_meta meta = sample_meta();
    struct buf whole;

    (void)state;
    write_document(root, &whole);
    for (size_t max = 0; max <= whole.len; max += max + 32 < whole.len ? 31 : 1) {
        struct buf small = BUF_INIT(max);
        assert_int_equal(wire_write(root, &meta, &small), max == whole.len);
        buf_release(&small);
    }
    document_free(root);
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meta_comes_back),
        cmocka_unit_test(empty_meta_is_empty_strings),
        cmocka_unit_test(random_documents_come_back),
        cmocka_unit_test(truncation_is_refused),
        cmocka_unit_test(mutations_do_no_harm),
        cmocka_unit_test(events_are_checked),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(texts_are_cleaned_again),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(depth_is_made_flat),
        cmocka_unit_test(deep_tables_go_whole),
        cmocka_unit_test(too_many_nodes_are_cut_and_told),
        cmocka_unit_test(too_small_a_buffer_is_told),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
