/* SPDX-License-Identifier: MIT */
/* A file to an article: by both roads, which must agree, and every string clean; and the input
 * as plain YAML, of which libyaml must give the same events. */
#include <string.h>

#include "../unit/article_plain.h"
#include "article/front.h"
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

static void same_term(const struct reading *a, term x, const struct reading *b, term y)
{
    FUZZ_HOLDS(strcmp(terms_text(a->terms, x), terms_text(b->terms, y)) == 0);
}

static void check_same_lists(const struct reading *a, const struct reading *b)
{
    const struct article *x = &a->article, *y = &b->article;

    FUZZ_HOLDS(x->topic_count == y->topic_count && x->extra_count == y->extra_count);
    for (int i = 0; i < x->topic_count; i++)
        same_term(a, x->topics[i], b, y->topics[i]);
    for (int i = 0; i < x->extra_count; i++) {
        same_term(a, x->extras[i].key, b, y->extras[i].key);
        FUZZ_HOLDS(strcmp(x->extras[i].value, y->extras[i].value) == 0);
    }
    FUZZ_HOLDS(x->has_related == y->has_related && x->has_images == y->has_images);
}

static void check_same(const struct reading *a, const struct reading *b)
{
    const struct article *x = &a->article, *y = &b->article;

    FUZZ_HOLDS(a->front.body == b->front.body);
    FUZZ_HOLDS(strcmp(x->title, y->title) == 0 && strcmp(x->excerpt, y->excerpt) == 0);
    FUZZ_HOLDS(x->date == y->date && x->published == y->published);
    FUZZ_HOLDS(memcmp(&x->heat, &y->heat, sizeof x->heat) == 0);
    FUZZ_HOLDS(memcmp(&x->quality, &y->quality, sizeof x->quality) == 0);
    for (int i = 0; i < URL_COUNT; i++)
        FUZZ_HOLDS(strcmp(x->url[i], y->url[i]) == 0);
    same_term(a, x->provider, b, y->provider);
    same_term(a, x->domain, b, y->domain);
    same_term(a, x->type, b, y->type);
    same_term(a, x->category, b, y->category);
    same_term(a, x->author, b, y->author);
    same_term(a, x->lang, b, y->lang);
    check_same_lists(a, b);
}

/* What the quick road leaves is found afterwards. */
static void check_related(const struct reading *quick, const struct reading *full,
                          const char *bytes, size_t size)
{
    struct related_keys keys = { .count = quick->article.related_count };

    if (quick->front.related_left)
        front_find_related(bytes, size, &keys);
    else if (keys.count > 0)
        memcpy(keys.keys, quick->article.related, keys.count * sizeof *keys.keys);
    FUZZ_HOLDS(keys.count == full->article.related_count);
    FUZZ_HOLDS(keys.count == 0 ||
               memcmp(keys.keys, full->article.related, keys.count * sizeof *keys.keys) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct reading quick, full;

    if (!ready)
        ready = text_init_locale() || true;
    parse(&quick, (const char *)data, size, FRONT_QUICK);
    parse(&full, (const char *)data, size, FRONT_FULL);
    check_same(&quick, &full);
    check_related(&quick, &full, (const char *)data, size);
    release(&quick);
    release(&full);
    FUZZ_HOLDS(plain_check((const char *)data, size) != PLAIN_DIFFERS);
    struct front_frame frame;
    front_frame_find((const char *)data, size, &frame, NULL, false);
    FUZZ_HOLDS(frame.kind != FRAME_YAML ||
               plain_check((const char *)data + frame.start, frame.end - frame.start) !=
                   PLAIN_DIFFERS);
    return 0;
}
