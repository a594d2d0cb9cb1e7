/* SPDX-License-Identifier: MIT */
/* Allocation, buffers, hashes and errors. */
#include "base/buf.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"

static void test_buf_grows(void **state)
{
    struct buf buf = BUF_INIT(SIZE_MAX);

    (void)state;
    assert_string_equal(buf_str(&buf), "");
    for (int i = 0; i < 10000; i++)
        assert_true(buf_addf(&buf, "%04d", i));
    assert_int_equal(buf.len, 40000);
    assert_int_equal(strlen(buf_str(&buf)), 40000);
    assert_memory_equal(buf.data + 4 * 1234, "1234", 4);
    assert_false(buf.full);
    buf_release(&buf);
    assert_null(buf.data);
    assert_int_equal(buf.len, 0);
}

static void test_buf_full(void **state)
{
    struct buf buf = BUF_INIT(5);

    (void)state;
    assert_true(buf_adds(&buf, "abc"));
    assert_false(buf_adds(&buf, "defg"));
    assert_string_equal(buf_str(&buf), "abcde");
    assert_true(buf.full);
    /* Nothing follows what was left out, even if it would fit. */
    buf_truncate(&buf, 1);
    assert_false(buf_addc(&buf, 'x'));
    assert_string_equal(buf_str(&buf), "a");
    buf_clear(&buf);
    assert_true(buf_adds(&buf, "12345"));
    assert_false(buf.full);
    assert_false(buf_addc(&buf, '6'));
    assert_string_equal(buf_str(&buf), "12345");
    buf_release(&buf);
}

static void test_buf_of_nothing(void **state)
{
    struct buf buf;

    (void)state;
    buf_init(&buf, 0);
    assert_true(buf_add(&buf, "", 0));
    assert_false(buf.full);
    assert_false(buf_addc(&buf, 'a'));
    assert_string_equal(buf_str(&buf), "");
    buf_truncate(&buf, 0);
    buf_clear(&buf);
    char *stolen = buf_steal(&buf);
    assert_string_equal(stolen, "");
    free(stolen);
}

static void test_buf_nul_bytes(void **state)
{
    struct buf buf = BUF_INIT(16);

    (void)state;
    assert_true(buf_add(&buf, "a\0b", 3));
    assert_int_equal(buf.len, 3);
    assert_memory_equal(buf.data, "a\0b", 4);
    buf_release(&buf);
}

/* Short of, at and beyond the room that formatting has without memory of its own. */
static void test_buf_addf_lengths(void **state)
{
    char want[600];

    (void)state;
    memset(want, 'x', sizeof want);
    for (int n = 250; n < 600; n += n < 260 ? 1 : 113) {
        struct buf buf = BUF_INIT(1000);
        assert_true(buf_addf(&buf, "%.*s", n, want));
        assert_int_equal(buf.len, n);
        assert_memory_equal(buf.data, want, (size_t)n);
        buf_release(&buf);

        struct buf small = BUF_INIT(100);
        assert_false(buf_addf(&small, "%.*s", n, want));
        assert_int_equal(small.len, 100);
        buf_release(&small);
    }
}

static void test_buf_truncate(void **state)
{
    struct buf buf = BUF_INIT(100);

    (void)state;
    buf_truncate(&buf, 5);
    assert_int_equal(buf.len, 0);
    buf_adds(&buf, "hello");
    buf_truncate(&buf, 9);
    assert_string_equal(buf_str(&buf), "hello");
    buf_truncate(&buf, 2);
    assert_string_equal(buf_str(&buf), "he");
    buf_release(&buf);
}

static void test_buf_steal(void **state)
{
    struct buf buf = BUF_INIT(3);

    (void)state;
    buf_adds(&buf, "abcd");
    char *stolen = buf_steal(&buf);
    assert_string_equal(stolen, "abc");
    assert_true(buf.len == 0 && buf.size == 0 && !buf.full && buf.max == 3);
    assert_true(buf_adds(&buf, "new"));
    assert_string_equal(buf_str(&buf), "new");
    assert_string_equal(stolen, "abc");
    free(stolen);
    buf_release(&buf);
}

static void test_buf_written_safely(void **state)
{
    struct buf buf = BUF_INIT(64);

    (void)state;
    buf_add_quoted(&buf, "a \"b\" \\ c");
    assert_string_equal(buf_str(&buf), "\"a \\\"b\\\" \\\\ c\"");
    buf_clear(&buf);
    buf_add_percent(&buf, "/a b%\n\x7f\xC3\xA9~");
    assert_string_equal(buf_str(&buf), "/a%20b%25%0A%7F%C3%A9~");
    buf_release(&buf);
}

static void test_alloc(void **state)
{
    (void)state;
    free(xmalloc(0));
    free(xcalloc(0, 8));
    free(xcalloc(8, 0));
    free(xreallocarray(NULL, 0, 4));
    char *zeroed = xcalloc(3, 5);
    for (int i = 0; i < 15; i++)
        assert_int_equal(zeroed[i], 0);
    zeroed = xreallocarray(zeroed, 100, 5);
    assert_int_equal(zeroed[14], 0);
    free(zeroed);
    char *copy = xstrdup("word");
    assert_string_equal(copy, "word");
    free(copy);
    copy = xstrndup("words", 4);
    assert_string_equal(copy, "word");
    free(copy);
    copy = xstrndup("", 0);
    assert_string_equal(copy, "");
    free(copy);
}

/* The address sanitizer would end the program itself; without it nobody calls this. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void say_hook(void)
{
    ssize_t ignored = write(STDOUT_FILENO, "hook\n", 5);
    (void)ignored;
}

static void ask_too_much_with_malloc(void)
{
    free(xmalloc(SIZE_MAX));
}

static void ask_too_much_with_calloc(void)
{
    free(xcalloc(SIZE_MAX / 2, 3));
}

static void ask_too_much_with_reallocarray(void)
{
    free(xreallocarray(NULL, SIZE_MAX / 2, 3));
}

static void ask_too_much_with_strndup(void)
{
    free(xstrndup("", SIZE_MAX));
}

/* In a child: what is impossible ends the program, in words, after the hook. */
static void dies_of(void (*ask)(void))
{
    char said[128];
    size_t n = 0;
    int fds[2], status;

    assert_int_equal(pipe(fds), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(fds[1], STDOUT_FILENO);
        dup2(fds[1], STDERR_FILENO);
        alloc_on_failure(say_hook);
        ask();
        _exit(7);
    }
    close(fds[1]);
    for (ssize_t got; n < sizeof said - 1 && (got = read(fds[0], said + n, 1)) > 0;)
        n += (size_t)got;
    said[n] = '\0';
    close(fds[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    assert_non_null(strstr(said, "hook\ncoranto: out of memory\n"));
}

static void test_alloc_dies(void **state)
{
    (void)state;
    dies_of(alloc_die);
    dies_of(ask_too_much_with_malloc);
    dies_of(ask_too_much_with_calloc);
    dies_of(ask_too_much_with_reallocarray);
    dies_of(ask_too_much_with_strndup);
}

/* The published values, so that what is stored today is read tomorrow. */
static void test_hash(void **state)
{
    static const struct {
        const char *s;
        uint64_t want;
    } cases[] = { { "", UINT64_C(0xcbf29ce484222325) },
                  { "a", UINT64_C(0xaf63dc4c8601ec8c) },
                  { "foobar", UINT64_C(0x85944171f73967e8) },
                  { "\xFF", UINT64_C(0xaf64724c8602eb6e) } };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_true(hash_bytes(HASH_START, cases[i].s, strlen(cases[i].s)) == cases[i].want);
    assert_true(hash_bytes(hash_bytes(HASH_START, "foo", 3), "bar", 3) == cases[2].want);
}

/* Keys that differ only high up must not share the low bits that tables use. */
static void test_hash_mix(void **state)
{
    bool seen[256] = { false };
    int different = 0;

    (void)state;
    for (uint64_t i = 0; i < 256; i++) {
        size_t slot = hash_mix(i << 48) & 255;
        different += !seen[slot];
        seen[slot] = true;
    }
    assert_true(different > 128);
}

/* What another run of the program draws. */
static uint64_t secret_of_child(void)
{
    uint64_t secret = 0;
    int ends[2], status;

    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        secret = hash_secret();
        _exit(secret != hash_secret() ||
              write(ends[1], &secret, sizeof secret) != sizeof secret);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(read(ends[0], &secret, sizeof secret), sizeof secret);
    close(ends[0]);
    close(ends[1]);
    return secret;
}

/* Nobody outside knows it. */
static void test_hash_secret(void **state)
{
    (void)state;
    uint64_t one = secret_of_child(), other = secret_of_child();
    assert_true(one != other && one != HASH_START && other != HASH_START);
    assert_true(hash_secret() != one && hash_secret() == hash_secret());
}

static void test_error(void **state)
{
    struct error error = { "old" };

    (void)state;
    assert_false(error_set(NULL, "%d", 1));
    assert_false(error_errno(NULL, "%d", 1));
    assert_false(error_set(&error, "cannot read %s, line %d", "a.md", 3));
    assert_string_equal(error.text, "cannot read a.md, line 3");
    errno = ENOENT;
    assert_false(error_errno(&error, "cannot open %s", "a.md"));
    assert_string_equal(error.text, "cannot open a.md: No such file or directory");
    assert_int_equal(errno, ENOENT);
}

/* Whatever a stranger's name holds, the text is one clean line. */
static void test_error_is_clean(void **state)
{
    struct error error;

    (void)state;
    error_set(&error, "bad \033[31m%s\n%s", "\u202Ename", "\xFF");
    assert_string_equal(error.text, "bad \uFFFD[31mname \uFFFD");
}

static void test_error_is_cut(void **state)
{
    char name[20000];
    struct error error;

    (void)state;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    error_set(&error, "%s", name);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
    /* A character of three bytes does not end in the middle. */
    for (size_t i = 0; i + 3 < sizeof name; i += 3)
        memcpy(name + i, "\u4E00", 3);
    error_set(&error, "x%s", name);
    assert_int_equal(strlen(error.text), 511);
    error_set(&error, "%s", name);
    assert_int_equal(strlen(error.text), 510);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buf_grows),
        cmocka_unit_test(test_buf_full),
        cmocka_unit_test(test_buf_of_nothing),
        cmocka_unit_test(test_buf_nul_bytes),
        cmocka_unit_test(test_buf_addf_lengths),
        cmocka_unit_test(test_buf_truncate),
        cmocka_unit_test(test_buf_steal),
        cmocka_unit_test(test_buf_written_safely),
        cmocka_unit_test(test_alloc),
        cmocka_unit_test(test_alloc_dies),
        cmocka_unit_test(test_hash),
        cmocka_unit_test(test_hash_secret),
        cmocka_unit_test(test_hash_mix),
        cmocka_unit_test(test_error),
        cmocka_unit_test(test_error_is_clean),
        cmocka_unit_test(test_error_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
