/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <string.h>

#include "article/query_internal.h"
#include "article/story.h"
#include "base/date.h"
#include "base/text.h"

static bool in_span(const struct query_span *span, double x)
{
    return (span->low_open ? x > span->low : x >= span->low) &&
           (span->high_open ? x < span->high : x <= span->high);
}

static bool is_folded(const struct query_value *value, const char *s, size_t n)
{
    const struct query_needle *needle = &value->needle;
    struct text_range range;

    if (!text_find(s, n, 0, needle->s, needle->n, &range) || range.start > 0)
        return false;
    /* The range is widened to whole characters, so it may hold more than was looked for. */
    struct buf folded = BUF_INIT(SIZE_MAX / 2);
    text_fold(&folded, s, n);
    bool same = folded.len == needle->n && memcmp(folded.data, needle->s, folded.len) == 0;
    buf_release(&folded);
    return same;
}

bool query_text_match(enum query_op op, const struct query_value *value, const char *s,
                      size_t n)
{
    if (value->regex)
        return regex_match(value->regex, s, n);
    return op == QUERY_HAS ? query_find(&value->needle, s, n) : is_folded(value, s, n);
}

/* What a front-matter key holds, compared as what both sides are. */
static bool extra_match(enum query_op op, const struct query_value *value, const char *s)
{
    size_t n = strlen(s);
    double number;

    if (value->readings >> AS_NUMBER & 1 && query_read_number(s, n, &number))
        return in_span(&value->spans[AS_NUMBER], number);
    if (value->readings >> AS_DURATION & 1 && date_duration_parse(s, n, &number))
        return in_span(&value->spans[AS_DURATION], number);
    if (value->readings >> AS_DATE & 1) {
        int64_t date = date_parse(s, n);
        if (date != DATE_NONE)
            return in_span(&value->spans[AS_DATE], (double)date);
    }
    return query_text_match(op, value, s, n);
}

/* What a test found in an article. */
struct finding {
    bool has_value, satisfied;
};

bool query_accepts_none(const struct query_node *node)
{
    for (const struct query_value *value = node->values; value; value = value->next)
        if (value->none)
            return true;
    return false;
}

static struct finding find_extra(const struct query_node *node, const struct article *article)
{
    struct finding finding = { false, false };

    for (size_t i = 0; i < article->extra_count && !finding.satisfied; i++) {
        const struct article_extra *extra = &article->extras[i];
        if (!node->terms[extra->key] || !*extra->value)
            continue;
        finding.has_value = true;
        for (const struct query_value *value = node->values; value && !finding.satisfied;
             value = value->next)
            finding.satisfied = extra_match(node->op, value, extra->value);
    }
    return finding;
}

static struct finding find_text(const struct query_node *node, const char *s, size_t n)
{
    struct finding finding = { n > 0, false };

    for (const struct query_value *value = node->values; value && n > 0 && !finding.satisfied;
         value = value->next)
        finding.satisfied = query_text_match(node->op, value, s, n);
    return finding;
}

static struct finding find_number(const struct query_node *node, double number)
{
    struct finding finding = { !isnan(number), false };

    for (const struct query_value *value = node->values; value && !finding.satisfied;
         value = value->next)
        for (int i = 0; i < READINGS; i++)
            finding.satisfied |= value->readings >> i & 1 && in_span(&value->spans[i], number);
    return finding;
}

static void find_terms(const struct query_node *node, const term *list, size_t count,
                       struct finding *finding)
{
    for (size_t i = 0; i < count; i++) {
        finding->has_value |= list[i] != TERM_NONE;
        finding->satisfied |= node->terms[list[i]];
    }
}

static const void *place(const struct field *field, const struct article *article)
{
    return (const char *)article + field->offset;
}

static struct finding find_term(const struct query_node *node, const struct article *article)
{
    struct finding finding = { false, false };

    find_terms(node, place(node->field, article), 1, &finding);
    if (node->second)
        find_terms(node, place(node->second, article), 1, &finding);
    return finding;
}

/* "url" means all addresses that an article has. */
static struct finding find_address(const struct query_node *node, const struct article *article)
{
    struct finding finding = { false, false };

    for (int i = 0; i < URL_COUNT && !finding.satisfied; i++) {
        struct finding one = find_text(node, article->url[i], strlen(article->url[i]));
        finding.has_value |= one.has_value;
        finding.satisfied |= one.satisfied;
    }
    return finding;
}

static struct finding find_field(const struct query_node *node, const struct article *article)
{
    struct finding finding = { false, false };

    switch (node->field->type) {
    case FIELD_TERM:
        return find_term(node, article);
    case FIELD_TERMS:
        find_terms(node, article->topics, article->topic_count, &finding);
        return finding;
    case FIELD_TEXT:
        if (strcmp(node->field->name, "url") == 0)
            return find_address(node, article);
        const char *s = field_text(node->field, article, NULL);
        return find_text(node, s, strlen(s));
    default:
        return find_number(node, field_number(node->field, article));
    }
}

static struct finding find_stored(const struct query *query, const struct query_node *node,
                                  const struct article *article)
{
    size_t n = 0;
    const char *s = query->state && query->state->text
                        ? query->state->text(query->state->arg, article, &n)
                        : NULL;

    return find_text(node, s ? s : "", s ? n : 0);
}

static struct finding find_note(const struct query *query, const struct query_node *node,
                                const struct article *article)
{
    const char *s = query->state && query->state->note
                        ? query->state->note(query->state->arg, article)
                        : "";

    return find_text(node, s, strlen(s));
}

/* Bare words: fields whose values were looked up come first. */
static bool find_words(const struct query *query, const struct query_node *node,
                       const struct article *article)
{
    struct finding finding = { false, false };

    for (size_t i = 0; i < query->searched_count && !finding.satisfied; i++) {
        const struct field *field = query->searched[i];
        if (field->type == FIELD_TERM) {
            find_terms(node, place(field, article), 1, &finding);
        } else if (field->type == FIELD_TERMS) {
            find_terms(node, article->topics, article->topic_count, &finding);
        } else {
            const char *s = *(const char *const *)place(field, article);
            finding = find_text(node, s, strlen(s));
        }
    }
    return finding.satisfied || find_stored(query, node, article).satisfied;
}

static struct finding find_story(const struct query *query, const struct query_node *node,
                                 const struct article *article)
{
    uint32_t story = query_story_of(query->library, article);
    bool has = story != STORY_NONE;

    return (struct finding){ has, has && node->terms[story] };
}

static bool satisfies(const struct query_node *node, struct finding finding)
{
    bool satisfied = finding.satisfied || (!finding.has_value && query_accepts_none(node));

    if (node->op == QUERY_IS_NOT)
        /* Of a missing value nothing is said, but "other than none" is any value. */
        return finding.has_value && !satisfied;
    return satisfied;
}

bool query_number_match(const struct query_node *node, double number)
{
    return satisfies(node, find_number(node, number));
}

static bool test_match(const struct query *query, const struct query_node *node,
                       const struct article *article)
{
    if (node->target == TARGET_WORDS)
        return find_words(query, node, article);
    if (node->target == TARGET_STORED)
        return satisfies(node, find_stored(query, node, article));
    if (node->target == TARGET_STORY)
        return satisfies(node, find_story(query, node, article));
    if (node->target == TARGET_NOTE)
        return satisfies(node, find_note(query, node, article));
    if (node->target == TARGET_EXTRA)
        return satisfies(node, find_extra(node, article));
    return satisfies(node, find_field(node, article));
}

/* As deep as the text has brackets. */
bool query_node_match(const struct query *query, const struct query_node *node,
                      const struct article *article)
{
    switch (node->type) {
    case QUERY_AND:
        for (const struct query_node *child = node->cheapest; child; child = child->next_cheap)
            if (!query_node_match(query, child, article))
                return false;
        return true;
    case QUERY_OR:
        for (const struct query_node *child = node->cheapest; child; child = child->next_cheap)
            if (query_node_match(query, child, article))
                return true;
        return false;
    case QUERY_NOT:
        return !query_node_match(query, node->first, article);
    case QUERY_FLAGGED:
        return query_flag_holds(node->flag, query, article);
    default:
        return test_match(query, node, article);
    }
}
