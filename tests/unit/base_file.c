/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"

static char folder[] = "/tmp/coranto-file-XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[16][96];
    static size_t next;
    char *path = paths[next++ % 16];

    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(in_folder("a/b/file"));
    unlink(in_folder("link"));
    unlink(in_folder("dangling"));
    unlink(in_folder("fifo"));
    unlink(in_folder("created"));
    unlink(in_folder("leads"));
    rmdir(in_folder("a/b"));
    rmdir(in_folder("a"));
    return rmdir(folder);
}

static void expect(const char *path, const char *text, mode_t mode)
{
    struct buf read = BUF_INIT(1024);
    struct stat status;

    assert_int_equal(file_read(path, &read, NULL), FILE_READ);
    assert_string_equal(buf_str(&read), text);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, mode);
    buf_release(&read);
}

/* New ones are the owner's; those that are there keep their mode, and links stay links. */
static void test_replace(void **state)
{
    const char *path = in_folder("a/b/file");
    struct stat status;
    struct error error;

    (void)state;
    assert_true(file_replace(path, "one", 3, &error));
    expect(path, "one", 0600);
    assert_int_equal(stat(in_folder("a"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0700);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(symlink(path, in_folder("link")), 0);
    assert_true(file_replace(in_folder("link"), "two", 3, &error));
    expect(path, "two", 0644);
    assert_int_equal(lstat(in_folder("link"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_false(file_replace(folder, "x", 1, &error));
    assert_string_equal(error.text, "is not a file");
    assert_int_equal(symlink(in_folder("nowhere"), in_folder("dangling")), 0);
    assert_false(file_replace(in_folder("dangling"), "x", 1, &error));
    assert_false(file_replace(in_folder("link/below"), "x", 1, &error));
    expect(path, "two", 0644);
}

/* One that cannot be written to its end leaves the old one, and nothing beside it. */
static void test_replace_fails(void **state)
{
    const char *path = in_folder("a/b/file");
    struct rlimit old, two_bytes;
    struct error error;

    (void)state;
    assert_true(file_replace(path, "two", 3, &error));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    two_bytes = (struct rlimit){ 2, old.rlim_max };
    sigaction(SIGXFSZ, &(struct sigaction){ .sa_handler = SIG_IGN }, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &two_bytes), 0);
    bool replaced = file_replace(path, "three", 5, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(replaced);
    expect(path, "two", 0644);
}

static void leave(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* What a process that died left beside is taken; what a living one writes, or a link that
 * somebody put there, is not. */
static void test_replace_beside(void **state)
{
    const char *path = in_folder("a/b/file"), *beside = in_folder("a/b/file.coranto-new");
    const char *other = in_folder("created");
    struct stat status;
    struct error error;

    (void)state;
    leave(beside, "a longer text that was not written to its end");
    assert_int_equal(chmod(beside, 0644), 0);
    assert_true(file_replace(path, "two", 3, &error));
    expect(path, "two", 0644);
    assert_int_equal(stat(beside, &status), -1);

    int held = file_open_beside(beside);
    assert_true(held >= 0);
    assert_int_equal(file_open_beside(beside), -1);
    assert_true(file_write(held, "mine", 4));
    assert_true(file_replace(path, "three", 5, &error));
    expect(path, "three", 0644);
    expect(beside, "mine", 0600);
    assert_int_equal(unlink(beside), 0);
    assert_int_equal(close(held), 0);

    leave(other, "other");
    assert_int_equal(symlink(other, beside), 0);
    assert_true(file_replace(path, "two", 3, &error));
    expect(path, "two", 0644);
    assert_int_equal(unlink(beside), 0);
    assert_int_equal(stat(other, &status), 0);
    expect(other, "other", status.st_mode & 07777);
    assert_int_equal(link(other, beside), 0);
    assert_true(file_replace(path, "two", 3, &error));
    expect(other, "other", status.st_mode & 07777);
    assert_int_equal(unlink(beside), 0);
    assert_int_equal(unlink(other), 0);
}

/* What is there, a link to nowhere as well, is never written over. */
static void test_create(void **state)
{
    const char *path = in_folder("created");
    struct stat status;
    struct error error;

    (void)state;
    assert_true(file_create(path, "first", 5, &error));
    assert_false(file_create(path, "second", 6, &error));
    assert_string_equal(error.text, "is there already");
    assert_int_equal(stat(path, &status), 0);
    expect(path, "first", status.st_mode & 07777);
    assert_int_equal(symlink(in_folder("nowhere"), in_folder("leads")), 0);
    assert_false(file_create(in_folder("leads"), "x", 1, &error));
    assert_false(file_create(in_folder("leads/x"), "x", 1, &error));
    assert_int_equal(stat(in_folder("nowhere"), &status), -1);
}

static void test_read(void **state)
{
    struct buf read = BUF_INIT(2);
    struct error error;

    (void)state;
    assert_int_equal(file_read(in_folder("none"), &read, &error), FILE_MISSING);
    assert_int_equal(file_read(folder, &read, &error), FILE_FAILED);
    assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
    alarm(20); /* the end of whoever waits for it */
    assert_int_equal(file_read(in_folder("fifo"), &read, &error), FILE_FAILED);
    alarm(0);
    assert_true(file_replace(in_folder("a/b/file"), "long", 4, &error));
    assert_int_equal(file_read(in_folder("a/b/file"), &read, &error), FILE_FAILED);
    assert_non_null(strstr(error.text, "is longer than"));
    buf_release(&read);
}

static void test_words(void **state)
{
    (void)state;
    assert_true(words_have("auto dark light", "dark"));
    assert_true(words_have(" auto  dark ", "auto"));
    assert_false(words_have("auto dark light", "dar"));
    assert_false(words_have("auto dark light", "darker"));
    assert_false(words_have("auto dark light", ""));
    assert_false(words_have("", "auto"));
    assert_int_equal(words_distance("width", "widht"), 2);
    assert_int_equal(words_distance("", "ab"), 2);
    assert_int_equal(words_distance("theme", "theme"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replace),        cmocka_unit_test(test_replace_fails),
        cmocka_unit_test(test_replace_beside), cmocka_unit_test(test_create),
        cmocka_unit_test(test_read),           cmocka_unit_test(test_words),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
