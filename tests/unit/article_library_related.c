/* SPDX-License-Identifier: MIT */
/* Related lists are read when stories ask for them, once, and kept. */
#include "article_library.h"

#include <time.h>

#include "article/cache_parts.h"
#include "article/story.h"

enum { FILES = 80 }; /* more than are little to the cache */

static void make_article(int number, int names)
{
    char path[32], text[512];

    snprintf(path, sizeof path, "news/%02d.md", number);
    snprintf(text, sizeof text,
             "---\ntitle: Title %d\npublishedDateTime: 2021-04-12T10:00:00Z\n"
             "webUrl: https://a.example/%d\nrelated:\n  - title: R\n"
             "    webUrl: https://a.example/%d\nlang: en\n---\n",
             number, number, names);
    make_file(path, text);
}

/* Pairs that name one another. */
static int make_articles(void **state)
{
    if (make_top(state) < 0)
        return -1;
    make_folder("news");
    for (int i = 0; i < FILES; i++)
        make_article(i, i ^ 1);
    return 0;
}

static struct library *load_news(bool keep)
{
    const char *path = below("news");
    struct library *library = library_new(&path, 1);
    struct error error;

    if (keep)
        library_keep(library, below("cache"), true);
    assert_true(library_load(library, &error));
    return library;
}

/* Wait until the files are so old that their times tell whether they were written to. */
static void wait_until_old(void)
{
    const struct timespec while_ = { .tv_nsec = 10 * 1000 * 1000 };
    bool old = false;

    while (!old) {
        struct library *library = load_news(false);
        old = true;
        for (size_t i = 0; i < library_count(library); i++)
            old = old && library_item(library_article(library, i))->stamp.size >= 0;
        library_free(library);
        if (!old)
            nanosleep(&while_, NULL);
    }
}

/* How many articles have the one address that their file names. */
static size_t count_related(const struct library *library)
{
    size_t count = 0;

    for (size_t i = 0; i < library_count(library); i++) {
        assert_in_range(library_article(library, i)->related_count, 0, 1);
        count += library_article(library, i)->related_count;
    }
    return count;
}

static void test_asked_for(void **state)
{
    struct library *library = load_news(false);

    (void)state;
    assert_int_equal(count_related(library), 0);
    assert_true(library_article(library, 0)->has_related);
    library_find_stories(library);
    assert_int_equal(count_related(library), FILES);
    assert_int_equal(stories_count(library_stories(library)), FILES / 2);
    library_free(library);
}

/* A file that went meanwhile has none, and that is all. */
static void test_gone(void **state)
{
    struct library *library = load_news(false);

    (void)state;
    assert_int_equal(unlinkat(top, "news/00.md", 0), 0);
    library_find_stories(library);
    assert_int_equal(count_related(library), FILES - 1);
    library_free(library);
}

/* The cache says of each article whether its list was read. */
static void test_kept(void **state)
{
    (void)state;
    wait_until_old();
    struct library *library = load_news(true);
    library_save(library);
    library_free(library);

    library = load_news(true);
    assert_int_equal(count_related(library), 0);
    assert_int_equal(library->related.left_count, FILES);
    library_find_stories(library);
    assert_int_equal(count_related(library), FILES);
    library_save(library); /* the lists alone are worth it */
    library_free(library);

    library = load_news(true);
    assert_int_equal(count_related(library), FILES);
    assert_int_equal(library->related.left_count, 0);
    library_free(library);

    make_article(0, 2);
    make_article(1, 2);
    wait_until_old();
    library = load_news(true);
    assert_int_equal(library->related.left_count, 2);
    library_find_stories(library);
    assert_int_equal(count_related(library), FILES);
    library_free(library);
}

/* A file being written has places for the lists that were there when it was begun. */
static void test_while_writing(void **state)
{
    enum { SOME_RECORDS = FILES * sizeof(struct cache_record) / 2 };

    (void)state;
    wait_until_old();
    struct library *library = load_news(true);
    struct loop *loop = loop_new();
    library->loop = loop;
    library->keep.writer = cache_write(library, library->keep.path);
    assert_non_null(library->keep.writer);
    assert_true(cache_write_step(library->keep.writer, SOME_RECORDS));
    library_find_stories(library);
    assert_null(library->keep.writer);
    library_save(library);
    library_free(library);
    loop_free(loop);

    library = load_news(true);
    assert_int_equal(count_related(library), FILES);
    assert_int_equal(library->related.left_count, 0);
    library_free(library);
}

/* ---- while a loop runs ---- */

struct run {
    struct loop *loop;
    struct library *library;
    int asked;
    bool found;
};

static void stop_when_kept(void *arg)
{
    struct run *run = arg;
    const struct library_keep *keep = &run->library->keep;

    if (run->found && keep->written_at && !keep->writer)
        loop_stop(run->loop, 7);
    else
        loop_after(run->loop, 5, stop_when_kept, run);
}

static void stories_found(void *arg)
{
    struct run *run = arg;

    run->found = true;
    assert_int_equal(count_related(run->library), FILES);
}

/* Asks twice, the second time while the lists are being read. */
static void articles_changed(void *arg)
{
    struct run *run = arg;

    if (library_loading(run->library))
        return;
    for (int i = 0; i < 2; i++, run->asked++)
        library_start_stories(run->library, run->loop, stories_found, run);
    assert_false(run->found);
}

static void test_in_background(void **state)
{
    const char *path = below("news");
    struct run run = { .loop = loop_new(), .library = library_new(&path, 1) };

    (void)state;
    wait_until_old();
    library_keep(run.library, below("cache"), true);
    library_start(run.library, run.loop, articles_changed, &run);
    loop_after(run.loop, 5, stop_when_kept, &run);
    assert_int_equal(loop_run(run.loop), 7);
    assert_int_equal(run.asked, 2);
    assert_int_equal(stories_count(library_stories(run.library)), FILES / 2);
    library_free(run.library);
    loop_free(run.loop);

    struct library *library = load_news(true);
    assert_int_equal(count_related(library), FILES);
    assert_int_equal(library->related.left_count, 0);
    library_free(library);
}

/* The threads end with the library. */
static void test_given_up(void **state)
{
    struct run run = { .loop = loop_new(), .library = load_news(false) };

    (void)state;
    library_start_stories(run.library, run.loop, stories_found, &run);
    library_free(run.library);
    loop_free(run.loop);
    assert_false(run.found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_asked_for, make_articles, remove_top),
        cmocka_unit_test_setup_teardown(test_gone, make_articles, remove_top),
        cmocka_unit_test_setup_teardown(test_kept, make_articles, remove_top),
        cmocka_unit_test_setup_teardown(test_while_writing, make_articles, remove_top),
        cmocka_unit_test_setup_teardown(test_in_background, make_articles, remove_top),
        cmocka_unit_test_setup_teardown(test_given_up, make_articles, remove_top),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
