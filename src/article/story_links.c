/* SPDX-License-Identifier: MIT */
/* Who names whom, and who of them belongs together. */
#include <stdlib.h>
#include <string.h>

#include "article/related.h"
#include "article/story_parts.h"
#include "base/alloc.h"

enum {
    NAMED_MAX = RELATED_KEYS_MAX, /* by more than these one is no part of a story for that */
};

/* ---- addresses to articles ---- */

static const enum article_url own[] = { URL_ORIGINAL, URL_WEB, URL_AMP };

enum { OWN = sizeof own / sizeof *own };

static void start_addresses(struct story_build *build)
{
    free(build->next_titled);
    build->next_titled = NULL;
    story_part_all(build);
    story_table_init(&build->table, OWN * build->count);
}

/* Of several articles with one address the best one has it. */
static void take_addresses(struct story_build *build, size_t i)
{
    const struct article *article = library_article(build->library, i);
    uint32_t best = build->stories->best[i];

    build->pair_room += article->related_count;
    for (size_t u = 0; u < OWN && !story_is_gone(build, i); u++) {
        const char *address = article->url[own[u]];
        uint32_t key = related_key(address, strlen(address));
        if (!key)
            continue;
        struct story_slot *slot = story_table_at(&build->table, key);
        if (slot->hash == 0 || (slot->number != best &&
                                story_is_better(library_article(build->library, best),
                                                library_article(build->library, slot->number))))
            *slot = (struct story_slot){ .hash = key, .number = best };
    }
}

/* ---- pairs ---- */

/* Large arrays are taken at once and not cleared: to grow or to clear one takes as long as some
 * thousand steps. */
static void start_pairs(struct story_build *build)
{
    build->pairs = xreallocarray(NULL, build->pair_room + 1, sizeof *build->pairs);
    build->named = xcalloc(build->count + 1, sizeof *build->named);
    build->starts = xcalloc(build->count + 2, sizeof *build->starts);
}

static void add_pair(struct story_build *build, uint32_t from, uint32_t to)
{
    build->pairs[build->pair_count++] = (struct story_pair){ from, to };
    build->named[to]++;
}

static void take_pairs(struct story_build *build, size_t i)
{
    const struct article *article = library_article(build->library, i);
    int day = story_day(article);

    if (day < 0 || !story_counts(build, (uint32_t)i))
        return;
    for (size_t r = 0; r < article->related_count; r++) {
        const struct story_slot *slot = story_table_at(&build->table, article->related[r]);
        if (slot->hash == 0 || slot->number == i)
            continue;
        int other = story_day(library_article(build->library, slot->number));
        if (other >= 0 && abs(other - day) < STORY_DAYS)
            add_pair(build, (uint32_t)i, slot->number);
    }
}

/* ---- neighbours: both sides of each pair ---- */

static size_t each_pair(const struct story_build *build)
{
    return build->pair_count;
}

/* Whether being named makes a neighbour of the one who does. */
static bool answers(const struct story_build *build, uint32_t number)
{
    return build->named[number] <= NAMED_MAX;
}

static void count_neighbours(struct story_build *build, size_t i)
{
    const struct story_pair *pair = &build->pairs[i];

    build->starts[pair->from + 1]++;
    if (answers(build, pair->to))
        build->starts[pair->to + 1]++;
}

static void start_filling(struct story_build *build)
{
    for (size_t i = 0; i < build->count; i++)
        build->starts[i + 1] += build->starts[i];
    build->neighbours =
        xreallocarray(NULL, (size_t)build->starts[build->count] + 1, sizeof *build->neighbours);
    build->neighbour_counts = xcalloc(build->count + 1, sizeof *build->neighbour_counts);
}

static void add_neighbour(struct story_build *build, uint32_t of, uint32_t number)
{
    build->neighbours[build->starts[of] + build->neighbour_counts[of]++] = number;
}

static void fill_neighbours(struct story_build *build, size_t i)
{
    const struct story_pair *pair = &build->pairs[i];

    add_neighbour(build, pair->from, pair->to);
    if (answers(build, pair->to))
        add_neighbour(build, pair->to, pair->from);
}

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

/* In order, each once. */
static void order_neighbours(struct story_build *build, size_t i)
{
    uint32_t *list = build->neighbours + build->starts[i], kept = 0;
    uint32_t count = build->neighbour_counts[i];

    if (count == 0)
        return;
    qsort(list, count, sizeof *list, by_number);
    for (uint32_t k = 0; k < count; k++)
        if (k == 0 || list[k] != list[kept - 1])
            list[kept++] = list[k];
    build->neighbour_counts[i] = kept;
}

/* ---- links ---- */

struct list {
    const uint32_t *numbers;
    uint32_t count;
};

static struct list neighbours_of(const struct story_build *build, uint32_t number)
{
    return (struct list){ build->neighbours + build->starts[number],
                          build->neighbour_counts[number] };
}

static bool has(struct list list, uint32_t number)
{
    return list.count > 0 &&
           bsearch(&number, list.numbers, list.count, sizeof number, by_number) != NULL;
}

static uint32_t common(struct list a, struct list b)
{
    uint32_t i = 0, k = 0, count = 0;

    while (i < a.count && k < b.count) {
        uint32_t left = a.numbers[i], right = b.numbers[k];
        count += left == right;
        i += left <= right;
        k += right <= left;
    }
    return count;
}

static bool belong_together(const struct story_build *build, uint32_t a, uint32_t b)
{
    struct list of_a = neighbours_of(build, a), of_b = neighbours_of(build, b);
    uint32_t a_has_b = has(of_a, b), b_has_a = has(of_b, a), third = common(of_a, of_b);
    uint32_t shared = third + a_has_b + b_has_a;
    uint32_t all = of_a.count + 1 + of_b.count + 1 - shared;
    bool others = of_a.count > a_has_b && of_b.count > b_has_a;

    return 2 * shared >= all && (third > 0 || !others);
}

/* Each pair once: those that see one another from the smaller number. */
static void link_article(struct story_build *build, size_t i)
{
    struct list list = neighbours_of(build, (uint32_t)i);

    for (uint32_t k = 0; k < list.count; k++) {
        uint32_t other = list.numbers[k];
        if ((other > i || !has(neighbours_of(build, other), (uint32_t)i)) &&
            belong_together(build, (uint32_t)i, other))
            story_join(build, (uint32_t)i, other);
    }
}

const struct story_stage story_links_stages[] = {
    { start_addresses, story_each_article, take_addresses },
    { start_pairs, story_each_article, take_pairs },
    { NULL, each_pair, count_neighbours },
    { start_filling, each_pair, fill_neighbours },
    { NULL, story_each_article, order_neighbours },
    { NULL, story_each_article, link_article },
    { .step = NULL },
};
