/* SPDX-License-Identifier: MIT */
/* What is in memory afterwards, and loading while a loop runs. */
#include "article_library.h"

#include "base/date.h"

/* ---- content ---- */

static void test_seeds(void **state)
{
    const char *tree = getenv("TOP");
    char path[PATH_MAX];

    (void)state;
    snprintf(path, sizeof path, "%s%sseeds/", tree ? tree : "", tree ? "/" : "");
    struct library *library = load(path);
    const struct terms *terms = library_terms(library);
    assert_int_equal(library_count(library), 5);
    assert_int_equal(library_problem_count(library), 0);

    const struct article *first = library_article(library, 0);
    assert_string_equal(first->path, "000_78b7ad283ac4809c.txt");
    assert_string_equal(first->title, "AI Projects Are Hard to Scale");
    assert_true(strncmp(first->excerpt, "Gartner research shows only 53%", 31) == 0);
    assert_int_equal(first->date, date_parse("2020-12-05T19:10:00Z", 20));
    assert_string_equal(article_address(first), "https://www.business2community.com/big-data/"
                                                "ai-projects-are-hard-to-scale-02367573");
    assert_ptr_equal(first->url[URL_WEB], first->url[URL_ORIGINAL]);
    assert_true(*first->url[URL_AMP] && *first->url[URL_CDN_AMP] &&
                !*first->url[URL_PERMALINK]);
    assert_string_equal(terms_text(terms, first->type), "article");
    assert_string_equal(terms_text(terms, first->category), "news");
    assert_string_equal(terms_text(terms, first->provider), "Business 2 Community");
    assert_string_equal(terms_text(terms, first->domain), "business2community.com");
    assert_true(first->quality == 39 && first->heat != first->heat);
    assert_int_equal(first->published, NO);
    assert_int_equal(first->topic_count, 2);
    assert_string_equal(terms_text(terms, first->topics[0]), "Machine Learning");
    assert_string_equal(terms_text(terms, first->topics[1]), "AI");
    assert_int_equal(first->extra_count, 0);
    assert_true(first->has_related && !first->has_images && !first->has_body);
    assert_int_equal(first->words, 0);

    const struct article *second = library_article(library, 1);
    assert_string_equal(second->title, "Getting AI from the lab to production");
    assert_true(second->heat == 127 && second->quality == 87);
    assert_int_equal(second->published, YES);
    assert_true(second->has_images);
    assert_int_equal(second->extra_count, 0);

    const struct article *third = library_article(library, 2);
    assert_string_equal(third->title, "Getting AI to Scale");
    assert_string_equal(terms_text(terms, third->topics[0]), "AI Hardware");

    const struct article *post = library_article(library, 3);
    assert_string_equal(post->title,
                        "Revisiting the factors contributing to AI projects' failure");
    assert_int_equal(post->date, date_parse("2020-11-20T16:00:10Z", 20));
    assert_int_equal(post->topic_count, 7);
    assert_string_equal(terms_text(terms, post->topics[1]), "Deep Learning");
    assert_string_equal(terms_text(terms, post->topics[5]), "ml");
    assert_string_equal(post->url[URL_PERMALINK], "/:categories/:title");
    assert_string_equal(article_address(post), "");
    assert_int_equal(post->category, TERM_NONE);
    assert_int_equal(post->published, UNKNOWN);
    assert_true(post->has_body && !post->has_related && post->words > 300);

    const struct article *last = library_article(library, 4);
    assert_string_equal(last->title, "Why 90% of Machine-Learning Models Never Hit the Market");
    assert_int_equal(*last->url[URL_AMP], '\0');
    assert_true(last->quality == 4);

    struct article_detail detail;
    assert_true(library_detail(library, second, &detail, NULL));
    assert_int_equal(detail.front.related_count, 4);
    assert_string_equal(detail.front.related[1].provider, "India Times");
    assert_int_equal(detail.front.image_count, 1);
    assert_int_equal(detail.front.images[0].width, 1200);
    assert_int_equal(detail.article.id, second->id);
    assert_int_equal(detail.article.provider, second->provider);
    assert_int_equal(detail.front.problem_count, 0);
    article_detail_release(&detail);
    library_free(library);
}

static void test_detail(void **state)
{
    struct article_detail detail;
    struct error error;

    (void)state;
    make_file("a.md", "---\ntitle: Old\n---\nbody one");
    struct library *library = load(top_path);
    const struct article *article = library_article(library, 0);
    assert_true(library_detail(library, article, &detail, &error));
    assert_string_equal(detail.article.title, "Old");
    assert_int_equal(detail.body_len, strlen("body one"));
    assert_memory_equal(detail.body, "body one", detail.body_len);
    assert_false(detail.cut);
    article_detail_release(&detail);

    make_file("a.md", "---\ntitle: New\ntype: video\n---\n");
    assert_true(library_detail(library, article, &detail, &error));
    assert_string_equal(detail.article.title, "New");
    assert_string_equal(terms_text(library_terms(library), detail.article.type), "video");
    assert_int_equal(detail.article.id, article->id);
    assert_non_null(detail.body);
    assert_int_equal(detail.body_len, 0);
    article_detail_release(&detail);

    assert_int_equal(unlinkat(top, "a.md", 0), 0);
    assert_false(library_detail(library, article, &detail, &error));
    assert_non_null(strstr(error.text, "a.md cannot be opened: No such file"));
    assert_int_equal(mkfifoat(top, "a.md", 0600), 0);
    assert_false(library_detail(library, article, &detail, &error));
    assert_non_null(strstr(error.text, "a.md is not a regular file"));
    assert_string_equal(article->title, "Old");
    library_free(library);
}

/* Of large files the list reads the head, the detail LIBRARY_FILE_MAX. */
static void test_large_file(void **state)
{
    struct article_detail detail;

    (void)state;
    make_file("a.md", "---\ntitle: A\n---\nsome words");
    int fd = openat(top, "a.md", O_WRONLY | O_CLOEXEC);
    assert_int_equal(ftruncate(fd, (off_t)64 * 1024 * 1024), 0);
    close(fd);
    struct library *library = load(top_path);
    const struct article *article = library_article(library, 0);
    assert_string_equal(article->title, "A");
    assert_true(article->has_body);
    assert_int_equal(article->words, 0);
    assert_true(library_detail(library, article, &detail, NULL));
    assert_true(detail.cut);
    assert_int_equal(detail.front.body + detail.body_len, LIBRARY_FILE_MAX);
    article_detail_release(&detail);
    library_free(library);
}

static void test_check(void **state)
{
    struct library *library;
    const char *path = top_path;

    (void)state;
    make_file("a.md", "---\ntitle: A\nrelated:\n  - publishedDateTime: soon\n---\n");
    make_file("b.md", "---\ntitle: B\nrelated:\n  - title: b: c\ntype: x\n---\n");
    make_file("c.md", "---\ntitle: [1]\nheat: x\n---\n");
    library = load(top_path);
    assert_int_equal(library_problem_count(library), 2);
    assert_false(library_find(library, "b.md")->has_warnings);
    assert_true(library_find(library, "c.md")->has_warnings);
    library_free(library);

    library = library_new(&path, 1);
    assert_true(library_check(library, NULL));
    assert_problems(library,
                    "/a.md:4:24: warning: publishedDateTime of an entry of related is wrong; "
                    "it is left out\n"
                    "/b.md:4:13: error: mapping values are not allowed in this context\n"
                    "/c.md:2:8: warning: title is a list; it is left out\n"
                    "/c.md:3:7: warning: heat is no number; it is left out\n");
    assert_string_equal(terms_text(library_terms(library), library_find(library, "b.md")->type),
                        "x");
    library_free(library);
}

/* ---- loading while a loop runs ---- */

enum { MANY = 3000 };

static void make_many(void)
{
    char path[64], text[128];

    for (int i = 0; i < MANY; i++) {
        if (i % 500 == 0) {
            snprintf(path, sizeof path, "f%d", i / 500);
            make_folder(path);
        }
        snprintf(path, sizeof path, "f%d/%d.md", i / 500, i);
        snprintf(text, sizeof text,
                 "---\ntitle: T%d\ntopics: [even%d, t%d]\nheat: %s\nk%d: v\n---\n", i, i % 2,
                 i % 97, i % 1000 == 0 ? "x" : "5", i % 89);
        make_file(path, text);
    }
}

struct watching {
    struct library *library;
    struct loop *loop;
    int calls;
    size_t last;
};

static void changed(void *arg)
{
    struct watching *watching = arg;
    size_t read, found, count = library_count(watching->library);

    watching->calls++;
    assert_true(count >= watching->last);
    watching->last = count;
    library_progress(watching->library, &read, &found);
    assert_true(read <= found && count <= read);
    if (!library_loading(watching->library))
        loop_stop(watching->loop, 7);
}

static void test_many_through_a_loop(void **state)
{
    struct watching watching = { .loop = loop_new() };
    const char *path = top_path;
    bool *seen = calloc(MANY, sizeof *seen);

    (void)state;
    make_many();
    watching.library = library_new(&path, 1);
    library_start(watching.library, watching.loop, changed, &watching);
    assert_true(library_loading(watching.library));
    assert_int_equal(loop_run(watching.loop), 7);
    assert_true(watching.calls >= 2);
    assert_int_equal(library_count(watching.library), MANY);
    assert_int_equal(library_problem_count(watching.library), 3);
    for (size_t i = 0; i < MANY; i++) {
        const struct article *article = library_article(watching.library, i);
        const struct terms *terms = library_terms(watching.library);
        char *end, topic[16];
        long number = strtol(article->title + 1, &end, 10);
        assert_true(*end == '\0' && !seen[number]);
        seen[number] = true;
        assert_int_equal(article->topic_count, 2);
        snprintf(topic, sizeof topic, "t%ld", number % 97);
        assert_string_equal(terms_text(terms, article->topics[1]), topic);
        assert_int_equal(article->extra_count, 1);
        snprintf(topic, sizeof topic, "k%ld", number % 89);
        assert_string_equal(terms_text(terms, article->extras[0].key), topic);
        assert_ptr_equal(library_by_id(watching.library, article->id), article);
    }
    assert_true(terms_count(library_terms(watching.library)) == 2 + 97 + 89);
    assert_true(library_memory(watching.library) < (size_t)MANY * 600);
    library_free(watching.library);
    loop_free(watching.loop);
    free(seen);
}

static void stop_at_first(void *arg)
{
    struct watching *watching = arg;

    loop_stop(watching->loop, 0);
}

/* Freed at any moment, whatever the threads are doing. */
static void test_freed_while_loading(void **state)
{
    const char *path = top_path;

    (void)state;
    make_many();
    for (int i = 0; i < 20; i++) {
        struct watching watching = { .loop = loop_new() };
        watching.library = library_new(&path, 1);
        library_start(watching.library, watching.loop, stop_at_first, &watching);
        if (i % 2)
            loop_run(watching.loop);
        library_free(watching.library);
        loop_free(watching.loop);
    }
}

static void test_same_order_every_time(void **state)
{
    (void)state;
    make_many();
    struct library *library = load(top_path), *again = load(top_path);
    assert_int_equal(library_count(again), MANY);
    for (size_t i = 0; i < MANY; i++) {
        assert_string_equal(library_article(library, i)->path, library_article(again, i)->path);
        assert_ptr_equal(library_by_id(library, library_article(library, i)->id),
                         library_article(library, i));
        if (i > 0)
            assert_true(strcmp(library_article(library, i - 1)->path,
                               library_article(library, i)->path) < 0);
    }
    library_free(library);
    library_free(again);
}

static void test_problems_are_capped(void **state)
{
    enum { FILES = 120, EACH = 100 };
    struct buf text = BUF_INIT(100000);
    char path[32];

    (void)state;
    buf_adds(&text, "---\ntitle: A\ntopics:\n");
    for (int i = 0; i < EACH; i++)
        buf_adds(&text, "  - [x]\n");
    buf_adds(&text, "---\n");
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "%d.md", i);
        make_file(path, buf_str(&text));
    }
    struct library *library = load(top_path);
    assert_int_equal(library_problem_count(library), 10000);
    assert_int_equal(library_problems_dropped(library), FILES * EACH - 10000);
    assert_null(library_problem(library, 10000));
    library_free(library);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_seeds),
        TEST(test_detail),
        TEST(test_large_file),
        TEST(test_check),
        TEST(test_many_through_a_loop),
        TEST(test_freed_while_loading),
        TEST(test_same_order_every_time),
        TEST(test_problems_are_capped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
