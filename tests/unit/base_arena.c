/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_empty(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_int_equal(arena.used, 0);
    arena_release(&arena);
    arena_release(&arena);
}

static void test_alignment(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t n = 0; n < 300; n++) {
        char *bytes = arena_bytes(&arena, n);
        void *object = arena_alloc(&arena, n);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)object % alignof(max_align_t), 0);
        memset(bytes, 1, n);
        memset(object, 2, n);
    }
    arena_release(&arena);
}

static void test_strings_pack(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    const char *first = arena_strndup(&arena, "abc", 3);
    const char *second = arena_strndup(&arena, "defgh", 2);
    assert_string_equal(first, "abc");
    assert_string_equal(second, "de");
    assert_ptr_equal(second, first + 4);
    assert_int_equal(arena.used, 7);
    arena_release(&arena);
}

/* What holds little takes little, and what holds much few blocks. */
static void test_grows_with_what_it_holds(void **state)
{
    enum { MEGABYTE = 1000000, PIECE = 100 };
    struct arena arena;

    (void)state;
    arena_init(&arena);
    arena_bytes(&arena, PIECE);
    assert_true(arena.reserved < 5000);
    while (arena.used < MEGABYTE)
        arena_bytes(&arena, PIECE);
    assert_true(arena.reserved < MEGABYTE + 100000);
    arena_release(&arena);
}

/* Every piece keeps its bytes, whatever the mix of sizes. */
static void test_pieces_are_apart(void **state)
{
    enum { PIECES = 2000 };
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    struct arena arena;
    size_t total = 0;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = i % 97 == 0 ? 70000 + i : i % 41 == 0 ? 20000 : i * 7 % 500;
        pieces[i] = i % 2 ? arena_alloc(&arena, sizes[i])
                          : (void *)arena_bytes(&arena, sizes[i]);
        memset(pieces[i], (int)(i % 251), sizes[i]);
        total += sizes[i];
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(pieces[i][k], i % 251);
    assert_true(arena.used >= total);
    assert_true(arena.reserved >= arena.used);
    arena_release(&arena);
    assert_true(arena.used == 0 && arena.reserved == 0);
}

/* A large piece does not throw the rest of the current block away. */
static void test_large_piece_beside(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    char *before = arena_bytes(&arena, 10);
    char *large = arena_bytes(&arena, 1000000);
    char *after = arena_bytes(&arena, 10);
    memset(large, 1, 1000000);
    assert_ptr_equal(after, before + 10);
    arena_release(&arena);
}

static void test_little_waste(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (int i = 0; i < 100000; i++)
        arena_bytes(&arena, 50);
    assert_int_equal(arena.used, 5000000);
    assert_true(arena.reserved < arena.used + arena.used / 50 + 65536);
    arena_release(&arena);
}

static void test_take(void **state)
{
    struct arena to, from;

    (void)state;
    arena_init(&to);
    arena_init(&from);
    /* Nothing from nothing, and into an empty one. */
    arena_take(&to, &from);
    assert_null(to.blocks);
    char *far = arena_strndup(&from, "far", 3);
    arena_take(&to, &from);
    assert_null(from.blocks);
    assert_int_equal(from.used, 0);
    char *near = arena_strndup(&to, "near", 4);
    assert_ptr_equal(near, far + 4);

    for (int i = 0; i < 3000; i++)
        arena_strndup(&from, "0123456789012345678901234567890123456789", 40);
    char *last = arena_strndup(&from, "last", 4);
    size_t used = to.used + from.used, reserved = to.reserved + from.reserved;
    arena_take(&to, &from);
    assert_int_equal(to.used, used);
    assert_int_equal(to.reserved, reserved);
    /* What is added goes on in the block that was current. */
    assert_ptr_equal(arena_strndup(&to, "here", 4), near + 5);
    assert_string_equal(far, "far");
    assert_string_equal(last, "last");
    arena_take(&to, &from);
    assert_int_equal(to.used, used + 5);
    /* The empty one is as good as new. */
    assert_string_equal(arena_strndup(&from, "again", 5), "again");
    arena_release(&from);
    arena_release(&to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_strings_pack),
        cmocka_unit_test(test_grows_with_what_it_holds),
        cmocka_unit_test(test_pieces_are_apart),
        cmocka_unit_test(test_large_piece_beside),
        cmocka_unit_test(test_little_waste),
        cmocka_unit_test(test_take),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
