/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "config/config.h"
#include "config_file.h"

/* The file after `#AI "x"` was saved as Hot; NULL: refused, and the file is as it was. */
static const struct {
    const char *before, *after;
} cases[] = {
#define VIEW "{ name: Hot, query: \"#AI \\\"x\\\"\" }"
    { "", "views:\n  - " VIEW "\n" },
    { "# only a remark", "# only a remark\nviews:\n  - " VIEW "\n" },
    { "width: 70 # wide\n\n# end\n", "width: 70 # wide\n\n# end\nviews:\n  - " VIEW "\n" },
    { "views:\nwidth: 70\n", "views:\n  - " VIEW "\nwidth: 70\n" },
    { "views: # none yet\nwidth: 70\n", "views: # none yet\n  - " VIEW "\nwidth: 70\n" },
    { "views: []\n", "views: [" VIEW "]\n" },
    { "views: [{ name: a, query: b }] # mine\nwidth: 70\n",
      "views: [{ name: a, query: b }, " VIEW "] # mine\nwidth: 70\n" },
    { "views:\n    - name: a # first\n      query: b   # second\n\n# then\nwidth: 70\n",
      "views:\n    - name: a # first\n      query: b   # second\n    - " VIEW
      "\n\n# then\nwidth: 70\n" },
    { "views:\n- { name: a,\n    query: b }\nwidth: 70\n",
      "views:\n- { name: a,\n    query: b }\n- " VIEW "\nwidth: 70\n" },
    { "views:\n  - { name: \"\xC3\xA9\xE6\x97\xA5\", query: \"\xC3\xA9\" }",
      "views:\n  - { name: \"\xC3\xA9\xE6\x97\xA5\", query: \"\xC3\xA9\" }\n  - " VIEW },
    { "\xEF\xBB\xBFviews: [] # \xC3\xA9\n", "\xEF\xBB\xBFviews: [" VIEW "] # \xC3\xA9\n" },
    { "views:\r\n  - { name: a, query: b }\r\nwidth: 70\r\n",
      "views:\r\n  - { name: a, query: b }\n  - " VIEW "\r\nwidth: 70\r\n" },
    /* One of this name gets another query and keeps what else it has. */
    { "views:\n  - { key: h, query: 'old' , name: Hot, columns: [date] } # x\n  - { name: b }\n",
      "views:\n  - { key: h, query: \"#AI \\\"x\\\"\" , name: Hot, columns: [date] } # x\n"
      "  - { name: b }\n" },
    { "views:\n  - name: Hot\n    query: >-\n      folded\n      text\n\nwidth: 70\n",
      "views:\n  - name: Hot\n    query: \"#AI \\\"x\\\"\"\n\nwidth: 70\n" },
    { "views:\n  - name: a\n    query: |\n      text\n# end\n",
      "views:\n  - name: a\n    query: |\n      text\n  - " VIEW "\n# end\n" },
    { "views:\n  - name: a\n    query: [b\n", NULL },
    { "views:\n  - { name: Hot }\n", NULL },
    { "{ width: 70 }\n", NULL },
    { "views: {}\n", NULL },
    { "views: [{ name: a, query: b },]\n", NULL },
    { "- a\n", NULL },
    { "width: [\n", NULL },
    /* A mistake below, which what is added might move. */
    { "views:\n  - { name: a, query: b }\nwidth: [1\n", NULL },
    { "width: 70\n...\n", NULL },
};

static void check(size_t i)
{
    struct buf after = BUF_INIT(4096);
    struct config config;
    struct error error = { .text = "" };

    assert_true(file_replace(path, cases[i].before, strlen(cases[i].before), &error));
    config_init(&config);
    bool saved = config_save_view(&config, path, "Hot", "#AI \"x\"", &error);
    assert_int_equal(file_read(path, &after, NULL), FILE_READ);
    if (strcmp(buf_str(&after), cases[i].after ? cases[i].after : cases[i].before) != 0)
        fail_msg("case %zu: %s became %s", i, cases[i].before, buf_str(&after));
    assert_int_equal(saved, cases[i].after != NULL);
    assert_true(saved || *error.text);
    assert_int_equal(saved, config_item_count(&config.views) > 0);
    config_release(&config);
    buf_release(&after);
}

static void test_save(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(i);
}

/* Again and again: the file has each view once. */
static void test_twice(void **state)
{
    struct buf text = BUF_INIT(4096);
    struct config config;
    struct error error;

    (void)state;
    unlink(path);
    config_init(&config);
    assert_true(config_save_view(&config, path, "a", "one", &error));
    assert_true(config_save_view(&config, path, "b", "", &error));
    assert_true(config_save_view(&config, path, "a", "no", &error));
    assert_int_equal(file_read(path, &text, NULL), FILE_READ);
    assert_string_equal(buf_str(&text), "views:\n  - { name: a, query: \"no\" }\n"
                                        "  - { name: b, query: \"\" }\n");
    assert_int_equal(config_item_count(&config.views), 2);
    config_release(&config);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_save),
        cmocka_unit_test(test_twice),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
