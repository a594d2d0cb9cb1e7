/* SPDX-License-Identifier: MIT */
/* Which articles are copies of one another, and which is the best of them. */
#include "article_story_folder.h"

#define SITE "provider:\n  name: The Site\n  domain: site.org\n"
#define LONG \
    "excerpt: The excerpt of an article that is long enough to tell it from all others.\n"

static const struct {
    const char *what, *first, *second;
    bool copies;
} pairs[] = {
    { "one address", "title: A\nwebUrl: http://a.org/x\n",
      "title: B\nwebUrl: https://www.A.org/x/#top\n", true },
    { "original before web address", "title: A\noriginalUrl: http://a.org/x\n",
      "title: B\noriginalUrl: http://a.org/y\nwebUrl: http://a.org/x\n", false },
    { "nothing in common", "title: One article\n" SITE, "title: Another article\n" SITE,
      false },
    { "one title on one day", "title: \"The same long title!\"\ndate: 2021-03-01\n" SITE,
      "title: The “same” long TITLE\ndate: 2021-03-02\n" SITE, true },
    { "the site's name behind it",
      "title: \"The same long title | The Site\"\ndate: 2021-03-01\n" SITE,
      "title: The same long title\ndate: 2021-03-02\n" SITE, true },
    { "one title of two sites", "title: The same long title\ndate: 2021-03-01\n" SITE,
      "title: The same long title\ndate: 2021-03-01\nprovider:\n  domain: b.org\n", false },
    { "one title of nobody", "title: The same long title\ndate: 2021-03-01\n",
      "title: The same long title\ndate: 2021-03-01\n", false },
    { "a title too short to say much", "title: Weekly news\ndate: 2021-03-01\n" SITE,
      "title: Weekly news\ndate: 2021-03-01\n" SITE, false },
    { "one title in two months", "title: The same long title\ndate: 2021-03-01\n" SITE,
      "title: The same long title\ndate: 2021-04-01\n" SITE, false },
    { "one title and excerpt in two months",
      "title: The same long title\ndate: 2021-03-01\n" SITE LONG,
      "title: The same long title\ndate: 2021-04-01\n" SITE LONG, true },
    { "one title without dates", "title: The same long title\nexcerpt: a\n" SITE,
      "title: The same long title\nexcerpt: b\n" SITE, false },
};

static struct library *load_two(struct folder *folder, const char *first, const char *second)
{
    char text[2000];

    folder_make(folder);
    snprintf(text, sizeof text, "---\n%s---\n", first);
    folder_write(folder, "a.md", text);
    snprintf(text, sizeof text, "---\n%s---\n", second);
    folder_write(folder, "b.md", text);
    struct library *library = folder_load(folder);
    library_find_stories(library);
    return library;
}

static void test_pairs(void **state)
{
    struct folder folder;

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        for (int turn = 0; turn < 2; turn++) {
            struct library *library = load_two(&folder, turn ? pairs[i].second : pairs[i].first,
                                               turn ? pairs[i].first : pairs[i].second);
            const struct stories *stories = library_stories(library);
            if ((stories_best(stories, 0) == stories_best(stories, 1)) != pairs[i].copies)
                fail_msg("%s", pairs[i].what);
            library_free(library);
            folder_remove(&folder);
        }
    }
}

/* Five articles of one title in five days are a column, not copies. */
static void test_column(void **state)
{
    struct folder folder;

    (void)state;
    for (int count = STORY_SAME_TITLE_MAX; count <= STORY_SAME_TITLE_MAX + 1; count++) {
        folder_make(&folder);
        for (int i = 0; i < count; i++) {
            char file[] = "a.md", text[400];
            file[0] = (char)('a' + i);
            snprintf(text, sizeof text,
                     "---\ntitle: News of the morning\ndate: 2021-03-%02d\n" SITE "---\n",
                     i + 1);
            folder_write(&folder, file, text);
        }
        struct library *library = folder_load(&folder);
        library_find_stories(library);
        bool copies = stories_best(library_stories(library), 0) ==
                      stories_best(library_stories(library), 1);
        assert_int_equal(copies, count <= STORY_SAME_TITLE_MAX);
        library_free(library);
        folder_remove(&folder);
    }
}

/* Nor are they that because two files have the address of one of them. */
static void test_column_with_copy(void **state)
{
    enum { COUNT = STORY_SAME_TITLE_MAX + 2 };
    struct folder folder;

    (void)state;
    folder_make(&folder);
    for (int i = 0; i < COUNT; i++) {
        char file[] = "a.md", text[400];
        file[0] = (char)('a' + i);
        snprintf(text, sizeof text,
                 "---\ntitle: News of the morning\nwebUrl: http://site.org/%d\n"
                 "date: 2021-03-%02d\n" SITE "---\n",
                 i, i + 1);
        folder_write(&folder, file, text);
    }
    folder_write(&folder, "z.md", "---\ntitle: Other\nwebUrl: http://site.org/5\n---\n");
    struct library *library = folder_load(&folder);
    library_find_stories(library);
    const struct stories *stories = library_stories(library);
    for (size_t i = 0; i < COUNT - 1; i++)
        assert_int_equal(stories_best(stories, i), i);
    assert_int_equal(stories_best(stories, COUNT - 1), stories_best(stories, COUNT));
    library_free(library);
    folder_remove(&folder);
}

static void test_best(void **state)
{
    static const struct {
        const char *better, *other;
    } ranks[] = {
        { "quality: 1\n---\nbody", "quality: 9\n" },          { "quality: 0\n", "heat: 9\n" },
        { "quality: 5\nheat: 2\n", "quality: 5\nheat: 1\n" }, { "heat: 0\n", "heat: -1\n" },
        { "date: 2021-03-02\n", "date: 2021-03-01\n" },
    };
    struct folder folder;

    (void)state;
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        for (uint32_t turn = 0; turn < 2; turn++) {
            char first[400], second[400];
            snprintf(first, sizeof first, "webUrl: http://a.org/x\n%s", ranks[i].better);
            snprintf(second, sizeof second, "webUrl: http://a.org/x\n%s", ranks[i].other);
            struct library *library =
                load_two(&folder, turn ? second : first, turn ? first : second);
            assert_int_equal(stories_best(library_stories(library), 0), turn);
            assert_int_equal(stories_best(library_stories(library), 1), turn);
            library_free(library);
            folder_remove(&folder);
        }
    }
}

/* Copies are in the story of the one that they are copies of. */
static void test_copy_in_story(void **state)
{
    struct buf found = BUF_INIT(100);
    struct folder folder;

    (void)state;
    folder_make(&folder);
    write_reported(&folder, &(struct reported){ 'a', 1, "b" }, "a.md");
    write_reported(&folder, &(struct reported){ 'b', 2, "a" }, "b.md");
    folder_write(&folder, "c.md", "---\ntitle: c\noriginalUrl: http://s.org/a\n---\n");
    folder_write(&folder, "d.md", "---\ntitle: d\nwebUrl: http://s.org/d\n---\n");
    struct library *library = folder_load(&folder);
    library_find_stories(library);
    dump_stories(library, &found);
    assert_string_equal(buf_str(&found), "abc");
    library_free(library);
    folder_remove(&folder);
    buf_release(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_column),
        cmocka_unit_test(test_column_with_copy),
        cmocka_unit_test(test_best),
        cmocka_unit_test(test_copy_in_story),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
