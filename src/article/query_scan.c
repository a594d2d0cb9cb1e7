/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "article/query_internal.h"

struct op_name {
    const char *text;
    enum query_op op;
};

/* Of two that begin alike the longer one first. */
static const struct op_name op_names[] = {
    { ":", QUERY_HAS },
    { "=", QUERY_IS },
    { "!=", QUERY_IS_NOT },
    { "~", QUERY_REGEX },
    { "<=", QUERY_LESS_EQUAL },
    { "<", QUERY_LESS },
    { ">=", QUERY_GREATER_EQUAL },
    { ">", QUERY_GREATER },
};

bool query_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void query_skip_blanks(struct query_parser *parser)
{
    while (parser->at < parser->n && query_is_blank(parser->text[parser->at]))
        parser->at++;
}

bool query_ends_word(char c)
{
    return query_is_blank(c) || c == '(' || c == ')' || c == '|';
}

size_t query_word_end(const struct query_parser *parser, size_t from)
{
    while (from < parser->n && !query_ends_word(parser->text[from]))
        from++;
    return from;
}

size_t query_op_at(const struct query_parser *parser, size_t at, enum query_op *op)
{
    for (size_t i = 0; i < sizeof op_names / sizeof *op_names; i++) {
        size_t len = strlen(op_names[i].text);
        if (parser->n - at >= len && memcmp(parser->text + at, op_names[i].text, len) == 0) {
            *op = op_names[i].op;
            return len;
        }
    }
    return 0;
}

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

size_t query_name_end(const struct query_parser *parser, size_t at)
{
    if (at == parser->n || !starts_name(parser->text[at]))
        return at;
    while (at < parser->n &&
           (starts_name(parser->text[at]) || parser->text[at] == '-' ||
            parser->text[at] == '.' || (parser->text[at] >= '0' && parser->text[at] <= '9')))
        at++;
    return at;
}

static void set_piece(struct query_parser *parser, struct query_piece *piece, size_t from,
                      size_t to)
{
    *piece = (struct query_piece){
        .s = arena_strndup(&parser->query->arena, parser->text + from, to - from),
        .n = to - from,
        .start = parser->at,
        .end = to,
    };
}

void query_scan_plain(struct query_parser *parser, size_t end, struct query_piece *piece)
{
    set_piece(parser, piece, parser->at, end);
    parser->at = end;
}

bool query_scan_quoted(struct query_parser *parser, struct query_piece *piece)
{
    size_t end = parser->at + 1, len = 0;
    const char *text = parser->text;
    char *s = arena_bytes(&parser->query->arena, parser->n - parser->at);

    for (; end < parser->n && text[end] != '"'; end++) {
        if (text[end] == '\\' && end + 1 < parser->n &&
            (text[end + 1] == '"' || text[end + 1] == '\\'))
            end++;
        s[len++] = text[end];
    }
    if (end >= parser->n)
        return query_fail(parser->error, parser->at, parser->n, "the quote is not closed");
    s[len] = '\0';
    end++;
    *piece = (struct query_piece){
        .s = s, .n = len, .start = parser->at, .end = end, .quoted = true
    };
    parser->at = end;
    return true;
}

bool query_scan_regex(struct query_parser *parser, struct query_piece *piece)
{
    size_t end = parser->at + 1;

    while (end < parser->n && parser->text[end] != '/')
        end += parser->text[end] == '\\' ? 2 : 1;
    if (end >= parser->n)
        return query_fail(parser->error, parser->at, parser->n,
                          "the regular expression has no second /; quote it to look for it");
    if (end == parser->at + 1)
        return query_fail(parser->error, parser->at, end + 1,
                          "the regular expression is empty");
    set_piece(parser, piece, parser->at + 1, end);
    piece->end = end + 1;
    piece->regex = true;
    parser->at = end + 1;
    return true;
}

/* The end of a run without blanks, up to a bracket or, outside of brackets, a bar that does
 * not belong to it. */
static size_t balanced_end(const struct query_parser *parser, bool escapes)
{
    size_t end = parser->at, open = 0;

    for (; end < parser->n && !query_is_blank(parser->text[end]); end++) {
        char c = parser->text[end];
        if ((c == ')' || c == '|') && open == 0)
            break;
        open += (size_t)(c == '(') - (size_t)(c == ')');
        if (escapes && c == '\\' && end + 1 < parser->n &&
            !query_is_blank(parser->text[end + 1]))
            end++;
    }
    return end;
}

void query_scan_address(struct query_parser *parser, struct query_piece *piece)
{
    query_scan_plain(parser, balanced_end(parser, false), piece);
}

/* A value without quotes ends as a word does, and before the next of several. */
static size_t value_end(const struct query_parser *parser, enum query_op op)
{
    size_t end = query_word_end(parser, parser->at);
    bool several = op == QUERY_HAS || op == QUERY_IS || op == QUERY_IS_NOT;
    const char *comma = memchr(parser->text + parser->at, ',', end - parser->at);

    return several && comma ? (size_t)(comma - parser->text) : end;
}

static bool followed_well(const struct query_parser *parser)
{
    return parser->at == parser->n || parser->text[parser->at] == ',' ||
           query_ends_word(parser->text[parser->at]);
}

bool query_scan_value(struct query_parser *parser, enum query_op op, struct query_piece *piece)
{
    char first = parser->at < parser->n ? parser->text[parser->at] : ' ';

    if (first == '"') {
        if (!query_scan_quoted(parser, piece))
            return false;
    } else if (first == '/' && (op == QUERY_HAS || op == QUERY_REGEX)) {
        if (!query_scan_regex(parser, piece))
            return false;
    } else {
        size_t end = op == QUERY_REGEX ? balanced_end(parser, true) : value_end(parser, op);
        if (end == parser->at)
            return query_fail(parser->error, parser->at, parser->at,
                              "a value must follow at once, in quotes if it has blanks");
        query_scan_plain(parser, end, piece);
    }
    if (!followed_well(parser))
        return query_fail(parser->error, parser->at, query_word_end(parser, parser->at),
                          "a blank is missing here, or a \\ before a %s within the value",
                          piece->quoted ? "quote" : "/");
    return true;
}
