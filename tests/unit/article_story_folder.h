/* SPDX-License-Identifier: MIT */
/* A library of articles made up for stories: each has an address, a day and whom it names. */
#ifndef TESTS_UNIT_ARTICLE_STORY_FOLDER_H
#define TESTS_UNIT_ARTICLE_STORY_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "article_folder.h"

#include "article/story.h"

/* Article a is at http://s.org/a, on the day of 2021-03; "bc" are those that it names. */
struct reported {
    char name;
    int day;
    const char *names;
};

static void write_reported(const struct folder *folder, const struct reported *reported,
                           const char *file)
{
    char text[4096];
    int used = snprintf(text, sizeof text,
                        "---\ntitle: %c\nwebUrl: http://s.org/%c\n"
                        "publishedDateTime: 2021-03-%02dT12:00:00Z\nrelated:\n",
                        reported->name, reported->name, reported->day);

    for (const char *p = reported->names; *p; p++)
        used += snprintf(text + used, sizeof text - (size_t)used,
                         "  - webUrl: http://www.s.org/%c/\n", *p);
    snprintf(text + used, sizeof text - (size_t)used, "---\n");
    folder_write(folder, file, text);
}

static int by_letter(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each story as the titles of its members in order, the stories in order: "abc de". */
static void dump_stories(struct library *library, struct buf *out)
{
    const struct stories *stories = library_stories(library);
    char *texts[64] = { NULL };
    size_t count = stories_count(stories), n;

    assert_true(count <= 64);
    for (size_t i = 0; i < count; i++) {
        const uint32_t *members = stories_members(stories, (uint32_t)i, &n);
        char *letters[64] = { NULL };
        texts[i] = calloc(n + 1, 1);
        assert_non_null(texts[i]);
        for (size_t k = 0; k < n; k++) {
            letters[k] = (char *)library_article(library, members[k])->title;
            assert_int_equal(stories_of(stories, members[k]), i);
        }
        qsort(letters, n, sizeof *letters, by_letter);
        for (size_t k = 0; k < n; k++)
            texts[i][k] = *letters[k];
    }
    qsort(texts, count, sizeof *texts, by_letter);
    for (size_t i = 0; i < count; i++) {
        buf_addf(out, "%s%s", i ? " " : "", texts[i]);
        free(texts[i]);
    }
}

#endif
