/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <signal.h>
#include <sys/resource.h>

#include "article/key.h"
#include "article/pages.h"
#include "state_folder.h"

static const struct page plain = {
    .form = "form\0with\377bytes",
    .form_len = 15,
    .text = "the text\nof it",
    .text_len = 14,
    .etag = "W/\"x\"",
    .last_modified = "Mon, 12 Apr 2021 18:00:00 GMT",
    .address = "https://a.example/1",
    .reason = "whole",
    .verdict = 2,
    .fetched = 1618250400,
};

static struct pages *open_quietly(int64_t bytes)
{
    struct error note;
    struct pages *pages = pages_open(state_path, bytes, &note);

    if (note.text[0])
        fail_msg("%s", note.text);
    return pages;
}

static uint64_t hash_of(const char *key)
{
    return key_hash(key, strlen(key));
}

static void put(struct pages *pages, const char *key, const struct page *page)
{
    struct error error;

    if (!pages_put(pages, key, page, &error))
        fail_msg("%s", error.text);
}

/* A page of so many bytes. */
static void put_bytes(struct pages *pages, const char *key, size_t bytes)
{
    struct page page = plain;
    char *form = calloc(1, bytes);

    page.form = form;
    page.form_len = bytes;
    put(pages, key, &page);
    free(form);
}

static void test_put_and_get(void **state)
{
    struct pages *pages = open_quietly(PAGES_BYTES);
    struct page page;
    size_t n;

    (void)state;
    assert_false(pages_get(pages, "https://a.example/1", &page));
    assert_int_equal(pages_verdict(pages, hash_of("https://a.example/1")), PAGES_NO_VERDICT);
    assert_int_equal(pages_verdict(pages, 0), PAGES_NO_VERDICT);
    assert_null(pages_text(pages, hash_of("https://a.example/1"), &n));
    for (int round = 0; round < 2; round++) {
        put(pages, "https://a.example/1", &plain);
        put(pages, "https://a.example/1", &plain);
        for (int again = 0; again < 2; again++) {
            assert_true(pages_get(pages, "https://a.example/1", &page));
            assert_int_equal(page.form_len, plain.form_len);
            assert_memory_equal(page.form, plain.form, plain.form_len);
            assert_string_equal(page.etag, plain.etag);
            assert_string_equal(page.last_modified, plain.last_modified);
            assert_string_equal(page.address, plain.address);
            assert_string_equal(page.reason, plain.reason);
            assert_int_equal(page.verdict, 2);
            assert_int_equal(page.fetched, 1618250400);
            assert_string_equal(pages_text(pages, hash_of("https://a.example/1"), &n),
                                "the text\nof it");
            assert_int_equal(n, 14);
            assert_int_equal(pages_verdict(pages, hash_of("https://a.example/1")), 2);
            assert_int_equal(pages_count(pages), 1);
            pages_free(pages);
            pages = open_quietly(PAGES_BYTES);
        }
    }
    pages_renew(pages, "https://a.example/1", 1700000000);
    assert_true(pages_get(pages, "https://a.example/1", &page));
    assert_int_equal(page.fetched, 1700000000);
    pages_drop(pages, "https://a.example/1");
    pages_drop(pages, "https://a.example/none");
    assert_false(pages_get(pages, "https://a.example/1", &page));
    assert_int_equal(pages_verdict(pages, hash_of("https://a.example/1")), PAGES_NO_VERDICT);
    assert_int_equal(pages_bytes(pages), 0);
    pages_free(pages);
    pages_free(NULL);
}

/* More than the table begins with, some taken out again. */
static void test_many(void **state)
{
    enum { MANY = 1000 };
    struct pages *pages = open_quietly(PAGES_BYTES);
    char key[40];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        struct page page = plain;
        page.verdict = i % 256;
        snprintf(key, sizeof key, "key %d", i);
        put(pages, key, &page);
    }
    for (int i = 0; i < MANY; i += 3) {
        snprintf(key, sizeof key, "key %d", i);
        pages_drop(pages, key);
    }
    for (int round = 0; round < 2; round++) {
        assert_int_equal(pages_count(pages), MANY - (MANY + 2) / 3);
        for (int i = 0; i < MANY; i++) {
            snprintf(key, sizeof key, "key %d", i);
            assert_int_equal(pages_verdict(pages, hash_of(key)),
                             i % 3 ? i % 256 : PAGES_NO_VERDICT);
        }
        pages_free(pages);
        pages = open_quietly(PAGES_BYTES);
    }
    pages_free(pages);
}

static char starred[] = "key 1";

static bool is_starred(void *arg, uint64_t hash)
{
    return hash == hash_of(arg);
}

/* Over the limit the least recently used go, the spared ones never. */
static void test_limit(void **state)
{
    struct pages *pages = open_quietly(1000 * 1000);
    struct error error;
    struct page page, large = plain;
    char key[40];

    (void)state;
    pages_spare(pages, is_starred, starred);
    for (int i = 0; i < 4; i++) {
        snprintf(key, sizeof key, "key %d", i);
        put_bytes(pages, key, 200 * 1000);
    }
    pages_free(pages);
    /* Used in another order than they were put. */
    state_sql(state_path, "UPDATE pages SET used = 100 WHERE key = 'key 2';"
                          "UPDATE pages SET used = 200 WHERE key = 'key 1';"
                          "UPDATE pages SET used = 300 WHERE key = 'key 0';"
                          "UPDATE pages SET used = 400 WHERE key = 'key 3'");
    pages = open_quietly(1000 * 1000);
    pages_spare(pages, is_starred, starred);
    assert_true(pages_get(pages, "key 0", &page)); /* now the youngest */
    put_bytes(pages, "key 4", 380 * 1000);
    assert_false(pages_get(pages, "key 2", &page));
    assert_true(pages_get(pages, "key 1", &page));
    assert_true(pages_get(pages, "key 0", &page));
    assert_true(pages_get(pages, "key 4", &page));
    put_bytes(pages, "key 5", 380 * 1000);
    assert_false(pages_get(pages, "key 3", &page));
    assert_true(pages_get(pages, "key 1", &page));
    assert_true(pages_bytes(pages) <= 1000 * 1000);
    /* What cannot fit beside the spared one is refused, and nothing is lost for it. */
    size_t count = pages_count(pages);
    char *form = calloc(1, 1000 * 1000);
    large.form = form;
    large.form_len = 900 * 1000;
    assert_false(pages_put(pages, "key 6", &large, &error));
    assert_non_null(strstr(error.text, "starred"));
    assert_int_equal(pages_count(pages), count);
    large.form_len = 1000 * 1000;
    assert_false(pages_put(pages, "key 6", &large, &error));
    assert_non_null(strstr(error.text, "too large"));
    assert_true(pages_get(pages, "key 1", &page));
    free(form);
    pages_free(pages);
}

static void test_text_is_cut(void **state)
{
    struct pages *pages = open_quietly(PAGES_BYTES);
    struct page page = plain;
    char *text = malloc(PAGES_TEXT_MAX + 100);
    size_t n;

    (void)state;
    memset(text, 'a', PAGES_TEXT_MAX + 100);
    /* A character lies across the cut. */
    memcpy(text + PAGES_TEXT_MAX - 1, "\303\251", 2);
    page.text = text;
    page.text_len = PAGES_TEXT_MAX + 100;
    put(pages, "k", &page);
    const char *got = pages_text(pages, hash_of("k"), &n);
    assert_int_equal(n, PAGES_TEXT_MAX - 1);
    assert_memory_equal(got, text, n);
    free(text);
    pages_free(pages);
}

static void test_refresh(void **state)
{
    struct pages *a = open_quietly(PAGES_BYTES), *b = open_quietly(PAGES_BYTES);

    (void)state;
    assert_false(pages_refresh(a));
    put(b, "k", &plain);
    assert_int_equal(pages_verdict(a, hash_of("k")), PAGES_NO_VERDICT);
    assert_true(pages_refresh(a));
    assert_int_equal(pages_verdict(a, hash_of("k")), 2);
    assert_false(pages_refresh(a));
    assert_false(pages_refresh(b));
    pages_drop(a, "k");
    assert_true(pages_refresh(b));
    assert_int_equal(pages_count(b), 0);
    pages_free(a);
    pages_free(b);
}

/* A row under the hash of this key, with these other columns. */
static void insert_row(const char *key, const char *columns)
{
    char sql[1000];

    snprintf(sql, sizeof sql, "INSERT INTO pages VALUES (%lld, %s)", (long long)hash_of(key),
             columns);
    state_sql(state_path, sql);
}

/* Rows that are none of ours are not there; texts come out clean. */
static void test_hostile_rows(void **state)
{
    struct page page;
    size_t n;

    (void)state;
    state_sql(state_path,
              "PRAGMA application_id = 0x63706773; PRAGMA user_version = 1;"
              "CREATE TABLE pages (hash INTEGER PRIMARY KEY, key, verdict, fetched, used, size,"
              " etag, last_modified, final_url, reason, text, form);"
              "CREATE INDEX pages_use ON pages (used, hash, size, verdict)");
    insert_row("dirty", "'dirty', 3, 'x', -1, 9223372036854775807,"
                        " 'a' || char(27) || 'b', x'41', 7, hex(zeroblob(9000)),"
                        " 'one' || char(10) || char(7) || char(0) || 'two', x'00'");
    insert_row("taken", "'another', 3, 0, 0, 9223372036854775807, '', '', '', '', '', x'00'");
    insert_row("verdict", "'verdict', 256, 0, 0, -5, '', '', '', '', 9, x'00'");
    insert_row("form", "'form', 1, 0, 0, 'x', '', '', '', '', NULL, 'text'");
    struct pages *pages = open_quietly(PAGES_BYTES);
    assert_true(pages_get(pages, "dirty", &page));
    assert_string_equal(page.etag, "a\357\277\275b");
    assert_string_equal(page.last_modified, "");
    assert_string_equal(page.address, "");
    assert_string_equal(page.reason, "");
    assert_int_equal(page.fetched, 0);
    assert_string_equal(pages_text(pages, hash_of("dirty"), &n),
                        "one\n\357\277\275\357\277\275two");
    assert_false(pages_get(pages, "taken", &page));
    assert_false(pages_get(pages, "verdict", &page));
    assert_int_equal(pages_verdict(pages, hash_of("verdict")), PAGES_NO_VERDICT);
    assert_false(pages_get(pages, "form", &page));
    assert_null(pages_text(pages, hash_of("form"), &n));
    put(pages, "good", &plain);
    put(pages, "form", &plain);
    assert_true(pages_get(pages, "form", &page));
    pages_free(pages);
}

/* Damage that shows in use costs the cache, and nothing else. */
static void test_damaged(void **state)
{
    struct error note;
    struct page page;
    size_t n;

    (void)state;
    state_write(state_path, "noise", 5);
    struct pages *pages = pages_open(state_path, PAGES_BYTES, &note);
    assert_non_null(strstr(note.text, "fetched pages begin anew"));
    for (int i = 0; i < 50; i++) {
        char key[16];
        snprintf(key, sizeof key, "key %d", i);
        put_bytes(pages, key, 20 * 1000);
    }
    pages_free(pages);
    pages = open_quietly(PAGES_BYTES);
    char *bytes = state_read(state_path, &n);
    FILE *file = fopen(state_path, "r+b");
    assert_non_null(file);
    memset(bytes, 0x55, n);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
    free(bytes);
    for (int i = 0; i < 50; i++) {
        char key[16];
        snprintf(key, sizeof key, "key %d", i);
        pages_get(pages, key, &page);
        pages_text(pages, hash_of(key), &n);
    }
    struct error error;
    if (!pages_put(pages, "k", &plain, &error))
        put(pages, "k", &plain);
    assert_true(pages_get(pages, "k", &page));
    pages_free(pages);
    /* What was still known of the old file may have hidden the damage until now. */
    pages_free(pages_open(state_path, PAGES_BYTES, &note));
    pages = open_quietly(PAGES_BYTES);
    put(pages, "k", &plain);
    assert_true(pages_get(pages, "k", &page));
    pages_free(pages);
}

static void test_cannot_be_written(void **state)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    struct rlimit limit, tight;
    struct error error;
    struct page page;
    struct pages *pages = open_quietly(PAGES_BYTES);

    (void)state;
    put(pages, "first", &plain);
    sigaction(SIGXFSZ, &ignore, &before);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    tight = limit;
    tight.rlim_cur = 1;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool done = pages_put(pages, "second", &plain, &error) ||
                pages_put(pages, "first", &plain, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    sigaction(SIGXFSZ, &before, NULL);
    assert_false(done);
    assert_non_null(strstr(error.text, "not stored"));
    assert_int_equal(pages_verdict(pages, hash_of("first")), 2);
    assert_int_equal(pages_verdict(pages, hash_of("second")), PAGES_NO_VERDICT);
    assert_true(pages_get(pages, "first", &page));
    put(pages, "second", &plain);
    pages_free(pages);
}

int main(void)
{
#define STATE_TEST(name) cmocka_unit_test_setup_teardown(name, state_setup, state_teardown)
    const struct CMUnitTest tests[] = {
        STATE_TEST(test_put_and_get), STATE_TEST(test_many),
        STATE_TEST(test_limit),       STATE_TEST(test_text_is_cut),
        STATE_TEST(test_refresh),     STATE_TEST(test_hostile_rows),
        STATE_TEST(test_damaged),     STATE_TEST(test_cannot_be_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
