/* SPDX-License-Identifier: MIT */
#include "article/facet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "article_folder.h"
#include "base/buf.h"

static const char *const texts[] = {
    "---\ntitle: One\ndate: 2021-03-04\ntopics: [AI, Cloud]\nheat: 5\nprice: Free\n"
    "provider:\n  name: Times\npublished: true\n---\n",
    "---\ntitle: Two\ndate: 2021-03-31T23:30:00Z\ntopics: [AI]\nheat: 5.0\nprice: Paid\n"
    "provider:\n  name: Post\npublished: false\n---\n",
    "---\ntitle: Three\ndate: 2021-12-31T23:59:59Z\ntopics: [ai]\nheat: 2.5\nPrice: Free\n---\n",
    "---\ntitle: Four\ndate: 2019-01-01\ntopics: [\xC3\x89nergie, Cloud]\nheat: -1\n"
    "provider:\n  name: Times\n---\nThree words here\n",
    "---\ntitle: Five\n---\n",
    "---\ntitle: Six\ndate: 2021-04-01T00:00:00Z\nratings:\n  average: 4.5\n---\n",
};

static struct folder folder;
static struct library *library;

static int set_up(void **state)
{
    (void)state;
    setenv("TZ", "UTC0", 1);
    tzset();
    folder_make(&folder);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        folder_write(&folder, (const char[]){ (char)('a' + i), '.', 'm', 'd', '\0' }, texts[i]);
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

/* The numbers of the articles whose files have these letters. */
static size_t numbers_of(const char *letters, uint32_t *numbers)
{
    size_t count = 0;

    for (uint32_t i = 0; i < library_count(library); i++)
        if (strchr(letters, library_article(library, i)->path[0]))
            numbers[count++] = i;
    return count;
}

struct count_case {
    const char *field, *letters, *values;
    size_t without;
};

#define ALL "abcdef"

static const struct count_case count_cases[] = {
    { "topic", ALL, "AI 2, Cloud 2, ai 1, \xC3\x89nergie 1", 2 },
    { "topics", ALL, "AI 2, Cloud 2, ai 1, \xC3\x89nergie 1", 2 },
    { "topic", "ac", "AI 1, ai 1, Cloud 1", 0 },
    { "topic", "e", "", 1 },
    { "topic", "", "", 0 },
    { "Provider", ALL, "Times 2, Post 1", 3 },
    { "provider", "b", "Post 1", 0 },
    { "date", ALL, "2021 4, 2019 1", 1 },
    { "year", ALL, "2021 4, 2019 1", 1 },
    { "month", ALL, "2021-03 2, 2019-01 1, 2021-04 1, 2021-12 1", 1 },
    { "day", "abd", "2019-01-01 1, 2021-03-04 1, 2021-03-31 1", 0 },
    { "heat", ALL, "5 2, 2.5 1", 3 },
    { "words", "ad", "3 1", 1 },
    { "published", ALL, "false 1, true 1", 4 },
    { "title", "ab", "One 1, Two 1", 0 },
    { "price", ALL, "Free 2, Paid 1", 3 },
    { "ratings.average", ALL, "4.5 1", 5 },
};

static void counts(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(1000);

    for (size_t i = 0; i < sizeof count_cases / sizeof *count_cases; i++) {
        const struct count_case *c = &count_cases[i];
        uint32_t numbers[sizeof texts / sizeof *texts];
        struct facets facets;
        size_t count = numbers_of(c->letters, numbers);
        assert_true(facets_count(&facets, library, c->field, numbers, count));
        buf_clear(&out);
        for (size_t j = 0; j < facets.count; j++)
            buf_addf(&out, "%s%s %zu", j ? ", " : "", facets.values[j].text,
                     facets.values[j].count);
        if (strcmp(buf_str(&out), c->values) != 0 || facets.without != c->without)
            fail_msg("%s: %s; %zu without", c->field, buf_str(&out), facets.without);
        facets_release(&facets);
    }
    buf_release(&out);
}

static void unknown_names(void **state)
{
    (void)state;
    static const char *const names[] = { "prise", "", "ratings", "topic " };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct facets facets;
        assert_false(facets_count(&facets, library, names[i], NULL, 0));
        assert_int_equal(facets.count, 0);
        facets_release(&facets);
    }
}

/* Spans are those of the reader's clock. */
static void local_days(void **state)
{
    (void)state;
    uint32_t numbers[sizeof texts / sizeof *texts];
    struct facets facets;

    setenv("TZ", "XST-1", 1);
    tzset();
    size_t count = numbers_of("bcf", numbers);
    assert_true(facets_count(&facets, library, "day", numbers, count));
    assert_int_equal(facets.count, 2);
    assert_string_equal(facets.values[0].text, "2021-04-01");
    assert_int_equal(facets.values[0].count, 2);
    assert_string_equal(facets.values[1].text, "2022-01-01");
    facets_release(&facets);
    setenv("TZ", "UTC0", 1);
    tzset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(unknown_names),
        cmocka_unit_test(local_days),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
