/* SPDX-License-Identifier: MIT */
/* An index as bytes: used where it lies it answers alike, and damage of any kind is harmless.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "article/facet.h"
#include "article/index.h"
#include "article/query.h"
#include "article_folder.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "random_text.h"

enum { ARTICLES = 300, FLIPS = 1500, CUTS = 40 };

static struct folder folder;
static struct library *library;
static struct random_text seed = { 7 };

static int set_up(void **state)
{
    static const char *const words[] = { "chip", "market", "rain", "日本", "heat" };

    (void)state;
    folder_make(&folder);
    for (uint32_t i = 0; i < ARTICLES; i++) {
        struct buf out = BUF_INIT(4096);
        char name[16];
        buf_addf(&out,
                 "---\ntitle: %s %s %u\nexcerpt: %s of %s\nheat: %u\ndate: 20%02u-01-02\n"
                 "topics: [%s, t%u]\nprovider:\n  name: p%u\nprice: %u\n---\n",
                 words[i % 5], words[i / 5 % 5], i, words[i / 3 % 5], words[i / 7 % 5], i % 90,
                 i % 30, words[i % 4], i % 9, i % 17, i % 3);
        snprintf(name, sizeof name, "%u.md", i);
        folder_write(&folder, name, buf_str(&out));
        buf_release(&out);
    }
    library = folder_load(&folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    library_free(library);
    folder_remove(&folder);
    return 0;
}

/* Each section in memory of its own and of its exact size, so that a step outside is seen. */
static void copy_sections(const struct index *index, struct index_section *copies)
{
    struct index_section sections[INDEX_SECTIONS];

    index_sections(index, sections);
    for (size_t i = 0; i < INDEX_SECTIONS; i++) {
        void *bytes = xmalloc(sections[i].length);
        memcpy(bytes, sections[i].bytes, sections[i].length);
        copies[i] = (struct index_section){ bytes, sections[i].length };
    }
}

static void free_sections(struct index_section *copies)
{
    for (size_t i = 0; i < INDEX_SECTIONS; i++)
        free((void *)copies[i].bytes);
}

static struct index *open_index(const struct index_section *sections)
{
    return index_open(sections, library_count(library), terms_count(library_terms(library)));
}

static const char *const queries[] = { "",
                                       "chip",
                                       "a",
                                       "ma -rain",
                                       "日本 | title:heat",
                                       "\"of rain\"",
                                       "heat>40",
                                       "#chip",
                                       "price:1",
                                       "topic:none",
                                       "published",
                                       "date:2010..2020 sort:title",
                                       "sort:heat,-title",
                                       "sort:provider",
                                       "sort:hot" };

/* How many each query finds, and each facet has, in a row. */
static void ask_all(struct buf *out)
{
    static const char *const names[] = { "topic", "provider", "year", "day", "heat" };

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct query *query = query_parse(queries[i], strlen(queries[i]), 1600000000, NULL);
        size_t count;
        uint32_t *numbers = query_run(query, library, &count, NULL);
        buf_addf(out, "%zu:", count);
        for (size_t k = 0; k < count && k < 5; k++)
            buf_addf(out, " %u", numbers[k]);
        struct facets facets;
        facets_count(&facets, library, names[i % 5], numbers, count);
        buf_addf(out, " %zu %zu\n", facets.count, facets.without);
        facets_release(&facets);
        free(numbers);
        query_free(query);
    }
}

static void bytes_answer_alike(void **state)
{
    struct index_section copies[INDEX_SECTIONS];
    struct buf plain = BUF_INIT(65536), made = BUF_INIT(65536), opened = BUF_INIT(65536);

    (void)state;
    ask_all(&plain);
    library_index_now(library);
    ask_all(&made);
    copy_sections(library_index(library), copies);
    library_set_index(library, open_index(copies));
    assert_non_null(library_index(library));
    assert_int_equal(index_count(library_index(library)), ARTICLES);
    ask_all(&opened);
    assert_string_equal(plain.data, made.data);
    assert_string_equal(plain.data, opened.data);
    library_set_index(library, NULL);
    free_sections(copies);
    buf_release(&plain);
    buf_release(&made);
    buf_release(&opened);
}

/* Whatever is opened can be asked anything. */
static bool try(const struct index_section *sections)
{
    struct buf ignored = BUF_INIT(65536);
    struct index *index = open_index(sections);

    if (!index)
        return false;
    library_set_index(library, index);
    ask_all(&ignored);
    library_set_index(library, NULL);
    buf_release(&ignored);
    return true;
}

static void flipped_bytes_are_harmless(void **state)
{
    struct index_section copies[INDEX_SECTIONS];
    int opened = 0;

    (void)state;
    library_index_now(library);
    copy_sections(library_index(library), copies);
    library_set_index(library, NULL);
    for (int i = 0; i < FLIPS; i++) {
        const struct index_section *section = &copies[random_text_next(&seed, INDEX_SECTIONS)];
        unsigned char *byte = (unsigned char *)section->bytes +
                              random_text_next(&seed, (uint32_t)section->length);
        unsigned char old = *byte;
        *byte = (unsigned char)random_text_next(&seed, 256);
        opened += try(copies);
        /* Some faults stay, so that they meet others. */
        if (i % 8 > 0)
            *byte = old;
        if (i % 64 == 0) {
            free_sections(copies);
            library_index_now(library);
            copy_sections(library_index(library), copies);
            library_set_index(library, NULL);
        }
    }
    assert_in_range(opened, 1, FLIPS - 1);
    free_sections(copies);
}

/* Cut anywhere, each section in turn: it is no index. */
static void cut_sections_are_refused(void **state)
{
    struct index_section copies[INDEX_SECTIONS];

    (void)state;
    library_index_now(library);
    copy_sections(library_index(library), copies);
    library_set_index(library, NULL);
    for (size_t i = 0; i < INDEX_SECTIONS; i++) {
        const struct index_section whole = copies[i];
        for (size_t cut = 0; cut < CUTS && cut < whole.length; cut++) {
            size_t length = cut < CUTS / 2 ? whole.length - 1 - cut
                                           : random_text_next(&seed, (uint32_t)whole.length);
            void *bytes = xmalloc(length);
            memcpy(bytes, whole.bytes, length);
            copies[i] = (struct index_section){ bytes, length };
            /* Columns may have room at their end. */
            if (try(copies))
                assert_true(whole.length - length < 8);
            free(bytes);
        }
        copies[i] = whole;
    }
    free_sections(copies);
}

static void another_library_is_refused(void **state)
{
    struct index_section sections[INDEX_SECTIONS];

    (void)state;
    library_index_now(library);
    index_sections(library_index(library), sections);
    assert_null(index_open(sections, ARTICLES - 1, terms_count(library_terms(library))));
    assert_null(index_open(sections, ARTICLES, terms_count(library_terms(library)) - 1));
    struct index *later = index_open(sections, ARTICLES + 1, UINT32_MAX);
    assert_non_null(later);
    index_free(later);
    library_set_index(library, NULL);
}

static void no_articles(void **state)
{
    const char *const paths[] = { "/nowhere" };
    struct library *empty = library_new(paths, 1);
    struct query *query = query_parse("a", 1, 0, NULL);
    struct error error;
    size_t count;

    (void)state;
    library_load(empty, &error);
    library_index_now(empty);
    assert_non_null(library_index(empty));
    free(query_run(query, empty, &count, NULL));
    assert_int_equal(count, 0);
    query_free(query);
    library_free(empty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_answer_alike),
        cmocka_unit_test(flipped_bytes_are_harmless),
        cmocka_unit_test(cut_sections_are_refused),
        cmocka_unit_test(another_library_is_refused),
        cmocka_unit_test(no_articles),
    };

    setenv("TZ", "UTC0", 1);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
