/* SPDX-License-Identifier: MIT */
/* Tables: fitted, wrapped, aligned, as records when too narrow, and always in time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"
#include "doc/layout.h"

enum { DUMP_MAX = 1 << 24 };

static cmark_node *add_row(cmark_node *table, const char *argument)
{
    cmark_node *row = document_custom(KIND_ROW, argument);

    assert_true(document_append(table, row));
    return row;
}

static cmark_node *add_cell(cmark_node *row, const char *align, const char *s, size_t n)
{
    cmark_node *cell = document_custom(KIND_CELL, align);

    assert_true(document_append(row, cell));
    if (n > 0)
        document_text(document_block(cell, CMARK_NODE_PARAGRAPH), s, n);
    return cell;
}

/*
 * A table from lines of cells with '|' between them. A line that begins with '!' is a header
 * row; a cell's first character may be '<', '>' or '^' for its alignment.
 */
static cmark_node *add_table(cmark_node *parent, const char *text)
{
    cmark_node *table = document_custom(KIND_TABLE, "");

    assert_true(document_append(parent, table));
    while (*text) {
        bool head = *text == '!';
        cmark_node *row = add_row(table, head ? "head" : "");
        text += head;
        for (bool more = true; more;) {
            const char *align = *text == '>' ? "right" : *text == '^' ? "center" : "";
            text += *text == '<' || *align;
            size_t n = strcspn(text, "|\n");
            add_cell(row, align, text, n);
            more = text[n] == '|';
            text += n + (text[n] != '\0');
        }
    }
    return table;
}

static char *laid_out(cmark_node *root, int width, bool ascii)
{
    struct layout_options options = {
        .width = width, .ascii = ascii, .link_numbers = true, .first_link = 1
    };
    struct lines lines;
    struct buf out = BUF_INIT(DUMP_MAX);

    lines_init(&lines);
    layout_document(&lines, root, &options);
    for (size_t i = 0; i < lines.count; i++) {
        for (uint32_t k = 0; k < lines.items[i].count; k++)
            buf_add(&out, lines.items[i].spans[k].text, lines.items[i].spans[k].len);
        buf_addc(&out, '\n');
        assert_true(lines.items[i].width <= (uint32_t)width);
        assert_false(lines.items[i].wide);
        assert_true(i == 0 || lines.items[i - 1].offset <= lines.items[i].offset ||
                    lines.items[i - 1].block < lines.items[i].block);
    }
    lines_release(&lines);
    return buf_steal(&out);
}

static void expect(const char *text, int width, bool ascii, const char *expected)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);

    add_table(root, text);
    char *now = laid_out(root, width, ascii);
    assert_string_equal(now, expected);
    free(now);
    cmark_node_free(root);
}

static void tables_are_fitted(void **state)
{
    static const struct {
        const char *text;
        int width;
        bool ascii;
        const char *lines;
    } cases[] = {
        { "!Name|>Price\nTea|>2.50\nA long name|>10", 40, false,
          "Name        │ Price\n"
          "────────────┼──────\n"
          "Tea         │  2.50\n"
          "A long name │    10\n" },
        { "!a|b\nc|d", 40, true, "a | b\n--+--\nc | d\n" },
        { "a|b\nc|d", 40, false, "a │ b\nc │ d\n" },
        { "^a|b\nccccc|d", 40, false, "  a   │ b\nccccc │ d\n" },
        { "a|b|c\nd", 40, false, "a │ b │ c\nd │   │\n" },
        { "日本|x\na|y", 40, false, "日本 │ x\na    │ y\n" },
        { "only\none\ncolumn", 40, false, "only\none\ncolumn\n" },
        { "!head|only", 40, false, "head │ only\n" },
        /* The widest column gives way; rows of several lines are kept apart. */
        { "!Key|What it means\none|some words that are to be wrapped\ntwo|short", 24, false,
          "Key │ What it means\n"
          "────┼───────────────────\n"
          "one │ some words that\n"
          "    │ are to be wrapped\n"
          "────┼───────────────────\n"
          "two │ short\n" },
        /* What is left over goes to the first. */
        { "aaa bbb ccc ddd|aaa bbb ccc ddd", 24, false,
          "aaa bbb ccc │ aaa bbb\n"
          "ddd         │ ccc ddd\n" },
        /* A word too long for its column is cut, the table stays one. */
        { "k|antidisestablishmentarianism", 20, false,
          "k │ antidisestablish\n"
          "  │ mentarianism\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].text, cases[i].width, cases[i].ascii, cases[i].lines);
}

static void narrow_tables_become_records(void **state)
{
    static const struct {
        const char *text;
        int width;
        const char *lines;
    } cases[] = {
        { "!Name|Price|Where\nTea leaves|2.50|the market\nCoffee|10|", 18,
          "Name: Tea leaves\n"
          "Price: 2.50\n"
          "Where: the market\n"
          "\n"
          "Name: Coffee\n"
          "Price: 10\n" },
        { "!Description|Amount\nsomething that is wrapped|7", 14,
          "Description:\n"
          "  something\n"
          "  that is\n"
          "  wrapped\n"
          "Amount: 7\n" },
        { "no heads|at all of them\nin this|table", 12,
          "no heads\n"
          "at all of\n"
          "  them\n"
          "\n"
          "in this\n"
          "table\n" },
        { "!|Value\nlonger name|longer value\nx|y", 14,
          "longer name\n"
          "Value: longer\n"
          "  value\n"
          "\n"
          "x\n"
          "Value: y\n" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].text, cases[i].width, false, cases[i].lines);
}

static void tables_stand_in_blocks(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *quote = document_block(root, CMARK_NODE_BLOCK_QUOTE);
    cmark_node *list = document_block(quote, CMARK_NODE_LIST);
    cmark_node *item = document_block(list, CMARK_NODE_ITEM);

    (void)state;
    add_table(item, "!a|b\nc|d");
    document_heading(root, 2, "After");
    char *now = laid_out(root, 40, false);
    assert_string_equal(now, "▌ • a │ b\n"
                             "▌   ──┼──\n"
                             "▌   c │ d\n"
                             "\n"
                             "After\n");
    free(now);
    cmark_node_free(root);
}

/* Everything in a cell is text in lines: paragraphs, lists, code, other tables. */
static void cells_hold_blocks(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table = add_table(root, "!left|right\none|two");
    cmark_node *cell = cmark_node_last_child(cmark_node_last_child(table));
    cmark_node *list = document_block(cell, CMARK_NODE_LIST);

    (void)state;
    cmark_node_set_list_type(list, CMARK_ORDERED_LIST);
    cmark_node_set_list_start(list, 9);
    for (int i = 0; i < 2; i++)
        document_text(
            document_block(document_block(list, CMARK_NODE_ITEM), CMARK_NODE_PARAGRAPH), "item",
            4);
    document_block(list, CMARK_NODE_ITEM);
    cmark_node *code = document_block(cell, CMARK_NODE_CODE_BLOCK);
    cmark_node_set_literal(code, "x\ny\n");
    add_table(cell, "p|q");
    char *now = laid_out(root, 40, false);
    assert_string_equal(now, "left │ right\n"
                             "─────┼─────────\n"
                             "one  │ two\n"
                             "     │ 9. item\n"
                             "     │ 10. item\n"
                             "     │ 11.\n"
                             "     │ x\n"
                             "     │ y\n"
                             "     │ p\n"
                             "     │ q\n");
    free(now);
    cmark_node_free(root);
}

/* A link in a cell is numbered and found again, in both shapes. */
static void links_in_cells_are_kept(void **state)
{
    static const int widths[] = { 40, 10 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
        cmark_node *table = document_custom(KIND_TABLE, "");
        struct layout_options options = { .width = widths[i], .first_link = 1 };
        struct lines lines;
        assert_true(document_append(root, table));
        for (int r = 0; r < 2; r++) {
            cmark_node *row = add_row(table, "");
            for (int c = 0; c < 2; c++) {
                cmark_node *cell = add_cell(row, "", "", 0);
                cmark_node *paragraph = document_block(cell, CMARK_NODE_PARAGRAPH);
                cmark_node *link = document_link(paragraph, "http://e.org/", "");
                document_text(link, "link text", 9);
            }
        }
        lines_init(&lines);
        layout_document(&lines, root, &options);
        assert_int_equal(lines.link_count, 4);
        for (int k = 0; k < 4; k++) {
            const struct line *line = &lines.items[lines.links[k].line];
            bool found = false;
            for (uint32_t n = 0; n < line->count; n++)
                found |= line->spans[n].link == k;
            assert_true(found);
            assert_int_equal(lines.links[k].number, k + 1);
            assert_string_equal(lines.links[k].text, "link text");
        }
        lines_release(&lines);
        cmark_node_free(root);
    }
}

static void heads_have_a_style(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    struct layout_options options = { .width = 40 };
    struct lines lines;

    (void)state;
    add_table(root, "!a|b\nc|d");
    lines_init(&lines);
    layout_document(&lines, root, &options);
    assert_int_equal(lines.count, 3);
    assert_int_equal(lines.items[0].spans[0].style, SPAN_TABLE_HEAD);
    assert_int_equal(lines.items[0].spans[1].style, SPAN_MARKER);
    assert_int_equal(lines.items[1].spans[0].style, SPAN_MARKER);
    assert_int_equal(lines.items[2].spans[0].style, SPAN_TEXT);
    lines_release(&lines);
    cmark_node_free(root);
}

/* The first line of each row is found again when a table turns into records and back. */
static void places_survive_the_change_of_shape(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    struct layout_options wide_options = { .width = 60 }, narrow_options = { .width = 15 };
    struct lines wide, narrow;

    (void)state;
    add_table(root, "!Name|Words|More\nr0|some words here|more\n||\nr1|some words here|\n"
                    "r2|some words here|more");
    lines_init(&wide);
    lines_init(&narrow);
    layout_document(&wide, root, &wide_options);
    layout_document(&narrow, root, &narrow_options);
    assert_int_equal(wide.count, 5);
    for (size_t row = 0; row < 3; row++) {
        size_t there = lines_same_place(&wide, 2 + row, &narrow);
        assert_memory_equal(narrow.items[there].spans[0].text, "Name: ", 6);
        assert_int_equal(narrow.items[there].spans[1].text[1], '0' + (char)row);
        assert_int_equal(lines_same_place(&narrow, there, &wide), 2 + row);
        assert_int_equal(lines_same_place(&narrow, there + 1, &wide), 2 + row);
    }
    lines_release(&wide);
    lines_release(&narrow);
    cmark_node_free(root);
}

/* What would be a hundred times the text is no grid: one tall cell, or very many short rows. */
static void vast_grids_become_records(void **state)
{
    enum { COLUMNS = 40, WORDS = 100000, ROWS = 30000, WIDTH = 500 };
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    struct layout_options options = { .width = WIDTH };
    struct buf text = BUF_INIT(DUMP_MAX);
    struct lines lines;
    size_t spans = 0;

    (void)state;
    for (int i = 0; i < COLUMNS; i++)
        buf_addf(&text, "%sabc def ghi jkl", i ? "|" : "");
    buf_adds(&text, "\n|");
    for (int i = 0; i < WORDS; i++)
        buf_adds(&text, "word ");
    add_table(root, buf_str(&text));
    buf_truncate(&text, strcspn(buf_str(&text), "\n") + 1);
    for (int i = 0; i < ROWS; i++)
        buf_adds(&text, "x\n");
    add_table(root, buf_str(&text));
    lines_init(&lines);
    layout_document(&lines, root, &options);
    for (size_t i = 0; i < lines.count; i++)
        spans += lines.items[i].count;
    assert_true(spans < 4 * ROWS);
    lines_release(&lines);
    buf_release(&text);
    cmark_node_free(root);
}

static void odd_tables_lose_nothing(void **state)
{
    static const int widths[] = { 10, 30, 120, 1000 };
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table;

    (void)state;
    add_table(root, "");         /* no rows */
    table = add_table(root, ""); /* rows without cells */
    add_row(table, "head");
    add_row(table, "");
    table = add_table(root, "|\n|"); /* empty cells */
    table = add_table(root, "");     /* more columns than are ever fitted */
    cmark_node *row = add_row(table, "");
    for (int i = 0; i < 200; i++)
        add_cell(row, "", "x", 1);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        char *now = laid_out(root, widths[i], false);
        size_t count = 0;
        for (const char *s = now; *s; s++)
            count += *s == 'x';
        assert_int_equal(count, 200);
        free(now);
    }
    cmark_node_free(root);
}

/* cmark lets anything into a custom block: a table of another shape is shown as its text. */
static void misshapen_tables_are_text(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table = document_custom(KIND_TABLE, ""), *row = document_custom(KIND_ROW, "");
    cmark_node *paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);

    (void)state;
    document_text(paragraph, "stray", 5);
    assert_true(cmark_node_append_child(root, table));
    assert_true(cmark_node_append_child(table, row));
    assert_true(cmark_node_append_child(row, paragraph));
    char *now = laid_out(root, 40, false);
    assert_string_equal(now, "stray\n");
    free(now);
    cmark_node_free(root);
}

/* A head of a megabyte is not repeated in each record. */
static void long_heads_are_cut(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table = document_custom(KIND_TABLE, "");
    struct buf head = BUF_INIT(DUMP_MAX);

    (void)state;
    assert_true(document_append(root, table));
    for (int i = 0; i < 1000000; i++)
        buf_addc(&head, 'h');
    add_cell(add_row(table, "head"), "", buf_str(&head), head.len);
    for (int r = 0; r < 100; r++) {
        cmark_node *row = add_row(table, "");
        for (int c = 0; c < 5; c++)
            add_cell(row, "", "cell", 4);
    }
    char *now = laid_out(root, 20, false);
    assert_true(strlen(now) < 100000);
    free(now);
    buf_release(&head);
    cmark_node_free(root);
}

static void large_tables_are_whole(void **state)
{
    cmark_node *root = cmark_node_new(CMARK_NODE_DOCUMENT);
    cmark_node *table = add_table(root, "!a|b|c|d");

    (void)state;
    for (int r = 0; r < 5000; r++) {
        cmark_node *row = add_row(table, "");
        for (int c = 0; c < 4; c++)
            add_cell(row, c % 2 ? "right" : "", "cell text", 9);
    }
    for (int width = 10; width <= 80; width += 35) {
        char *now = laid_out(root, width, false);
        size_t count = 0;
        for (const char *s = now; (s = strstr(s, "cell")); s++)
            count++;
        assert_int_equal(count, 20000);
        free(now);
    }
    cmark_node_free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_fitted),
        cmocka_unit_test(narrow_tables_become_records),
        cmocka_unit_test(tables_stand_in_blocks),
        cmocka_unit_test(cells_hold_blocks),
        cmocka_unit_test(links_in_cells_are_kept),
        cmocka_unit_test(heads_have_a_style),
        cmocka_unit_test(places_survive_the_change_of_shape),
        cmocka_unit_test(vast_grids_become_records),
        cmocka_unit_test(odd_tables_lose_nothing),
        cmocka_unit_test(misshapen_tables_are_text),
        cmocka_unit_test(long_heads_are_cut),
        cmocka_unit_test(large_tables_are_whole),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
