/* SPDX-License-Identifier: MIT */
/*
 * What the benchmarks share: articles by the million without so many files, lines as people
 * type them. Each program includes it once.
 */
#ifndef BENCH_MANY_H
#define BENCH_MANY_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/library_parts.h"
#include "base/alloc.h"
#include "base/text.h"
#include "times.h"

enum { MANY_DAY = 24 * 60 * 60 };

static uint64_t random_state = 88172645463325252u;

static uint32_t below(size_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) % n);
}

static void report(const char *name, double *times, size_t count)
{
    qsort(times, count, sizeof *times, by_value);
    printf("%s %.3f %.3f %.3f\n", name, times[count / 2], times[count * 99 / 100],
           times[count - 1]);
}

/* ---- more articles ---- */

/* The words of a text in another order, some of another one among them. */
static const char *mixed(struct library *library, const char *text, const char *other)
{
    const char *const sources[] = { text, other };
    size_t n = strlen(text), at[2] = { below(n + 1), below(strlen(other) + 1) }, len = 0;
    char *out = arena_bytes(&library->arena, n + 1);

    while (len < n) {
        size_t which = below(4) == 0;
        const char *word = sources[which] + at[which], *end = strchrnul(word, ' ');
        size_t take = (size_t)(end - word) < n - len ? (size_t)(end - word) : n - len;
        memcpy(out + len, word, take);
        len += take;
        if (take > 0 && len < n)
            out[len++] = ' ';
        at[which] = *end ? (size_t)(end - sources[which]) + 1 : 0;
        if (!*sources[which] || !*text)
            break;
    }
    out[text_whole(out, len)] = '\0';
    return out;
}

static void multiply(struct library *library, size_t times)
{
    size_t count = library->count;

    library_read_related(library); /* as the copies have the same */
    library_reserve(library, count * (times - 1));
    for (size_t i = count; i < count * times; i++) {
        struct article *copy = arena_alloc(&library->arena, sizeof *copy);
        const struct article *other = library->articles[below(count)];
        *copy = *library->articles[i % count];
        copy->id += i;
        copy->number = (uint32_t)i;
        copy->title = mixed(library, copy->title, other->title);
        copy->excerpt = mixed(library, copy->excerpt, other->excerpt);
        copy->topics = other->topics;
        copy->topic_count = other->topic_count;
        if (copy->date != DATE_NONE)
            copy->date -= (int64_t)below(1000) * MANY_DAY + below(MANY_DAY);
        library->articles[i] = copy;
        library->successors[i] = LIBRARY_HERE;
        library->count++;
    }
}

/* ---- lines ---- */

static void copy_word(const char *s, char *out, size_t size)
{
    const char *end = strchrnul(s, ' ');
    size_t n = (size_t)(end - s);

    if (n >= size)
        n = size - 1;
    n = text_whole(s, n);
    memcpy(out, s, n);
    out[n] = '\0';
}

/* A word of some article: the more often articles have it, the more often it is taken. */
static void random_word(const struct library *library, char *out, size_t size)
{
    const struct article *article = library_article(library, below(library_count(library)));
    const char *text = *article->excerpt && below(3) ? article->excerpt : article->title;
    size_t at = below(strlen(text) + 1);

    while (at > 0 && text[at - 1] != ' ')
        at--;
    copy_word(text + at, out, size);
}

/* What a person types: one to three words, or a term before them. */
static void random_line(const struct library *library, char *line, size_t size)
{
    static const char *const before[] = {
        "", "", "", "", "", "#topic ", "heat>5 ", "@90d ", "-"
    };
    char word[64];
    struct buf out = BUF_INIT(size - 1);

    buf_adds(&out, before[below(sizeof before / sizeof *before)]);
    for (uint32_t i = 0, words = 1 + below(3); i < words; i++) {
        random_word(library, word, sizeof word);
        buf_addf(&out, "%s%s", i ? " " : "", word);
    }
    snprintf(line, size, "%s", buf_str(&out));
    buf_release(&out);
}

#endif
