/* SPDX-License-Identifier: MIT */
/*
 * How long keys, facets and orders take over a folder of articles: queries [-x N] FOLDER
 *
 * With -x the articles are there N times over in memory, each copy with words, topics and dates
 * of other articles, so that a million need no million files. Times are of the processor, as
 * one thread does all of it: another program that runs meanwhile disturbs them little. Each
 * line is a name and three figures: milliseconds in the median, at the 99th percentile and at
 * worst; or a name and one figure.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "article/facet.h"
#include "article/index.h"
#include "article/library_parts.h"
#include "article/query.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

enum { KEYS = 2000, LINES = 64, TEXT = 256, DAY = 24 * 60 * 60 };

static uint64_t random_state = 88172645463325252u;

static uint32_t below(size_t n)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) % n);
}

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
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
            copy->date -= (int64_t)below(1000) * DAY + below(DAY);
        library->articles[i] = copy;
        library->successors[i] = LIBRARY_HERE;
        library->count++;
    }
}

/* ---- keys ---- */

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

struct key {
    char text[TEXT];
    double ms;
};

static int by_time(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    return (x->ms < y->ms) - (x->ms > y->ms);
}

/* One key: the line is parsed and run anew. The result is what facets are counted of. */
static double run_key(const struct library *library, const char *text, bool facets)
{
    double start = now_ms();
    struct query *query = query_parse(text, strlen(text), date_now(), NULL);
    struct facets values;
    size_t count;

    if (!query)
        return -1;
    uint32_t *numbers = query_run(query, library, &count, NULL);
    double ms = now_ms() - start;
    if (facets) {
        facets_count(&values, library, "topic", numbers, count);
        facets_release(&values);
        ms = now_ms() - start;
    }
    free(numbers);
    query_free(query);
    return ms;
}

static void type(const struct library *library, const char *name, bool facets)
{
    struct key *keys = xcalloc(KEYS, sizeof *keys);
    double times[KEYS];
    size_t count = 0;
    char line[TEXT];

    while (count < KEYS) {
        random_line(library, line, sizeof line);
        for (size_t n = 1; n <= strlen(line) && count < KEYS; n++) {
            struct key *key = &keys[count];
            snprintf(key->text, sizeof key->text, "%.*s", (int)text_whole(line, n), line);
            key->ms = run_key(library, key->text, facets);
            if (key->ms >= 0)
                times[count++] = key->ms;
        }
    }
    report(name, times, count);
    qsort(keys, count, sizeof *keys, by_time);
    for (size_t i = 0; i < 5; i++)
        fprintf(stderr, "# %s: %.2f ms for '%s'\n", name, keys[i].ms, keys[i].text);
    free(keys);
}

/* ---- the rest ---- */

enum { ROUNDS = 15 };

static void count_facets(const struct library *library, const char *name, const char *field,
                         const char *text)
{
    struct query *query = query_parse(text, strlen(text), date_now(), NULL);
    double times[ROUNDS];
    struct facets values;
    size_t count;
    uint32_t *numbers = query_run(query, library, &count, NULL);

    for (size_t i = 0; i < ROUNDS; i++) {
        double start = now_ms();
        facets_count(&values, library, field, numbers, count);
        times[i] = now_ms() - start;
        facets_release(&values);
    }
    report(name, times, ROUNDS);
    free(numbers);
    query_free(query);
}

static void one_query(const struct library *library, const char *name, const char *text)
{
    double times[ROUNDS];

    for (size_t i = 0; i < ROUNDS; i++)
        times[i] = run_key(library, text, false);
    report(name, times, ROUNDS);
}

static void term_counts(const struct library *library, const char *name, const char *text)
{
    double times[ROUNDS];
    size_t alone, without;

    for (size_t round = 0; round < ROUNDS; round++) {
        struct query *query = query_parse(text, strlen(text), date_now(), NULL);
        double start = now_ms();
        for (size_t i = 0; i < query_term_count(query); i++)
            query_term_counts(query, library, i, &alone, &without);
        times[round] = now_ms() - start;
        query_free(query);
    }
    report(name, times, ROUNDS);
}

static void build_index(struct library *library)
{
    enum { STEPS_MAX = 100000 };
    double *times = xcalloc(STEPS_MAX, sizeof *times), start = now_ms();
    struct index_build *build = index_build_new(library);
    size_t steps = 0;
    bool done = false;

    while (!done) {
        double before = now_ms();
        done = index_build_step(build, 3);
        if (steps < STEPS_MAX)
            times[steps++] = now_ms() - before;
    }
    library_set_index(library, index_build_take(build));
    index_build_free(build);
    printf("index_seconds %.3f\n", (now_ms() - start) / 1e3);
    report("index_slice", times, steps);
    free(times);
}

int main(int argc, char **argv)
{
    size_t times = argc == 4 && strcmp(argv[1], "-x") == 0 ? strtoul(argv[2], NULL, 10) : 1;
    struct error error;

    if (argc != 2 && argc != 4) {
        fprintf(stderr, "usage: queries [-x N] FOLDER\n");
        return 2;
    }
    text_init_locale();
    const char *const paths[] = { argv[argc - 1] };
    struct library *library = library_new(paths, 1);
    if (!library_load(library, &error)) {
        fprintf(stderr, "queries: %s\n", error.text);
        return 1;
    }
    if (times > 1)
        multiply(library, times);
    size_t count = library_count(library);
    printf("articles %zu\n", count);
    one_query(library, "scan_word", "market");
    build_index(library);
    printf("memory_articles %.0f\n", (double)library_memory(library) / (double)count);
    printf("memory_index %.0f\n", (double)index_memory(library_index(library)) / (double)count);
    type(library, "key", false);
    type(library, "key_facets", true);
    one_query(library, "key_all", "");
    count_facets(library, "facet_topic", "topic", "");
    count_facets(library, "facet_provider", "provider", "");
    count_facets(library, "facet_year", "date", "");
    count_facets(library, "facet_day", "day", "");
    count_facets(library, "facet_author", "author", "");
    one_query(library, "sort_heat", "sort:heat");
    one_query(library, "sort_title", "sort:title");
    one_query(library, "sort_provider", "sort:provider");
    one_query(library, "sort_hot", "sort:hot");
    term_counts(library, "terms", "ta ri heat>5");
    library_free(library);
    return 0;
}
