/* SPDX-License-Identifier: MIT */
/* Words to numbers, and texts that follow when nobody looks words up any more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "article/index_parts.h"

enum { WORDS = 5000 };

static size_t name_word(char word[16], size_t number)
{
    return (size_t)snprintf(word, 16, "w%zu", number);
}

static void fill(struct index_vocabulary *vocabulary)
{
    char word[16];

    index_vocabulary_init(vocabulary);
    for (size_t i = 0; i < WORDS; i++)
        assert_int_equal(index_vocabulary_add(vocabulary, word, name_word(word, i)), i);
}

static void assert_word(const struct index_vocabulary *vocabulary, size_t number,
                        const char *word, size_t n)
{
    uint32_t start = vocabulary->starts[number];

    assert_int_equal(vocabulary->starts[number + 1] - 1 - start, n);
    assert_memory_equal(vocabulary->bytes + start, word, n);
}

static void words_have_one_number(void **state)
{
    struct index_vocabulary vocabulary;
    char word[16];

    (void)state;
    fill(&vocabulary);
    for (size_t i = 0; i < WORDS; i++) {
        size_t n = name_word(word, i);
        assert_int_equal(index_vocabulary_add(&vocabulary, word, n), i);
        assert_word(&vocabulary, i, word, n);
    }
    assert_int_equal(vocabulary.count, WORDS);
    index_vocabulary_release(&vocabulary);
}

/* The table of words is not made again: without their hashes all would be in one place, which
 * takes minutes of some hundred thousand. */
static void what_is_forgotten_stays_so(void **state)
{
    struct index_vocabulary vocabulary;
    char word[16];

    (void)state;
    fill(&vocabulary);
    index_vocabulary_forget(&vocabulary);
    for (size_t size = vocabulary.size; vocabulary.size == size;) {
        size_t n = name_word(word, vocabulary.count);
        index_vocabulary_append(&vocabulary, word, n);
        assert_word(&vocabulary, vocabulary.count - 1, word, n);
    }
    assert_null(vocabulary.slots);
    assert_null(vocabulary.hashes);
    assert_word(&vocabulary, 0, "w0", 2);
    index_vocabulary_release(&vocabulary);
}

/* Long words are no reason to look at more of them in one go. */
static void grams_stop_by_bytes(void **state)
{
    enum { LONG = 100, COUNT = 50, STEP = 1000 };
    struct index_vocabulary vocabulary;
    struct index_grams grams = { .word = 0 };
    uint32_t costs[COUNT];
    char word[LONG];
    int steps = 1;

    (void)state;
    index_vocabulary_init(&vocabulary);
    for (int i = 0; i < COUNT; i++) {
        memset(word, 'a' + i % 26, LONG);
        index_vocabulary_append(&vocabulary, word, LONG);
        costs[i] = 1;
    }
    const struct index_header header = { .words = COUNT };
    const struct index index = { .header = &header,
                                 .words = vocabulary.bytes,
                                 .starts = vocabulary.starts };
    while (!index_grams_weigh(&grams, &index, costs, STEP))
        steps++;
    assert_int_equal(steps, LONG * COUNT / STEP);
    assert_int_equal(grams.used, 26 * 3);
    index_grams_release(&grams);
    index_vocabulary_release(&vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_one_number),
        cmocka_unit_test(what_is_forgotten_stays_so),
        cmocka_unit_test(grams_stop_by_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
