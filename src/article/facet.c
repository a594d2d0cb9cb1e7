/* SPDX-License-Identifier: MIT */
#include "article/facet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"
#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

enum { VALUE_MAX = 64 * 1024 }; /* bytes of a front-matter value, which is smaller */

/* Values are counted by their number, in the library's terms or in terms of our own. */
struct counter {
    const struct library *library;
    const struct terms *terms; /* of the values */
    struct terms *own;         /* NULL when those of the library are counted */
    size_t *counts;            /* by term */
    size_t size;
    size_t without;
};

static void count_term(struct counter *counter, term t)
{
    if (t >= counter->size) {
        size_t size = 2 * (size_t)t + 64;
        counter->counts = xreallocarray(counter->counts, size, sizeof *counter->counts);
        memset(counter->counts + counter->size, 0,
               (size - counter->size) * sizeof *counter->counts);
        counter->size = size;
    }
    counter->counts[t]++;
}

static void count_terms(struct counter *counter, const struct field *field,
                        const struct article *article)
{
    bool many = field->type == FIELD_TERMS;
    const term *list = many ? article->topics
                            : (const term *)((const char *)article + field->offset);
    size_t n = many ? article->topic_count : *list != TERM_NONE;

    for (size_t i = 0; i < n; i++)
        count_term(counter, list[i]);
    counter->without += n == 0;
}

static void count_other(struct counter *counter, const struct field *field,
                        const struct article *article, struct buf *text)
{
    if (field_values(field, article) == 0) {
        counter->without++;
        return;
    }
    buf_clear(text);
    field_format(field, article, library_terms(counter->library), 0, text);
    count_term(counter, terms_add(counter->own, buf_str(text), text->len));
}

static void count_extra(struct counter *counter, const char *key, const struct article *article)
{
    const struct terms *terms = library_terms(counter->library);
    bool any = false;

    for (size_t i = 0; i < article->extra_count; i++) {
        const struct article_extra *extra = &article->extras[i];
        if (!*extra->value || strcasecmp(terms_text(terms, extra->key), key) != 0)
            continue;
        any = true;
        count_term(counter, terms_add(counter->own, extra->value, strlen(extra->value)));
    }
    counter->without += !any;
}

/* Spans of time that were met, in order, so that each is worked out once. */
struct span {
    struct date_range range;
    term value;
};

struct spans {
    struct span *list;
    size_t count, size;
    size_t length; /* of the text: 4 for a year, 7 for a month, 10 for a day */
};

/* Where the span with this date is, or belongs. */
static size_t span_at(const struct spans *spans, int64_t date)
{
    size_t low = 0, high = spans->count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (spans->list[middle].range.to <= date)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static term span_add(struct counter *counter, struct spans *spans, size_t at, int64_t date)
{
    struct span span = { .range = { date, date + 1 } };
    struct date_parts parts;
    char text[DATE_TEXT_MAX] = "";

    if (date_local_parts(date, &parts))
        snprintf(text, sizeof text, "%04d-%02d-%02d", parts.year, parts.month, parts.day);
    text[spans->length] = '\0';
    date_range_parse(text, strlen(text), date, &span.range);
    span.value = terms_add(counter->own, text, strlen(text));
    if (spans->count == spans->size) {
        spans->size = 2 * spans->size + 64;
        spans->list = xreallocarray(spans->list, spans->size, sizeof *spans->list);
    }
    memmove(&spans->list[at + 1], &spans->list[at], (spans->count - at) * sizeof span);
    spans->list[at] = span;
    spans->count++;
    return span.value;
}

static void count_date(struct counter *counter, struct spans *spans, int64_t date)
{
    if (date == DATE_NONE) {
        counter->without++;
        return;
    }
    size_t at = span_at(spans, date);
    bool met = at < spans->count && spans->list[at].range.from <= date;
    count_term(counter, met ? spans->list[at].value : span_add(counter, spans, at, date));
}

static size_t span_length(const char *name)
{
    if (strcasecmp(name, "month") == 0)
        return 7;
    return strcasecmp(name, "day") == 0 ? 10 : 4;
}

static void count_all(struct counter *counter, const char *name, const uint32_t *numbers,
                      size_t count)
{
    const struct field *field = query_field(name, strlen(name));
    bool terms = field && (field->type == FIELD_TERM || field->type == FIELD_TERMS);
    struct spans spans = { .length = span_length(name) };
    struct buf text = BUF_INIT(VALUE_MAX);

    counter->own = terms ? NULL : terms_new();
    counter->terms = terms ? library_terms(counter->library) : counter->own;
    for (size_t i = 0; i < count; i++) {
        const struct article *article = library_article(counter->library, numbers[i]);
        if (terms)
            count_terms(counter, field, article);
        else if (!field)
            count_extra(counter, name, article);
        else if (field->type == FIELD_DATE)
            count_date(counter, &spans, article->date);
        else
            count_other(counter, field, article, &text);
    }
    buf_release(&text);
    free(spans.list);
}

static int compare_values(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return text_compare(x->text, y->text);
}

static void take_values(struct facets *facets, const struct counter *counter)
{
    size_t used = 0;

    for (size_t t = 1; t < counter->size; t++)
        used += counter->counts[t] > 0;
    facets->values = arena_alloc(&facets->arena, (used ? used : 1) * sizeof *facets->values);
    for (size_t t = 1; t < counter->size; t++) {
        if (counter->counts[t] == 0)
            continue;
        const char *text = terms_text(counter->terms, (term)t);
        facets->values[facets->count++] = (struct facet_value){
            .text = arena_strndup(&facets->arena, text, strlen(text)),
            .count = counter->counts[t],
        };
    }
    qsort(facets->values, facets->count, sizeof *facets->values, compare_values);
    facets->without = counter->without;
}

bool facets_count(struct facets *facets, const struct library *library, const char *field,
                  const uint32_t *numbers, size_t count)
{
    struct counter counter = { .library = library };

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
