/* SPDX-License-Identifier: MIT */
/* Fifteen articles of all kinds, known by the first letter of their file, and queries on them.
 */
#ifndef TESTS_UNIT_ARTICLE_QUERY_FOLDER_H
#define TESTS_UNIT_ARTICLE_QUERY_FOLDER_H

#include <time.h>

#include "article/query.h"
#include "article_folder.h"
#include "base/buf.h"
#include "base/date.h"

struct file {
    const char *name, *text;
};

/* 2022-02-01T12:00:00Z is now. */
static const struct file files[] = {
    { "a.md", "---\ntitle: Getting AI to Scale\npublishedDateTime: 2021-04-12T12:00:00Z\n"
              "excerpt: Most companies are stuck in pilots\nheat: 90\nquality: 70\n"
              "originalUrl: https://hbr.org/2021/04/getting-ai-to-scale\npublished: false\n"
              "type: article\ncategory: news\nlang: en\nauthor: Ann Lee\n"
              "provider:\n  name: Harvard Business Review\n  domain: hbr.org\n"
              "topics: [AI, Management]\nimages:\n  - url: https://hbr.org/a.jpg\n---\n" },
    { "b.md", "---\ntitle: A boom of chips\npublishedDateTime: 2022-01-24T15:40:00Z\n"
              "excerpt: Hardware sells\nheat: 127\nquality: 87\npublished: true\n"
              "originalUrl: https://venturebeat.com/2022/chips\n"
              "ampWebUrl: https://venturebeat.com/2022/chips/amp\n"
              "provider:\n  name: VentureBeat\n  domain: venturebeat.com\n"
              "topics: [AI Hardware]\nprice: Free\nlength: PT25M\n"
              "ratings:\n  average: 4.5\n  count: 12\n---\n" },
    { "c.md", "---\ntitle: Caf\xC3\xA9 society\npublishedDateTime: 2021-03-04T10:00:00Z\n"
              "excerpt: Une soci\xC3\xA9t\xC3\xA9 heureuse\nheat: -1\nquality: 0\nlang: fr\n"
              "provider:\n  name: Le Monde\n  domain: lemonde.fr\ntopics: [Culture]\n"
              "price: Paid\nlength: PT45M\nratings:\n  average: 3\n  count: 7\n---\n" },
    { "d.md", "---\ntitle: Stra\xC3\x9F"
              "e nach Norden\ndate: 2020-11-20 21:30:10 +0530\n"
              "excerpt: Zug um Zug\nheat: 0\nlang: de\ntopics: [Travel, Culture]\n---\n" },
    { "e.md", "---\ntitle: \xE6\x97\xA5\xE6\x9C\xAC\xE3\x81\xAE\xE6\x96\xB0\xE8\x81\x9E\n"
              "date: 2021-12-31T23:59:59Z\nlang: ja\ntopics: [News]\n---\n" },
    { "f.txt", "# Plain note\n\nSome words of a body.\n" },
    { "g.md",
      "---\ntitle: none\ndate: 2018-01-01\ntopics: ['none', 'a..b', 'x, y', '/slash/', Video essays]\n"
      "author: -dash\nprice: none\n---\n" },
    { "h.md", "---\ntitle: War and Peace\ndate: 2022-01-31T18:00:00Z\ncategory: books\n"
              "author: Leo Tolstoy\nheat: 3.5\npages: 1225\n---\nWell, Prince.\n" },
    { "i.md", "---\ntitle: R&D at AT&T\ndate: 2022-01-29T12:00:00Z\n"
              "provider:\n  name: AT&T\n  domain: att.com\nheat: 12\nlength: P1D\n---\n" },
    { "j.md", "---\ntitle: C++ (the hard parts)\ndate: 2019-05-05\ntopics: [C++, 'C#']\n"
              "pages: 80\nreleased: 2019-05-01\n---\n" },
    { "k.md", "---\ntitle: 'Interview: Ann Lee'\ndate: 2021-06-15\nauthor: Bob\nheat: 50\n"
              "excerpt: It began at http://example.com/x as a joke\nreleased: 2021-06-01\n"
              "webUrl: https://en.example.org/wiki/Ann_(Lee)\n---\n" },
    { "l.md", "---\ntitle: 'Say \"yes\" or back\\slash'\ndate: 2021-06-16T08:00:00Z\nheat: 51\n"
              "topics: [Management]\nMy Key: two words\nZ9: x\n---\n" },
    { "m.md", "---\ntitle: Getting AI to Scale\ndate: 2017-07-07\nheat: 50\ntype: video\n"
              "topics: [Machine Learning, Hardware]\nlength: PT1500S\n---\n" },
    { "n.md", "---\ntitle: A new and full body to read\ndate: 2016-02-29\nheat: 80.25\n"
              "provider:\n  domain: blog.hbr.org\ntype: video course\n---\n" },
    { "o.md", "---\ntitle: Nothing known\n---\n" },
};

static struct folder folder;
static struct library *library;
static int64_t now;

static int set_up(void **state)
{
    (void)state;
    setenv("TZ", "UTC0", 1);
    tzset();
    now = date_parse("2022-02-01T12:00:00Z", strlen("2022-02-01T12:00:00Z"));
    folder_make(&folder);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        folder_write(&folder, files[i].name, files[i].text);
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

static struct query *parse(const char *text)
{
    struct query_error error;
    struct query *query = query_parse(text, strlen(text), now, &error);

    if (!query)
        fail_msg("%s: %zu-%zu: %s", text, error.start, error.end, error.error.text);
    return query;
}

/* The first letters of the files that match, in order. */
static void run(struct query *query, struct buf *out)
{
    size_t count, matched;
    uint32_t *numbers = query_run(query, library, &count, &matched);

    assert_true(count <= matched);
    buf_clear(out);
    for (size_t i = 0; i < count; i++) {
        const struct article *article = library_article(library, numbers[i]);
        assert_true(query_match(query, library, article));
        buf_addc(out, article->path[0]);
    }
    free(numbers);
}

/* All of them, by date, newest first, those without a date by title. */
#define ALL "hibelkacdjgmnof"

#endif
