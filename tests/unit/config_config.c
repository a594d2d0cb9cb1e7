/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config/config.h"
#include "config/paths.h"
#include "config_file.h"

/* Read text as a settings file; problems go to `said`. */
static bool read_text(struct config *config, const char *text, size_t n, struct buf *said)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    config_init(config);
    buf_init(said, 64 * 1024);
    return config_read(config, path, said);
}

static void test_defaults(void **state)
{
    struct config config;

    (void)state;
    config_init(&config);
    assert_int_equal(config.width, 80);
    assert_int_equal(config.mark_read, 1000);
    assert_string_equal(config.theme, "auto");
    assert_int_equal(config.folders.count, 0);
    assert_int_equal(config.columns.count, 6);
    assert_string_equal(config.columns.items[3], "title");
    config_release(&config);
}

static void test_good_file(void **state)
{
    static const char text[] = "folders: [~/news, \"a b\"]\ntheme: light\nwidth: 60\n"
                               "mark-read: 2s\nbrowser: w3m\ncolumns:\n  - title\n  - date\n";
    struct config config;
    struct buf said;

    (void)state;
    assert_true(read_text(&config, text, sizeof text - 1, &said));
    assert_int_equal(said.len, 0);
    assert_int_equal(config.folders.count, 2);
    assert_string_equal(config.folders.items[1], "a b");
    assert_string_equal(config.theme, "light");
    assert_int_equal(config.width, 60);
    assert_int_equal(config.mark_read, 2000);
    assert_int_equal(config.browser.count, 1);
    assert_string_equal(config.columns.items[1], "date");
    config_release(&config);
    buf_release(&said);
}

/* Each text costs one message with this place and these words; the default stays. */
static void test_wrong_files(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        { "width: 5\n", ":1:8: width: \"5\" is not between 20 and 1000" },
        { "\nwidth: wide\n", ":2:8: width: \"wide\" is not a number" },
        { "width: 80x\n", ":1:8: width: \"80x\" is not a number" },
        { "width: nan\n", ":1:8: width: \"nan\" is not a number" },
        { "width: [1]\n", ":1:8: one value belongs here" },
        { "width: {a: [b]}\n", ":1:8: one value belongs here" },
        { "hyperlinks: maybe\n", ":1:13: hyperlinks: \"maybe\" is none of: auto yes no" },
        { "theme: [dark]\n", ":1:8: " },
        { "fetch.total: 1ms\n", "is not between 1s and 10min" },
        { "fetch: { totle: 1s }\n",
          ":1:10: there is no setting \"fetch.totle\"; did you mean" },
        { "fetch: 3\n", ":1:8: a map belongs here" },
        { "fetch: { total: [1] }\n", ":1:17: one value belongs here" },
        { "fetch: { fetch: { total: 1s } }\n", "there is no setting \"fetch.fetch\"" },
        { "columns: [title, size]\n", ":1:18: columns: \"size\" is none of: flags date" },
        { "for: [a]\n", ":1:6: a map belongs here" },
        { "for: { /a: [b] }\n", ":1:12: a map belongs here" },
        { "for: { /a: { widht: 3 } }\n", ":1:21: there is no setting \"widht\"; did" },
        { "for:\n  /a: { width: 3 }\n", ":2:16: width: \"3\" is not between" },
        { "for: { /a: { folders: /b } }\n", ":1:23: folders holds for all folders" },
        { "for: { /a: { columns: [title, size] } }\n", ":1:24: columns: \"size\" is none" },
        { "for: { /a: { columns: [[title], size] } }\n", ":1:24: only words belong" },
        { "for: { /a: { width: {b: c} } }\n", ":1:21: a value belongs here" },
        { "for: { /a: { [b]: c } }\n", ":1:14: a name belongs here" },
        { "for: { [a]: { width: 70 } }\n", ":1:8: a name belongs here" },
        { "bind: { {a: b}: { x: quit } }\n", ":1:9: a name belongs here" },
        { "mark-read: soon\n", "is no time such as" },
        { "mark-read: 99h\n", "is not between never and 1h" },
        { "widht: 70\n", ":1:1: there is no setting \"widht\"; did you mean width?" },
        { "something-else: 70\n", ":1:1: there is no setting \"something-else\"" },
        { "- width\n", ":1:1: settings are lines of" },
        { "width\n", ":1:1: settings are lines of" },
        { "width: 70\n[a]: b\n", "the name of a setting belongs here" },
        { "width: \"\\0\"\n", "a zero byte does not belong here" },
        { "columns: [title, [date]]\n", ":1:18: only words belong in this list" },
        { "width: \"70\n", ":" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config;
        struct buf said;
        assert_false(read_text(&config, cases[i].text, strlen(cases[i].text), &said));
        if (!strstr(buf_str(&said), cases[i].said))
            fail_msg("%s: said %s", cases[i].text, buf_str(&said));
        assert_true(config.width == 80 || config.width == 70);
        assert_string_equal(config.theme, "auto");
        config_release(&config);
        buf_release(&said);
    }
}

static void test_odd_files(void **state)
{
    struct config config;
    struct buf said = BUF_INIT(4096);

    (void)state;
    config_init(&config);
    assert_true(config_read(&config, "/nonexistent/config.yaml", &said));
    assert_false(config_read(&config, folder, &said));
    assert_non_null(strstr(buf_str(&said), "is not a file"));
    buf_clear(&said);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_false(config_read(&config, path, &said));
    unlink(path);
    config_release(&config);
    buf_release(&said);

    size_t n = CONFIG_FILE_MAX + 10;
    char *large = malloc(n);
    assert_non_null(large);
    memset(large, '#', n);
    assert_false(read_text(&config, large, n, &said));
    assert_non_null(strstr(buf_str(&said), "longer than 1024 KB"));
    free(large);
    config_release(&config);
    buf_release(&said);
    assert_true(read_text(&config, "", 0, &said));
    config_release(&config);
    buf_release(&said);
}

/* What is written is read back as the same settings. */
static void test_round_trip(void **state)
{
    static const char text[] =
        "folders: ['a \"quoted\" \\ folder']\nwidth: 33\nmark-read: never\n"
        "fetch: { total: 3s, allow-private: ['10.0.0.1', \"null\"] }\nquery: 'a: \"b\" # c'\n"
        "for: { /a b: { width: 30, columns: [date, title] }, '[c]': { theme: dark } }\n";
    struct config first, second;
    struct buf said, out = BUF_INIT(64 * 1024), again = BUF_INIT(64 * 1024);

    (void)state;
    assert_true(read_text(&first, text, sizeof text - 1, &said));
    config_write(&first, &out);
    buf_release(&said);
    assert_true(read_text(&second, buf_str(&out), out.len, &said));
    config_write(&second, &again);
    assert_string_equal(buf_str(&out), buf_str(&again));
    assert_string_equal(second.folders.items[0], "a \"quoted\" \\ folder");
    assert_int_equal(second.mark_read, 0);
    config_release(&first);
    config_release(&second);
    buf_release(&said);
    buf_release(&out);
    buf_release(&again);
}

/* What `:set` takes, and what it then says. */
static void test_set(void **state)
{
    static const struct {
        const char *name, *text, *value; /* NULL: refused */
    } cases[] = {
        { "width", "72", "72" },
        { "width", "5", NULL },
        { "widht", "72", NULL },
        { "theme", "light", "light" },
        { "mark-read", "never", "never" },
        { "mark-read", "90s", "90s" },
        { "mark-read", "1.5s", "1500ms" },
        { "fetch.total", "2min", "2min" },
        { "columns", "title, date", "[title, date]" },
        { "columns", "title date", "[title, date]" },
        { "columns", "[title, heat]", "[title, heat]" },
        { "columns", "title,size", NULL },
        { "columns", "[title, size]", NULL },
        { "columns", "", "[]" },
        { "browser", "w3m -o x=%s", "[\"w3m -o x=%s\"]" },
        { "browser", "", "[]" },
        { "query", "no", "\"no\"" },
        { "query", "#AI \"a b\"", "\"#AI \\\"a b\\\"\"" },
        { "for", "{ ~/a: { width: 30, columns: [date, title] }, /b: {} }",
          "{ \"~/a\": { width: \"30\", columns: [date, title] } }" },
        { "for", "3", NULL },
    };
    struct config config;

    (void)state;
    config_init(&config);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf value = BUF_INIT(4096), before = BUF_INIT(4096);
        struct error error = { .text = "" };
        config_value(&config, cases[i].name, &before);
        bool set = config_set(&config, cases[i].name, cases[i].text, &error);
        config_value(&config, cases[i].name, &value);
        assert_int_equal(set, cases[i].value != NULL);
        assert_string_equal(buf_str(&value), set ? cases[i].value : buf_str(&before));
        assert_true(set || *error.text);
        buf_release(&value);
        buf_release(&before);
    }
    assert_false(config_toggle(&config, "width", NULL));
    config_release(&config);
}

/* A map of a later file is added to what is there, name by name. */
static void test_maps(void **state)
{
    static const char first[] = "for:\n  /a: { width: 30, query: x }\n  /b: { theme: light }\n";
    static const char second[] = "for: { /b: { width: 40 }, /a: { width: [50] } }\n";
    struct config config;
    struct buf said, out = BUF_INIT(64 * 1024);

    (void)state;
    assert_true(read_text(&config, first, sizeof first - 1, &said));
    const struct config_entry *entry = config_item_entry(&config.folder_settings, 1, "theme");
    assert_non_null(entry);
    assert_string_equal(entry->group, "/b");
    assert_int_equal(entry->line, 3);
    assert_int_equal(entry->column, 16);
    assert_string_equal(entry->file, path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(second, file);
    assert_int_equal(fclose(file), 0);
    assert_true(config_read(&config, path, &said));
    assert_int_equal(config_item_count(&config.folder_settings), 2);
    config_value(&config, "for", &out);
    assert_string_equal(buf_str(&out), "{ /a: { query: x, width: \"50\" }, "
                                       "/b: { theme: light, width: \"40\" } }");
    config_release(&config);
    buf_release(&said);
    buf_release(&out);
}

/* A map that a later one of its name left nothing of is not written. */
static void test_dropped_map(void **state)
{
    static const char text[] =
        "for: { /a: { width: 30 }, /b: { width: 40 }, /a: { width: [] } }";
    struct config config;
    struct buf said, out = BUF_INIT(64 * 1024);

    (void)state;
    assert_true(read_text(&config, text, sizeof text - 1, &said));
    config_value(&config, "for", &out);
    assert_string_equal(buf_str(&out), "{ /b: { width: \"40\" } }");
    buf_clear(&out);
    config_write(&config, &out);
    assert_non_null(strstr(buf_str(&out), "\nfor: \n  /b: { width: \"40\" }\n"));
    config_release(&config);
    buf_release(&said);
    buf_release(&out);
}

/* Settings of a folder hold for it and what lies in it, and for nothing beside it. */
static void test_folders(void **state)
{
    static const struct {
        const char *paths[2];
        long width;
    } cases[] = { { { "/tmp" }, 80 },         { { folder }, 30 }, { { folder, path }, 30 },
                  { { folder, "/tmp" }, 80 }, { { path }, 31 },   { { "/nowhere" }, 80 } };
    struct buf text = BUF_INIT(4096);

    (void)state;
    buf_addf(&text, "for: { %s: { width: 30, columns: [date, title] }, %s: { width: 31 } }",
             folder, path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct config config;
        struct buf said;
        assert_true(read_text(&config, buf_str(&text), text.len, &said));
        config_for_folders(&config, cases[i].paths, cases[i].paths[1] ? 2 : 1);
        assert_int_equal(config.width, cases[i].width);
        assert_int_equal(config.columns.count, cases[i].width == 80 ? 6 : 2);
        config_release(&config);
        buf_release(&said);
    }
    buf_release(&text);
}

static void test_paths(void **state)
{
    static const struct {
        const char *home, *xdg, *expected;
    } cases[] = {
        { "/home/a", NULL, "/home/a/.config/coranto" },
        { "/home/a", "", "/home/a/.config/coranto" },
        { "/home/a", "relative", "/home/a/.config/coranto" },
        { "/home/a", "/x", "/x/coranto" },
        { NULL, "/x", "/x/coranto" },
        { NULL, NULL, NULL },
        { "", NULL, NULL },
        { "relative", NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(1024);
        cases[i].home ? setenv("HOME", cases[i].home, 1) : unsetenv("HOME");
        cases[i].xdg ? setenv("XDG_CONFIG_HOME", cases[i].xdg, 1) : unsetenv("XDG_CONFIG_HOME");
        assert_int_equal(path_folder(PATH_CONFIG, &out), cases[i].expected != NULL);
        if (cases[i].expected)
            assert_string_equal(buf_str(&out), cases[i].expected);
        buf_release(&out);
    }
    char *endless = malloc(6000);
    assert_non_null(endless);
    memset(endless, '/', 5999);
    endless[5999] = '\0';
    setenv("HOME", endless, 1);
    struct buf out = BUF_INIT(1024);
    assert_false(path_folder(PATH_STATE, &out));
    free(endless);

    setenv("HOME", "/home/a", 1);
    path_expand("~/news", &out);
    assert_string_equal(buf_str(&out), "/home/a/news");
    buf_clear(&out);
    path_expand("~other/news", &out);
    assert_string_equal(buf_str(&out), "~other/news");
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),    cmocka_unit_test(test_good_file),
        cmocka_unit_test(test_wrong_files), cmocka_unit_test(test_odd_files),
        cmocka_unit_test(test_round_trip),  cmocka_unit_test(test_set),
        cmocka_unit_test(test_dropped_map), cmocka_unit_test(test_maps),
        cmocka_unit_test(test_folders),     cmocka_unit_test(test_paths),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
