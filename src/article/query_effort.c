/* SPDX-License-Identifier: MIT */
/* What it takes to search a node with an index: the cheap ones go first. */
#include "article/index_parts.h"
#include "article/query_internal.h"

bool query_has_stored(const struct query *query)
{
    return query->state && query->state->text;
}

/* Whether articles may have to be asked for a text. */
static bool is_open(const struct query_node *node)
{
    for (const struct query_value *value = node->values; value; value = value->next)
        if (value->needle.n == 0 || !index_knows(value->needle.s, value->needle.n))
            return true;
    return node->op != QUERY_HAS;
}

static enum query_effort effort_of_test(const struct query *query,
                                        const struct query_node *node)
{
    switch (node->target) {
    case TARGET_WORDS:
        return is_open(node)             ? QUERY_BY_ARTICLES
               : query_has_stored(query) ? QUERY_BY_PLACES
                                         : QUERY_BY_SETS;
    case TARGET_FIELD:
        if (node->field->type == FIELD_TEXT)
            return is_open(node) ? QUERY_BY_ARTICLES : QUERY_BY_SETS;
        return node->field->type == FIELD_TERM || node->field->type == FIELD_TERMS
                   ? QUERY_BY_SETS
                   : QUERY_BY_PLACES;
    case TARGET_EXTRA:
        return QUERY_BY_PLACES;
    default:
        return QUERY_BY_ARTICLES;
    }
}

static enum query_effort effort_of_flag(const struct query *query,
                                        const struct query_node *node)
{
    enum query_flag asked;
    bool has;

    if (query_flag_listed(node->flag) >= 0)
        return QUERY_BY_SETS;
    return query->state && query->state->flagged && query_flag_asks(node->flag, &asked, &has)
               ? QUERY_BY_PLACES
               : QUERY_BY_ARTICLES;
}

enum query_effort query_effort(const struct query *query, const struct query_node *node)
{
    enum query_effort effort = QUERY_BY_SETS;

    if (node->type == QUERY_FLAGGED)
        return effort_of_flag(query, node);
    if (node->type == QUERY_TEST)
        return effort_of_test(query, node);
    for (const struct query_node *child = node->first; child; child = child->next) {
        enum query_effort one = query_effort(query, child);
        effort = one > effort ? one : effort;
    }
    return effort;
}
