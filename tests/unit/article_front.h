/* SPDX-License-Identifier: MIT */
/*
 * An article written out, to compare: the fields that are known, in the order of the field
 * table, then "+key=value" for what is no field, what there is besides, and each problem as
 * "!line:column message" ("!!" for an error).
 */
#ifndef TESTS_ARTICLE_FRONT_H
#define TESTS_ARTICLE_FRONT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "article/field.h"
#include "article/front.h"
#include "base/alloc.h"
#include "base/buf.h"
#include "base/date.h"

struct parsed {
    struct arena arena;
    struct terms *terms;
    struct article article;
    struct front front;
    struct related_keys related; /* found afterwards */
};

static inline void parse(struct parsed *parsed, const char *bytes, size_t n, const char *name,
                         enum front_road road)
{
    arena_init(&parsed->arena);
    parsed->terms = terms_new();
    front_parse(bytes, n, name, road, parsed->terms, &parsed->arena, &parsed->article,
                &parsed->front);
    if (!parsed->front.related_left)
        return;
    front_find_related(bytes, n, &parsed->related);
    parsed->article.related = parsed->related.keys;
    parsed->article.related_count = parsed->related.count;
}

static inline void release(struct parsed *parsed)
{
    terms_free(parsed->terms);
    arena_release(&parsed->arena);
}

static inline void dump_article(const struct parsed *parsed, struct buf *out)
{
    const struct article *article = &parsed->article;

    for (size_t f = 0; f < field_count; f++) {
        size_t count = field_values(&fields[f], article);
        for (size_t i = 0; i < count; i++) {
            buf_addf(out, "%s=", fields[f].name);
            field_format(&fields[f], article, parsed->terms, i, out);
            buf_adds(out, "\n");
        }
    }
    for (size_t i = 0; i < article->extra_count; i++)
        buf_addf(out, "+%s=%s\n", terms_text(parsed->terms, article->extras[i].key),
                 article->extras[i].value);
    if (article->has_body)
        buf_adds(out, "body\n");
    if (article->has_related)
        buf_adds(out, "related\n");
    if (article->has_images)
        buf_adds(out, "images\n");
    for (size_t i = 0; i < article->related_count; i++)
        buf_addf(out, "~%08x\n", article->related[i]);
}

static inline void dump_problems(const struct parsed *parsed, struct buf *out)
{
    assert_int_equal(parsed->article.has_warnings, parsed->front.problem_count > 0);
    for (size_t i = 0; i < parsed->front.problem_count; i++) {
        const struct front_problem *problem = &parsed->front.problems[i];
        buf_addf(out, "%s%d:%d %s\n", problem->error ? "!!" : "!", problem->line,
                 problem->column, problem->message);
    }
}

#define DUMP_MAX ((size_t)4 << 20)

/* A file, and the article that must come of it by both roads. */
struct example {
    const char *name; /* of the file; NULL is "a.md" */
    const char *text, *expected;
    size_t len; /* 0: as long as the string */
};

static inline void check_example(const struct example *example)
{
    size_t n = example->len ? example->len : strlen(example->text);

    for (int road = FRONT_QUICK; road <= FRONT_FULL; road++) {
        struct buf dump = BUF_INIT(DUMP_MAX);
        struct parsed parsed;
        /* Exactly as long as it is, so that reading beyond the end is seen. */
        char *bytes = xmalloc(n);
        memcpy(bytes, example->text, n);
        parse(&parsed, bytes, n, example->name ? example->name : "a.md", (enum front_road)road);
        dump_article(&parsed, &dump);
        dump_problems(&parsed, &dump);
        free(bytes);
        if (strcmp(buf_str(&dump), example->expected) != 0)
            fail_msg("%s road of:\n%s\ngives:\n%s\nnot:\n%s", road ? "full" : "quick",
                     example->text, buf_str(&dump), example->expected);
        buf_release(&dump);
        release(&parsed);
    }
}

#define CHECK(table)                                                \
    for (size_t i_ = 0; i_ < sizeof(table) / sizeof *(table); i_++) \
    check_example(&(table)[i_])

#endif
