/* SPDX-License-Identifier: MIT */
#include "article/sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "article_folder.h"
#include "base/buf.h"
#include "base/date.h"

/* 2022-01-11T00:00:00Z is now. */
static const char *const texts[] = {
    "---\ntitle: Banana\ndate: 2022-01-10\nheat: 10\nquality: 3\nlength: PT2M\nstars: 9\n"
    "provider:\n  name: times\ntopics: [Zoo, Apple]\nout: 2021-05-01\n---\none two three\n",
    "---\ntitle: apple\ndate: 2022-01-01\nheat: 100\nlength: PT10M\nstars: 10\n"
    "provider:\n  name: Times\ntopics: [apple]\nout: 2021-04-01T10:00:00Z\n---\none\n",
    "---\ntitle: \xC3\x84"
    "ffin\ndate: 2022-01-10\nheat: 0\nquality: 3\nlength: PT1H\n"
    "stars: -2.5\nprovider:\n  name: Post\nout: 2020-12-31\n---\n",
    "---\ntitle: Cherry\nheat: 1000\nquality: 7\nmixed: 10\n---\n",
    "---\ntitle: cherry\ndate: 2022-01-11T12:00:00Z\nquality: 100\nmixed: ten\n---\n",
    "---\ntitle: apple\ndate: 2022-01-01\nheat: 10\nmixed: 9\n---\n",
    "---\ntitle: Apple\ndate: 2022-01-01\n---\n",
    "---\ntitle: Zebra\ndate: 2022-03-01\nheat: 12\n---\n",
};

static struct folder folder;
static struct library *library;
static struct arena arena;
static int64_t now;

static int set_up(void **state)
{
    (void)state;
    setenv("TZ", "UTC0", 1);
    tzset();
    now = date_parse("2022-01-11", strlen("2022-01-11"));
    folder_make(&folder);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        folder_write(&folder, (const char[]){ (char)('a' + i), '.', 'm', 'd', '\0' }, texts[i]);
    library = folder_load(&folder);
    arena_init(&arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_release(&arena);
    library_free(library);
    folder_remove(&folder);
    return 0;
}

struct order_case {
    const char *keys[3], *letters;
};

static const struct order_case order_cases[] = {
    { { NULL }, "hecabfgd" },
    { { "date" }, "hecabfgd" },
    { { "-date" }, "bfgcaehd" },
    { { "DATE" }, "hecabfgd" },
    { { "heat" }, "dbhafceg" },
    { { "-heat" }, "cafhbdeg" },
    { { "quality" }, "edcahbfg" },
    { { "-quality" }, "cadehbfg" },
    { { "quality", "-heat" }, "edcafhbg" },
    { { "quality", "heat" }, "edacbhfg" },
    { { "title" }, "cbfgaedh" },
    { { "-title" }, "hedabfgc" },
    { { "title", "-heat" }, "cfbgadeh" },
    { { "provider" }, "cabhefgd" },
    { { "-provider" }, "abchefgd" },
    { { "topic" }, "bahecfgd" },
    { { "words" }, "abhecfgd" },
    { { "-words" }, "bahecfgd" },
    { { "path" }, "abcdefgh" },
    { { "-path" }, "hgfedcba" },
    /* 12 / 2^1.5 = 4.24, 10 / 3^1.5 = 1.92, 100 / 12^1.5 = 2.41, 10 / 12^1.5 = 0.24, 0 */
    { { "hot" }, "hbafcegd" },
    { { "-hot" }, "cfabhegd" },
    { { "HOT" }, "hbafcegd" },
    { { "length" }, "abchefgd" },
    { { "-length" }, "cbahefgd" },
    { { "stars" }, "cabhefgd" },
    { { "Stars" }, "cabhefgd" },
    { { "-stars" }, "bachefgd" },
    { { "out" }, "cbahefgd" },
    { { "mixed" }, "dfehcabg" },
    { { "-mixed" }, "efdhcabg" },
    { { "nothing" }, "hecabfgd" },
    { { "-nothing", "path" }, "abcdefgh" },
    { { "published" }, "hecabfgd" },
};

static void sort_letters(const struct sort *sort, struct buf *out)
{
    size_t count = library_count(library);
    uint32_t numbers[sizeof texts / sizeof *texts];

    for (uint32_t i = 0; i < count; i++)
        numbers[i] = (uint32_t)count - 1 - i;
    sort_run(sort, library, now, numbers, count, 0);
    buf_clear(out);
    for (size_t i = 0; i < count; i++)
        buf_addc(out, library_article(library, numbers[i])->path[0]);
}

static int print_order(const struct order_case *c, const char *letters)
{
    print_error("%s %s: %s, not %s\n", c->keys[0] ? c->keys[0] : "",
                c->keys[1] ? c->keys[1] : "", letters, c->letters);
    return 1;
}

static void orders(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(100);
    int wrong = 0;

    for (size_t i = 0; i < sizeof order_cases / sizeof *order_cases; i++) {
        const struct order_case *c = &order_cases[i];
        struct sort sort = { .count = 0 };
        for (size_t j = 0; j < 3 && c->keys[j]; j++)
            assert_true(sort_add(&sort, &arena, c->keys[j], strlen(c->keys[j])));
        sort_letters(&sort, &out);
        if (strcmp(buf_str(&out), c->letters) != 0)
            wrong += print_order(c, buf_str(&out));
    }
    assert_int_equal(wrong, 0);
    buf_release(&out);
}

static void wrong_words(void **state)
{
    (void)state;
    static const char *const words[] = { "", "-", "--heat", "he at", "heat:", "a,b", "(x" };
    struct sort sort = { .count = 0 };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_false(sort_add(&sort, &arena, words[i], strlen(words[i])));
    assert_int_equal(sort.count, 0);
    for (int i = 0; i < SORT_KEYS_MAX; i++)
        assert_true(sort_add(&sort, &arena, "heat", 4));
    assert_false(sort_add(&sort, &arena, "heat", 4));
    struct buf out = BUF_INIT(100);
    sort_letters(&sort, &out);
    assert_string_equal(buf_str(&out), "dbhafceg");
    buf_release(&out);
}

static void no_articles(void **state)
{
    (void)state;
    const struct sort sort = { .count = 0 };
    uint32_t one = 3;

    sort_run(&sort, library, now, &one, 0, 0);
    sort_run(&sort, library, now, &one, 1, 0);
    assert_int_equal(one, 3);
}

/* Many, so that they are sorted by their bytes: negative, tiny, huge and equal numbers. */
static void many_numbers(void **state)
{
    (void)state;
    static const char *const values[] = { "-100000000000000000000",
                                          "-255",
                                          "-1.5",
                                          "-0.001",
                                          "0",
                                          "0.001",
                                          "1",
                                          "255",
                                          "256",
                                          "65536.5",
                                          "100000000000000000000" };
    enum { VALUES = sizeof values / sizeof *values, MANY = 40 * VALUES };
    struct folder many;
    struct sort sort = { .count = 0 };
    uint32_t numbers[MANY];

    folder_make(&many);
    for (size_t i = 0; i < MANY; i++) {
        char name[16], text[100];
        snprintf(name, sizeof name, "%03zu.md", i);
        snprintf(text, sizeof text, "---\ntitle: t\nn: '%s'\n---\n", values[i * 7 % VALUES]);
        folder_write(&many, name, text);
    }
    struct library *all = folder_load(&many);
    for (uint32_t i = 0; i < MANY; i++)
        numbers[i] = i;
    assert_true(sort_add(&sort, &arena, "n", 1));
    sort_run(&sort, all, now, numbers, MANY, 0);
    for (size_t i = 0; i < MANY; i++) {
        const struct article *article = library_article(all, numbers[i]);
        assert_string_equal(article->extras[0].value, values[i / 40]);
        if (i % 40 > 0)
            assert_true(strcmp(library_article(all, numbers[i - 1])->path, article->path) < 0);
    }
    library_free(all);
    folder_remove(&many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orders),
        cmocka_unit_test(wrong_words),
        cmocka_unit_test(no_articles),
        cmocka_unit_test(many_numbers),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
