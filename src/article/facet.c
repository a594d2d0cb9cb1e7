/* SPDX-License-Identifier: MIT */
#include "article/facet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/facet_parts.h"
#include "article/index.h"
#include "article/query_internal.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "base/text.h"

enum {
    VALUE_MAX = 1024, /* bytes of a number in words, which is smaller */
    FEW = 16,         /* one article in so many */
};

void facet_add(struct facet_counter *counter, term t, size_t more)
{
    if (t >= counter->size) {
        size_t size = 2 * (size_t)t + 64;
        counter->counts = xreallocarray(counter->counts, size, sizeof *counter->counts);
        memset(counter->counts + counter->size, 0,
               (size - counter->size) * sizeof *counter->counts);
        counter->size = size;
    }
    counter->counts[t] += more;
}

static void count_terms(struct facet_counter *counter, const struct field *field,
                        const struct article *article)
{
    bool many = field->type == FIELD_TERMS;
    const term *list = many ? article->topics
                            : (const term *)((const char *)article + field->offset);
    size_t n = many ? article->topic_count : *list != TERM_NONE;

    for (size_t i = 0; i < n; i++)
        facet_add(counter, list[i], 1);
    counter->without += n == 0;
}

static size_t slot_of(double number)
{
    uint64_t bits;

    memcpy(&bits, &number, sizeof bits);
    return hash_mix(bits * HASH_START) % FACET_MET;
}

void facet_add_number(struct facet_counter *counter, const struct field *field, double number,
                      const struct article *article)
{
    struct facet_met *met = &counter->met[slot_of(number)];

    if (isnan(number)) {
        counter->without++;
        return;
    }
    if (met->value == TERM_NONE || met->number != number) {
        struct buf text = BUF_INIT(VALUE_MAX);
        field_format(field, article, library_terms(counter->library), 0, &text);
        met->number = number;
        met->value = terms_add(counter->own, buf_str(&text), text.len);
        buf_release(&text);
    }
    facet_add(counter, met->value, 1);
}

static void count_text(struct facet_counter *counter, const struct field *field,
                       const struct article *article)
{
    const char *text = field_text(field, article, library_terms(counter->library));

    if (*text)
        facet_add(counter, terms_add(counter->own, text, strlen(text)), 1);
    else
        counter->without++;
}

static void count_extra(struct facet_counter *counter, const char *key,
                        const struct article *article)
{
    const struct terms *terms = library_terms(counter->library);
    bool any = false;

    for (size_t i = 0; i < article->extra_count; i++) {
        const struct article_extra *extra = &article->extras[i];
        if (!*extra->value || strcasecmp(terms_text(terms, extra->key), key) != 0)
            continue;
        any = true;
        facet_add(counter, terms_add(counter->own, extra->value, strlen(extra->value)), 1);
    }
    counter->without += !any;
}

struct facet_span facet_span(struct facet_counter *counter, int64_t date)
{
    struct facet_span span = { .range = { date, date + 1 } };
    struct date_parts parts;
    char text[DATE_TEXT_MAX] = "";

    if (date_local_parts(date, &parts))
        snprintf(text, sizeof text, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
    text[counter->span_length] = '\0';
    date_range_parse(text, strlen(text), date, &span.range);
    span.value = terms_add(counter->own, text, strlen(text));
    return span;
}

static int by_date(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

/* In order, so that each span is worked out once. */
static void count_dates(struct facet_counter *counter, int64_t *dates, size_t count)
{
    struct facet_span span = { .value = TERM_NONE };

    qsort(dates, count, sizeof *dates, by_date);
    for (size_t i = 0; i < count; i++) {
        if (span.value == TERM_NONE || dates[i] >= span.range.to)
            span = facet_span(counter, dates[i]);
        facet_add(counter, span.value, 1);
    }
}

/* Those of the articles from this number on. */
static void count_days(struct facet_counter *counter, const uint32_t *numbers, size_t count,
                       size_t from)
{
    int64_t *dates = xreallocarray(NULL, count + 1, sizeof *dates);
    size_t known = 0;

    for (size_t i = 0; i < count; i++) {
        if (numbers[i] < from)
            continue;
        int64_t date = library_article(counter->library, numbers[i])->date;
        if (date == DATE_NONE)
            counter->without++;
        else
            dates[known++] = date;
    }
    count_dates(counter, dates, known);
    free(dates);
}

static size_t span_length(const char *name)
{
    if (strcasecmp(name, "month") == 0)
        return 7;
    return strcasecmp(name, "day") == 0 ? 10 : 4;
}

static void count_one(struct facet_counter *counter, const char *name,
                      const struct field *field, const struct article *article)
{
    if (!field)
        count_extra(counter, name, article);
    else if (field->type == FIELD_TERM || field->type == FIELD_TERMS)
        count_terms(counter, field, article);
    else if (field->type == FIELD_TEXT)
        count_text(counter, field, article);
    else
        facet_add_number(counter, field, field_number(field, article), article);
}

static void count_all(struct facet_counter *counter, const char *name, const uint32_t *numbers,
                      size_t count)
{
    const struct field *field = query_field(name, strlen(name));
    bool terms = field && (field->type == FIELD_TERM || field->type == FIELD_TERMS);
    const struct index *index = library_index(counter->library);
    size_t from = 0;

    counter->own = terms ? NULL : terms_new();
    counter->terms = terms ? library_terms(counter->library) : counter->own;
    counter->span_length = span_length(name);
    /* Of a few the articles are sooner asked. */
    if (index && field && field->type != FIELD_TEXT && count > index_count(index) / FEW)
        from = facet_count_indexed(counter, field, numbers, count);
    if (field && field->type == FIELD_DATE) {
        count_days(counter, numbers, count, from);
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (numbers[i] >= from)
            count_one(counter, name, field, library_article(counter->library, numbers[i]));
}

/* A value on its way to its place; the first bytes of its folded text tell most apart. */
struct ranked {
    struct facet_value value;
    uint64_t head;
};

static uint64_t head_of(const char *text, struct buf *folded)
{
    uint64_t head = 0;
    size_t n = strlen(text), few = 2 * sizeof head;

    buf_clear(folded);
    text_fold(folded, text, n < few ? n : text_whole(text, few));
    if (n > few && folded->len < sizeof head) {
        buf_clear(folded);
        text_fold(folded, text, n);
    }
    for (size_t i = 0; i < sizeof head; i++)
        head = head << 8 | (i < folded->len ? (unsigned char)folded->data[i] : 0);
    return head;
}

static int compare_values(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->value.count != y->value.count)
        return x->value.count < y->value.count ? 1 : -1;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return text_compare(x->value.text, y->value.text);
}

static void take_values(struct facets *facets, const struct facet_counter *counter)
{
    struct buf folded = BUF_INIT(VALUE_MAX);
    size_t used = 0, n = 0;

    for (size_t t = 1; t < counter->size; t++)
        used += counter->counts[t] > 0;
    struct ranked *ranked = xreallocarray(NULL, used + 1, sizeof *ranked);
    for (size_t t = 1; t < counter->size; t++) {
        if (counter->counts[t] == 0)
            continue;
        const char *text = terms_text(counter->terms, (term)t);
        text = arena_strndup(&facets->arena, text, strlen(text));
        ranked[n++] = (struct ranked){ { text, counter->counts[t] }, head_of(text, &folded) };
    }
    qsort(ranked, n, sizeof *ranked, compare_values);
    facets->values = arena_alloc(&facets->arena, (n ? n : 1) * sizeof *facets->values);
    for (size_t i = 0; i < n; i++)
        facets->values[i] = ranked[i].value;
    facets->count = n;
    facets->without = counter->without;
    free(ranked);
    buf_release(&folded);
}

bool facets_count(struct facets *facets, const struct library *library, const char *field,
                  const uint32_t *numbers, size_t count)
{
    struct facet_counter counter = { .library = library };

    *facets = (struct facets){ 0 };
    arena_init(&facets->arena);
    if (!query_knows(library, field))
        return false;
    count_all(&counter, field, numbers, count);
    take_values(facets, &counter);
    terms_free(counter.own);
    free(counter.counts);
    return true;
}

void facets_release(struct facets *facets)
{
    arena_release(&facets->arena);
    *facets = (struct facets){ 0 };
}
