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
    { "run", "", MAP_GENERAL, NULL, run, "several" },
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

/* What other programs call the keys. */
static void test_bracketed_key_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *written;
    } cases[] = {
        { "<Enter>", "Enter" },
        { "<cr>", "Enter" },
        { "<C-f>", "^F" },
        { "<c-M>", "Enter" },
        { "<PageDown>", "PgDn" },
        { "<tab>", "Tab" },
        { "<S-Tab>", "BackTab" },
        { "<f12>", "F12" },
        { "g<Space>", "gSpace" },
        { "<backspace>", "Backspace" },
        { "<BS>", "Backspace" },
        { "<Esc>x", "Escx" },
        { "<", "<" },
        { "<a>", "<a>" },
        { "<>", "<>" },
        { "<M-x>", "<M-x>" },
        { "<A-G>", "<M-G>" },
        { "g<M->>", "g<M->>" },
        { "<M->", "<M->" },
        { "<<Up>", "<Up" },
        { ">", ">" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct key keys[KEY_SEQUENCE_MAX];
        struct buf written = BUF_INIT(100);
        size_t count;

        assert_true(key_parse(cases[i].name, strlen(cases[i].name), keys, &count, NULL));
        for (size_t k = 0; k < count; k++)
            key_name(&keys[k], &written);
        assert_string_equal(buf_str(&written), cases[i].written);
        buf_release(&written);
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
    case KEYMAP_EITHER:
        assert_non_null(command);
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

static void assert_keys(const struct keymap *keymap, enum map_name map,
                        const struct command *row, const char *expected)
{
    struct buf keys = BUF_INIT(1000);

    keymap_keys(keymap, map, row, &keys);
    assert_string_equal(buf_str(&keys), expected);
    buf_release(&keys);
}

static enum keymap_answer answer(const struct keymap *keymap, enum map_name map,
                                 const char *keys, const struct command **command)
{
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t n;

    assert_true(key_parse(keys, strlen(keys), sequence, &n, NULL));
    return keymap_look_up(keymap, map, sequence, n, command);
}

static void test_bind(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    const struct command *command;

    assert_keys(keymap, MAP_LIST, &general[0], "q ^C");
    assert_true(keymap_bind(keymap, MAP_GENERAL, "Q", "quit", NULL));
    assert_keys(keymap, MAP_LIST, &general[0], "q ^C Q");
    assert_keys(keymap, MAP_PICKER, &general[0], "");
    assert_keys(keymap, MAP_PROMPT, &general[0], "^C");

    /* A row with this text is taken; another text makes a command of its own. */
    assert_true(keymap_bind(keymap, MAP_LIST, "U", "filter unread", NULL));
    assert_keys(keymap, MAP_LIST, &others[1], "gu U");
    assert_true(keymap_bind(keymap, MAP_LIST, "S", "filter   starred ", NULL));
    assert_keys(keymap, MAP_LIST, &others[0], "/");
    assert_int_equal(answer(keymap, MAP_LIST, "S", &command), KEYMAP_COMMAND);
    assert_string_equal(command->name, "filter");
    assert_string_equal(command->text, "starred");
    assert_keys(keymap, MAP_LIST, command, "S");

    /* The same keys mean one thing, in that map alone. */
    assert_true(keymap_bind(keymap, MAP_LIST, "o", "down", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "o"), "down");
    assert_string_equal(look_up(keymap, MAP_ARTICLE, "o"), "find");
    assert_keys(keymap, MAP_LIST, &general[1], "F1");
    assert_true(keymap_bind(keymap, MAP_LIST, "<Home>", "open", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "Home"), "open");
    keymap_free(keymap);
}

static void test_one_begins_with_the_other(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    const struct command *command;

    assert_true(keymap_bind(keymap, MAP_LIST, "g", "top", NULL));
    assert_int_equal(answer(keymap, MAP_LIST, "g", &command), KEYMAP_EITHER);
    assert_string_equal(command->name, "top");
    assert_int_equal(answer(keymap, MAP_LIST, "gu", &command), KEYMAP_COMMAND);
    assert_string_equal(command->text, "unread");
    assert_keys(keymap, MAP_LIST, &others[2], "gg Home g");

    /* A longer one of the map and a shorter general one. */
    assert_true(keymap_bind(keymap, MAP_LIST, "qx", "top", NULL));
    assert_int_equal(answer(keymap, MAP_LIST, "q", &command), KEYMAP_EITHER);
    assert_string_equal(command->name, "quit");
    /* With Alt it is another key, in prompts too. */
    assert_true(keymap_bind(keymap, MAP_GENERAL, "<M-o>", "open", NULL));
    assert_string_equal(look_up(keymap, MAP_PROMPT, "<M-o>"), "open");
    assert_string_equal(look_up(keymap, MAP_PROMPT, "o"), "");
    /* A shorter one of the map hides a longer general one. */
    assert_true(keymap_bind(keymap, MAP_GENERAL, "Zx", "open", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "Zx"), "open");
    assert_true(keymap_bind(keymap, MAP_LIST, "Z", "top", NULL));
    assert_int_equal(answer(keymap, MAP_LIST, "Z", &command), KEYMAP_COMMAND);
    assert_keys(keymap, MAP_LIST, &general[1], "o F1 <M-o>");
    assert_keys(keymap, MAP_ARTICLE, &general[1], "F1 <M-o> Zx");
    keymap_free(keymap);
}

static void test_macros(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    const struct command *command;
    enum map_name map;

    assert_null(keymap_own_command(keymap, 0, &map));
    assert_true(keymap_bind(keymap, MAP_LIST, "z", "filter \"a ; b\" ; 3 down", NULL));
    assert_int_equal(answer(keymap, MAP_LIST, "z", &command), KEYMAP_COMMAND);
    assert_string_equal(command->name, "run");
    assert_string_equal(command->text, "filter \"a ; b\" ; 3 down");
    assert_true(keymap_bind(keymap, MAP_LIST, "y", "3 down", NULL));
    assert_int_equal(answer(keymap, MAP_LIST, "y", &command), KEYMAP_COMMAND);
    assert_string_equal(command->name, "run");
    assert_true(keymap_bind(keymap, MAP_LIST, "x", "filter \"a ; b\"", NULL));
    assert_int_equal(answer(keymap, MAP_LIST, "x", &command), KEYMAP_COMMAND);
    assert_string_equal(command->name, "filter");
    assert_string_equal(command->text, "\"a ; b\"");
    assert_string_equal(keymap_own_command(keymap, 2, &map)->text, "\"a ; b\"");
    assert_int_equal(map, MAP_LIST);
    assert_null(keymap_own_command(keymap, 3, &map));
    keymap_free(keymap);
}

static void test_unbind(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    struct error error = { "" };

    assert_true(keymap_unbind(keymap, MAP_GENERAL, "q", NULL));
    assert_keys(keymap, MAP_LIST, &general[0], "^C");
    assert_string_equal(look_up(keymap, MAP_LIST, "q"), "");
    /* In one map only, though the general one goes on to have it. */
    assert_true(keymap_unbind(keymap, MAP_LIST, "o", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "o"), "");
    assert_string_equal(look_up(keymap, MAP_GENERAL, "o"), "open");
    assert_keys(keymap, MAP_LIST, &general[1], "F1");
    assert_true(keymap_unbind(keymap, MAP_ARTICLE, "o", NULL));
    assert_string_equal(look_up(keymap, MAP_ARTICLE, "o"), "");
    /* And bound again. */
    assert_true(keymap_bind(keymap, MAP_LIST, "o", "open", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "o"), "open");
    assert_true(keymap_unbind(keymap, MAP_LIST, "gu", NULL));
    assert_string_equal(look_up(keymap, MAP_LIST, "gu"), "");
    assert_string_equal(look_up(keymap, MAP_LIST, "gg"), "top");

    assert_false(keymap_unbind(keymap, MAP_LIST, "gu", &error));
    assert_true(strlen(error.text) > 0);
    assert_false(keymap_unbind(keymap, MAP_ARTICLE, "o", NULL));
    assert_string_equal(look_up(keymap, MAP_ARTICLE, "o"), "");
    assert_false(keymap_unbind(keymap, MAP_LIST, "g", NULL));
    assert_false(keymap_unbind(keymap, MAP_LIST, "a b", NULL));
    keymap_free(keymap);
}

static void test_bad_binds(void **state)
{
    (void)state;
    static const struct {
        enum map_name map;
        const char *keys, *line;
    } cases[] = {
        { MAP_LIST, "x", "nothing" }, { MAP_LIST, "x", "find" },
        { MAP_GENERAL, "x", "top" },  { MAP_LIST, "", "quit" },
        { MAP_LIST, "5", "quit" },    { MAP_GENERAL, "0g", "quit" },
        { MAP_LIST, "a b", "quit" },  { MAP_LIST, "x", "qui" },
        { MAP_LIST, "x", "" },        { MAP_LIST, "x", " ; " },
        { MAP_LIST, "x", "quitter" }, { MAP_LIST, "x", "quit ; quitter" },
        { MAP_LIST, "x", "3" },       { MAP_LIST, "x", "quit;open" },
    };
    struct keymap *keymap = keymap_new();

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { "" };
        assert_false(keymap_bind(keymap, cases[i].map, cases[i].keys, cases[i].line, &error));
        assert_true(strlen(error.text) > 0);
        assert_string_equal(look_up(keymap, MAP_LIST, "x"), "");
    }
    assert_true(keymap_bind(keymap, MAP_PICKER, "5", "quit", NULL));
    keymap_free(keymap);
}

static void test_map_names(void **state)
{
    (void)state;
    struct error error = { "" };

    for (int map = 0; map < MAP_COUNT; map++) {
        const char *name = keymap_map_name((enum map_name)map);
        assert_int_equal(keymap_map(name, strlen(name), NULL), map);
    }
    assert_int_equal(keymap_map("lists", 5, &error), MAP_COUNT);
    assert_non_null(strstr(error.text, "lists"));
    assert_int_equal(keymap_map("lists", 4, NULL), MAP_LIST);
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
        cmocka_unit_test(test_key_names),
        cmocka_unit_test(test_every_key_is_read_back),
        cmocka_unit_test(test_bracketed_key_names),
        cmocka_unit_test(test_bad_key_names),
        cmocka_unit_test(test_look_up),
        cmocka_unit_test(test_bind),
        cmocka_unit_test(test_one_begins_with_the_other),
        cmocka_unit_test(test_macros),
        cmocka_unit_test(test_unbind),
        cmocka_unit_test(test_bad_binds),
        cmocka_unit_test(test_map_names),
        cmocka_unit_test(test_first_key),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
