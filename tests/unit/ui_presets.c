/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "ui/presets.h"

/* The tables of the program itself are linked: what its keys really do. */

static int wrong;

/* All that is wrong is told before the test fails. */
#define bad(...) (print_error(__VA_ARGS__), print_error("\n"), wrong++)

static const enum map_name maps[] = { MAP_GENERAL, MAP_LIST, MAP_ARTICLE, MAP_PICKER,
                                      MAP_PROMPT };

static enum keymap_answer look_up(const struct keymap *keymap, enum map_name map,
                                  const char *keys, size_t n, const struct command **command)
{
    struct key sequence[KEY_SEQUENCE_MAX];
    size_t count;

    assert_true(key_parse(keys, n, sequence, &count, NULL));
    return keymap_look_up(keymap, map, sequence, count, command);
}

static struct keymap *preset_keymap(const char *name)
{
    struct keymap *keymap = keymap_new();

    preset_use(keymap, name);
    return keymap;
}

/* No key of a preset waits for another one, and each of its rows is in force. */
static void test_rows_are_in_force(void **state)
{
    (void)state;
    wrong = 0;
    for (const struct preset *preset = presets; preset->name; preset++) {
        struct keymap *keymap = preset_keymap(preset->name);
        for (const struct preset_row *row = preset->rows; row->keys; row++)
            for (const char *key = row->keys; *key; key += strspn(key, " ")) {
                size_t n = strcspn(key, " "), name = strcspn(row->line, " ");
                const struct command *command;
                enum keymap_answer answer = look_up(keymap, row->map, key, n, &command);
                if (!*row->line)
                    assert_null(command);
                else if (answer != KEYMAP_COMMAND ||
                         (strncmp(command->name, row->line, name) != 0 &&
                          strcmp(command->text, row->line) != 0))
                    bad("%s: %s is not %s", preset->name, row->keys, row->line);
                key += n;
            }
        keymap_free(keymap);
    }
    assert_int_equal(wrong, 0);
}

/* What a row of the tables can be called by, in a map. */
static bool has_key(const struct keymap *keymap, enum map_name map, const struct command *row)
{
    struct buf keys = BUF_INIT(1000);

    keymap_keys(keymap, map, row, &keys);
    bool has = keys.len > 0;
    buf_release(&keys);
    return has;
}

/* Whatever has a key by default has one in each preset, and its text with it. */
static void test_nothing_is_out_of_reach(void **state)
{
    (void)state;
    wrong = 0;
    struct keymap *vim = preset_keymap("vim");

    for (const struct preset *preset = presets; preset->name; preset++) {
        struct keymap *keymap = preset_keymap(preset->name);
        for (size_t t = 0; command_tables[t]; t++)
            for (const struct command *row = command_tables[t]; row->name; row++)
                for (size_t m = 0; m < sizeof maps / sizeof *maps; m++)
                    if ((maps[m] == row->map || maps[m] == MAP_LIST ||
                         maps[m] == MAP_ARTICLE) &&
                        has_key(vim, maps[m], row) && !has_key(keymap, maps[m], row))
                        bad("%s: %s has no key in the view %s", preset->name, row->name,
                            keymap_map_name(maps[m]));
        keymap_free(keymap);
    }
    keymap_free(vim);
    assert_int_equal(wrong, 0);
}

static void test_no_key_waits(void **state)
{
    (void)state;
    wrong = 0;
    for (const struct preset *preset = presets; preset->name; preset++) {
        struct keymap *keymap = preset_keymap(preset->name);
        for (uint32_t c = 1; c < 0x7F; c++)
            for (int code = KEY_CODE_CHAR; code <= KEY_CODE_F12; code++)
                for (size_t m = 0; m < sizeof maps / sizeof *maps; m++) {
                    struct key key = { (enum key_code)code, code == KEY_CODE_CHAR ? c : 0 };
                    const struct command *command;
                    assert_int_not_equal(keymap_look_up(keymap, maps[m], &key, 1, &command),
                                         KEYMAP_EITHER);
                }
        keymap_free(keymap);
    }
    assert_int_equal(wrong, 0);
}

static void check_keys(const struct keymap *keymap, const char *preset, enum map_name map,
                       const char *keys, const char *expected)
{
    for (const char *key = keys; *key; key += strspn(key, " ")) {
        size_t n = strcspn(key, " ");
        const struct command *command;

        look_up(keymap, map, key, n, &command);
        if (!command || strcmp(command->name, expected) != 0)
            bad("%s: %.*s in the view %s is not %s", preset, (int)n, key, keymap_map_name(map),
                expected);
        key += n;
    }
}

/* What the keys do: those that every preset has first, then those of one. */
static void test_keys(void **state)
{
    (void)state;
    wrong = 0;
    static const struct {
        const char *preset;         /* NULL: each of them */
        enum map_name map;          /* MAP_GENERAL: both panes */
        const char *keys, *command; /* keys parted by blanks */
    } cases[] = {
        { NULL, MAP_LIST, "Down", "down" },
        { NULL, MAP_LIST, "Up", "up" },
        { NULL, MAP_LIST, "Home", "first" },
        { NULL, MAP_LIST, "End", "last" },
        { NULL, MAP_LIST, "PgDn", "page-down" },
        { NULL, MAP_LIST, "PgUp", "page-up" },
        { NULL, MAP_LIST, "j", "down" },
        { NULL, MAP_LIST, "k", "up" },
        { NULL, MAP_LIST, "Enter", "enter-article" },
        { NULL, MAP_LIST, "Esc", "drop-term" },
        { NULL, MAP_LIST, "/", "filter" },
        { NULL, MAP_LIST, "n", "next-unread" },
        { NULL, MAP_ARTICLE, "Down", "line-down" },
        { NULL, MAP_ARTICLE, "Up", "line-up" },
        { NULL, MAP_ARTICLE, "Enter", "follow" },
        { NULL, MAP_ARTICLE, "Esc", "back-to-list" },
        { NULL, MAP_ARTICLE, "/", "find" },
        { NULL, MAP_ARTICLE, "n", "next-match" },
        { NULL, MAP_GENERAL, "Space", "read-on" },
        { NULL, MAP_GENERAL, "b", "read-back" },
        { NULL, MAP_GENERAL, "f", "fetch" },
        { NULL, MAP_GENERAL, "v", "next-variant" },
        { NULL, MAP_GENERAL, "w", "related" },
        { NULL, MAP_GENERAL, "H", "back" },
        { NULL, MAP_GENERAL, "L", "forward" },
        { NULL, MAP_GENERAL, "m", "toggle-read" },
        { NULL, MAP_GENERAL, "A", "read-all" },
        { NULL, MAP_GENERAL, "yu yt ym", "copy" },
        { NULL, MAP_GENERAL, "e", "edit" },
        { NULL, MAP_GENERAL, "R", "rescan" },
        { NULL, MAP_GENERAL, "!", "problems" },
        { NULL, MAP_GENERAL, ":", "command-line" },
        { NULL, MAP_GENERAL, "?", "help" },
        { NULL, MAP_GENERAL, "q", "back-out" },
        { NULL, MAP_GENERAL, "Q", "quit" },
        { NULL, MAP_GENERAL, "^Z", "suspend" },
        { NULL, MAP_GENERAL, "^L", "redraw" },
        { NULL, MAP_GENERAL, "^C", "interrupt" },
        { NULL, MAP_GENERAL, "+", "zoom-in" },
        { NULL, MAP_GENERAL, "_", "zoom-out" },
        { NULL, MAP_GENERAL, "<", "border-back" },
        { NULL, MAP_GENERAL, ">", "border-on" },

        { "vim", MAP_LIST, "g", "first" },
        { "vim", MAP_LIST, "G", "last" },
        { "vim", MAP_LIST, "^D", "half-down" },
        { "vim", MAP_LIST, "^U", "half-up" },
        { "vim", MAP_LIST, "^F", "page-down" },
        { "vim", MAP_LIST, "^B", "page-up" },
        { "vim", MAP_LIST, "l Right", "enter-article" },
        { "vim", MAP_LIST, "Tab", "focus-other" },
        { "vim", MAP_LIST, "J", "scroll-article-down" },
        { "vim", MAP_LIST, "K", "scroll-article-up" },
        { "vim", MAP_LIST, "]", "next-unread" },
        { "vim", MAP_LIST, "[ N", "previous-unread" },
        { "vim", MAP_LIST, "t", "topics" },
        { "vim", MAP_LIST, "p", "providers" },
        { "vim", MAP_LIST, "F", "facet" },
        { "vim", MAP_LIST, "{", "previous-day" },
        { "vim", MAP_LIST, "}", "next-day" },
        { "vim", MAP_LIST, "s", "sort" },
        { "vim", MAP_LIST, "V", "view" },
        { "vim", MAP_GENERAL, "S", "save" },
        { "vim", MAP_GENERAL, "|", "pipe" },
        { "vim", MAP_LIST, "x", "select" },
        { "vim", MAP_LIST, "X", "select-to" },
        { "vim", MAP_LIST, "o", "open" },
        { "vim", MAP_LIST, "u", "links" },
        { "vim", MAP_LIST, "i", "fields" },
        { "vim", MAP_LIST, "*", "toggle-star" },
        { "vim", MAP_LIST, "z", "undo" },
        { "vim", MAP_LIST, "Z", "redo" },
        { "vim", MAP_ARTICLE, "j", "line-down" },
        { "vim", MAP_ARTICLE, "k", "line-up" },
        { "vim", MAP_ARTICLE, "g", "top" },
        { "vim", MAP_ARTICLE, "G", "bottom" },
        { "vim", MAP_ARTICLE, "^D", "half-down" },
        { "vim", MAP_ARTICLE, "^U", "half-up" },
        { "vim", MAP_ARTICLE, "^F PgDn", "page-down" },
        { "vim", MAP_ARTICLE, "^B PgUp", "page-up" },
        { "vim", MAP_ARTICLE, "l Right", "follow" },
        { "vim", MAP_ARTICLE, "h Left", "back-to-list" },
        { "vim", MAP_ARTICLE, "J", "next-article" },
        { "vim", MAP_ARTICLE, "K", "previous-article" },
        { "vim", MAP_ARTICLE, "N", "previous-match" },
        { "vim", MAP_ARTICLE, "\\", "lights-out" },
        { "vim", MAP_ARTICLE, "o", "open" },

        { "newsboat", MAP_LIST, "J", "down" },
        { "newsboat", MAP_LIST, "K", "up" },
        { "newsboat", MAP_ARTICLE, "J", "next-article" },
        { "newsboat", MAP_ARTICLE, "K", "previous-article" },
        { "newsboat", MAP_LIST, "p", "previous-unread" },
        { "newsboat", MAP_ARTICLE, "p", "previous-unread" },
        { "newsboat", MAP_LIST, "N", "toggle-read" },
        { "newsboat", MAP_LIST, "o", "open" },
        { "newsboat", MAP_GENERAL, "O", "run" },
        { "newsboat", MAP_LIST, "r R ^R", "rescan" },
        { "newsboat", MAP_LIST, "F", "filter" },
        { "newsboat", MAP_LIST, "^F", "clear-filter" },
        { "newsboat", MAP_LIST, "s", "save" },
        { "newsboat", MAP_LIST, "l", "toggle-term" },
        { "newsboat", MAP_LIST, "t", "topics" },
        { "newsboat", MAP_LIST, "g", "sort" },
        { "newsboat", MAP_LIST, "G", "reverse-sort" },
        { "newsboat", MAP_ARTICLE, "u", "links" },

        { "neomutt", MAP_LIST, "Tab", "next-unread" },
        { "neomutt", MAP_ARTICLE, "Tab", "next-unread" },
        { "neomutt", MAP_ARTICLE, "BackTab", "previous-unread" },
        { "neomutt", MAP_LIST, "l", "filter" },
        { "neomutt", MAP_LIST, "t", "select" },
        { "neomutt", MAP_LIST, "^T", "select-none" },
        { "neomutt", MAP_LIST, "s", "save" },
        { "neomutt", MAP_GENERAL, "c", "view" },
        { "neomutt", MAP_GENERAL, "#", "topics" },
        { "neomutt", MAP_LIST, "=", "first" },
        { "neomutt", MAP_LIST, "*", "last" },
        { "neomutt", MAP_LIST, "N", "toggle-read" },
        { "neomutt", MAP_ARTICLE, "N", "toggle-read" },
        { "neomutt", MAP_LIST, "F", "toggle-star" },
        { "neomutt", MAP_LIST, "o", "sort" },
        { "neomutt", MAP_LIST, "O", "reverse-sort" },
        { "neomutt", MAP_LIST, "z Right", "page-down" },
        { "neomutt", MAP_LIST, "Z Left", "page-up" },
        { "neomutt", MAP_LIST, "]", "half-down" },
        { "neomutt", MAP_LIST, "[", "half-up" },
        { "neomutt", MAP_LIST, "u", "undo" },
        { "neomutt", MAP_LIST, "$", "rescan" },
        { "neomutt", MAP_ARTICLE, "^B", "links" },
        { "neomutt", MAP_ARTICLE, "h", "fields" },
        { "neomutt", MAP_ARTICLE, "i x", "back-to-list" },
        { "neomutt", MAP_ARTICLE, "j", "next-article" },
        { "neomutt", MAP_ARTICLE, "k", "previous-article" },
        { "neomutt", MAP_ARTICLE, "Backspace", "line-up" },
        { "neomutt", MAP_ARTICLE, "-", "page-up" },
        { "neomutt", MAP_ARTICLE, "^", "top" },
        { "neomutt", MAP_ARTICLE, "$", "bottom" },
    };

    for (const struct preset *preset = presets; preset->name; preset++) {
        struct keymap *keymap = preset_keymap(preset->name);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            if (cases[i].preset && strcmp(cases[i].preset, preset->name) != 0)
                continue;
            bool everywhere = cases[i].map == MAP_GENERAL;
            check_keys(keymap, preset->name, everywhere ? MAP_LIST : cases[i].map,
                       cases[i].keys, cases[i].command);
            if (everywhere)
                check_keys(keymap, preset->name, MAP_ARTICLE, cases[i].keys, cases[i].command);
        }
        keymap_free(keymap);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_in_force),
        cmocka_unit_test(test_nothing_is_out_of_reach),
        cmocka_unit_test(test_no_key_waits),
        cmocka_unit_test(test_keys),
    };

    text_init_locale();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
