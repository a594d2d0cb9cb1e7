/* SPDX-License-Identifier: MIT */
#include "doc/text_plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void expect(cmark_node *root, const char *text)
{
    struct buf out = BUF_INIT(4096);

    text_plain(root, &out);
    assert_string_equal(buf_str(&out), text);
    buf_release(&out);
    document_free(root);
}

static void expect_of(const char *markdown, const char *text)
{
    expect(document_parse(markdown, strlen(markdown)), text);
}

static void test_blocks(void **state)
{
    (void)state;
    expect_of("", "");
    expect_of("# One\ntwo\nthree\\\nfour\n\n> five\n\n    six\n     seven\n",
              "One\n\ntwo three\nfour\n\nfive\n\nsix\n seven\n");
    expect_of("- one\n- two\n\nthree", "- one\n- two\n\nthree\n");
    expect_of("3. three\n\n4. four\n\n       code", "3. three\n\n4. four\n\ncode\n");
}

/* The sign of an item is its own, and not that of the paragraph after the list. */
static void test_items_without_text(void **state)
{
    (void)state;
    expect_of("- one\n-\n\nafter", "- one\n-\n\nafter\n");
    expect_of("1. one\n2.\n3. three\n\nafter", "1. one\n2.\n3. three\n\nafter\n");
    expect_of("- one\n- ***\n\nafter", "- one\n-\n\nafter\n");
    expect_of("-\n\nafter", "-\n\nafter\n");
}

/* A table of one row with this block and a word in its cells. */
static void add_table(cmark_node *parent, cmark_node *block)
{
    cmark_node *table = document_custom(KIND_TABLE, ""), *row = document_custom(KIND_ROW, "");
    cmark_node *first = document_custom(KIND_CELL, ""), *last = document_custom(KIND_CELL, "");

    assert_true(document_append(parent, table));
    assert_true(document_append(table, row));
    assert_true(document_append(row, first));
    assert_true(document_append(row, last));
    assert_true(document_append(first, block));
    document_text(document_block(last, CMARK_NODE_PARAGRAPH), "word", 4);
}

static cmark_node *add_item(cmark_node *list, const char *text)
{
    cmark_node *item = document_block(list, CMARK_NODE_ITEM);

    if (text)
        document_text(document_block(item, CMARK_NODE_PARAGRAPH), text, strlen(text));
    return item;
}

static cmark_node *new_list(cmark_node *parent)
{
    cmark_node *list = document_block(parent, CMARK_NODE_LIST);

    cmark_node_set_list_type(list, CMARK_BULLET_LIST);
    cmark_node_set_list_tight(list, true);
    return list;
}

static void test_tables(void **state)
{
    cmark_node *root = document_block(NULL, CMARK_NODE_DOCUMENT), *list = new_list(root);
    cmark_node *inner = new_list(NULL);

    (void)state;
    add_item(list, "one");
    add_item(inner, "two");
    add_item(inner, "three");
    add_table(add_item(list, NULL), inner);
    document_heading(root, 1, "after");
    expect(root, "- one\n- two three\tword\n\nafter\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_items_without_text),
        cmocka_unit_test(test_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
