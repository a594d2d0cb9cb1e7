/* SPDX-License-Identifier: MIT */
/*
 * A query over an index: sets of places instead of one article after the other.
 *
 * Each node is searched within the places that still matter, and what the index cannot tell is
 * asked of the articles there, one by one; those nodes come last, when few are left. So the
 * result is that of query_node_match(), to the article.
 */
#include <stdlib.h>
#include <string.h>

#include "article/index_parts.h"
#include "article/query_internal.h"

enum { FEW = 512 /* one article in so many is sooner asked than looked up */ };

struct search {
    const struct query *query;
    const struct library *library;
    const struct index *index;
    size_t n; /* places */
};

typedef bool question(const struct query *query, const struct query_node *node,
                      const struct article *article);

/* Add the places within for whose article this is true. */
static void ask(const struct search *search, const struct query_node *node, question *is_true,
                const uint64_t *within, uint64_t *out)
{
    for (size_t i = bits_next(within, 0, search->n); i < search->n;
         i = bits_next(within, i + 1, search->n)) {
        const struct article *article =
            library_article(search->library, search->index->order[i]);
        if (is_true(search->query, node, article))
            bits_set(out, i);
    }
}

static void complement(const struct search *search, uint64_t *bits)
{
    for (size_t i = 0, words = bits_words(search->n); i < words; i++)
        bits[i] = ~bits[i];
    if (search->n > 0)
        bits[bits_words(search->n) - 1] &= bits_last(search->n);
}

/* Keep the places whose article has the flag, or has it not. */
static void keep_flagged(const struct search *search, const uint64_t *flagged, bool has,
                         uint64_t *places)
{
    uint64_t *having = bits_new(search->n);

    for (size_t i = bits_next(flagged, 0, search->n); i < search->n;
         i = bits_next(flagged, i + 1, search->n))
        bits_set(having, search->index->places[i]);
    if (has)
        bits_and(places, having, search->n);
    else
        bits_remove(places, having, search->n);
    free(having);
}

/* ---- terms ---- */

/* Add the places of rows whose key is marked. */
static void add_rows(const struct search *search, enum index_group group,
                     const unsigned char *marked, uint64_t *out)
{
    const struct index *index = search->index;

    for (size_t row = index_group_start(index, group); row < index_group_end(index, group);
         row++)
        if (marked[index->rows[row].key])
            index_list_or(index, index_list(index, row), out);
}

static void add_known(const struct search *search, const struct query_node *node, uint64_t *out)
{
    index_flag_or(search->index, index_any_of(node->field), out);
    if (node->second)
        index_flag_or(search->index, index_any_of(node->second), out);
}

static void find_terms(const struct search *search, const struct query_node *node,
                       const uint64_t *within, uint64_t *out)
{
    uint64_t *known;

    add_rows(search, index_group_of(node->field), node->terms, out);
    if (node->second)
        add_rows(search, index_group_of(node->second), node->terms, out);
    if (node->op == QUERY_IS_NOT) {
        known = bits_new(search->n);
        add_known(search, node, known);
        bits_remove(known, out, search->n);
        bits_copy(out, known, search->n);
        free(known);
    } else if (query_accepts_none(node)) {
        known = bits_new(search->n);
        add_known(search, node, known);
        complement(search, known);
        bits_or(out, known, search->n);
        free(known);
    }
    bits_and(out, within, search->n);
}

/* ---- texts ---- */

/* Add the places that may match, to maybe where their articles have to be asked. */
static void find_values(const struct search *search, const struct query_node *node, bool title,
                        bool excerpt, uint64_t *out, uint64_t *maybe)
{
    for (const struct query_value *value = node->values; value; value = value->next) {
        uint64_t *found = bits_new(search->n);
        bool sure =
            index_find(search->index, title, excerpt, value->needle.s, value->needle.n, found);
        bits_or(sure && node->op == QUERY_HAS ? out : maybe, found, search->n);
        free(found);
    }
}

static bool match_text(const struct query *query, const struct query_node *node,
                       const struct article *article)
{
    return query_node_match(query, node, article);
}

/* Whether the index can tell anything about the values. */
static bool all_needles(const struct query_node *node)
{
    for (const struct query_value *value = node->values; value; value = value->next)
        if (value->needle.n == 0)
            return false;
    return node->op == QUERY_HAS || node->op == QUERY_IS;
}

static void find_text(const struct search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    bool title = strcmp(node->field->name, "title") == 0;
    bool excerpt = strcmp(node->field->name, "excerpt") == 0;

    if (!all_needles(node) || (!title && !excerpt)) {
        ask(search, node, match_text, within, out);
        return;
    }
    uint64_t *maybe = bits_new(search->n);
    find_values(search, node, title, excerpt, out, maybe);
    bits_and(out, within, search->n);
    bits_and(maybe, within, search->n);
    bits_remove(maybe, out, search->n);
    ask(search, node, match_text, maybe, out);
    free(maybe);
}

static bool has_stored(const struct query *query)
{
    const struct query_state *state = query->state;

    return state && state->text;
}

/* Take those places out whose article has no stored text. */
static void keep_stored(const struct search *search, uint64_t *places)
{
    const struct query_state *state = search->query->state;

    if (!has_stored(search->query))
        memset(places, 0, bits_words(search->n) * sizeof *places);
    else if (state->flagged)
        keep_flagged(search, state->flagged(state->arg, search->library, QUERY_STORED), true,
                     places);
}

static void find_words(const struct search *search, const struct query_node *node,
                       const uint64_t *within, uint64_t *out)
{
    const struct query *query = search->query;

    if (!all_needles(node)) {
        ask(search, node, match_text, within, out);
        return;
    }
    uint64_t *maybe = bits_new(search->n), *rest = bits_new(search->n);
    find_values(search, node, true, true, out, maybe);
    for (size_t i = 0; i < query->searched_count; i++)
        if (query->searched[i]->type != FIELD_TEXT)
            add_rows(search, index_group_of(query->searched[i]), node->terms, out);
    bits_and(out, within, search->n);
    bits_copy(rest, within, search->n);
    bits_remove(rest, out, search->n);
    bits_and(maybe, rest, search->n);
    keep_stored(search, rest);
    bits_or(rest, maybe, search->n);
    ask(search, node, match_text, rest, out);
    free(rest);
    free(maybe);
}

/* ---- the rest ---- */

static void find_stored(const struct search *search, const struct query_node *node,
                        const uint64_t *within, uint64_t *out)
{
    uint64_t *asked = bits_new(search->n);

    bits_copy(asked, within, search->n);
    keep_stored(search, asked);
    ask(search, node, match_text, asked, out);
    if (node->op != QUERY_IS_NOT && query_accepts_none(node)) {
        complement(search, asked);
        bits_and(asked, within, search->n);
        bits_or(out, asked, search->n);
    }
    free(asked);
}

static void find_numbers(const struct search *search, const struct query_node *node,
                         const uint64_t *within, uint64_t *out)
{
    const struct index_column *column = index_column(search->index, node->field);

    if (!column) {
        ask(search, node, match_text, within, out);
        return;
    }
    for (size_t i = bits_next(within, 0, search->n); i < search->n;
         i = bits_next(within, i + 1, search->n))
        if (query_number_match(node, index_column_get(search->index, column, i)))
            bits_set(out, i);
}

/* What has the key is asked; the rest is what "none" finds. */
static void find_extra(const struct search *search, const struct query_node *node,
                       const uint64_t *within, uint64_t *out)
{
    uint64_t *having = bits_new(search->n);

    add_rows(search, GROUP_KEYS, node->terms, having);
    bits_and(having, within, search->n);
    ask(search, node, match_text, having, out);
    if (node->op != QUERY_IS_NOT && query_accepts_none(node)) {
        complement(search, having);
        bits_and(having, within, search->n);
        bits_or(out, having, search->n);
    }
    free(having);
}

static void find_flag(const struct search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    const struct query_state *state = search->query->state;
    int flag = query_flag_listed(node->flag);
    enum query_flag asked;
    bool has;

    if (state && state->flagged && query_flag_asks(node->flag, &asked, &has)) {
        bits_copy(out, within, search->n);
        keep_flagged(search, state->flagged(state->arg, search->library, asked), has, out);
        return;
    }
    if (flag < 0) {
        ask(search, node, match_text, within, out);
        return;
    }
    index_flag_or(search->index, (enum index_flag)flag, out);
    bits_and(out, within, search->n);
}

static void find_test(const struct search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    if (node->target == TARGET_WORDS) {
        find_words(search, node, within, out);
    } else if (node->target == TARGET_EXTRA) {
        find_extra(search, node, within, out);
    } else if (node->target == TARGET_NOTE || node->target == TARGET_STORY) {
        ask(search, node, match_text, within, out);
    } else if (node->target == TARGET_STORED) {
        find_stored(search, node, within, out);
    } else if (node->field->type == FIELD_TEXT) {
        find_text(search, node, within, out);
    } else if (node->field->type == FIELD_TERM || node->field->type == FIELD_TERMS) {
        find_terms(search, node, within, out);
    } else {
        find_numbers(search, node, within, out);
    }
}

/* ---- nodes ---- */

/* Whether articles may have to be asked for a text. */
static bool is_open(const struct query_node *node)
{
    for (const struct query_value *value = node->values; value; value = value->next)
        if (value->needle.n == 0 || !index_knows(value->needle.s, value->needle.n))
            return true;
    return node->op != QUERY_HAS;
}

/* What a node takes: sets alone, a look at each place within, or at each article there. */
enum effort { BY_SETS, BY_PLACES, BY_ARTICLES, EFFORTS };

static enum effort effort_of_test(const struct query *query, const struct query_node *node)
{
    switch (node->target) {
    case TARGET_WORDS:
        return is_open(node) ? BY_ARTICLES : has_stored(query) ? BY_PLACES : BY_SETS;
    case TARGET_FIELD:
        if (node->field->type == FIELD_TEXT)
            return is_open(node) ? BY_ARTICLES : BY_SETS;
        return node->field->type == FIELD_TERM || node->field->type == FIELD_TERMS ? BY_SETS
                                                                                   : BY_PLACES;
    case TARGET_EXTRA:
        return BY_PLACES;
    default:
        return BY_ARTICLES;
    }
}

static enum effort effort_of_flag(const struct query *query, const struct query_node *node)
{
    enum query_flag asked;
    bool has;

    if (query_flag_listed(node->flag) >= 0)
        return BY_SETS;
    return query->state && query->state->flagged && query_flag_asks(node->flag, &asked, &has)
               ? BY_PLACES
               : BY_ARTICLES;
}

/* That of the worst within it. */
static enum effort effort_of(const struct query *query, const struct query_node *node)
{
    enum effort effort = BY_SETS;

    if (node->type == QUERY_FLAGGED)
        return effort_of_flag(query, node);
    if (node->type == QUERY_TEST)
        return effort_of_test(query, node);
    for (const struct query_node *child = node->first; child; child = child->next) {
        enum effort one = effort_of(query, child);
        effort = one > effort ? one : effort;
    }
    return effort;
}

static void find_node(const struct search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out);

/* Each child within what the ones before it left, those that take least first. */
static void find_children(const struct search *search, const struct query_node *node,
                          const uint64_t *within, uint64_t *out)
{
    uint64_t *left = bits_new(search->n), *found = bits_new(search->n);
    bool all = node->type == QUERY_AND;

    bits_copy(left, within, search->n);
    for (int effort = BY_SETS; effort < EFFORTS; effort++) {
        for (const struct query_node *child = node->cheapest; child;
             child = child->next_cheap) {
            if ((int)effort_of(search->query, child) != effort)
                continue;
            memset(found, 0, bits_words(search->n) * sizeof *found);
            find_node(search, child, left, found);
            if (all) {
                bits_copy(left, found, search->n);
            } else {
                bits_or(out, found, search->n);
                bits_remove(left, found, search->n);
            }
        }
    }
    if (all)
        bits_copy(out, left, search->n);
    free(left);
    free(found);
}

/* Out, empty before, gets the places within that match. As deep as the text has brackets. */
static void find_node(const struct search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    if (bits_count(within, search->n) <= search->n / FEW) {
        ask(search, node, match_text, within, out);
    } else if (node->type == QUERY_AND || node->type == QUERY_OR) {
        find_children(search, node, within, out);
    } else if (node->type == QUERY_NOT) {
        find_node(search, node->first, within, out);
        complement(search, out);
        bits_and(out, within, search->n);
    } else if (node->type == QUERY_FLAGGED) {
        find_flag(search, node, within, out);
    } else {
        find_test(search, node, within, out);
    }
}

bool query_is_settled(const struct query *query, const struct query_node *node)
{
    for (const struct query_node *child = node->first; child; child = child->next)
        if (!query_is_settled(query, child))
            return false;
    if (node->type == QUERY_TEST && node->target == TARGET_WORDS && has_stored(query))
        return false;
    return effort_of(query, node) < BY_ARTICLES &&
           (node->type != QUERY_FLAGGED || query_flag_listed(node->flag) >= 0);
}

uint64_t *query_search(const struct query *query, const struct library *library,
                       const struct query_node *node)
{
    const struct index *index = library_index(library);
    struct search search = { query, library, index, index->count };
    uint64_t *within = bits_new(search.n);

    bits_fill(within, search.n);
    if (!node)
        return within;
    uint64_t *out = bits_new(search.n);
    find_node(&search, node, within, out);
    free(within);
    return out;
}
