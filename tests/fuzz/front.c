/* SPDX-License-Identifier: MIT */
/* A file to an article: by both roads, which must agree, and every string clean; and the input
 * as plain YAML, of which libyaml must give the same events. */
#include <string.h>

#include "../unit/article_plain.h"
#include "article/front.h"
#include "base/date.h"
#include "base/text.h"
#include "fuzz.h"
#include "oracle.h"

struct reading {
    struct arena arena;
    struct terms *terms;
    struct article article;
    struct front front;
};

static void clean(const char *s)
{
    FUZZ_HOLDS(s && oracle_is_clean(s, strlen(s), false));
}

static void clean_term(const struct reading *reading, term t)
{
    clean(terms_text(reading->terms, t));
}

static void check_article(const struct reading *reading)
{
    const struct article *article = &reading->article;

    clean(article->title);
    FUZZ_HOLDS(*article->title);
    clean(article->excerpt);
    for (int i = 0; i < URL_COUNT; i++)
        clean(article->url[i]);
    for (int i = 0; i < article->topic_count; i++)
        clean_term(reading, article->topics[i]);
    for (int i = 0; i < article->extra_count; i++) {
        clean_term(reading, article->extras[i].key);
        clean(article->extras[i].value);
    }
    clean_term(reading, article->provider);
    clean_term(reading, article->author);
}

static void check_front(const struct reading *reading, size_t size)
{
    const struct front *front = &reading->front;

    FUZZ_HOLDS(front->body <= size);
    for (size_t i = 0; i < front->problem_count; i++)
        clean(front->problems[i].message);
    for (size_t i = 0; i < front->related_count; i++) {
        clean(front->related[i].title);
        clean(front->related[i].url[URL_WEB]);
    }
    for (size_t i = 0; i < front->image_count; i++)
        clean(front->images[i].url);
}

static void parse(struct reading *reading, const char *bytes, size_t size, enum front_road road)
{
    *reading = (struct reading){ .terms = terms_new() };
    arena_init(&reading->arena);
    front_parse(bytes, size, "2021-03-04-name.md", road, reading->terms, &reading->arena,
                &reading->article, &reading->front);
    check_article(reading);
    check_front(reading, size);
}

static void release(struct reading *reading)
{
    arena_release(&reading->arena);
    terms_free(reading->terms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct reading quick, full;

    if (!ready)
        ready = text_init_locale() || true;
    parse(&quick, (const char *)data, size, FRONT_QUICK);
    parse(&full, (const char *)data, size, FRONT_FULL);
    FUZZ_HOLDS(quick.front.body == full.front.body);
    FUZZ_HOLDS(strcmp(quick.article.title, full.article.title) == 0);
    FUZZ_HOLDS(strcmp(quick.article.excerpt, full.article.excerpt) == 0);
    FUZZ_HOLDS(quick.article.date == full.article.date);
    FUZZ_HOLDS(quick.article.topic_count == full.article.topic_count);
    FUZZ_HOLDS(quick.article.extra_count == full.article.extra_count);
    for (int i = 0; i < URL_COUNT; i++)
        FUZZ_HOLDS(strcmp(quick.article.url[i], full.article.url[i]) == 0);
    release(&quick);
    release(&full);
    FUZZ_HOLDS(plain_check((const char *)data, size) != PLAIN_DIFFERS);
    struct front_frame frame;
    front_frame_find((const char *)data, size, &frame, NULL);
    FUZZ_HOLDS(frame.kind != FRAME_YAML ||
               plain_check((const char *)data + frame.start, frame.end - frame.start) !=
                   PLAIN_DIFFERS);
    return 0;
}
