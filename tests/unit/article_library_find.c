/* SPDX-License-Identifier: MIT */
/* Paths, ids and addresses. */
#include "article_library.h"

#include "base/address.h"

static void test_roots(void **state)
{
    (void)state;
    make_folder("r1");
    make_folder("r1/sub");
    make_folder("r2");
    make_file("r1/b.md", "---\nwebUrl: http://w/b\n---\n");
    make_file("r1/sub/c.md", "");
    make_file("r2/a.md", "");
    const char *paths[] = { below("r2"), below("r1///"), below("r1/sub"), below("r1/b.md") };
    struct library *library = library_new(paths, 4);
    struct buf path = BUF_INIT(1000);
    assert_true(library_load(library, NULL));
    /* By root, then path; a folder within another root is read once, a named file is there. */
    assert_titles(library, "a b c b");
    library_path(library, library_article(library, 1), &path);
    assert_string_equal(buf_str(&path), below("r1/b.md"));
    library_path(library, library_article(library, 3), &path);
    assert_string_equal(buf_str(&path), below("r1/b.md"));
    buf_release(&path);

    uint64_t id = library_article(library, 1)->id;
    assert_int_equal(id, library_article(library, 3)->id);
    assert_true(id != library_article(library, 0)->id);
    assert_ptr_equal(library_by_id(library, id), library_article(library, 1));
    char digits[17];
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)id);
    assert_ptr_equal(library_find(library, digits), library_article(library, 1));
    assert_ptr_equal(library_find(library, "sub/c.md"), library_article(library, 2));
    assert_ptr_equal(library_find(library, "./a.md"), library_article(library, 0));
    assert_ptr_equal(library_find(library, below("r1/sub/c.md")), library_article(library, 2));
    assert_null(library_find(library, below("r1x/sub/c.md")));
    assert_null(library_find(library, "c.md"));
    assert_null(library_find(library, ""));
    assert_null(library_find(library, "0000000000000000"));
    library_free(library);
}

static void test_relative_roots(void **state)
{
    char old[PATH_MAX];
    struct library *library;

    (void)state;
    assert_non_null(getcwd(old, sizeof old));
    make_folder("f");
    make_file("f/a.md", "");
    assert_int_equal(fchdir(top), 0);
    library = load("./f/");
    assert_non_null(library_find(library, "f/a.md"));
    assert_non_null(library_find(library, "./f/a.md"));
    assert_non_null(library_find(library, "a.md"));
    uint64_t id = library_article(library, 0)->id;
    library_free(library);
    library = load(".");
    assert_non_null(library_find(library, "f/a.md"));
    assert_non_null(library_find(library, "./f/a.md"));
    assert_null(library_find(library, ".f/a.md"));
    library_free(library);
    library = load("f/a.md");
    assert_int_equal(library_article(library, 0)->id, id);
    assert_non_null(library_find(library, "f/a.md"));
    library_free(library);
    assert_int_equal(chdir(old), 0);
}

static void test_addresses(void **state)
{
    (void)state;
    make_file("1.md", "---\noriginalUrl: https://a.org/1\nwebUrl: https://a.org/1\n---\n");
    make_file("2.md", "---\nwebUrl: HTTPS://A.org:443/2/../two?utm_source=x&q=1#part\n"
                      "ampWebUrl: https://a.org/2/amp\n---\n");
    make_file("3.md",
              "---\npermalink: https://a.org/Three\ncdnAmpWebUrl: https://c.org/3\n---\n");
    make_file("4.md", "---\nwebUrl: https://a.org/1\npermalink: /:title\n---\n");
    make_file("5.md", "---\nwebUrl: javascript:alert(1)\n---\n");
    struct library *library = load(top_path);
    static const struct {
        const char *address, *title;
    } cases[] = {
        { "https://a.org/1", "1" },
        { "https://A.ORG/1#x", "1" },
        { "https://a.org/1?utm_medium=y", "1" },
        { "https://a.org/two?q=1", "2" },
        { "https://a.org/2/amp", "2" },
        { "https://a.org/Three", "3" },
        { "https://a.org/three", NULL },
        { "https://c.org/3", NULL },
        { "http://a.org/1", NULL },
        { "javascript:alert(1)", NULL },
        { "/:title", NULL },
        { "", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct article *found = library_by_address(library, cases[i].address);
        if (cases[i].title && !found)
            fail_msg("%s is not found", cases[i].address);
        else if (cases[i].title)
            assert_string_equal(found->title, cases[i].title);
        else
            assert_null(found);
    }
    library_free(library);
}

/* Addresses that are taken for their own key must be just that. */
static void test_plain_addresses(void **state)
{
    static const char *const addresses[] = {
        "http://a.org/",
        "https://a-b.c1.org/x_y/Z-1.html",
        "http://a.org/a/b/",
        "http://a.org",
        "http://a.org:80/x",
        "http://a.org./x",
        "http://1.2.3.4/x",
        "http://0x7f.1/x",
        "http://123/x",
        "http://a.org/./x",
        "http://a.org/../x",
        "http://a.org/x/..",
        "http://a.org/.x",
        "http://a.org//x",
        "http://a.org/x~",
        "http://a.org/%7Ex",
        "http://-a.org/x",
        "http://a..org/x",
        "http://a_b.org/x",
        "http://a.org/x y",
        "http://A.org/x",
        "http://a.1a/x",
        "http://u@a.org/x",
        "http://a.org/x?y",
        "http://xn--bcher-kva.de/x",
        "http://localhost/x",
        "http://a-.org/x",
        "http://a.org/...",
        "http://a.org/x./y",
        "https://a.org/x#y",
    };

    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct buf text = BUF_INIT(1000), key = BUF_INIT(ADDRESS_MAX);
        buf_addf(&text, "---\nwebUrl: \"%s\"\n---\n", addresses[i]);
        make_file("a.md", buf_str(&text));
        struct library *library = load(below("a.md"));
        const struct article *found = library_by_address(library, addresses[i]);
        bool valid = address_key(addresses[i], &key);
        if (valid)
            assert_ptr_equal(library_by_address(library, buf_str(&key)), found);
        assert_int_equal(found != NULL, valid);
        library_free(library);
        buf_release(&text);
        buf_release(&key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_roots),
        TEST(test_relative_roots),
        TEST(test_addresses),
        TEST(test_plain_addresses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
