/* SPDX-License-Identifier: MIT */
/* Libraries of folders that each test makes for itself below a temporary one. */
#ifndef TESTS_ARTICLE_LIBRARY_H
#define TESTS_ARTICLE_LIBRARY_H

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "article/library.h"

static int top = -1; /* the temporary folder */
static char top_path[64];

/* ---- making and removing files ---- */

static inline void remove_below(int folder)
{
    DIR *dir = fdopendir(dup(folder));

    assert_non_null(dir);
    rewinddir(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        fchmodat(folder, entry->d_name, 0700, 0);
        int inner = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (inner >= 0) {
            remove_below(inner);
            close(inner);
        }
        unlinkat(folder, entry->d_name, inner >= 0 ? AT_REMOVEDIR : 0);
    }
    closedir(dir);
}

static inline int make_top(void **state)
{
    (void)state;
    snprintf(top_path, sizeof top_path, "/tmp/article_library.XXXXXX");
    if (!mkdtemp(top_path))
        return -1;
    top = open(top_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return top < 0 ? -1 : 0;
}

static inline int remove_top(void **state)
{
    (void)state;
    remove_below(top);
    close(top);
    return rmdir(top_path);
}

static inline void make_folder(const char *path)
{
    assert_int_equal(mkdirat(top, path, 0700), 0);
}

static inline void make_file(const char *path, const char *text)
{
    int fd = openat(top, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
}

static inline void make_link(const char *target, const char *path)
{
    assert_int_equal(symlinkat(target, top, path), 0);
}

/* The path of something below the top, valid until the fourth next call. */
static inline const char *below(const char *path)
{
    static char paths[4][PATH_MAX];
    static size_t next;
    char *out = paths[next++ % 4];

    snprintf(out, PATH_MAX, "%s%s%s", top_path, *path ? "/" : "", path);
    return out;
}

static inline struct library *load(const char *path)
{
    struct library *library = library_new(&path, 1);
    struct error error;

    assert_true(library_load(library, &error));
    return library;
}

/* The titles of all articles, in order, with blanks between them. */
static inline void assert_titles(const struct library *library, const char *expected)
{
    struct buf titles = BUF_INIT(100000);

    for (size_t i = 0; i < library_count(library); i++)
        buf_addf(&titles, "%s%s", i ? " " : "", library_article(library, i)->title);
    assert_string_equal(buf_str(&titles), expected);
    buf_release(&titles);
}

/* All problems, a line each, without the path of the top. */
static inline void assert_problems(const struct library *library, const char *expected)
{
    struct buf lines = BUF_INIT(1000000);

    for (size_t i = 0; i < library_problem_count(library); i++) {
        struct buf line = BUF_INIT(100000);
        library_problem_format(library_problem(library, i), &line);
        const char *text = buf_str(&line);
        size_t n = strlen(top_path);
        buf_addf(&lines, "%s\n", strncmp(text, top_path, n) == 0 ? text + n : text);
        buf_release(&line);
    }
    assert_string_equal(buf_str(&lines), expected);
    buf_release(&lines);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_top, remove_top)

#endif
