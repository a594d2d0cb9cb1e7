/* SPDX-License-Identifier: MIT */
/* A library whose folder changes while a loop runs: it must come to what a fresh one has. */
#include "article_watching.h"

enum { MANY = 1500 };

static void test_one_by_one(void **state)
{
    struct watching w;

    (void)state;
    make_folder("n");
    make_numbered("n", 1, "Old");
    open_watched(&w, below("n"));
    start(&w, 1);
    const struct article *old = library_article(w.library, 0);
    make_numbered("n", 2, "New");
    wait_for(&w, 2, "New 2");
    make_numbered("n", 1, "Other");
    wait_for(&w, 2, "Other 1");
    assert_true(library_is_gone(w.library, old->number));
    assert_string_equal(old->title, "Old 1");
    assert_string_equal(library_now(w.library, old)->title, "Other 1");
    assert_ptr_equal(library_find(w.library, "1.md"), library_now(w.library, old));
    assert_int_equal(unlinkat(top, "n/2.md", 0), 0);
    wait_for(&w, 1, NULL);
    assert_null(library_find(w.library, "2.md"));
    end(&w);
}

/* So many at once that they are looked at as a whole; and away again. */
static void test_burst(void **state)
{
    struct watching w;

    (void)state;
    make_folder("n");
    make_numbered("n", MANY, "First");
    open_watched(&w, below("n"));
    start(&w, 1);
    make_folder("n/in");
    for (int i = 0; i < MANY; i++)
        make_numbered("n/in", i, "In");
    wait_for(&w, MANY + 1, NULL);
    for (int i = 0; i < MANY; i++)
        make_numbered("n/in", i, "Again");
    wait_for(&w, MANY + 1, "Again 1499");
    assert_int_equal(renameat(top, "n/in", top, "out"), 0);
    wait_for(&w, 1, "First 1500");
    assert_int_equal(renameat(top, "out", top, "n/back"), 0);
    wait_for(&w, MANY + 1, "Again 0");
    end(&w);
}

/* What a folder and a file within it both tell is read once. */
static void test_nested(void **state)
{
    struct watching w;

    (void)state;
    make_folder("n");
    make_folder("n/a");
    make_numbered("n/a", 1, "A");
    open_watched(&w, below("n"));
    start(&w, 1);
    assert_int_equal(renameat(top, "n/a", top, "a"), 0);
    make_folder("n/a");
    make_numbered("n/a", 1, "B");
    make_numbered("n/a", 2, "B");
    wait_for(&w, 2, "B 1");
    make_numbered("n/a", 3, "B");
    wait_for(&w, 3, "B 3");
    end(&w);
}

/* A root that is a file, replaced as editors do. */
static void test_file(void **state)
{
    struct watching w;

    (void)state;
    make_folder("n");
    make_numbered("n", 1, "Old");
    make_numbered("n", 2, "New");
    open_watched(&w, below("n/1.md"));
    start(&w, 1);
    assert_int_equal(renameat(top, "n/2.md", top, "n/1.md"), 0);
    wait_for(&w, 1, "New 2");
    end(&w);
}

/* A link that leads to what holds the root is not followed; what another one leads to is read
 * once. */
static void test_links(void **state)
{
    struct watching w;

    (void)state;
    make_folder("n");
    make_folder("side");
    make_numbered("n", 1, "Old");
    make_numbered("side", 1, "Side");
    open_watched(&w, below("n"));
    start(&w, 1);
    assert_int_equal(symlinkat("..", top, "n/up"), 0);
    make_numbered("n", 2, "New");
    wait_for(&w, 2, "New 2");
    make_folder("in");
    assert_int_equal(symlinkat("../../side", top, "in/side"), 0);
    assert_int_equal(symlinkat("../../side", top, "in/again"), 0);
    assert_int_equal(renameat(top, "in", top, "n/in"), 0);
    wait_for(&w, 3, "Side 1");
    make_numbered("n", 3, "New");
    wait_for(&w, 4, "New 3");
    end(&w);
}

/* What could not be read is forgotten when it can be, or went, and nothing else is. */
static void test_problems(void **state)
{
    static const char *const bad[] = { "n/a.md", "n/in/b.md", "n/in/c.md", "n/in.md",
                                       "n/a.md.txt" };
    struct watching w;

    (void)state;
    make_folder("n");
    make_folder("n/in");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        make_link("nowhere", bad[i]);
    open_watched(&w, below("n"));
    start(&w, 0);
    assert_int_equal(library_problem_count(w.library), 5);
    assert_int_equal(unlinkat(top, "n/a.md", 0), 0);
    make_numbered("n", 1, "New");
    wait_for(&w, 1, "New 1");
    assert_int_equal(library_problem_count(w.library), 4);
    assert_int_equal(renameat(top, "n/in", top, "elsewhere"), 0);
    make_numbered("n", 2, "New");
    wait_for(&w, 2, "New 2");
    assert_int_equal(library_problem_count(w.library), 2);
    for (size_t i = 0; i < 2; i++) {
        const char *path = library_problem(w.library, i)->path;
        assert_true(strcmp(path, below("n/in.md")) == 0 ||
                    strcmp(path, below("n/a.md.txt")) == 0);
    }
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_by_one), TEST(test_burst), TEST(test_nested),
        TEST(test_file),       TEST(test_links), TEST(test_problems),
    };

    if (!can_watch())
        return 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
