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
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/facet.h"
#include "article/index.h"
#include "article/query.h"
#include "base/alloc.h"
#include "base/date.h"

#include "many.h"

enum { KEYS = 2000, LINES = 64, TEXT = 256 };

/* ---- keys ---- */

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

    for (size_t round = 0; round < ROUNDS; round++) {
        struct query *query = query_parse(text, strlen(text), date_now(), NULL);
        double start = now_ms();
        struct query_counting *counting = query_count_start(query, library);
        while (!query_count_step(counting, INT_MAX))
            continue;
        query_count_stop(counting);
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
    library_read_related(library); /* which are of the memory of each article */
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
