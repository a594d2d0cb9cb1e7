/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "ui/canvas.h"

static void assert_dump(const struct canvas *canvas, const char *expected)
{
    struct buf out = BUF_INIT(1 << 16);

    canvas_dump(canvas, &out);
    assert_string_equal(buf_str(&out), expected);
    buf_release(&out);
}

/* What must hold after anything was done to a canvas. */
static void assert_sound(const struct canvas *canvas)
{
    for (int y = 0; y < canvas->height; y++)
        for (int x = 0; x < canvas->width; x++) {
            const struct cell *cell = &canvas->cells[y * canvas->width + x];
            assert_in_range(cell->width, 0, 2);
            if (cell->width == 0) {
                assert_true(x > 0);
                assert_int_equal(cell[-1].width, 2);
                assert_int_equal(cell->chars[0], 0);
            } else if (cell->width == 2) {
                assert_true(x + 1 < canvas->width);
                assert_int_equal(cell[1].width, 0);
                assert_int_not_equal(cell->chars[0], 0);
            }
            for (int i = 1; i < CELL_CHARS; i++)
                assert_true(cell->chars[i - 1] != 0 || cell->chars[i] == 0);
        }
}

static int put(struct canvas *canvas, int y, int x, int columns, const char *s)
{
    int end = canvas_put(canvas, y, x, columns, STYLE_TEXT, s, strlen(s));

    assert_sound(canvas);
    return end;
}

static void test_put(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int x, columns;
        const char *row;
        int end;
    } cases[] = {
        { "", 0, 8, "", 0 },
        { "abc", 0, 8, "abc", 3 },
        { "abc", 2, 8, "  abc", 5 },
        { "abcdefghij", 0, 4, "abcd", 4 },
        { "abcdefghij", 0, 99, "abcdefgh", 8 },
        { "abcdefghij", 5, 2147483647, "     abc", 8 },
        { "abc", 8, 3, "", 8 },
        { "abc", 99, 3, "", 99 },
        { "abc", 0, 0, "", 0 },
        { "abc", 3, -2, "", 3 },
        { "abcdef", -2, 20, "cdef", 4 },
        { "abcdef", -20, 20, "", -14 },
        { "ab\ncd", 0, 8, "ab", 2 },
        { "a\tb\033c\177", 0, 8, "a\uFFFDb\uFFFDc\uFFFD", 6 },
        { "a\xc2\x9b!", 0, 8, "a\uFFFD!", 3 },
        { "a\xff\xc3", 0, 8, "a\uFFFD\uFFFD", 3 },
        { "日本語", 0, 8, "日本語", 6 },
        { "日本語", 0, 5, "日本", 5 },
        { "日本語", 0, 1, "", 1 },
        { "日本語文字", 1, 99, " 日本語", 8 },
        { "日本", -1, 99, " 本", 3 },
        { "e\u0301a\u0308", 0, 8, "e\u0301a\u0308", 2 },
        { "e\u0301\u0302\u0303\u0304\u0305\u0306x", 0, 8, "e\u0301\u0302\u0303\u0304x", 2 },
        { "👨\u200D👩\u200D👧x", 0, 8, "👨x", 3 },
        { "👍🏽x", 0, 8, "👍x", 3 },
        { "❤\uFE0Fx", 0, 8, "❤x", 2 },
        { "🇩🇪x", 0, 8, "DEx", 3 },
        { "🇩x", 0, 8, "Dx", 2 },
        { "🇩🇪x", 0, 1, "", 1 },
        { "한글", 0, 8, "한글", 4 },
        { "\u1112\u1161\u11ab.", 0, 8, "\u1112\u1161\u11ab.", 3 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct canvas canvas;
        char expected[64] = "";

        canvas_init(&canvas);
        canvas_resize(&canvas, 1, 8);
        int end = put(&canvas, 0, cases[i].x, cases[i].columns, cases[i].text);
        strncat(expected, cases[i].row, sizeof expected - 2);
        strncat(expected, "\n", 2);
        assert_dump(&canvas, expected);
        assert_int_equal(end, cases[i].end);
        canvas_release(&canvas);
    }
}

static void test_halves_of_wide_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int x;
        const char *dump;
    } cases[] = {
        { "x", 0, "x 本語\n" },  { "x", 1, " x本語\n" },    { "xy", 1, " xy 語\n" },
        { "文", 1, " 文 語\n" }, { "文", 2, "日文語\n" },   { " ", 5, "日本\n" },
        { "文", 5, "日本\n" },   { "文字", 1, " 文字 \n" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct canvas canvas;
        canvas_init(&canvas);
        canvas_resize(&canvas, 1, 6);
        put(&canvas, 0, 0, 6, "日本語");
        put(&canvas, 0, cases[i].x, 6, cases[i].text);
        struct buf out = BUF_INIT(100);
        canvas_dump(&canvas, &out);
        size_t end = strcspn(cases[i].dump, "\n");
        while (end > 0 && cases[i].dump[end - 1] == ' ')
            end--;
        assert_int_equal(out.len, end + 1);
        assert_memory_equal(out.data, cases[i].dump, end);
        buf_release(&out);
        canvas_release(&canvas);
    }
}

static void test_put_short_and_right(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int columns;
        const char *left, *right;
    } cases[] = {
        { "abc", 5, "|abc", "|  abc" },
        { "abcde", 5, "|abcde", "|abcde" },
        { "abcdef", 5, "|abcd…", "|abcd…" },
        { "日本語", 6, "|日本語", "|日本語" },
        { "日本語", 5, "|日本…", "|日本…" },
        { "日本語", 4, "|日…", "|日…" },
        { "abc", 1, "|…", "|…" },
        { "a", 1, "|a", "|a" },
        { "abc", 0, "|", "|" },
        { "abc", -3, "|", "|" },
        { "ab\ncdefgh", 3, "|ab", "| ab" },
        { "", 3, "|", "|" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        struct canvas canvas;
        struct buf expected = BUF_INIT(100);

        canvas_init(&canvas);
        canvas_resize(&canvas, 2, 9);
        put(&canvas, 0, 0, 1, "|");
        put(&canvas, 1, 0, 1, "|");
        canvas_put_short(&canvas, 0, 1, cases[i].columns, STYLE_TEXT, text, strlen(text));
        canvas_put_right(&canvas, 1, 1, cases[i].columns, STYLE_TEXT, text, strlen(text));
        assert_sound(&canvas);
        buf_addf(&expected, "%s\n%s\n", cases[i].left, cases[i].right);
        assert_dump(&canvas, buf_str(&expected));
        buf_release(&expected);
        canvas_release(&canvas);
    }
}

static void test_fill_clips_and_parts(void **state)
{
    (void)state;
    struct canvas canvas;

    canvas_init(&canvas);
    canvas_resize(&canvas, 3, 6);
    for (int y = 0; y < 3; y++)
        put(&canvas, y, 0, 6, "日本語");
    canvas_fill(&canvas, (struct rect){ 1, 1, 1, 2 }, STYLE_BORDER);
    assert_sound(&canvas);
    assert_dump(&canvas, "日本語\n    語\n日本語\n");
    assert_int_equal(canvas.cells[6 + 1].style, STYLE_BORDER);
    assert_int_equal(canvas.cells[6 + 3].style, STYLE_TEXT);
    canvas_fill(&canvas, (struct rect){ -5, -5, 6, 7 }, STYLE_DIM);
    assert_dump(&canvas, "  本語\n    語\n日本語\n");
    canvas_fill(&canvas, (struct rect){ 2, 4, 2147483647, 2147483647 }, STYLE_DIM);
    assert_dump(&canvas, "  本語\n    語\n日本\n");
    canvas_fill(&canvas, (struct rect){ 9, 9, 3, 3 }, STYLE_DIM);
    canvas_fill(&canvas, (struct rect){ 0, 0, -1, -1 }, STYLE_DIM);
    assert_dump(&canvas, "  本語\n    語\n日本\n");
    canvas_release(&canvas);
}

static void test_restyle(void **state)
{
    (void)state;
    struct canvas canvas;

    canvas_init(&canvas);
    canvas_resize(&canvas, 2, 4);
    canvas_put(&canvas, 1, 0, 4, STYLE_UNREAD, "abcd", 4);
    canvas_restyle(&canvas, 1, 1, 2, STYLE_CURSOR);
    canvas_restyle(&canvas, 1, 2, 99, STYLE_LINK | STYLE_MATCH);
    canvas_restyle(&canvas, 1, -3, 4, STYLE_BOLD);
    canvas_restyle(&canvas, 2, 0, 4, STYLE_CURSOR);
    canvas_restyle(&canvas, -1, 0, 4, STYLE_CURSOR);
    assert_int_equal(canvas.cells[3].style, STYLE_TEXT);
    assert_int_equal(canvas.cells[4].style, STYLE_UNREAD | STYLE_BOLD);
    assert_int_equal(canvas.cells[5].style, STYLE_UNREAD | STYLE_CURSOR);
    assert_int_equal(canvas.cells[6].style, STYLE_LINK | STYLE_CURSOR | STYLE_MATCH);
    assert_int_equal(canvas.cells[7].style, STYLE_LINK | STYLE_MATCH);
    canvas_release(&canvas);
}

static void test_resize_blanks(void **state)
{
    (void)state;
    struct canvas canvas;

    canvas_init(&canvas);
    canvas_resize(&canvas, 0, -7);
    assert_int_equal(canvas.height, 1);
    assert_int_equal(canvas.width, 1);
    canvas_resize(&canvas, 2, 3);
    put(&canvas, 1, 0, 3, "abc");
    canvas.cursor_y = canvas.cursor_x = 1;
    canvas_resize(&canvas, 2, 3);
    assert_int_equal(canvas.cursor_y, -1);
    assert_dump(&canvas, "\n\n");
    assert_sound(&canvas);
    canvas_release(&canvas);
    canvas_release(&canvas);
}

/* Every text at every place of every narrow canvas: nothing breaks, nothing is left half. */
static void test_every_place(void **state)
{
    (void)state;
    static const char *const texts[] = { "日a本b語", "👨\u200D👩🇩🇪e\u0301x", "\u0301a\xe6\x97" };

    for (int width = 1; width < 8; width++) {
        struct canvas canvas;
        canvas_init(&canvas);
        canvas_resize(&canvas, 1, width);
        for (int x = -9; x < 9; x++)
            for (int columns = 0; columns < 9; columns++)
                for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                    int end = put(&canvas, 0, x, columns, texts[i]);
                    assert_true(end == x || end <= x + columns);
                }
        canvas_release(&canvas);
    }
}

/* At no width does a wide character get over the last column, or into the row below. */
static void test_last_column_at_every_width(void **state)
{
    static const char *const texts[] = {
        "日本語日本語",
        "a日本語日本",
        "👨\u200D👩\u200D👧👍🏽❤\uFE0F🇩🇪👨",
        "1\uFE0F\u20E3日#\uFE0F\u20E3日",
        "e\u0301\u0302日\u0301日",
    };

    (void)state;
    for (int width = 1; width <= 200; width++) {
        struct canvas canvas;
        struct buf row = BUF_INIT(4096);
        canvas_init(&canvas);
        canvas_resize(&canvas, 2, width);
        for (int x = width > 8 ? width - 8 : 0; x < width; x++) {
            for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
                canvas_fill(&canvas, (struct rect){ .width = width, .height = 2 }, STYLE_TEXT);
                for (int mark = 0; mark < width; mark++)
                    put(&canvas, 1, mark, 1, "#");
                assert_true(put(&canvas, 0, x, 99, texts[i]) <= width);
                canvas_put_short(&canvas, 0, x, width - x, STYLE_TEXT, texts[i],
                                 strlen(texts[i]));
                assert_sound(&canvas);
                buf_clear(&row);
                canvas_dump(&canvas, &row);
                const char *below = strchr(buf_str(&row), '\n') + 1;
                assert_true(text_width(buf_str(&row), (size_t)(below - 1 - buf_str(&row))) <=
                            width);
                assert_int_equal(strspn(below, "#"), width);
            }
        }
        buf_release(&row);
        canvas_release(&canvas);
    }
}

/* A link goes with its text and no further. */
static void test_links(void **state)
{
    (void)state;
    char long_address[3000];
    struct canvas canvas;

    canvas_init(&canvas);
    canvas_resize(&canvas, 2, 10);
    uint32_t id = canvas_add_link(&canvas, "https://example.org/", 7);
    assert_int_equal(canvas_add_link(&canvas, "https://example.org/", 8), id);
    assert_int_not_equal(canvas_add_link(&canvas, "https://example.org/b", 9), id);
    put(&canvas, 0, 2, 8, "日本");
    canvas_set_link(&canvas, 0, 2, 4, id);
    canvas_set_link(&canvas, 0, -5, 3, id);
    canvas_set_link(&canvas, 9, 0, 99, id);
    canvas_set_link(&canvas, 1, 8, 99, id);
    assert_null(canvas_link_at(&canvas, 0, 1));
    assert_int_equal(canvas_link_at(&canvas, 0, 5)->value, 7);
    assert_null(canvas_link_at(&canvas, 0, 6));
    assert_non_null(canvas_link_at(&canvas, 1, 9));
    assert_null(canvas_link_at(&canvas, 2, 0));
    assert_null(canvas_link_at(&canvas, 0, -1));
    put(&canvas, 0, 2, 8, "x");
    assert_null(canvas_link_at(&canvas, 0, 2));
    /* What cannot be told to a terminal can be clicked. */
    static const char *const odd[] = { "", "a b", "a\033b", "caf\303\251", "a\177" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        id = canvas_add_link(&canvas, odd[i], 100 + (long)i);
        assert_string_equal(canvas_find_link(&canvas, id)->address, "");
        assert_int_equal(canvas_find_link(&canvas, id)->value, 100 + (long)i);
    }
    memset(long_address, 'a', sizeof long_address - 1);
    long_address[sizeof long_address - 1] = '\0';
    id = canvas_add_link(&canvas, long_address, 200);
    assert_string_equal(canvas_find_link(&canvas, id)->address, "");
    for (long i = 0; i < 5000; i++)
        canvas_add_link(&canvas, "", 1000 + i);
    assert_int_equal(canvas_add_link(&canvas, "one-more", 1), 0);
    assert_null(canvas_find_link(&canvas, 0));
    canvas_clear_links(&canvas);
    assert_null(canvas_link_at(&canvas, 1, 9));
    canvas_release(&canvas);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put),
        cmocka_unit_test(test_halves_of_wide_characters),
        cmocka_unit_test(test_put_short_and_right),
        cmocka_unit_test(test_fill_clips_and_parts),
        cmocka_unit_test(test_restyle),
        cmocka_unit_test(test_resize_blanks),
        cmocka_unit_test(test_every_place),
        cmocka_unit_test(test_last_column_at_every_width),
        cmocka_unit_test(test_links),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
