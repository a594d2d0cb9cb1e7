/* SPDX-License-Identifier: MIT */
/* The wire form of honest documents: everything comes back, what is too much is cut. */
#include "doc/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

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
                               .verdict = 3,
                               .cut = true,
                               .sandbox = WIRE_SEAL_LIMITS | WIRE_SEAL_CALLS };
}

static void write_document(cmark_node *root, struct buf *out)
{
    const struct wire_meta meta = sample_meta();

    buf_init(out, WIRE_MAX);
    assert_true(wire_write(root, &meta, out));
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
    assert_int_equal(meta.verdict, 3);
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
        cmocka_unit_test(depth_is_made_flat),
        cmocka_unit_test(deep_tables_go_whole),
        cmocka_unit_test(too_many_nodes_are_cut_and_told),
        cmocka_unit_test(too_small_a_buffer_is_told),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
