/* SPDX-License-Identifier: MIT */
/*
 * The grammar of query.h, one function a rule. Recursion is bounded by QUERY_DEPTH_MAX, memory
 * by QUERY_TERMS_MAX: both are checked where a bracket opens and where a value is read.
 */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"
#include "base/text.h"

static bool parse_or(struct query_parser *parser, struct query_node **out);

static bool next_is(const struct query_parser *parser, char c)
{
    return parser->at < parser->n && parser->text[parser->at] == c;
}

struct query_node *query_node_new(struct query_parser *parser, enum query_node_type type,
                                  size_t start)
{
    struct query_node *node = arena_alloc(&parser->query->arena, sizeof *node);

    *node = (struct query_node){ .type = type, .start = start, .end = parser->at };
    return node;
}

bool query_count_leaf(struct query_parser *parser, size_t start)
{
    if (++parser->leaves <= QUERY_TERMS_MAX)
        return true;
    return query_fail(parser->error, start, parser->at, "a query has at most %d terms",
                      QUERY_TERMS_MAX);
}

void query_add_place(struct query *query, size_t start, size_t end,
                     const struct query_node *node)
{
    query->terms[query->term_count++] = (struct query_place){ start, end, node };
}

static bool parse_group(struct query_parser *parser, struct query_node **out)
{
    size_t start = parser->at++;

    if (++parser->depth > QUERY_DEPTH_MAX)
        return query_fail(parser->error, start, start + 1, "brackets go at most %d deep",
                          QUERY_DEPTH_MAX);
    if (!parse_or(parser, out))
        return false;
    if (!next_is(parser, ')'))
        return query_fail(parser->error, start, start + 1, "the ( is never closed");
    parser->at++;
    parser->depth--;
    if (!*out)
        return query_fail(parser->error, start, parser->at, "there is nothing in the brackets");
    (*out)->start = start;
    (*out)->end = parser->at;
    (*out)->grouped = true;
    return true;
}

static bool parse_atom(struct query_parser *parser, struct query_node **out)
{
    if (next_is(parser, '('))
        return parse_group(parser, out);
    if (parser->at == parser->n || next_is(parser, ')') || next_is(parser, '|'))
        return query_fail(parser->error, parser->at, parser->at,
                          "something to exclude must follow");
    return query_parse_atom(parser, out);
}

/* True when this word stands here by itself; parser is then behind it. */
static bool accept_word(struct query_parser *parser, const char *word)
{
    size_t len = strlen(word);

    if (query_word_end(parser, parser->at) - parser->at != len ||
        strncasecmp(parser->text + parser->at, word, len) != 0)
        return false;
    parser->at += len;
    return true;
}

/* "&" before a term means what "and" means; within a word it belongs to it. */
static bool accept_and(struct query_parser *parser)
{
    if (next_is(parser, '&')) {
        parser->at++;
        parser->at += next_is(parser, '&');
        return true;
    }
    return accept_word(parser, "and");
}

static bool accept_or(struct query_parser *parser)
{
    if (next_is(parser, '|')) {
        parser->at++;
        parser->at += next_is(parser, '|');
        return true;
    }
    return accept_word(parser, "or");
}

/* One sign; *signs counts them. */
static bool parse_sign(struct query_parser *parser, size_t *signs)
{
    size_t start = parser->at;

    if (next_is(parser, '-') || next_is(parser, '!')) {
        parser->at++;
        if (parser->at == parser->n || query_is_blank(parser->text[parser->at]))
            return query_fail(
                parser->error, start, parser->at,
                "%c stands right before what it excludes; quote it to look for it",
                parser->text[start]);
    } else if (accept_word(parser, "not")) {
        query_skip_blanks(parser);
    }
    *signs += parser->at > start;
    return true;
}

static bool parse_not(struct query_parser *parser, struct query_node **out)
{
    size_t start = parser->at, signs = 0, before;

    do {
        before = signs;
        if (!parse_sign(parser, &signs))
            return false;
    } while (signs > before);
    parser->negations += signs % 2;
    if (!parse_atom(parser, out))
        return false;
    parser->negations -= signs % 2;
    if (signs % 2 == 1) {
        struct query_node *node = query_node_new(parser, QUERY_NOT, start);
        node->first = *out;
        *out = node;
    }
    (*out)->start = start;
    return true;
}

/* What ends a row of terms: the end, a closing bracket, a bar or "or". */
static bool at_and_end(struct query_parser *parser)
{
    size_t at = parser->at;
    bool end = at == parser->n || next_is(parser, ')') || accept_or(parser);

    parser->at = at;
    return end;
}

/* Append one term, sort: or limit: to the row. */
static bool parse_term(struct query_parser *parser, struct query_node ***tail)
{
    struct query_node *node;
    bool taken;

    if (!query_parse_directive(parser, &taken))
        return false;
    if (taken)
        return true;
    if (!parse_not(parser, &node))
        return false;
    assert(node);
    **tail = node;
    *tail = &node->next;
    return true;
}

/* Blanks, sort: and limit: after the last of them are not part of it. */
static struct query_node *pair_new(struct query_parser *parser, enum query_node_type type,
                                   struct query_node *first, size_t end)
{
    struct query_node *node = query_node_new(parser, type, first->start);

    node->first = first;
    node->end = end;
    return node;
}

/* NULL for no term. */
static bool parse_and(struct query_parser *parser, struct query_node **out)
{
    struct query_node *first = NULL, **tail = &first;
    size_t term_end = parser->at;

    for (query_skip_blanks(parser); !at_and_end(parser); query_skip_blanks(parser)) {
        size_t start = parser->at;
        if (accept_and(parser)) {
            size_t end = parser->at;
            query_skip_blanks(parser);
            if (!first || at_and_end(parser))
                return query_fail(parser->error, start, end,
                                  "and stands between two terms; quote it to look for it");
        }
        struct query_node **place = tail;
        if (!parse_term(parser, &tail))
            return false;
        if (*place)
            term_end = (*place)->end;
    }
    *out = first;
    if (first && first->next)
        *out = pair_new(parser, QUERY_AND, first, term_end);
    return true;
}

static bool parse_or(struct query_parser *parser, struct query_node **out)
{
    struct query_node *first = NULL, **tail = &first;
    size_t term_end = 0;
    bool more = true;

    while (more) {
        if (!parse_and(parser, tail))
            return false;
        size_t start = parser->at;
        more = accept_or(parser);
        if (!*tail && (more || first))
            return query_fail(parser->error, start, parser->at,
                              "a term must stand on both sides of or; quote it to look for it");
        if (*tail) {
            term_end = (*tail)->end;
            tail = &(*tail)->next;
        }
    }
    *out = first;
    if (first && first->next)
        *out = pair_new(parser, QUERY_OR, first, term_end);
    return true;
}

/* The terms of the top level, between which sort: and limit: may stand. */
static void add_places(struct query *query)
{
    struct query_node *root = query->root;
    bool row = root && root->type == QUERY_AND && !root->grouped;

    for (struct query_node *node = row ? root->first : root; node; node = node->next)
        query_add_place(query, node->start, node->end, node);
    for (size_t i = 1; i < query->term_count; i++) {
        struct query_place place = query->terms[i];
        size_t j = i;
        for (; j > 0 && query->terms[j - 1].start > place.start; j--)
            query->terms[j] = query->terms[j - 1];
        query->terms[j] = place;
    }
}

static bool check_bytes(struct query_parser *parser)
{
    for (size_t i = 0, len; i < parser->n; i += len) {
        uint32_t c;
        len = text_decode(parser->text + i, parser->n - i, &c);
        if (c == 0 || (c == 0xFFFD && len == 1))
            return query_fail(parser->error, i, i + 1, "there is a byte that is no text here");
    }
    return true;
}

bool query_parse_all(struct query_parser *parser)
{
    struct query *query = parser->query;

    if (parser->n > QUERY_MAX)
        return query_fail(parser->error, QUERY_MAX, parser->n, "a query has at most %d bytes",
                          QUERY_MAX);
    query->terms = arena_alloc(&query->arena, QUERY_TERMS_MAX * sizeof *query->terms);
    query->words = arena_alloc(&query->arena, QUERY_TERMS_MAX * sizeof *query->words);
    if (!check_bytes(parser) || !parse_or(parser, &query->root))
        return false;
    if (parser->at < parser->n)
        return query_fail(parser->error, parser->at, parser->at + 1,
                          "there is no ( for this )");
    add_places(query);
    return true;
}
