/* SPDX-License-Identifier: MIT */
#include "article/query_internal.h"

/* Rough ratios of the time that each kind of test takes. */
enum {
    COST_COLUMN = 1,
    COST_TERMS = 2,
    COST_EXTRA = 10,
    COST_TEXT = 40,
    COST_REGEX = 400,
    COST_STORED = 4000
};

static int test_cost(const struct query_node *node)
{
    int factor = 1;

    for (const struct query_value *value = node->values; value; value = value->next)
        if (value->regex)
            factor = COST_REGEX / COST_TEXT;
    switch (node->target) {
    case TARGET_WORDS:
        return COST_TEXT * 3 * factor;
    case TARGET_NOTE:
        return COST_EXTRA * factor;
    case TARGET_STORED:
        return COST_STORED * factor;
    case TARGET_STORY:
        return COST_TERMS;
    case TARGET_EXTRA:
        return COST_EXTRA * factor;
    default:
        break;
    }
    switch (node->field->type) {
    case FIELD_TEXT:
        return COST_TEXT * factor;
    case FIELD_TERM:
    case FIELD_TERMS:
        return COST_TERMS;
    default:
        return COST_COLUMN;
    }
}

/* Put a child among those to try, after the ones that cost the same. */
static void add_cheap(struct query_node *parent, struct query_node *child)
{
    struct query_node **at = &parent->cheapest;

    while (*at && (*at)->cost <= child->cost)
        at = &(*at)->next_cheap;
    child->next_cheap = *at;
    *at = child;
}

void query_set_cost(struct query_node *node)
{
    if (node->type == QUERY_FLAGGED) {
        node->cost = query_flag_cost(node->flag);
    } else if (node->type == QUERY_TEST) {
        node->cost = test_cost(node);
    } else {
        for (struct query_node *child = node->first; child; child = child->next) {
            query_set_cost(child);
            node->cost += child->cost;
            add_cheap(node, child);
        }
    }
}
