/* SPDX-License-Identifier: MIT */
/* Very many articles are asked for a few at a time. */
#include "article_library.h"

#include <sqlite3.h>

#include "base/alloc.h"
#include "page/full_texts.h"

enum { ARTICLES = 2 * FULL_TEXTS_AT_ONCE, RUNNING_MAX = 8 };

/* A download that ends when the test says so. */
struct download {
    download_done *done;
    void *arg;
};

static struct download *running[RUNNING_MAX];
static size_t running_count, started;

static struct download *fake_start(struct loop *loop, const struct download_request *request,
                                   download_progress *progress, download_done *done, void *arg,
                                   struct error *error)
{
    struct download *download = xcalloc(1, sizeof *download);

    (void)loop, (void)request, (void)progress, (void)error;
    *download = (struct download){ done, arg };
    assert_true(running_count < RUNNING_MAX);
    running[running_count++] = download;
    started++;
    return download;
}

static void fake_cancel(struct download *download)
{
    size_t i = 0;

    while (running[i] != download)
        i++;
    running[i] = running[--running_count];
    free(download);
}

static const struct download_means fakes = { fake_start, fake_cancel };

static struct {
    struct loop *loop;
    struct download_queue *queue;
    struct memory memory;
    struct library *library;
    struct full_texts *texts;
    struct full_text_options options;
    size_t told;
} test;

static void stop(void *arg)
{
    loop_stop(arg, 0);
}

static void settle(void)
{
    for (int i = 0; i < 2 * DOWNLOAD_AT_ONCE; i++) {
        loop_after(test.loop, 0, stop, test.loop);
        loop_run(test.loop);
    }
}

/* The oldest download brings this page; with the verdict it is freed, as a server's would be.
 */
static void answer(int verdict)
{
    struct download *download = running[0];
    struct download_report report = { .status = 200 };
    struct download_result result = { .report = &report };
    struct wire_meta meta;

    wire_meta_init(&meta);
    meta.verdict = verdict;
    if (verdict == VERDICT_FAILED) {
        error_set(&result.error, "there is nothing");
    } else {
        *result.error.text = '\0';
        result.meta = &meta;
        result.document = document_block(NULL, CMARK_NODE_DOCUMENT);
        document_text(document_block(result.document, CMARK_NODE_PARAGRAPH), "omega", 5);
    }
    memmove(running, running + 1, --running_count * sizeof *running);
    download->done(&result, download->arg);
    free(download);
    wire_meta_release(&meta);
}

static void changed(void *arg)
{
    (void)arg;
    test.told++;
}

/* All articles of the folder are asked for. */
static void begin(const char *folder, const char *pages_path)
{
    struct error note;

    memset(&test, 0, sizeof test);
    running_count = started = 0;
    test.loop = loop_new();
    test.queue = download_queue_new(test.loop, &fakes);
    memory_open(&test.memory, NULL, pages_path, false, &note);
    assert_string_equal(note.text, "");
    test.library = load(below(folder));
    size_t count = library_count(test.library);
    uint32_t *numbers = xcalloc(count, sizeof *numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = (uint32_t)i;
    test.texts = full_texts_start(test.queue, &test.memory, test.library, numbers, count,
                                  &test.options, changed, NULL);
    free(numbers);
}

static void end(void)
{
    full_texts_free(test.texts);
    download_queue_free(test.queue);
    assert_int_equal(running_count, 0);
    library_free(test.library);
    memory_close(&test.memory);
    loop_free(test.loop);
}

static void make_article(const char *folder, int number, const char *address)
{
    char path[64], text[256];

    snprintf(path, sizeof path, "%s/%05d.md", folder, number);
    snprintf(text, sizeof text, "---\nwebUrl: %s\n---\n", address);
    make_file(path, text);
}

static void make_articles(const char *folder)
{
    char address[64];

    make_folder(folder);
    for (int i = 0; i < ARTICLES; i++) {
        snprintf(address, sizeof address, "https://example.org/%d", i);
        make_article(folder, i, address);
    }
    make_article(folder, ARTICLES, "");
}

static void test_few_at_a_time(void **state)
{
    (void)state;
    make_articles("few");
    begin("few", NULL);
    const struct full_texts_count *count = full_texts_count(test.texts);
    assert_int_equal(count->asked, ARTICLES);
    assert_int_equal(count->without_address, 1);
    assert_int_equal(download_queue_waiting(test.queue), FULL_TEXTS_AT_ONCE);
    for (size_t i = 0; i < ARTICLES; i++) {
        settle();
        assert_true(running_count > 0);
        answer(i % 2 ? VERDICT_FAILED : VERDICT_FULL);
        assert_true(download_queue_waiting(test.queue) + running_count <= FULL_TEXTS_AT_ONCE);
        assert_int_equal(test.told, i + 1);
        assert_int_equal(count->ended, i + 1);
    }
    assert_int_equal(started, ARTICLES);
    assert_int_equal(count->verdicts[VERDICT_FULL], ARTICLES / 2);
    assert_int_equal(count->verdicts[VERDICT_FAILED], ARTICLES / 2);
    end();
}

static void test_given_up(void **state)
{
    (void)state;
    make_articles("given");
    begin("given", NULL);
    settle();
    answer(VERDICT_FULL);
    settle();
    end();
    assert_true(started < ARTICLES);
}

/* The last article leads where the first one leads: by then its page is there. */
static void test_same_page(void **state)
{
    char pages[128];

    (void)state;
    make_articles("same");
    make_article("same", ARTICLES, "https://example.org/0");
    snprintf(pages, sizeof pages, "%s", below("pages.db"));
    begin("same", pages);
    const struct full_texts_count *count = full_texts_count(test.texts);
    assert_int_equal(count->asked, ARTICLES + 1);
    while (count->ended < count->asked) {
        settle();
        assert_true(running_count > 0);
        answer(VERDICT_FULL);
    }
    assert_int_equal(started, ARTICLES);
    assert_int_equal(count->verdicts[VERDICT_FULL], ARTICLES + 1);
    end();
}

/* What the store does not take is counted, and the first reason told. */
static void test_unkept(void **state)
{
    char pages[128];
    sqlite3 *db;

    (void)state;
    make_folder("unkept");
    make_article("unkept", 0, "https://example.org/0");
    make_article("unkept", 1, "https://example.org/1");
    snprintf(pages, sizeof pages, "%s", below("pages.db"));
    begin("unkept", pages);
    assert_int_equal(sqlite3_open(pages, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db, "ALTER TABLE pages ADD COLUMN room INTEGER CHECK (room IS NOT NULL)",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    const struct full_texts_count *count = full_texts_count(test.texts);
    for (int i = 0; i < 2; i++) {
        settle();
        assert_int_equal(count->unkept, i);
        answer(VERDICT_FULL);
    }
    assert_int_equal(count->verdicts[VERDICT_FULL], 2);
    assert_int_equal(count->unkept, 2);
    assert_true(*count->why.text);
    end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_few_at_a_time),
        TEST(test_given_up),
        TEST(test_same_page),
        TEST(test_unkept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
