/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "ui/keymap.h"

static void run(const struct call *call)
{
    (void)call;
}

static const struct command general[] = {
    { "quit", "q ^C", MAP_GENERAL, NULL, run, "quit" },
    { "open", "o F1", MAP_GENERAL, NULL, run, "open" },
    { "down", "j Down", MAP_GENERAL, NULL, run, "down" },
    { .name = NULL },
};

static const struct command others[] = {
    { "filter", "/", MAP_LIST, NULL, run, "filter" },
    { "filter", "gu", MAP_LIST, "unread", run, "unread ones" },
    { "top", "gg Home", MAP_LIST, NULL, run, "top" },
    { "find", "/ o", MAP_ARTICLE, NULL, run, "find" },
    { "close", "Esc ^C", MAP_PICKER, NULL, run, "close" },
    { "exclude", "!", MAP_PICKER, NULL, run, "exclude" },
    { "erase", "Backspace ^H", MAP_PROMPT, NULL, run, "erase" },
    { "hidden", "", MAP_GENERAL, NULL, run, "no key" },
    { .name = NULL },
};

const struct command *const command_tables[] = { general, others, NULL };

static void test_key_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t count;
        struct key keys[KEY_SEQUENCE_MAX];
        const char *written; /* NULL: the same */
    } cases[] = {
        { "j", 1, { { KEY_CODE_CHAR, 'j' } }, NULL },
        { "G", 1, { { KEY_CODE_CHAR, 'G' } }, NULL },
        { "<", 1, { { KEY_CODE_CHAR, '<' } }, NULL },
        { "^", 1, { { KEY_CODE_CHAR, '^' } }, NULL },
        { "é", 1, { { KEY_CODE_CHAR, 0xE9 } }, NULL },
        { "日", 1, { { KEY_CODE_CHAR, 0x65E5 } }, NULL },
        { "gg", 2, { { KEY_CODE_CHAR, 'g' }, { KEY_CODE_CHAR, 'g' } }, NULL },
        { "Space", 1, { { KEY_CODE_CHAR, ' ' } }, NULL },
        { "End", 1, { { KEY_CODE_END, 0 } }, NULL },
        { "En", 2, { { KEY_CODE_CHAR, 'E' }, { KEY_CODE_CHAR, 'n' } }, NULL },
        { "gEnd", 2, { { KEY_CODE_CHAR, 'g' }, { KEY_CODE_END, 0 } }, NULL },
        { "F1", 1, { { KEY_CODE_F1, 0 } }, NULL },
        { "F12", 1, { { KEY_CODE_F12, 0 } }, NULL },
        { "F10F2", 2, { { KEY_CODE_F1 + 9, 0 }, { KEY_CODE_F1 + 1, 0 } }, NULL },
        { "Fx", 2, { { KEY_CODE_CHAR, 'F' }, { KEY_CODE_CHAR, 'x' } }, NULL },
        { "Tab", 1, { { KEY_CODE_TAB, 0 } }, NULL },
        { "BackTab", 1, { { KEY_CODE_BACK_TAB, 0 } }, NULL },
        { "^A", 1, { { KEY_CODE_CHAR, 1 } }, NULL },
        { "^Z", 1, { { KEY_CODE_CHAR, 26 } }, NULL },
        { "^\\", 1, { { KEY_CODE_CHAR, 28 } }, NULL },
        { "^]", 1, { { KEY_CODE_CHAR, 29 } }, NULL },
        { "^_", 1, { { KEY_CODE_CHAR, 31 } }, NULL },
        { "^Xs", 2, { { KEY_CODE_CHAR, 24 }, { KEY_CODE_CHAR, 's' } }, NULL },
        { "^a", 2, { { KEY_CODE_CHAR, '^' }, { KEY_CODE_CHAR, 'a' } }, NULL },
        { "^I", 1, { { KEY_CODE_TAB, 0 } }, "Tab" },
        { "^M", 1, { { KEY_CODE_ENTER, 0 } }, "Enter" },
        { "^H", 1, { { KEY_CODE_BACKSPACE, 0 } }, "Backspace" },
        { "^[", 1, { { KEY_CODE_ESCAPE, 0 } }, "Esc" },
        { "abcd", 4, { { 1, 'a' }, { 1, 'b' }, { 1, 'c' }, { 1, 'd' } }, NULL },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = cases[i].name;
        struct key keys[KEY_SEQUENCE_MAX];
        struct buf written = BUF_INIT(100);
        size_t count;

        assert_true(key_parse(name, strlen(name), keys, &count, NULL));
        assert_int_equal(count, cases[i].count);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(keys[k].code, cases[i].keys[k].code);
            assert_int_equal(keys[k].c, cases[i].keys[k].c);
            key_name(&keys[k], &written);
        }
        assert_string_equal(buf_str(&written), cases[i].written ? cases[i].written : name);
        buf_release(&written);
    }
}

static void test_every_key_is_read_back(void **state)
{
    (void)state;
    for (int code = KEY_CODE_CHAR; code <= KEY_CODE_F12; code++) {
        uint32_t end = code == KEY_CODE_CHAR ? 0x3000 : 1;
        for (uint32_t c = code == KEY_CODE_CHAR ? 1 : 0; c < end; c++) {
            struct key key = { (enum key_code)code, c }, keys[KEY_SEQUENCE_MAX];
            struct buf name = BUF_INIT(100);
            size_t count;

            if (code == KEY_CODE_CHAR &&
                (c == 8 || c == 9 || c == 10 || c == 13 || c == 27 || (c >= 0x7F && c <= 0xA0)))
                continue;
            key_name(&key, &name);
            assert_true(key_parse(name.data, name.len, keys, &count, NULL));
            assert_int_equal(count, 1);
            assert_int_equal(keys[0].code, code);
            assert_int_equal(keys[0].c, c);
            buf_release(&name);
        }
    }
}

static void test_bad_key_names(void **state)
{
    (void)state;
    static const char *const names[] = { "",     "a b",      " ",        "abcde", "a\tb",
                                         "\xff", "gHomegge", "\xe6\x97", "\177",  "\xc2\x85" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct key keys[KEY_SEQUENCE_MAX];
        struct error error = { "" };
        size_t count;

        assert_false(key_parse(names[i], strlen(names[i]), keys, &count, &error));
        assert_true(strlen(error.text) > 0);
    }
}

/* The command the keys mean, "..." for the beginning of one, "" for nothing. */
static const char *look_up(const struct keymap *keymap, enum map_name map, const char *keys)
{
    const struct command *command = NULL;
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t n;

    assert_true(key_parse(keys, strlen(keys), sequence, &n, NULL));
    switch (keymap_look_up(keymap, map, sequence, n, &command)) {
    case KEYMAP_COMMAND:
        return command->name;
    case KEYMAP_PREFIX:
        return "...";
    default:
        return "";
    }
}

static void test_look_up(void **state)
{
    (void)state;
    static const struct {
        enum map_name map;
        const char *keys, *expected;
    } cases[] = {
        { MAP_LIST, "q", "quit" },
        { MAP_LIST, "/", "filter" },
        { MAP_ARTICLE, "/", "find" },
        { MAP_GENERAL, "/", "" },
        { MAP_LIST, "g", "..." },
        { MAP_LIST, "gg", "top" },
        { MAP_LIST, "gu", "filter" },
        { MAP_LIST, "gx", "" },
        { MAP_ARTICLE, "g", "" },
        { MAP_LIST, "o", "open" },
        { MAP_ARTICLE, "o", "find" },
        { MAP_ARTICLE, "F1", "open" },
        { MAP_PICKER, "q", "" },
        { MAP_PICKER, "!", "exclude" },
        { MAP_PICKER, "Down", "down" },
        { MAP_PICKER, "^C", "close" },
        { MAP_PROMPT, "^C", "quit" },
        { MAP_PROMPT, "o", "" },
        { MAP_PROMPT, "é", "" },
        { MAP_PROMPT, "Space", "" },
        { MAP_PROMPT, "F1", "open" },
        { MAP_PROMPT, "^H", "erase" },
        { MAP_PROMPT, "Backspace", "erase" },
    };
    struct keymap *keymap = keymap_new();
    const struct command *command;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(look_up(keymap, cases[i].map, cases[i].keys), cases[i].expected);
    assert_int_equal(keymap_look_up(keymap, MAP_LIST, NULL, 0, &command), KEYMAP_NONE);
    keymap_free(keymap);
    keymap_free(NULL);
}

static void assert_keys(const struct keymap *keymap, const struct command *row,
                        const char *expected)
{
    struct buf keys = BUF_INIT(1000);

    keymap_keys(keymap, row, &keys);
    assert_string_equal(buf_str(&keys), expected);
    buf_release(&keys);
}

static void test_bind(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    const struct command *command;
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t n;

    assert_keys(keymap, &general[0], "q ^C");
    assert_true(keymap_bind(keymap, MAP_GENERAL, "Q", "quit", NULL));
    assert_keys(keymap, &general[0], "q ^C Q");
    assert_true(keymap_bind(keymap, MAP_GENERAL, "q", "", NULL));
    assert_keys(keymap, &general[0], "^C Q");
    assert_string_equal(look_up(keymap, MAP_LIST, "q"), "");

    /* A row with this text is taken; another text makes a command of its own. */
    assert_true(keymap_bind(keymap, MAP_LIST, "U", "filter unread", NULL));
    assert_keys(keymap, &others[1], "gu U");
    assert_true(keymap_bind(keymap, MAP_LIST, "S", "filter   starred", NULL));
    assert_keys(keymap, &others[0], "/");
    assert_true(key_parse("S", 1, sequence, &n, NULL));
    assert_int_equal(keymap_look_up(keymap, MAP_LIST, sequence, n, &command), KEYMAP_COMMAND);
    assert_string_equal(command->name, "filter");
    assert_string_equal(command->text, "starred");

    /* What could not be told apart gives way, in that map alone. */
    assert_true(keymap_bind(keymap, MAP_LIST, "g", "top", NULL));
    assert_keys(keymap, &others[2], "Home g");
    assert_keys(keymap, &others[1], "U");
    assert_true(keymap_bind(keymap, MAP_LIST, "gz", "open", NULL));
    assert_keys(keymap, &others[2], "Home");
    assert_true(keymap_bind(keymap, MAP_LIST, "o", "down", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "o"), "down");
    assert_string_equal(look_up(keymap, MAP_PROMPT, "F1"), "open");
    keymap_free(keymap);
}

static void test_bad_binds(void **state)
{
    (void)state;
    static const struct {
        enum map_name map;
        const char *keys, *line;
    } cases[] = {
        { MAP_LIST, "x", "nothing" }, { MAP_LIST, "x", "find" }, { MAP_GENERAL, "x", "top" },
        { MAP_LIST, "", "quit" },     { MAP_LIST, "5", "quit" }, { MAP_GENERAL, "0g", "quit" },
        { MAP_LIST, "a b", "quit" },  { MAP_LIST, "x", "qui" },  { MAP_LIST, "x", " quit" },
        { MAP_LIST, "x", "quitter" },
    };
    struct keymap *keymap = keymap_new();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { "" };
        assert_false(keymap_bind(keymap, cases[i].map, cases[i].keys, cases[i].line, &error));
        assert_true(strlen(error.text) > 0);
    }
    assert_true(keymap_bind(keymap, MAP_PICKER, "5", "quit", NULL));
    keymap_free(keymap);
}

static void test_first_key(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();

    assert_string_equal(keymap_first_key(keymap, MAP_LIST, "quit"), "q");
    assert_string_equal(keymap_first_key(keymap, MAP_LIST, "filter"), "/");
    assert_null(keymap_first_key(keymap, MAP_ARTICLE, "filter"));
    assert_null(keymap_first_key(keymap, MAP_LIST, "hidden"));
    /* Keys that another command or typed text has taken are not named. */
    assert_string_equal(keymap_first_key(keymap, MAP_ARTICLE, "open"), "F1");
    assert_string_equal(keymap_first_key(keymap, MAP_PICKER, "down"), "Down");
    assert_null(keymap_first_key(keymap, MAP_PICKER, "quit"));
    assert_string_equal(keymap_map_name(MAP_PROMPT), "prompt");
    keymap_free(keymap);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_key_names),     cmocka_unit_test(test_every_key_is_read_back),
        cmocka_unit_test(test_bad_key_names), cmocka_unit_test(test_look_up),
        cmocka_unit_test(test_bind),          cmocka_unit_test(test_bad_binds),
        cmocka_unit_test(test_first_key),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
