/* SPDX-License-Identifier: MIT */
/*
 * A query over an index: sets of places instead of one article after the other.
 *
 * Each node is searched within the places that still matter, and what the index cannot tell is
 * asked of the articles there, one by one; those nodes come last, when few are left. So the
 * result is that of query_node_match(), to the article.
 *
 * To ask many takes long: then the search is stopped, and the next step goes through the same
 * nodes again with what was found for them, up to the one that was not over.
 */
#include <stdlib.h>
#include <string.h>

#include "article/index_parts.h"
#include "article/query_internal.h"
#include "base/loop.h"

enum { FEW = 512 /* one article in so many is sooner asked than looked up */ };

/* ---- what was found ---- */

/* What is known of a node: all places where it matches, once its articles were asked. */
struct query_found {
    const struct query_node *node;
    uint64_t *asked; /* whose articles are to be asked, NULL for none */
    uint64_t *places;
    size_t at; /* up to here they were */
};

static struct query_found *found_of(const struct query_search *search,
                                    const struct query_node *node)
{
    for (size_t i = 0; i < search->found_count; i++)
        if (search->found[i].node == node)
            return &search->found[i];
    return NULL;
}

static uint64_t *copy_of(const struct query_search *search, const uint64_t *bits)
{
    uint64_t *copy = bits_new(search->n);

    bits_copy(copy, bits, search->n);
    return copy;
}

static struct query_found *keep(struct query_search *search, const struct query_node *node,
                                uint64_t *asked, const uint64_t *places)
{
    if (search->found_count == search->found_room) {
        search->found_room = search->found_room ? 2 * search->found_room : 8;
        search->found = xreallocarray(search->found, search->found_room, sizeof *search->found);
    }
    search->found[search->found_count] =
        (struct query_found){ .node = node, .asked = asked, .places = copy_of(search, places) };
    return &search->found[search->found_count++];
}

/* Ask on until all were asked or the time is over. */
static void ask_on(struct query_search *search, struct query_found *found)
{
    enum { ASKED_A_LOOK = 8 /* articles between two looks at the clock */ };
    size_t asked = 0;

    while (found->asked && !search->stopped) {
        found->at = bits_next(found->asked, found->at, search->n);
        if (found->at == search->n) {
            free(found->asked);
            found->asked = NULL;
            return;
        }
        const struct article *article =
            library_article(search->library, search->index->order[found->at]);
        if (query_node_match(search->query, found->node, article))
            bits_set(found->places, found->at);
        found->at++;
        search->stopped = ++asked % ASKED_A_LOOK == 0 && loop_now() >= search->until;
    }
}

/* Add the places within whose article matches; the last thing to be done for a node, as it may
 * be stopped here and goes on here. */
static void ask(struct query_search *search, const struct query_node *node,
                const uint64_t *within, uint64_t *out)
{
    struct query_found *found = keep(search, node, copy_of(search, within), out);

    ask_on(search, found);
    bits_copy(out, found->places, search->n);
}

static void complement(struct query_search *search, uint64_t *bits)
{
    for (size_t i = 0, words = bits_words(search->n); i < words; i++)
        bits[i] = ~bits[i];
    if (search->n > 0)
        bits[bits_words(search->n) - 1] &= bits_last(search->n);
}

/* Keep the places whose article has the flag, or has it not. */
static void keep_flagged(struct query_search *search, const uint64_t *flagged, bool has,
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
static void add_rows(struct query_search *search, enum index_group group,
                     const unsigned char *marked, uint64_t *out)
{
    const struct index *index = search->index;

    for (size_t row = index_group_start(index, group); row < index_group_end(index, group);
         row++)
        if (marked[index->rows[row].key])
            index_list_or(index, index_list(index, row), out);
}

static void add_known(struct query_search *search, const struct query_node *node, uint64_t *out)
{
    index_flag_or(search->index, index_any_of(node->field), out);
    if (node->second)
        index_flag_or(search->index, index_any_of(node->second), out);
}

static void find_terms(struct query_search *search, const struct query_node *node,
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
static void find_values(struct query_search *search, const struct query_node *node, bool title,
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

/* Whether the index can tell anything about the values. */
static bool all_needles(const struct query_node *node)
{
    for (const struct query_value *value = node->values; value; value = value->next)
        if (value->needle.n == 0)
            return false;
    return node->op == QUERY_HAS || node->op == QUERY_IS;
}

static void find_text(struct query_search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    bool title = strcmp(node->field->name, "title") == 0;
    bool excerpt = strcmp(node->field->name, "excerpt") == 0;

    if (!all_needles(node) || (!title && !excerpt)) {
        ask(search, node, within, out);
        return;
    }
    uint64_t *maybe = bits_new(search->n);
    find_values(search, node, title, excerpt, out, maybe);
    bits_and(out, within, search->n);
    bits_and(maybe, within, search->n);
    bits_remove(maybe, out, search->n);
    ask(search, node, maybe, out);
    free(maybe);
}

/* Take those places out whose article has no stored text. */
static void keep_stored(struct query_search *search, uint64_t *places)
{
    const struct query_state *state = search->query->state;

    if (!query_has_stored(search->query))
        memset(places, 0, bits_words(search->n) * sizeof *places);
    else if (state->flagged)
        keep_flagged(search, state->flagged(state->arg, search->library, QUERY_STORED), true,
                     places);
}

static void find_words(struct query_search *search, const struct query_node *node,
                       const uint64_t *within, uint64_t *out)
{
    const struct query *query = search->query;

    if (!all_needles(node)) {
        ask(search, node, within, out);
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
    ask(search, node, rest, out);
    free(rest);
    free(maybe);
}

/* ---- the rest ---- */

/* Add those within that have no value, when the missing one is accepted. */
static void add_without(struct query_search *search, const struct query_node *node,
                        const uint64_t *having, const uint64_t *within, uint64_t *out)
{
    if (node->op == QUERY_IS_NOT || !query_accepts_none(node))
        return;
    bits_or(out, within, search->n);
    bits_remove(out, having, search->n);
}

static void find_stored(struct query_search *search, const struct query_node *node,
                        const uint64_t *within, uint64_t *out)
{
    uint64_t *asked = bits_new(search->n);

    bits_copy(asked, within, search->n);
    keep_stored(search, asked);
    add_without(search, node, asked, within, out);
    ask(search, node, asked, out);
    free(asked);
}

static void find_numbers(struct query_search *search, const struct query_node *node,
                         const uint64_t *within, uint64_t *out)
{
    const struct index_column *column = index_column(search->index, node->field);

    if (column)
        query_search_numbers(search->index, column, node, within, out);
    else
        ask(search, node, within, out);
}

/* What has the key is asked; the rest is what "none" finds. */
static void find_extra(struct query_search *search, const struct query_node *node,
                       const uint64_t *within, uint64_t *out)
{
    uint64_t *having = bits_new(search->n);

    add_rows(search, GROUP_KEYS, node->terms, having);
    bits_and(having, within, search->n);
    add_without(search, node, having, within, out);
    ask(search, node, having, out);
    free(having);
}

static void find_flag(struct query_search *search, const struct query_node *node,
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
        ask(search, node, within, out);
        return;
    }
    index_flag_or(search->index, (enum index_flag)flag, out);
    bits_and(out, within, search->n);
}

static void find_test(struct query_search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    if (node->target == TARGET_WORDS) {
        find_words(search, node, within, out);
    } else if (node->target == TARGET_EXTRA) {
        find_extra(search, node, within, out);
    } else if (node->target == TARGET_NOTE || node->target == TARGET_STORY) {
        ask(search, node, within, out);
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

static void find_node(struct query_search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out);

/* Each child within what the ones before it left, those that take least first. */
static void find_children(struct query_search *search, const struct query_node *node,
                          const uint64_t *within, uint64_t *out)
{
    uint64_t *left = bits_new(search->n), *found = bits_new(search->n);
    bool all = node->type == QUERY_AND;

    bits_copy(left, within, search->n);
    for (int effort = QUERY_BY_SETS; effort < QUERY_EFFORTS; effort++) {
        for (const struct query_node *child = node->cheapest; child;
             child = child->next_cheap) {
            if (search->stopped || (int)query_effort(search->query, child) != effort)
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

static void find_anew(struct query_search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    if (bits_count(within, search->n) <= search->n / FEW) {
        ask(search, node, within, out);
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

/* Out, empty before, gets the places within that match, unless the search is stopped. As deep
 * as the text has brackets. */
static void find_node(struct query_search *search, const struct query_node *node,
                      const uint64_t *within, uint64_t *out)
{
    struct query_found *found = found_of(search, node);

    if (!found) {
        find_anew(search, node, within, out);
        if (!search->stopped && !found_of(search, node))
            keep(search, node, NULL, out);
        return;
    }
    ask_on(search, found);
    bits_copy(out, found->places, search->n);
}

void query_search_begin(struct query_search *search, const struct query *query,
                        const struct library *library)
{
    const struct index *index = library_index(library);

    *search = (struct query_search){
        .query = query, .library = library, .index = index, .n = index->count
    };
}

uint64_t *query_search_step(struct query_search *search, const struct query_node *node,
                            int64_t until)
{
    uint64_t *within = bits_new(search->n);

    bits_fill(within, search->n);
    if (!node)
        return within;
    uint64_t *out = bits_new(search->n);
    search->until = until;
    search->stopped = false;
    find_node(search, node, within, out);
    free(within);
    if (!search->stopped)
        return out;
    free(out);
    return NULL;
}

size_t query_search_asked(const struct query_search *search)
{
    return search->found_count > 0 ? search->found[search->found_count - 1].at : 0;
}

void query_search_release(struct query_search *search)
{
    for (size_t i = 0; i < search->found_count; i++) {
        free(search->found[i].asked);
        free(search->found[i].places);
    }
    free(search->found);
    *search = (struct query_search){ 0 };
}
