/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/facet.h"
#include "base/alloc.h"
#include "base/date.h"
#include "ui/app.h"
#include "ui/complete.h"
#include "ui/sort_menu.h"

/* What a query can go on with: only the term at the cursor is looked at, and values are counted
 * among the articles that match all the others. */

enum {
    COUNTED_MAX = 20000, /* more articles are not asked for each flag while a key waits */
    COUNT_BYTES = 32,
};

/* The term that the cursor stands in. */
struct term_place {
    size_t start;      /* of the term, behind its sign */
    size_t sign;       /* of that */
    size_t end;        /* of what of it stands behind the cursor */
    size_t value;      /* where the value that is typed begins; 0: no operator yet */
    struct buf name;   /* of the field */
    struct buf wanted; /* what of the name or value is typed, without its quote */
};

/* The place behind i when a quote begins there: behind its end, at most `end`. */
static size_t skip_quoted(const char *text, size_t i, size_t end)
{
    for (i++; i < end && text[i] != '"'; i++)
        i += text[i] == '\\' && i + 1 < end;
    return i < end ? i + 1 : end;
}

static bool parts_terms(char c)
{
    return c == ' ' || c == '(' || c == ')' || c == '|';
}

/* Where the last term before the cursor begins. */
static size_t term_start(const char *text, size_t from, size_t cursor)
{
    size_t start = from;

    for (size_t i = from; i < cursor;) {
        if (text[i] == '"') {
            i = skip_quoted(text, i, cursor);
        } else {
            start = parts_terms(text[i]) ? i + 1 : start;
            i++;
        }
    }
    return start;
}

/* Where the last of several values begins. */
static size_t find_value(const char *text, size_t from, size_t cursor)
{
    size_t start = from;

    for (size_t i = from; i < cursor;) {
        if (text[i] == '"') {
            i = skip_quoted(text, i, cursor);
        } else {
            start = text[i] == ',' ? i + 1 : start;
            i++;
        }
    }
    return start;
}

static size_t find_end(const char *text, size_t cursor)
{
    while (text[cursor] && !parts_terms(text[cursor]))
        cursor++;
    return cursor;
}

/* The operator that ends a name: its place, or the cursor. */
static size_t find_operator(const char *text, size_t from, size_t cursor)
{
    size_t i = text[from] == '"' ? skip_quoted(text, from, cursor) : from;

    while (i < cursor && !strchr(":=~<>!\"", text[i]))
        i++;
    return i;
}

static void find_term(const char *text, size_t from, size_t cursor, struct term_place *place)
{
    size_t start = term_start(text, from, cursor);

    *place = (struct term_place){ .sign = start, .end = find_end(text, cursor) };
    buf_init(&place->name, QUERY_MAX);
    buf_init(&place->wanted, QUERY_MAX);
    while (start < cursor && (text[start] == '!' || text[start] == '-'))
        start++;
    place->start = start;
    if (start < cursor && (text[start] == '#' || text[start] == '@')) {
        buf_adds(&place->name, text[start] == '#' ? "topic" : "date");
        place->value = start + 1;
    } else {
        size_t at = find_operator(text, start, cursor);
        size_t quote = text[start] == '"' && at > start + 1;
        if (at < cursor && text[at] != '"') {
            buf_add(&place->name, text + start + quote, at - start - 2 * quote);
            place->value = find_value(text, at + strspn(text + at, ":=~<>!"), cursor);
        }
    }
    size_t typed = place->value ? place->value : start;
    typed += typed < cursor && text[typed] == '"';
    buf_add(&place->wanted, text + typed, cursor - typed);
}

static void term_place_release(struct term_place *place)
{
    buf_release(&place->name);
    buf_release(&place->wanted);
}

/* The numbers of the articles that match all terms but this one; those of the list when the
 * rest is no query. */
static uint32_t *run_rest(struct app *app, const char *text, size_t from,
                          const struct term_place *place, size_t *count)
{
    struct buf rest = BUF_INIT(QUERY_MAX);
    uint32_t *numbers;

    buf_add(&rest, text + from, place->sign - from);
    buf_adds(&rest, text + place->end);
    struct query *query = query_parse(buf_str(&rest), rest.len, date_now(), NULL);
    buf_release(&rest);
    if (query) {
        query_set_state(query, &app->memory.query);
        numbers = query_run(query, app->library, count, NULL);
        query_free(query);
        return numbers;
    }
    *count = app->list.count;
    numbers = xcalloc(*count + 1, sizeof *numbers);
    memcpy(numbers, app->list.numbers, *count * sizeof *numbers);
    return numbers;
}

/* How many of these articles match a term. */
static void count_term(struct app *app, const char *text, const uint32_t *numbers, size_t count,
                       char out[COUNT_BYTES])
{
    struct query *query = query_parse(text, strlen(text), date_now(), NULL);
    size_t matches = 0;

    *out = '\0';
    if (!query || count > COUNTED_MAX) {
        query_free(query);
        return;
    }
    query_set_state(query, &app->memory.query);
    for (size_t i = 0; i < count; i++)
        matches += query_match(query, app->library, library_article(app->library, numbers[i]));
    query_free(query);
    snprintf(out, COUNT_BYTES, "%zu", matches);
}

static void offer_value(struct completion *completion, const struct term_place *place,
                        const char *value, size_t count)
{
    struct buf text = BUF_INIT(QUERY_MAX);
    char remark[COUNT_BYTES];

    snprintf(remark, sizeof remark, "%zu", count);
    query_add_value(&text, buf_str(&place->name), value);
    completion_offer(completion, buf_str(&place->wanted), value, buf_str(&text), remark, false);
    buf_release(&text);
}

/* Dates are counted by year, or as finely as they are typed. */
static const char *facet_name(const struct term_place *place)
{
    static const char *const parts[] = { "date", "month", "day" };
    const char *name = buf_str(&place->name), *c = buf_str(&place->wanted);
    size_t dashes = 0;

    if (strcmp(name, "date") != 0)
        return name;
    for (; *c; c++)
        dashes += *c == '-';
    return parts[dashes < 2 ? dashes : 2];
}

static void offer_days(struct app *app, const struct term_place *place, const uint32_t *numbers,
                       size_t count, struct completion *completion)
{
    static const char *const days[] = { "today",      "yesterday",  "this-week", "last-week",
                                        "this-month", "last-month", "this-year", "last-year" };

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        char spelled[64], matches[COUNT_BYTES];
        snprintf(spelled, sizeof spelled, "date:%s", days[i]);
        count_term(app, spelled, numbers, count, matches);
        completion_offer(completion, buf_str(&place->wanted), days[i], days[i], matches, false);
    }
}

/* Texts of whole sentences are not offered. */
static bool has_values(const char *name)
{
    const struct field *field = field_find(name, strlen(name));

    return !field || field->facet;
}

static void offer_values(struct app *app, const char *text, size_t from,
                         const struct term_place *place, struct completion *completion)
{
    const char *name = buf_str(&place->name);
    struct facets facets;
    size_t count;
    uint32_t *numbers = run_rest(app, text, from, place, &count);

    if (strcmp(name, "date") == 0)
        offer_days(app, place, numbers, count, completion);
    if (has_values(name) &&
        facets_count(&facets, app->library, facet_name(place), numbers, count)) {
        for (size_t i = 0; i < facets.count; i++)
            offer_value(completion, place, facets.values[i].text, facets.values[i].count);
        if (facets.without) {
            char without[COUNT_BYTES];
            snprintf(without, sizeof without, "%zu", facets.without);
            completion_offer(completion, buf_str(&place->wanted), "none", "none", without,
                             false);
        }
        facets_release(&facets);
    }
    free(numbers);
}

static void offer_flags(struct app *app, const char *text, size_t from,
                        const struct term_place *place, struct completion *completion)
{
    const char *name;
    size_t count;
    uint32_t *numbers = run_rest(app, text, from, place, &count);

    for (size_t i = 0; (name = query_flag_name(i)); i++) {
        char matches[COUNT_BYTES] = "";
        if (strncmp(name, buf_str(&place->wanted), place->wanted.len) == 0)
            count_term(app, name, numbers, count, matches);
        completion_offer(completion, buf_str(&place->wanted), name, name, matches, false);
    }
    free(numbers);
}

/* Keys of the front matter that are in no table: each that the articles of the list have. */
static void offer_keys(struct app *app, const char *wanted, const char *sign,
                       struct completion *completion)
{
    const struct terms *terms = library_terms(app->library);
    bool *offered = xcalloc((size_t)terms_count(terms) + 1, sizeof *offered);

    for (size_t i = 0; i < app->list.count; i++) {
        const struct article *article = library_article(app->library, app->list.numbers[i]);
        for (size_t k = 0; k < article->extra_count; k++) {
            term key = article->extras[k].key;
            struct buf text = BUF_INIT(QUERY_MAX);
            if (!offered[key]) {
                query_add_name(&text, terms_text(terms, key));
                buf_adds(&text, sign);
                completion_offer(completion, wanted, terms_text(terms, key), buf_str(&text),
                                 "key of these articles", *sign);
            }
            offered[key] = true;
            buf_release(&text);
        }
    }
    free(offered);
}

/* Fields and, once something is typed, all other keys; sign is what follows the name. */
static void offer_names(struct app *app, const char *wanted, const char *sign,
                        struct completion *completion)
{
    for (size_t i = 0; i < field_count; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s%s", fields[i].name, sign);
        completion_offer(completion, wanted, fields[i].name, text, fields[i].help, *sign);
    }
    if (*wanted)
        offer_keys(app, wanted, sign, completion);
}

static void offer_terms(struct app *app, const char *text, size_t from,
                        const struct term_place *place, struct completion *completion)
{
    static const char *const directives[][2] = { { "sort:", "the order of the list" },
                                                 { "limit:", "at most so many" } };
    const char *wanted = buf_str(&place->wanted);

    offer_names(app, wanted, ":", completion);
    for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
        completion_offer(completion, wanted, directives[i][0], directives[i][0],
                         directives[i][1], true);
    offer_flags(app, text, from, place, completion);
}

void complete_query(struct app *app, const char *text, size_t from, size_t cursor,
                    struct completion *completion)
{
    struct term_place place;

    find_term(text, from, cursor, &place);
    if (place.value && strcmp(buf_str(&place.name), "sort") == 0) {
        complete_sort(app, text, place.value, cursor, completion);
    } else {
        completion->start = place.value ? place.value : place.start;
        completion->end = cursor;
        if (place.value)
            offer_values(app, text, from, &place, completion);
        else
            offer_terms(app, text, from, &place, completion);
    }
    term_place_release(&place);
}

void complete_sort(struct app *app, const char *text, size_t from, size_t cursor,
                   struct completion *completion)
{
    size_t start = find_value(text, from, cursor);
    struct buf wanted = BUF_INIT(QUERY_MAX);
    const char *key, *help;

    (void)app;
    start += start < cursor && text[start] == '-';
    completion_take(completion, text, start, cursor, &wanted);
    for (size_t i = 0; (key = sort_menu_key(i, &help)); i++)
        completion_offer(completion, buf_str(&wanted), key, key, help, false);
    buf_release(&wanted);
}

void complete_field(struct app *app, const char *text, size_t from, size_t cursor,
                    struct completion *completion)
{
    struct buf wanted = BUF_INIT(QUERY_MAX);

    completion_take(completion, text, from, cursor, &wanted);
    offer_names(app, buf_str(&wanted), "", completion);
    buf_release(&wanted);
}
