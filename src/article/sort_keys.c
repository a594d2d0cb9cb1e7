/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"
#include "article/sort_internal.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

#define UNKNOWN_KEY UINT64_MAX /* last, whatever the direction */

static uint64_t directed(uint64_t key, bool descending)
{
    return descending ? ~key : key;
}

/* The bits of a double in an order of unsigned numbers: negative ones are turned round. */
static uint64_t number_key(double number, bool descending)
{
    uint64_t bits;

    if (isnan(number))
        return UNKNOWN_KEY;
    memcpy(&bits, &number, sizeof bits);
    bits = bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
    return directed(bits, descending);
}

struct text {
    uint64_t head; /* its first bytes, which tell most texts apart without going there */
    const char *folded;
    size_t index;
};

static int compare_texts(const void *a, const void *b)
{
    const struct text *x = a, *y = b;

    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return strcmp(x->folded, y->folded);
}

/* Replace each text by its rank from 1 among all, equal ones having the same; "" is unknown. */
static void rank_texts(const char **texts, size_t n, bool fold, uint64_t *ranks)
{
    struct text *sorted = xreallocarray(NULL, n ? n : 1, sizeof *sorted);
    struct buf folded = BUF_INIT(SIZE_MAX / 2);
    struct arena arena;

    arena_init(&arena);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct text){ .folded = texts[i], .index = i };
        if (fold) {
            buf_clear(&folded);
            text_fold(&folded, texts[i], strlen(texts[i]));
            sorted[i].folded = arena_strndup(&arena, buf_str(&folded), folded.len);
        }
        sorted[i].head = text_head(sorted[i].folded);
    }
    qsort(sorted, n, sizeof *sorted, compare_texts);
    uint64_t rank = 0;
    for (size_t i = 0; i < n; i++) {
        rank += i == 0 || strcmp(sorted[i - 1].folded, sorted[i].folded) != 0;
        ranks[sorted[i].index] = *texts[sorted[i].index] ? rank : UNKNOWN_KEY;
    }
    arena_release(&arena);
    buf_release(&folded);
    free(sorted);
}

static const struct article *article_of(const struct sorter *sorter,
                                        const struct sort_item *item)
{
    return library_article(sorter->library, item->number);
}

static void set_ranks(const struct sort_key *level, struct sort_item *items, size_t n,
                      const char **texts)
{
    uint64_t *ranks = xreallocarray(NULL, n, sizeof *ranks);
    /* A path tells apart by its bytes what is equal for people. */
    bool fold = !level->field || strcmp(level->field->name, "path") != 0;

    rank_texts(texts, n, fold, ranks);
    for (size_t i = 0; i < n; i++)
        items[i].key = ranks[i] == UNKNOWN_KEY ? UNKNOWN_KEY
                                               : directed(ranks[i], level->reverse);
    free(ranks);
}

/* Its value in the index, or else of the article. */
static double number_of(const struct sorter *sorter, const struct field *field,
                        const struct index_column *column, const struct sort_item *item)
{
    if (column && item->number < sorter->index->count)
        return index_column_get(sorter->index, column, sorter->index->places[item->number]);
    return field_number(field, article_of(sorter, item));
}

static const struct index_column *column_of(const struct sorter *sorter,
                                            const struct field *field)
{
    return sorter->index ? index_column(sorter->index, field) : NULL;
}

/* The index has the ranks of titles; nobody could put others among them. */
static bool set_known_ranks(struct sorter *sorter, const struct sort_key *level,
                            struct sort_item *items, size_t n)
{
    const struct index_column *column = column_of(sorter, level->field);

    if (!column || !sorter->whole)
        return false;
    for (size_t i = 0; i < n; i++) {
        double rank = number_of(sorter, level->field, column, &items[i]);
        /* Only a damaged index has others. */
        uint64_t key = rank > 0 && rank <= UINT32_MAX ? (uint64_t)rank : 0;
        items[i].key = directed(key, level->reverse);
    }
    return true;
}

static void set_text_keys(struct sorter *sorter, const struct sort_key *level,
                          struct sort_item *items, size_t n)
{
    if (set_known_ranks(sorter, level, items, n))
        return;
    const char **texts = xreallocarray(NULL, n, sizeof *texts);

    for (size_t i = 0; i < n; i++)
        texts[i] = field_text(level->field, article_of(sorter, &items[i]), sorter->terms);
    set_ranks(level, items, n, texts);
    free(texts);
}

static void rank_terms(struct sorter *sorter)
{
    size_t count = (size_t)terms_count(sorter->terms) + 1;
    const char **texts = xreallocarray(NULL, count, sizeof *texts);

    for (size_t t = 0; t < count; t++)
        texts[t] = terms_text(sorter->terms, (term)t);
    sorter->term_ranks = xreallocarray(NULL, count, sizeof *sorter->term_ranks);
    rank_texts(texts, count, true, sorter->term_ranks);
    free(texts);
}

/* By the first value where there are several. */
static void set_term_keys(struct sorter *sorter, const struct sort_key *level,
                          struct sort_item *items, size_t n)
{
    if (!sorter->term_ranks)
        rank_terms(sorter);
    for (size_t i = 0; i < n; i++) {
        const struct article *article = article_of(sorter, &items[i]);
        term t = TERM_NONE;
        if (level->field->type == FIELD_TERM)
            t = *(const term *)((const char *)article + level->field->offset);
        else if (article->topic_count > 0)
            t = article->topics[0];
        items[i].key = t == TERM_NONE ? UNKNOWN_KEY
                                      : directed(sorter->term_ranks[t], level->reverse);
    }
}

static void set_number_keys(struct sorter *sorter, const struct sort_key *level,
                            struct sort_item *items, size_t n)
{
    const struct index_column *column = column_of(sorter, level->field);
    bool descending = level->field->descending != level->reverse;

    for (size_t i = 0; i < n; i++)
        items[i].key =
            number_key(number_of(sorter, level->field, column, &items[i]), descending);
}

/*
 * Not the heat itself but its square, heat^2 / (age + 2)^3 with the sign of heat: it orders
 * alike and needs no root.
 */
static void set_hot_keys(struct sorter *sorter, const struct sort_key *level,
                         struct sort_item *items, size_t n)
{
    const struct field *date = field_find("date", 4), *heat = field_find("heat", 4);
    const struct index_column *dates = column_of(sorter, date);
    const struct index_column *heats = column_of(sorter, heat);

    for (size_t i = 0; i < n; i++) {
        double then = number_of(sorter, date, dates, &items[i]), hot = NAN;
        if (!isnan(then)) {
            double days = ((double)sorter->now - then) / (24 * 60 * 60);
            double age = days > 0 ? days + 2 : 2;
            double warm = number_of(sorter, heat, heats, &items[i]);
            hot = (warm < 0 ? -warm : warm) * warm / (age * age * age);
        }
        items[i].key = number_key(hot, !level->reverse);
    }
}

static const char *extra_of(const struct article *article, const char *name,
                            const struct terms *terms)
{
    for (size_t i = 0; i < article->extra_count; i++)
        if (strcasecmp(terms_text(terms, article->extras[i].key), name) == 0)
            return article->extras[i].value;
    return "";
}

static bool read_value(enum query_reading reading, const char *s, double *number)
{
    size_t n = strlen(s);
    int64_t date;

    switch (reading) {
    case AS_NUMBER:
        return query_read_number(s, n, number);
    case AS_DURATION:
        return date_duration_parse(s, n, number);
    default:
        date = date_parse(s, n);
        *number = (double)date;
        return date != DATE_NONE;
    }
}

/* True when all values can be read so; unknown ones stay unknown. */
static bool set_keys_as(enum query_reading reading, const struct sort_key *level,
                        struct sort_item *items, size_t n, const char *const *texts)
{
    for (size_t i = 0; i < n; i++) {
        double number = NAN;
        if (*texts[i] && !read_value(reading, texts[i], &number))
            return false;
        items[i].key = number_key(number, level->reverse);
    }
    return true;
}

/* A front-matter key: by what all its values are, else as texts. */
static void set_extra_keys(struct sorter *sorter, const struct sort_key *level,
                           struct sort_item *items, size_t n)
{
    const char **texts = xreallocarray(NULL, n, sizeof *texts);
    bool done = false;

    for (size_t i = 0; i < n; i++)
        texts[i] = extra_of(article_of(sorter, &items[i]), level->name, sorter->terms);
    for (int reading = 0; reading < READINGS && !done; reading++)
        done = set_keys_as((enum query_reading)reading, level, items, n, texts);
    if (!done)
        set_ranks(level, items, n, texts);
    free(texts);
}

void sort_set_keys(struct sorter *sorter, const struct sort_key *level, struct sort_item *items,
                   size_t n)
{
    if (level->hot)
        set_hot_keys(sorter, level, items, n);
    else if (!level->field)
        set_extra_keys(sorter, level, items, n);
    else if (level->field->type == FIELD_TEXT)
        set_text_keys(sorter, level, items, n);
    else if (level->field->type == FIELD_TERM || level->field->type == FIELD_TERMS)
        set_term_keys(sorter, level, items, n);
    else
        set_number_keys(sorter, level, items, n);
}
