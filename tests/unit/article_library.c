/* SPDX-License-Identifier: MIT */
/* What is read of a folder and what is passed over. */
#include "article_library.h"

#include "article/library_threads.h"

static void test_nothing(void **state)
{
    struct library *library = library_new(NULL, 0);
    struct error error;

    (void)state;
    assert_true(library_load(library, &error));
    assert_int_equal(library_count(library), 0);
    assert_null(library_find(library, "x"));
    assert_null(library_by_id(library, 0));
    assert_null(library_by_address(library, "http://a/"));
    assert_false(library_loading(library));
    library_free(library);
    library_free(NULL);

    library = load(top_path);
    assert_int_equal(library_count(library), 0);
    assert_problems(library, "");
    library_free(library);
}

static void test_missing(void **state)
{
    const char *paths[] = { below("none"), below("gone.md") };
    struct library *library = library_new(paths, 2);
    struct error error;
    struct buf want = BUF_INIT(1000);

    (void)state;
    assert_false(library_load(library, &error));
    buf_addf(&want, "%s cannot be opened: No such file or directory", below("none"));
    assert_string_equal(error.text, buf_str(&want));
    assert_problems(library, "/gone.md: error: cannot be opened: No such file or directory\n"
                             "/none: error: cannot be opened: No such file or directory\n");
    library_free(library);
    buf_release(&want);

    paths[0] = top_path;
    library = library_new(paths, 2);
    assert_true(library_load(library, &error));
    assert_int_equal(library_problem_count(library), 1);
    library_free(library);
}

static void test_names(void **state)
{
    (void)state;
    make_folder("a");
    make_folder("a/b");
    make_folder(".hidden");
    make_file("a/b/1.md", "");
    make_file("a/2.MARKDOWN", "");
    make_file("3.Txt", "");
    make_file("README.md", "# Four");
    make_file("5.html", "");
    make_file("6", "");
    make_file("md", "");
    make_file(".md", "");
    make_file(".7.md", "");
    make_file(".hidden/8.md", "");
    make_file("9.md~", "");
    make_file("#10.md#", "");
    make_file("11.md.bak", "");
    struct library *library = load(top_path);
    assert_titles(library, "3 Four 2 1");
    assert_string_equal(library_article(library, 3)->path, "a/b/1.md");
    assert_problems(library, "");
    library_free(library);

    /* What is named is read, whatever its name. */
    library = load(below("6"));
    assert_titles(library, "6");
    library_free(library);
    library = load(below(".hidden"));
    assert_titles(library, "8");
    library_free(library);
}

static void test_odd_names(void **state)
{
    (void)state;
    make_file("a\nb.md", "");
    make_file("c\x1b]0;x\x07.md", "---\nheat: hot\n---\n");
    make_file("d\xff\xfe.md", "");
    make_file(" .md", "");
    make_file("-.md", "");
    make_file("\xe2\x80\xae"
              "e.md",
              "");
    make_file("%s%n.md", "");
    struct library *library = load(top_path);
    assert_int_equal(library_count(library), 7);
    assert_titles(library, "(untitled) %s%n (untitled) a b c\xEF\xBF\xBD]0;x\xEF\xBF\xBD "
                           "d\xEF\xBF\xBD\xEF\xBF\xBD e");
    assert_problems(library,
                    "/c\xEF\xBF\xBD]0;x\xEF\xBF\xBD.md:2:7: warning: heat is no number; "
                    "it is left out\n");
    assert_string_equal(library_article(library, 3)->path, "a\nb.md");
    assert_ptr_equal(library_find(library, "d\xff\xfe.md"), library_article(library, 5));
    library_free(library);
}

static void test_links(void **state)
{
    (void)state;
    make_folder("root");
    make_folder("root/real");
    make_folder("other");
    make_file("root/real/a.md", "");
    make_file("other/b.md", "");
    make_file("c.md", "");
    make_link("../other", "root/0-link"); /* followed, */
    make_link("../other", "root/1-link"); /* but once */
    make_link("real", "root/2-link");     /* the real folder comes first */
    make_link(".", "root/3-self");
    make_link("..", "root/4-up");
    make_link("/", "root/5-top");
    make_link("../..", "root/real/6-up");
    make_link("../c.md", "root/7-link.md"); /* a file is followed */
    make_link("nowhere.md", "root/8-broken.md");
    make_link("nowhere", "root/9-broken");
    make_link("loop.md", "root/loop.md");
    make_link("/dev/zero", "root/zero.md");
    make_link("/dev/tty", "root/tty.txt");
    struct library *library = load(below("root"));
    assert_int_equal(library_count(library), 3);
    assert_non_null(library_find(library, "real/a.md"));
    assert_non_null(library_find(library, "7-link.md"));
    assert_true(library_find(library, "0-link/b.md") || library_find(library, "1-link/b.md"));
    assert_problems(library,
                    "/root/8-broken.md: error: cannot be read: No such file or directory\n"
                    "/root/loop.md: error: cannot be read: Too many levels of symbolic links\n"
                    "/root/tty.txt: warning: is not a regular file\n"
                    "/root/zero.md: warning: is not a regular file\n");
    library_free(library);

    /* A root may be a link itself. */
    make_link("root", "to-root");
    library = load(below("to-root/"));
    assert_int_equal(library_count(library), 3);
    library_free(library);
}

static void test_no_regular_files(void **state)
{
    struct error error;

    (void)state;
    make_folder("a.md");
    make_file("a.md/b.md", "");
    assert_int_equal(mkfifoat(top, "fifo.md", 0600), 0);
    struct library *library = load(top_path);
    assert_titles(library, "b");
    assert_problems(library, "/fifo.md: warning: is not a regular file\n");
    library_free(library);

    const char *fifo = below("fifo.md");
    library = library_new(&fifo, 1);
    assert_false(library_load(library, &error));
    assert_non_null(strstr(error.text, "is neither a folder nor a regular file"));
    library_free(library);
}

static void test_unreadable(void **state)
{
    (void)state;
    make_folder("shut");
    make_file("shut/a.md", "");
    make_file("b.md", "");
    make_file("c.md", "");
    fchmodat(top, "shut", 0, 0);
    fchmodat(top, "b.md", 0, 0);
    if (faccessat(top, "b.md", R_OK, AT_EACCESS) == 0)
        skip(); /* nothing is shut to this user */
    struct library *library = load(top_path);
    assert_titles(library, "c");
    assert_problems(library, "/b.md: error: cannot be opened: Permission denied\n"
                             "/shut: error: cannot be opened: Permission denied\n");
    library_free(library);
}

/* Deeper than a path may be long, and deeper than is read. */
static void test_deep_folders(void **state)
{
    enum { DEPTH = 230, NAME = 40, READ = 200 };
    char name[NAME + 1];
    int folder = dup(top);

    (void)state;
    memset(name, 'x', NAME);
    name[NAME] = '\0';
    for (int i = 0; i < DEPTH; i++) {
        int fd = openat(folder, "n.md", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        assert_true(fd >= 0);
        close(fd);
        assert_int_equal(mkdirat(folder, name, 0700), 0);
        int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        assert_true(inner >= 0);
        close(folder);
        folder = inner;
    }
    close(folder);
    struct library *library = load(top_path);
    assert_int_equal(library_count(library), READ + 1);
    assert_int_equal(library_problem_count(library), 1);
    assert_string_equal(library_problem(library, 0)->message,
                        "lies more than 200 folders deep; it is not read");
    const struct article *deepest = library_article(library, 0);
    for (size_t i = 1; i < library_count(library); i++)
        if (strlen(library_article(library, i)->path) > strlen(deepest->path))
            deepest = library_article(library, i);
    assert_int_equal(strlen(deepest->path), READ * (NAME + 1) + strlen("n.md"));
    struct article_detail detail;
    assert_true(library_detail(library, deepest, &detail, NULL));
    article_detail_release(&detail);
    library_free(library);
}

/* What a thread that hangs still uses is left to it; the library goes on without. */
static void test_abandoned(void **state)
{
    struct buf path = BUF_INIT(1000);

    (void)state;
    make_file("a.md", "");
    struct library *library = load(top_path);
    struct library_roots roots = library->roots;
    struct arena arena = library->arena;
    library_abandon(library);
    assert_ptr_not_equal(library->roots.list[0].path, roots.list[0].path);
    library_path(library, library_article(library, 0), &path);
    assert_string_equal(buf_str(&path), below("a.md"));
    assert_non_null(library_find(library, "a.md"));
    library_free(library);
    assert_string_equal(roots.list[0].path, top_path);
    free(roots.list[0].path);
    free(roots.list);
    arena_release(&arena);
    buf_release(&path);
}

static void ignore(void *arg)
{
    (void)arg;
}

/* Nor does a thread look into a library that may be freed while it hangs. */
static void test_threads_know_no_library(void **state)
{
    struct loop *loop = loop_new();
    const char *path = top_path;

    (void)state;
    make_file("a.md", "");
    struct library *library = library_new(&path, 1);
    library_start(library, loop, ignore, NULL);
    const struct loader_spec *spec = &library->loader->spec;
    const char *targets = (const char *)spec->targets, *start = (const char *)library;
    assert_non_null(targets);
    assert_false(targets >= start && targets < start + sizeof *library);
    library_free(library);
    loop_free(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nothing),    TEST(test_missing),
        TEST(test_names),      TEST(test_odd_names),
        TEST(test_links),      TEST(test_no_regular_files),
        TEST(test_unreadable), TEST(test_deep_folders),
        TEST(test_abandoned),  TEST(test_threads_know_no_library),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
