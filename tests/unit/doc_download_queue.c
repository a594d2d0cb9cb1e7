/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "doc/download_queue.h"

enum { FAKES = 32 };

/* A download that ends when the test says so. */
struct download {
    char url[128];
    download_progress *progress;
    download_done *done;
    void *arg;
};

static struct download *running[FAKES]; /* in the order of starting */
static size_t running_count, started, cancelled;
static bool refuse; /* the next start fails */

static void forget(struct download *download)
{
    size_t i = 0;

    while (running[i] != download)
        i++;
    memmove(running + i, running + i + 1, (--running_count - i) * sizeof *running);
    free(download);
}

static struct download *fake_start(struct loop *loop, const struct download_request *request,
                                   download_progress *progress, download_done *done, void *arg,
                                   struct error *error)
{
    (void)loop;
    if (refuse) {
        error_set(error, "no more processes");
        return NULL;
    }
    struct download *download = xcalloc(1, sizeof *download);
    snprintf(download->url, sizeof download->url, "%s", request->url);
    download->progress = progress;
    download->done = done;
    download->arg = arg;
    running[running_count++] = download;
    started++;
    return download;
}

static void fake_cancel(struct download *download)
{
    cancelled++;
    forget(download);
}

static const struct download_means fakes = { fake_start, fake_cancel };

struct test {
    struct loop *loop;
    struct download_queue *queue;
    char told[512]; /* who was told what, in order */
};

/* One who asks; what it does when it is told. */
struct asker {
    struct test *test;
    const char *name;
    struct download_ticket *cancels;
    const char *asks;
    const char *etag; /* of what it has kept, NULL for nothing */
    bool frees;
    size_t progress;
};

static int set_up(void **state)
{
    struct test *test = xcalloc(1, sizeof *test);

    running_count = started = cancelled = 0;
    refuse = false;
    test->loop = loop_new();
    test->queue = download_queue_new(test->loop, &fakes);
    *state = test;
    return 0;
}

static int tear_down(void **state)
{
    struct test *test = *state;

    download_queue_free(test->queue);
    assert_int_equal(running_count, 0);
    loop_free(test->loop);
    free(test);
    return 0;
}

static void stop(void *arg)
{
    loop_stop(arg, 0);
}

/* Let the loop do all that is due. */
static void settle(struct test *test)
{
    for (int i = 0; i < 2 * FAKES; i++) {
        loop_after(test->loop, 0, stop, test->loop);
        loop_run(test->loop);
    }
}

static void on_progress(const struct download_report *report, void *arg)
{
    struct asker *asker = arg;

    (void)report;
    asker->progress++;
}

static void on_done(struct download_result *result, void *arg);

static struct download_ticket *ask(struct asker *asker, const char *url)
{
    static const char *const hosts[] = { "one", "two" };
    struct download_request request = { .url = url,
                                        .title = "",
                                        .excerpt = "",
                                        .etag = asker->etag ? asker->etag : "",
                                        .modified = "",
                                        .allow_private = hosts,
                                        .allow_private_count = 2 };

    return download_queue_add(asker->test->queue, &request, on_progress, on_done, asker);
}

static void on_done(struct download_result *result, void *arg)
{
    struct asker *asker = arg;
    struct test *test = asker->test;
    size_t n = strlen(test->told);
    const char *asks = asker->asks;

    snprintf(test->told + n, sizeof test->told - n, "%s:%s ", asker->name,
             result->document ? "document" : result->error.text);
    if (result->document) {
        assert_string_equal(result->meta->title, "Title");
        cmark_node_free(result->document);
    }
    if (asker->cancels)
        download_ticket_cancel(asker->cancels);
    asker->asks = NULL;
    if (asks)
        ask(asker, asks);
    if (asker->frees) {
        download_queue_free(test->queue);
        test->queue = NULL;
    }
}

/* The first download ends, well or not. */
static void finish(bool good)
{
    struct download *download = running[0];
    struct download_report report = { .status = 200 };
    struct wire_meta meta;
    struct download_result result = { .report = &report };

    if (good) {
        wire_meta_init(&meta);
        free(meta.title);
        meta.title = xstrdup("Title");
        result.document = document_block(NULL, CMARK_NODE_DOCUMENT);
        result.meta = &meta;
    } else {
        error_set(&result.error, "gone");
    }
    download->done(&result, download->arg);
    if (good)
        wire_meta_release(&meta);
    forget(download);
}

static void test_four_at_once_in_order(void **state)
{
    struct test *test = *state;
    struct asker asker = { .test = test, .name = "a" };
    char url[64];

    for (int i = 0; i < 10; i++) {
        snprintf(url, sizeof url, "http://host%d/", i);
        ask(&asker, url);
    }
    assert_int_equal(started, 0);
    settle(test);
    assert_int_equal(download_queue_running(test->queue), 4);
    assert_int_equal(download_queue_waiting(test->queue), 6);
    for (int i = 0; i < 10; i++) {
        snprintf(url, sizeof url, "http://host%d/", i);
        assert_string_equal(running[0]->url, url);
        assert_true(running_count <= 4);
        finish(true);
        settle(test);
    }
    assert_int_equal(started, 10);
    assert_int_equal(download_queue_running(test->queue), 0);
}

/* Fewer from now on: what is on its way goes on; more: those that wait begin. */
static void test_limit(void **state)
{
    struct test *test = *state;
    struct asker asker = { .test = test, .name = "a" };
    char url[64];

    download_queue_set_limit(test->queue, 1);
    for (int i = 0; i < 4; i++) {
        snprintf(url, sizeof url, "http://host%d/", i);
        ask(&asker, url);
    }
    settle(test);
    assert_int_equal(running_count, 1);
    download_queue_set_limit(test->queue, 3);
    settle(test);
    assert_int_equal(running_count, 3);
    download_queue_set_limit(test->queue, 1);
    finish(true);
    settle(test);
    assert_int_equal(running_count, 2);
}

static void test_two_of_a_host(void **state)
{
    struct test *test = *state;
    struct asker asker = { .test = test, .name = "a" };

    ask(&asker, "http://busy/1");
    ask(&asker, "https://busy:8443/2");
    ask(&asker, "http://busy/3");
    ask(&asker, "http://busy.example/4");
    ask(&asker, "http://other/5");
    settle(test);
    assert_int_equal(running_count, 4);
    assert_string_equal(running[2]->url, "http://busy.example/4");
    finish(true);
    settle(test);
    assert_string_equal(running[3]->url, "http://busy/3");
}

static void test_same_page_once(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a" }, b = { .test = test, .name = "b" };

    ask(&a, "http://host/");
    settle(test);
    ask(&b, "http://host/");
    settle(test);
    assert_int_equal(started, 1);
    running[0]->progress(&(struct download_report){ 0 }, running[0]->arg);
    assert_int_equal(a.progress + b.progress, 2);
    finish(true);
    assert_string_equal(test->told, "a:document b:document ");
    ask(&a, "http://host/");
    settle(test);
    assert_int_equal(started, 2);
    finish(false);
    assert_string_equal(test->told, "a:document b:document a:gone ");
}

/* Who has nothing kept is not told that it did not change. */
static void test_kept_asks_by_itself(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a", .etag = "\"1\"" },
                 b = { .test = test, .name = "b" }, c = a;

    c.name = "c";
    ask(&a, "http://host/");
    ask(&b, "http://host/");
    ask(&c, "http://host/");
    settle(test);
    assert_int_equal(started, 2);
    finish(false);
    assert_string_equal(test->told, "a:gone c:gone ");
    finish(true);
    assert_string_equal(test->told, "a:gone c:gone b:document ");
}

static void test_cancel(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a" }, b = { .test = test, .name = "b" };
    struct download_ticket *first = ask(&a, "http://host/");
    struct download_ticket *second = ask(&b, "http://host/");
    struct download_ticket *waiting = ask(&a, "http://host/2");

    download_ticket_cancel(waiting);
    settle(test);
    assert_int_equal(started, 1);
    download_ticket_cancel(first);
    assert_int_equal(cancelled, 0);
    download_ticket_cancel(second);
    assert_int_equal(cancelled, 1);
    assert_int_equal(download_queue_running(test->queue), 0);
    assert_string_equal(test->told, "");
}

static void test_cancel_makes_room(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a" };
    struct download_ticket *first = ask(&a, "http://host/1");

    ask(&a, "http://host/2");
    ask(&a, "http://host/3");
    settle(test);
    assert_int_equal(running_count, 2);
    download_ticket_cancel(first);
    settle(test);
    assert_int_equal(running_count, 2);
    assert_string_equal(running[1]->url, "http://host/3");
}

static void test_callbacks_change_the_queue(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a", .asks = "http://host/" };
    struct asker b = { .test = test, .name = "b" }, c = { .test = test, .name = "c" };

    ask(&a, "http://host/");
    a.cancels = ask(&b, "http://host/");
    ask(&c, "http://host/");
    settle(test);
    finish(false);
    assert_string_equal(test->told, "a:gone c:gone ");
    a.cancels = NULL;
    settle(test);
    assert_int_equal(started, 2);
    finish(true);
    assert_string_equal(test->told, "a:gone c:gone a:document ");
}

static void test_last_other_cancelled(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a" }, b = { .test = test, .name = "b" };

    ask(&a, "http://host/");
    a.cancels = ask(&b, "http://host/");
    settle(test);
    finish(true);
    assert_string_equal(test->told, "a:document ");
}

static void test_freed_by_a_callback(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a", .frees = true };
    struct asker b = { .test = test, .name = "b" };

    ask(&a, "http://host/");
    ask(&b, "http://host/");
    ask(&b, "http://other/");
    settle(test);
    finish(true);
    settle(test);
    assert_string_equal(test->told, "a:document ");
    assert_int_equal(cancelled, 1);
}

static void test_start_fails(void **state)
{
    struct test *test = *state;
    struct asker a = { .test = test, .name = "a" };

    refuse = true;
    ask(&a, "http://host/1");
    ask(&a, "http://host/2");
    assert_string_equal(test->told, "");
    settle(test);
    assert_string_equal(test->told, "a:no more processes a:no more processes ");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    static const struct CMUnitTest tests[] = {
        TEST(test_four_at_once_in_order),
        TEST(test_limit),
        TEST(test_four_at_once_in_order),
        TEST(test_two_of_a_host),
        TEST(test_same_page_once),
        TEST(test_kept_asks_by_itself),
        TEST(test_cancel),
        TEST(test_cancel_makes_room),
        TEST(test_callbacks_change_the_queue),
        TEST(test_last_other_cancelled),
        TEST(test_freed_by_a_callback),
        TEST(test_start_fails),
    };
#undef TEST

    return cmocka_run_group_tests(tests, NULL, NULL);
}
