/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "ui/theme.h"

static const int depths[] = { 0, 1, 8, 16, 88, 256, 65536 };

enum { DEPTHS = sizeof depths / sizeof *depths };

/*
 * The relative luminance of a colour of the 256, 0 to 1, as WCAG 2.1 means it, with a
 * polynomial near its power function; the first 16 colours as xterm has them.
 */
static double luminance(int colour)
{
    static const unsigned char basic[16][3] = {
        { 0, 0, 0 },       { 205, 0, 0 },   { 0, 205, 0 },   { 205, 205, 0 },
        { 0, 0, 238 },     { 205, 0, 205 }, { 0, 205, 205 }, { 229, 229, 229 },
        { 127, 127, 127 }, { 255, 0, 0 },   { 0, 255, 0 },   { 255, 255, 0 },
        { 92, 92, 255 },   { 255, 0, 255 }, { 0, 255, 255 }, { 255, 255, 255 },
    };
    static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        static const int divisors[3] = { 36, 6, 1 };
        int step = colour < 232 ? (colour - 16) / divisors[i] % 6 : 0;
        int level = colour < 16    ? basic[colour][i]
                    : colour < 232 ? (step ? 55 + 40 * step : 0)
                                   : 8 + 10 * (colour - 232);
        double part = level / 255.0;
        sum += weights[i] * part * part * (0.8 + 0.2 * part);
    }
    return sum;
}

static double contrast(double a, double b)
{
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static bool looks_equal(struct look a, struct look b)
{
    return a.fg == b.fg && a.bg == b.bg && a.bold == b.bold && a.dim == b.dim &&
           a.italic == b.italic && a.underline == b.underline && a.reverse == b.reverse;
}

static struct look without_colour(struct look look)
{
    look.fg = look.bg = -1;
    return look;
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < STYLE_COUNT; i++) {
        const char *name = theme_style_name((enum style)i);
        assert_non_null(name);
        for (const char *c = name; *c; c++)
            assert_true(islower((unsigned char)*c));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(name, theme_style_name((enum style)j));
    }
    assert_string_equal(theme_style_name(STYLE_UNREAD), "unread");
    assert_string_equal(theme_style_name(STYLE_WARNING), "warning");
}

static void test_colours_exist(void **state)
{
    (void)state;
    for (int theme = THEME_DARK; theme <= THEME_MONO; theme++)
        for (int d = 0; d < DEPTHS; d++)
            for (unsigned style = 0; style <= UINT16_MAX; style++) {
                struct look look =
                    theme_look((enum theme_name)theme, depths[d], (style_id)style);
                int limit = theme == THEME_MONO || depths[d] < 8 ? 0
                            : depths[d] > 256                    ? 256
                                                                 : depths[d];
                assert_in_range(look.fg + 1, 0, limit);
                assert_in_range(look.bg + 1, 0, limit);
                assert_true(look.bg < 0 || look.fg >= 0);
            }
}

/* Text on its background, or on the terminal's. 4.5 is what WCAG 2.1 asks of text, 3 of
 * graphics; the lines between panes carry no meaning alone. */
static void test_legible(void **state)
{
    (void)state;
    for (int theme = THEME_DARK; theme <= THEME_LIGHT; theme++)
        for (int base = 0; base < STYLE_COUNT; base++)
            for (int modifier = 0; modifier < 16; modifier++) {
                style_id style = (style_id)(base | modifier << 8);
                struct look look = theme_look((enum theme_name)theme, 256, style);
                if (base == STYLE_BORDER)
                    continue;
                double text = theme == THEME_DARK ? luminance(7) : 0;
                double back = theme == THEME_DARK ? 0 : 1;
                if (look.fg >= 0)
                    text = luminance(look.fg);
                if (look.bg >= 0)
                    back = luminance(look.bg);
                assert_true(contrast(text, back) >= 4.5);
            }
}

/* Every modifier is seen on every style by something else than colour where there is none. */
static void test_modifiers_show(void **state)
{
    (void)state;
    static const style_id modifiers[] = { STYLE_CURSOR, STYLE_CURSOR_IDLE, STYLE_SELECTED,
                                          STYLE_MATCH };
    static const style_id bases[] = { STYLE_TEXT, STYLE_DIM,  STYLE_UNREAD,
                                      STYLE_READ, STYLE_HEAT, STYLE_CODE };

    for (int theme = THEME_DARK; theme <= THEME_MONO; theme++)
        for (int d = 0; d < DEPTHS; d++)
            for (size_t b = 0; b < sizeof bases / sizeof *bases; b++)
                for (size_t m = 0; m < sizeof modifiers / sizeof *modifiers; m++) {
                    struct look plain = theme_look((enum theme_name)theme, depths[d], bases[b]);
                    struct look look =
                        theme_look((enum theme_name)theme, depths[d], bases[b] | modifiers[m]);
                    if (bases[b] == STYLE_CODE && modifiers[m] == STYLE_CURSOR_IDLE)
                        continue; /* the same tint */
                    assert_false(looks_equal(plain, look));
                    if (modifiers[m] != STYLE_CURSOR_IDLE)
                        assert_false(looks_equal(without_colour(plain), without_colour(look)));
                }
}

/* The cursor is found among selected rows and among rows with a match. */
static void test_cursor_is_found(void **state)
{
    (void)state;
    static const style_id others[] = { 0, STYLE_SELECTED, STYLE_MATCH, STYLE_CURSOR_IDLE };

    for (int theme = THEME_DARK; theme <= THEME_MONO; theme++)
        for (int d = 0; d < DEPTHS; d++)
            for (size_t i = 0; i < 2; i++) {
                struct look cursor =
                    theme_look((enum theme_name)theme, depths[d], others[i] | STYLE_CURSOR);
                for (size_t j = 0; j < sizeof others / sizeof *others; j++)
                    assert_false(looks_equal(
                        cursor, theme_look((enum theme_name)theme, depths[d], others[j])));
            }
}

static void test_cursor_row_is_even(void **state)
{
    (void)state;
    for (int theme = THEME_DARK; theme <= THEME_MONO; theme++)
        for (int d = 0; d < DEPTHS; d++)
            for (int base = 0; base < STYLE_COUNT; base++) {
                struct look look = theme_look((enum theme_name)theme, depths[d],
                                              (style_id)(base | STYLE_CURSOR));
                assert_true(look.reverse);
                assert_false(look.dim);
                assert_int_equal(look.fg, -1);
                assert_int_equal(look.bg, -1);
            }
}

static void test_quiet(void **state)
{
    (void)state;
    assert_true(theme_look(THEME_DARK, 256, STYLE_UNREAD).bold);
    assert_false(theme_look(THEME_DARK, 256, STYLE_READ).bold);
    for (int base = 0; base < STYLE_COUNT; base++) {
        struct look look = theme_look(THEME_MONO, 256, (style_id)base);
        assert_false(look.reverse);
        assert_true(looks_equal(look, theme_look(THEME_LIGHT, 0, (style_id)base)));
    }
    assert_true(theme_look(THEME_DARK, 8, STYLE_DIM).dim);
    assert_false(theme_look(THEME_DARK, 256, STYLE_DIM).dim);
    assert_true(theme_look(THEME_DARK, 256, STYLE_TEXT | STYLE_BOLD).bold);
    assert_true(theme_look(THEME_DARK, 256, STYLE_TEXT | STYLE_UNDERLINE).underline);
    assert_true(looks_equal(theme_look(THEME_DARK, 256, STYLE_TEXT),
                            theme_look(THEME_DARK, 256, STYLE_BASE)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),           cmocka_unit_test(test_colours_exist),
        cmocka_unit_test(test_legible),         cmocka_unit_test(test_modifiers_show),
        cmocka_unit_test(test_cursor_is_found), cmocka_unit_test(test_cursor_row_is_even),
        cmocka_unit_test(test_quiet),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
