/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "ui/colour.h"
#include "ui/theme.h"

static const int depths[] = { 0, 1, 8, 16, 88, 256, 65536 };

enum { DEPTHS = sizeof depths / sizeof *depths };

/*
 * The relative luminance of a colour of the 256, 0 to 1, as WCAG 2.1 means it, with a
 * polynomial near its power function; the first 16 colours as xterm has them.
 */
static double luminance(int32_t colour)
{
    static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;
    int parts[3];

    colour_parts(colour, parts);
    for (int i = 0; i < 3; i++) {
        double part = parts[i] / 255.0;
        sum += weights[i] * part * part * (0.8 + 0.2 * part);
    }
    return sum;
}

/* The look in a built-in theme. */
static struct look built_in(enum theme_base base, int colours, style_id style)
{
    const struct theme theme = { .base = base };

    return theme_look(&theme, colours, style);
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
    for (size_t i = 0; i < THEME_SLOTS; i++) {
        const char *name = theme_slot_name(i);
        assert_non_null(name);
        for (const char *c = name; *c; c++)
            assert_true(islower((unsigned char)*c) || *c == '-');
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(name, theme_slot_name(j));
    }
    assert_string_equal(theme_slot_name(STYLE_UNREAD), "unread");
    assert_string_equal(theme_slot_name(THEME_SLOTS - 1), "match");
    assert_null(theme_slot_name(THEME_SLOTS));
}

static void test_colours_exist(void **state)
{
    (void)state;
    for (int theme = THEME_DARK; theme <= THEME_MONO; theme++)
        for (int d = 0; d < DEPTHS; d++)
            for (unsigned style = 0; style <= UINT16_MAX; style++) {
                struct look look = built_in((enum theme_base)theme, depths[d], (style_id)style);
                int limit = theme == THEME_MONO || depths[d] < 8 ? 0
                            : depths[d] > 256                    ? 256
                                                                 : depths[d];
                assert_in_range(look.fg + 1, 0, limit);
                assert_in_range(look.bg + 1, 0, limit);
                assert_true(look.bg < 0 || look.fg >= 0);
            }
}

/* Text on its background, or on the terminal's own, which is not always quite black or white.
 * 4.5 is what WCAG 2.1 asks of text; the lines between panes carry no meaning alone. */
static void test_legible(void **state)
{
    (void)state;
    static const int32_t backgrounds[][3] = {
        [THEME_DARK] = { COLOUR_RGB, COLOUR_RGB | 0x1e1e1e, COLOUR_RGB | 0x1d1f21 },
        [THEME_LIGHT] = { COLOUR_RGB | 0xffffff, COLOUR_RGB | 0xfafafa, COLOUR_RGB | 0xf5f5f0 },
    };

    for (int theme = THEME_DARK; theme <= THEME_LIGHT; theme++)
        for (int base = 0; base < STYLE_COUNT; base++)
            for (int modifier = 0; modifier < 16; modifier++) {
                style_id style = (style_id)(base | modifier << 8);
                struct look look = built_in((enum theme_base)theme, 256, style);
                for (int i = 0; i < 3 && base != STYLE_BORDER; i++) {
                    double text = theme == THEME_DARK ? luminance(7) : 0;
                    double back = luminance(backgrounds[theme][i]);
                    if (look.fg >= 0)
                        text = luminance(look.fg);
                    if (look.bg >= 0)
                        back = luminance(look.bg);
                    if (contrast(text, back) < 4.5)
                        fail_msg("%s %x: %.2f", theme_slot_name((size_t)base), style,
                                 contrast(text, back));
                }
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
                    struct look plain = built_in((enum theme_base)theme, depths[d], bases[b]);
                    struct look look =
                        built_in((enum theme_base)theme, depths[d], bases[b] | modifiers[m]);
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
                    built_in((enum theme_base)theme, depths[d], others[i] | STYLE_CURSOR);
                for (size_t j = 0; j < sizeof others / sizeof *others; j++)
                    assert_false(looks_equal(
                        cursor, built_in((enum theme_base)theme, depths[d], others[j])));
            }
}

static void test_cursor_row_is_even(void **state)
{
    (void)state;
    for (int theme = THEME_DARK; theme <= THEME_MONO; theme++)
        for (int d = 0; d < DEPTHS; d++)
            for (int base = 0; base < STYLE_COUNT; base++) {
                struct look look = built_in((enum theme_base)theme, depths[d],
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
    assert_true(built_in(THEME_DARK, 256, STYLE_UNREAD).bold);
    assert_false(built_in(THEME_DARK, 256, STYLE_READ).bold);
    for (int base = 0; base < STYLE_COUNT; base++) {
        struct look look = built_in(THEME_MONO, 256, (style_id)base);
        assert_false(look.reverse);
        assert_true(looks_equal(look, built_in(THEME_LIGHT, 0, (style_id)base)));
    }
    assert_true(built_in(THEME_DARK, 8, STYLE_DIM).dim);
    assert_false(built_in(THEME_DARK, 256, STYLE_DIM).dim);
    assert_true(built_in(THEME_DARK, 256, STYLE_TEXT | STYLE_BOLD).bold);
    assert_true(built_in(THEME_DARK, 256, STYLE_TEXT | STYLE_UNDERLINE).underline);
    assert_true(looks_equal(built_in(THEME_DARK, 256, STYLE_TEXT),
                            built_in(THEME_DARK, 256, STYLE_BASE)));
}

static void test_colours_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t colour;
    } cases[] = {
        { "red", 1 },
        { "bright-blue", 12 },
        { "grey", 8 },
        { "0", 0 },
        { "255", 255 },
        { "#fa0", COLOUR_RGB | 0xffaa00 },
        { "#00FF7f", COLOUR_RGB | 0x00ff7f },
        { "default", COLOUR_DEFAULT },
        { "256", -9 },
        { "-1", -9 },
        { "", -9 },
        { "bright-", -9 },
        { "bright-grey", -9 },
        { "#", -9 },
        { "#12345", -9 },
        { "#ggg", -9 },
        { "# 12", -9 },
        { "1x", -9 },
        { "0000", -9 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t colour = -9;
        bool good = colour_parse(cases[i].text, strlen(cases[i].text), &colour);
        if (good != (cases[i].colour != -9) || (good && colour != cases[i].colour))
            fail_msg("\"%s\" became %d", cases[i].text, colour);
    }
}

static void test_colours_fit(void **state)
{
    (void)state;
    static const struct {
        int32_t colour;
        int colours;
        int32_t fit;
    } cases[] = {
        { COLOUR_DEFAULT, 256, COLOUR_DEFAULT },
        { 196, 0, COLOUR_DEFAULT },
        { 196, 256, 196 },
        { 196, 16, 9 },
        { 196, 8, 1 },
        { 9, 16, 9 },
        { 9, 8, 1 },
        { 16, 8, 0 },
        { 240, 16, 8 },
        { 255, 8, 7 },
        { COLOUR_RGB | 0xff0000, 256, 196 },
        { COLOUR_RGB | 0x808080, 256, 244 },
        { COLOUR_RGB | 0x0000f0, 8, 4 },
        { COLOUR_RGB | 0x101010, 8, 0 },
        { COLOUR_RGB | 0x123456, COLOURS_DIRECT, 0x123456 },
        { COLOUR_RGB | 0x000003, COLOURS_DIRECT, 0 },
        { 3, COLOURS_DIRECT, 3 },
        { 196, COLOURS_DIRECT, 0xff0000 },
        { 232, COLOURS_DIRECT, 0x080808 },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(colour_fit(cases[i].colour, cases[i].colours), cases[i].fit);
}

static void test_style_lines(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int32_t fg, bg;
        unsigned attributes;
    } good[] = {
        { "", STYLE_KEEPS, STYLE_KEEPS, 0 },
        { "bold", STYLE_KEEPS, STYLE_KEEPS, ATTRIBUTE_BOLD },
        { " red  on 17 ", 1, 17, 0 },
        { "on white", STYLE_KEEPS, 7, 0 },
        { "default on default", COLOUR_DEFAULT, COLOUR_DEFAULT, 0 },
        { "dim italic underline reverse #fff", COLOUR_RGB | 0xffffff, STYLE_KEEPS,
          ATTRIBUTE_DIM | ATTRIBUTE_ITALIC | ATTRIBUTE_UNDERLINE | ATTRIBUTE_REVERSE },
        { "on 3 bold 4", 4, 3, ATTRIBUTE_BOLD },
    };
    static const char *const bad[] = { "red green",        "on",      "red on",
                                       "on red on blue",   "reddish", "on bold",
                                       "on red green blue" };
    struct style_spec spec = { .set = false };
    struct error error;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(style_parse(good[i].line, &spec, &error));
        assert_true(spec.set);
        assert_int_equal(spec.fg, good[i].fg);
        assert_int_equal(spec.bg, good[i].bg);
        assert_int_equal(spec.attributes, good[i].attributes);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(style_parse(bad[i], &spec, &error));
    assert_int_equal(spec.fg, 4);
}

/* Lines of a file take the place of the built-in look; without colour a modifier keeps it. */
static void test_own_styles(void **state)
{
    (void)state;
    struct theme theme = { .base = THEME_DARK, .rule_count = 1 };

    assert_true(style_parse("underline red", &theme.slots[STYLE_UNREAD], NULL));
    assert_true(style_parse("white on #5f5f87", &theme.slots[STYLE_COUNT], NULL));
    assert_true(style_parse("bold on 52", &theme.rules[0], NULL));
    struct look look = theme_look(&theme, 256, STYLE_UNREAD);
    assert_true(look.fg == 1 && look.bg == -1 && look.underline && !look.bold);
    look = theme_look(&theme, 256, STYLE_DIM | STYLE_CURSOR);
    assert_true(look.fg == 7 && look.bg == 60 && !look.reverse);
    assert_true(theme_look(&theme, 0, STYLE_DIM | STYLE_CURSOR).reverse);
    look = theme_look(&theme, 256, STYLE_UNREAD | 1 << STYLE_RULE_SHIFT);
    assert_true(look.fg == 1 && look.bg == 52 && look.underline && look.bold);
    look = theme_look(&theme, 0, STYLE_UNREAD | 1 << STYLE_RULE_SHIFT);
    assert_true(look.fg == -1 && look.bg == -1 && look.underline && look.bold);
    look = theme_look(&theme, 256, STYLE_READ | 2 << STYLE_RULE_SHIFT);
    assert_true(looks_equal(look, built_in(THEME_DARK, 256, STYLE_READ)));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),           cmocka_unit_test(test_colours_exist),
        cmocka_unit_test(test_legible),         cmocka_unit_test(test_modifiers_show),
        cmocka_unit_test(test_cursor_is_found), cmocka_unit_test(test_cursor_row_is_even),
        cmocka_unit_test(test_quiet),           cmocka_unit_test(test_colours_are_read),
        cmocka_unit_test(test_colours_fit),     cmocka_unit_test(test_style_lines),
        cmocka_unit_test(test_own_styles),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
