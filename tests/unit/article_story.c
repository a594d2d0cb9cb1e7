/* SPDX-License-Identifier: MIT */
/* Which articles become one story. */
#include "article_story_folder.h"

#include <inttypes.h>

#include "article/library_parts.h"
#include "article/query.h"
#include "dice.h"

struct graph {
    const char *what;
    struct reported articles[12];
    const char *stories;
};

static const struct graph graphs[] = {
    { "a pair", { { 'a', 1, "b" }, { 'b', 2, "a" } }, "ab" },
    { "a pair of which one names the other", { { 'a', 1, "b" }, { 'b', 2, "" } }, "ab" },
    { "nobody names anybody", { { 'a', 1, "" }, { 'b', 1, "" } }, "" },
    { "who is not there", { { 'a', 1, "xyz" } }, "" },
    { "itself", { { 'a', 1, "a" } }, "" },
    { "all name all",
      { { 'a', 1, "bcd" }, { 'b', 2, "acd" }, { 'c', 3, "abd" }, { 'd', 4, "abc" } },
      "abcd" },
    { "too far apart", { { 'a', 1, "b" }, { 'b', 9, "a" } }, "" },
    { "the last day that is near", { { 'a', 1, "b" }, { 'b', 7, "a" } }, "ab" },
    { "a group and a pair",
      { { 'a', 1, "bc" },
        { 'b', 1, "ac" },
        { 'c', 1, "ab" },
        { 'e', 1, "f" },
        { 'f', 1, "e" } },
      "abc ef" },
    { "two groups and one link between them",
      { { 'a', 1, "bc" },
        { 'b', 1, "ac" },
        { 'c', 1, "abd" },
        { 'd', 2, "cef" },
        { 'e', 2, "df" },
        { 'f', 2, "de" } },
      "abc def" },
    { "a chain",
      { { 'a', 1, "b" },
        { 'b', 1, "ac" },
        { 'c', 1, "bd" },
        { 'd', 1, "ce" },
        { 'e', 1, "df" },
        { 'f', 1, "e" } },
      "ab ef" },
    { "one that names everything",
      { { 'r', 1, "abcdefghi" },
        { 'a', 1, "brc" },
        { 'b', 1, "arc" },
        { 'c', 1, "arb" },
        { 'd', 1, "erf" },
        { 'e', 1, "drf" },
        { 'f', 1, "dre" },
        { 'g', 1, "hri" },
        { 'h', 1, "gri" },
        { 'i', 1, "grh" } },
      "abc def ghi" },
    { "a story that goes on for longer",
      { { 'a', 1, "bcd" },
        { 'b', 4, "acdef" },
        { 'c', 5, "abdef" },
        { 'd', 7, "abcef" },
        { 'e', 9, "bcdf" },
        { 'f', 10, "bcde" } },
      "abcd ef" },
};

static void check_graph(const struct graph *graph, bool backwards)
{
    struct buf found = BUF_INIT(1000);
    struct folder folder;
    size_t count = 0;

    folder_make(&folder);
    while (graph->articles[count].name)
        count++;
    for (size_t i = 0; i < count; i++) {
        char file[32];
        snprintf(file, sizeof file, "%02zu.md", backwards ? count - i : i);
        write_reported(&folder, &graph->articles[i], file);
    }
    struct library *library = folder_load(&folder);
    assert_null(library_stories(library));
    library_find_stories(library);
    dump_stories(library, &found);
    if (strcmp(buf_str(&found), graph->stories) != 0)
        fail_msg("%s: \"%s\", not \"%s\"", graph->what, buf_str(&found), graph->stories);
    library_free(library);
    folder_remove(&folder);
    buf_release(&found);
}

static void test_graphs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        check_graph(&graphs[i], false);
        check_graph(&graphs[i], true);
    }
}

/* ---- what holds for every graph ---- */

enum { LETTERS = 24 };

/* Some groups of articles that name most of their own and now and then another. */
static void make_graph(struct reported *articles, char names[][LETTERS + 1])
{
    int groups = 1 + dice(6), density = 30 + dice(70);

    for (int i = 0; i < LETTERS; i++) {
        size_t n = 0;
        for (int k = 0; k < LETTERS; k++) {
            bool same = i % groups == k % groups;
            if (k != i && dice(100) < (same ? density : 4))
                names[i][n++] = (char)('a' + k);
        }
        names[i][n] = '\0';
        articles[i] = (struct reported){ (char)('a' + i), 1 + dice(28), names[i] };
    }
}

static void find_in_order(const struct reported *articles, bool backwards, struct buf *found)
{
    struct folder folder;
    size_t count;

    folder_make(&folder);
    for (int i = 0; i < LETTERS; i++) {
        char file[32];
        snprintf(file, sizeof file, "%02d.md", backwards ? LETTERS - i : i);
        write_reported(&folder, &articles[i], file);
    }
    struct library *library = folder_load(&folder);
    library_find_stories(library);
    dump_stories(library, found);
    const struct stories *stories = library_stories(library);
    for (size_t s = 0; s < stories_count(stories); s++) {
        const uint32_t *members = stories_members(stories, (uint32_t)s, &count);
        assert_true(count >= 2);
        for (size_t i = 0; i < count; i++) {
            const struct article *first = library_article(library, members[0]);
            const struct article *article = library_article(library, members[i]);
            assert_true(llabs(article->date - first->date) < STORY_DAYS * 86400);
            assert_true(i == 0 ||
                        story_is_better(library_article(library, members[i - 1]), article));
        }
    }
    library_free(library);
    folder_remove(&folder);
}

static void test_any_graph(void **state)
{
    size_t with_stories = 0;

    (void)state;
    dice_seed = 5;
    for (int round = 0; round < 60; round++) {
        struct buf forwards = BUF_INIT(1000), backwards = BUF_INIT(1000);
        struct reported articles[LETTERS];
        char names[LETTERS][LETTERS + 1];
        make_graph(articles, names);
        find_in_order(articles, false, &forwards);
        find_in_order(articles, true, &backwards);
        assert_string_equal(buf_str(&forwards), buf_str(&backwards));
        with_stories += forwards.len > 0;
        buf_release(&forwards);
        buf_release(&backwards);
    }
    assert_true(with_stories > 30);
}

/* ---- in the background ---- */

static void found(void *arg)
{
    loop_stop(arg, 7);
}

static void test_in_slices(void **state)
{
    struct buf in_slices = BUF_INIT(1000);
    struct loop *loop = loop_new();
    struct folder folder;

    (void)state;
    folder_make(&folder);
    for (size_t i = 0; graphs[5].articles[i].name; i++) {
        char file[] = "a.md";
        file[0] = graphs[5].articles[i].name;
        write_reported(&folder, &graphs[5].articles[i], file);
    }
    struct library *library = folder_load(&folder);
    library_start_stories(library, loop, found, loop);
    assert_null(library_stories(library));
    /* The second call takes the place of the first. */
    library_start_stories(library, loop, found, loop);
    assert_int_equal(loop_run(loop), 7);
    dump_stories(library, &in_slices);
    assert_string_equal(buf_str(&in_slices), graphs[5].stories);
    /* One that is not over ends with the library. */
    library_start_stories(library, loop, found, loop);
    library_free(library);
    loop_free(loop);
    folder_remove(&folder);
    buf_release(&in_slices);
}

/* ---- asked for ---- */

/* What goes while stories are being found was there when that began. */
static void test_gone_meanwhile(void **state)
{
    static const char names[] = "abcdefgh";
    enum { COUNT = sizeof names - 1, STEPS_MAX = 1000 };
    struct folder folder;
    size_t steps = 0;
    bool over = false;

    (void)state;
    folder_make(&folder);
    for (size_t i = 0; i < COUNT; i++) {
        char file[] = "a.md";
        file[0] = names[i];
        write_reported(&folder, &(struct reported){ names[i], 1, names }, file);
    }
    /* Of each stage one call at least, and all of them go after one more each time. */
    for (size_t before = 0; !over && before < STEPS_MAX; before++) {
        struct library *library = folder_load(&folder);
        library_read_related(library);
        struct story_build *build = story_build_new(library);
        for (steps = 0; steps < before && !over; steps++)
            over = story_build_step(build, 0);
        for (size_t i = 0; i < COUNT; i++)
            library_make_gone(library, i, LIBRARY_GONE);
        while (!story_build_step(build, 0))
            continue;
        struct stories *stories = story_build_take(build);
        size_t count = 0;
        assert_int_equal(stories_count(stories), 1);
        stories_members(stories, 0, &count);
        assert_int_equal(count, COUNT);
        stories_free(stories);
        story_build_free(build);
        library_free(library);
    }
    assert_true(over && steps > 1);
    folder_remove(&folder);
}

static void test_query(void **state)
{
    static const struct {
        const char *query, *letters;
    } cases[] = {
        { "story:none", "dz" }, { "-story:none", "abcefy" },  { "story:a", "abcy" },
        { "story=E", "ef" },    { "story~^[bf]$", "abcefy" }, { "story:x", "" },
        { "story!=a", "ef" },   { "story:a,none", "abcdyz" }, { "story:z", "" },
        { "dup", "y" },         { "-dup story:b", "abc" },    { "story:a title:c", "c" },
    };
    struct folder folder;

    (void)state;
    folder_make(&folder);
    for (size_t i = 0; graphs[8].articles[i].name; i++) {
        char file[] = "a.md";
        file[0] = graphs[8].articles[i].name;
        write_reported(&folder, &graphs[8].articles[i], file);
    }
    /* What names nobody is none's story, a copy is where its best one is. */
    write_reported(&folder, &(struct reported){ 'd', 20, "" }, "d.md");
    write_reported(&folder, &(struct reported){ 'z', 20, "" }, "z.md");
    folder_write(&folder, "y.md", "---\ntitle: y\nwebUrl: https://s.org/a#y\n---\n");
    struct library *library = folder_load(&folder);
    for (int known = 0; known < 2; known++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            struct buf found = BUF_INIT(100);
            size_t count;
            struct query *query = query_parse(cases[i].query, strlen(cases[i].query), 0, NULL);
            assert_true(query_needs_stories(query));
            uint32_t *numbers = query_run(query, library, &count, NULL);
            const char *letters[64] = { NULL };
            for (size_t k = 0; k < count; k++)
                letters[k] = library_article(library, numbers[k])->title;
            qsort(letters, count, sizeof *letters, by_letter);
            for (size_t k = 0; k < count; k++)
                buf_adds(&found, letters[k]);
            if (known && strcmp(buf_str(&found), cases[i].letters) != 0)
                fail_msg("%s: %s", cases[i].query, buf_str(&found));
            free(numbers);
            query_free(query);
            buf_release(&found);
        }
        library_find_stories(library);
    }
    library_free(library);
    folder_remove(&folder);
}

/* Every member's id means its story. */
static void test_query_by_id(void **state)
{
    struct folder folder;
    size_t count;

    (void)state;
    folder_make(&folder);
    write_reported(&folder, &(struct reported){ 'a', 1, "b" }, "a.md");
    write_reported(&folder, &(struct reported){ 'b', 2, "a" }, "b.md");
    write_reported(&folder, &(struct reported){ 'c', 2, "" }, "c.md");
    struct library *library = folder_load(&folder);
    library_find_stories(library);
    for (size_t i = 0; i < 3; i++) {
        char text[64];
        snprintf(text, sizeof text, "story:%016" PRIx64, library_article(library, i)->id);
        struct query *query = query_parse(text, strlen(text), 0, NULL);
        free(query_run(query, library, &count, NULL));
        assert_int_equal(count, i < 2 ? 2 : 0);
        query_free(query);
    }
    library_free(library);
    folder_remove(&folder);
}

static void test_nothing(void **state)
{
    struct library *library = library_new(NULL, 0);

    (void)state;
    library_find_stories(library);
    assert_int_equal(stories_count(library_stories(library)), 0);
    assert_int_equal(stories_of(library_stories(library), 5), STORY_NONE);
    assert_int_equal(stories_best(NULL, 5), 5);
    library_free(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_graphs),    cmocka_unit_test(test_any_graph),
        cmocka_unit_test(test_in_slices), cmocka_unit_test(test_gone_meanwhile),
        cmocka_unit_test(test_query),     cmocka_unit_test(test_query_by_id),
        cmocka_unit_test(test_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
