/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"

static bool next_is(const struct query_parser *parser, char c)
{
    return parser->at < parser->n && parser->text[parser->at] == c;
}

/* Words that people look for in the text are lit up, but not those they exclude. */
static bool is_lit(const struct query_node *node)
{
    if (node->op != QUERY_HAS)
        return false;
    return node->target == TARGET_WORDS || node->target == TARGET_STORED ||
           (node->target == TARGET_FIELD && node->field->type == FIELD_TEXT &&
            node->field->searched);
}

static bool add_value(struct query_parser *parser, struct query_node *node,
                      const struct query_piece *piece)
{
    struct query_value *value = arena_alloc(&parser->query->arena, sizeof *value);

    if (!query_count_leaf(parser, piece->start) ||
        !query_read_value(parser, node, piece, value))
        return false;
    value->next = node->values;
    node->values = value;
    if (parser->negations == 0 && value->needle.n > 0 && is_lit(node))
        parser->query->words[parser->query->word_count++] = value->needle.s;
    return true;
}

/* The values after an operator, which parser stands behind. */
static bool parse_values(struct query_parser *parser, struct query_node *node)
{
    struct query_piece piece;

    do {
        if (!query_scan_value(parser, node->op, &piece) || !add_value(parser, node, &piece))
            return false;
    } while (next_is(parser, ',') && ++parser->at);
    node->end = parser->at;
    return true;
}

static struct query_node *test_new(struct query_parser *parser, size_t start, const char *name,
                                   size_t n)
{
    struct query_node *node = query_node_new(parser, QUERY_TEST, start);

    node->name = arena_strndup(&parser->query->arena, name, n);
    node->name_start = start;
    node->name_end = parser->at;
    node->field = query_field(name, n);
    if (node->field)
        node->target = TARGET_FIELD;
    else if (strcasecmp(node->name, "story") == 0)
        node->target = TARGET_STORY;
    else
        node->target = strcasecmp(node->name, "text") == 0   ? TARGET_STORED
                       : strcasecmp(node->name, "note") == 0 ? TARGET_NOTE
                                                             : TARGET_EXTRA;
    if (node->field && strcmp(node->field->name, "provider") == 0)
        node->second = query_field("domain", strlen("domain"));
    return node;
}

/* A test whose name was read; its operator stands at parser. */
static bool parse_test(struct query_parser *parser, size_t start, const char *name, size_t n,
                       struct query_node **out)
{
    struct query_node *node = test_new(parser, start, name, n);

    parser->at += query_op_at(parser, parser->at, &node->op);
    *out = node;
    return parse_values(parser, node);
}

/* # and @ stand for a field and an operator. */
static bool parse_short(struct query_parser *parser, const char *name, struct query_node **out)
{
    size_t start = parser->at++;
    struct query_node *node = test_new(parser, start, name, strlen(name));

    node->op = QUERY_HAS;
    *out = node;
    return parse_values(parser, node);
}

/* A word, phrase or regular expression that was scanned. */
static bool add_words(struct query_parser *parser, const struct query_piece *piece,
                      struct query_node **out)
{
    *out = query_node_new(parser, QUERY_TEST, piece->start);
    (*out)->target = TARGET_WORDS;
    (*out)->op = QUERY_HAS;
    return add_value(parser, *out, piece);
}

static bool parse_quoted(struct query_parser *parser, struct query_node **out)
{
    struct query_piece piece;
    enum query_op op;

    if (!query_scan_quoted(parser, &piece))
        return false;
    if (query_op_at(parser, parser->at, &op) > 0 && piece.n > 0)
        return parse_test(parser, piece.start, piece.s, piece.n, out);
    return add_words(parser, &piece, out);
}

static bool parse_regex(struct query_parser *parser, struct query_node **out)
{
    struct query_piece piece;

    if (!query_scan_regex(parser, &piece))
        return false;
    if (query_word_end(parser, parser->at) > parser->at)
        return query_fail(parser->error, parser->at, query_word_end(parser, parser->at),
                          "a blank is missing here, or a \\ before a / within the regular "
                          "expression");
    return add_words(parser, &piece, out);
}

static bool is_address(const struct query_parser *parser)
{
    const char *s = parser->text + parser->at;
    size_t n = parser->n - parser->at;

    return (n > 7 && strncasecmp(s, "http://", 7) == 0) ||
           (n > 8 && strncasecmp(s, "https://", 8) == 0);
}

/* Whether the word before this place, and blanks, is the name of a field and nothing else. */
static bool follows_field(const struct query_parser *parser, size_t at)
{
    size_t end, start;

    for (end = at; end > 0 && query_is_blank(parser->text[end - 1]);)
        end--;
    for (start = end; start > 0 && !query_ends_word(parser->text[start - 1]);)
        start--;
    return end < at && start < end && query_field(parser->text + start, end - start);
}

/* The bytes of an operator that blanks part from its name or its value; 0 for a word. */
static size_t parted_operator(const struct query_parser *parser,
                              const struct query_piece *piece)
{
    size_t n = strspn(piece->s, ":=!~<>");
    /* The ! of != was taken as a sign. */
    bool sign = piece->start > 0 && parser->text[piece->start - 1] == '!' && *piece->s == '=';

    return n > 0 && (n == piece->n || follows_field(parser, piece->start - sign)) ? n : 0;
}

static bool parse_word(struct query_parser *parser, struct query_node **out)
{
    size_t start = parser->at, name_end = query_name_end(parser, start);
    struct query_piece piece;
    enum query_op op;

    if (is_address(parser)) {
        *out = test_new(parser, start, "url", strlen("url"));
        query_scan_address(parser, &piece);
        (*out)->end = parser->at;
        return add_value(parser, *out, &piece);
    }
    if (query_directive_at(parser) != QUERY_NO_DIRECTIVE)
        return query_fail(parser->error, start, query_word_end(parser, start),
                          "sort: and limit: cannot be excluded");
    if (name_end > start && query_op_at(parser, name_end, &op) > 0) {
        parser->at = name_end;
        return parse_test(parser, start, parser->text + start, name_end - start, out);
    }
    query_scan_plain(parser, query_word_end(parser, start), &piece);
    size_t flag = query_flag_find(piece.s, piece.n);
    if (flag != SIZE_MAX) {
        *out = query_node_new(parser, QUERY_FLAGGED, start);
        (*out)->flag = flag;
        return query_count_leaf(parser, start);
    }
    size_t parted = parted_operator(parser, &piece);
    if (parted > 0)
        return query_fail(
            parser->error, start, start + parted,
            "no blank may stand around %.*s, as in heat>50; quote it to look for it",
            (int)parted, piece.s);
    return add_words(parser, &piece, out);
}

bool query_parse_atom(struct query_parser *parser, struct query_node **out)
{
    switch (parser->text[parser->at]) {
    case '"':
        return parse_quoted(parser, out);
    case '/':
        return parse_regex(parser, out);
    case '#':
        return parse_short(parser, "topic", out);
    case '@':
        return parse_short(parser, "date", out);
    default:
        return parse_word(parser, out);
    }
}
