/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"
#include "base/text.h"

/* Folding makes a text 18 times as long at most. */
enum { FOLDED_MAX = 18 * QUERY_MAX };

static bool read_regex(struct query_parser *parser, const struct query_piece *piece,
                       struct query_value *value)
{
    struct query *query = parser->query;
    struct error error;
    size_t at, first = piece->start + (piece->quoted || piece->regex);

    value->regex = regex_new(piece->s, piece->n, &error, &at);
    if (!value->regex)
        return query_fail(parser->error, first + at < piece->end ? first + at : piece->end - 1,
                          piece->end, "%s", error.text);
    query->regexes[query->regex_count++] = value->regex;
    return true;
}

static bool read_text(struct query_parser *parser, const struct query_piece *piece,
                      struct query_value *value)
{
    struct buf folded = BUF_INIT(FOLDED_MAX);

    text_fold(&folded, piece->s, piece->n);
    size_t n = folded.len;
    query_needle_set(&value->needle, arena_strndup(&parser->query->arena, buf_str(&folded), n),
                     n);
    buf_release(&folded);
    if (n == 0)
        return query_fail(parser->error, piece->start, piece->end,
                          "there is nothing to look for in it");
    return true;
}

static bool fail_value(struct query_parser *parser, const struct query_node *node,
                       const struct query_piece *piece, const char *kind, const char *examples)
{
    return query_fail(parser->error, piece->start, piece->end, "\"%s\" is no %s; %s takes %s",
                      piece->s, kind, node->name, examples);
}

static bool read_tristate(struct query_parser *parser, const struct query_node *node,
                          const struct query_piece *piece, struct query_value *value)
{
    static const char *const words[] = { "false", "true", "no", "yes", "0", "1" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(piece->s, words[i]) == 0) {
            value->spans[AS_NUMBER] = (struct query_span){ .low = i % 2, .high = i % 2 };
            value->readings = 1u << AS_NUMBER;
            return true;
        }
    }
    return fail_value(parser, node, piece, "answer", "true, false or none");
}

/* True, with error set, when nothing can lie in one of the spans. */
static bool backwards(struct query_parser *parser, const struct query_piece *piece,
                      const struct query_value *value)
{
    for (int i = 0; i < READINGS; i++) {
        const struct query_span *span = &value->spans[i];
        bool empty = span->low > span->high || (span->low == span->high && span->high_open);
        if (value->readings >> i & 1 && empty)
            return !query_fail(parser->error, piece->start, piece->end,
                               "the range ends before it begins");
    }
    return false;
}

static bool read_ordered(struct query_parser *parser, const struct query_node *node,
                         const struct query_piece *piece, struct query_value *value)
{
    bool date = node->field->type == FIELD_DATE;
    struct query_written written;

    query_take_apart(piece, node->op, &written);
    if (!query_read_span(date ? AS_DATE : AS_NUMBER, &written, parser->query->now, value))
        return date ? fail_value(parser, node, piece, "date",
                                 "2021, 2021-03-04, today, <3d, a..b or none")
                    : fail_value(parser, node, piece, "number", "50, >50, 50..80 or none");
    return !backwards(parser, piece, value);
}

/* What a key of the front matter holds is known only article by article; in quotes a value is a
 * text unless it is compared with < or >. */
static bool read_extra(struct query_parser *parser, const struct query_node *node,
                       const struct query_piece *piece, struct query_value *value)
{
    struct query_written written;

    query_take_apart(piece, node->op, &written);
    for (int i = 0; i < READINGS && (!piece->quoted || node->op >= QUERY_LESS); i++)
        query_read_span((enum query_reading)i, &written, parser->query->now, value);
    if (node->op >= QUERY_LESS && !value->readings)
        return fail_value(parser, node, piece, "number, date or duration",
                          "4.5, 2021-03 or PT30M after < and >");
    if (backwards(parser, piece, value))
        return false;
    /* What was compared with < or > matches nothing as a text. */
    bool only_ordered = value->readings && (written.op >= QUERY_LESS || written.dots);
    return only_ordered || read_text(parser, piece, value);
}

static bool holds_text(const struct query_node *node)
{
    if (node->target != TARGET_FIELD)
        return true;
    return node->field->type == FIELD_TEXT || node->field->type == FIELD_TERM ||
           node->field->type == FIELD_TERMS;
}

static bool check_op(struct query_parser *parser, const struct query_node *node, bool regex)
{
    bool text = holds_text(node);
    bool ordered = node->target == TARGET_EXTRA ||
                   (!text && node->field->type != FIELD_TRISTATE);

    if (node->op >= QUERY_LESS && !ordered)
        return query_fail(parser->error, node->name_start, node->name_end,
                          "%s has no order; it takes : =%s !=", node->name, text ? " ~" : "");
    if (regex && !text)
        return query_fail(parser->error, node->name_start, node->name_end,
                          "%s holds no text for a regular expression", node->name);
    return true;
}

static bool is_none(const struct query_node *node, const struct query_piece *piece)
{
    return node->target != TARGET_WORDS && node->op < QUERY_REGEX && !piece->quoted &&
           strcasecmp(piece->s, "none") == 0;
}

bool query_read_value(struct query_parser *parser, const struct query_node *node,
                      const struct query_piece *piece, struct query_value *value)
{
    bool regex = piece->regex || node->op == QUERY_REGEX;

    *value = (struct query_value){ 0 };
    if (!check_op(parser, node, regex))
        return false;
    if (regex)
        return read_regex(parser, piece, value);
    value->none = is_none(node, piece);
    if (value->none)
        return true;
    if (node->target == TARGET_EXTRA)
        return read_extra(parser, node, piece, value);
    if (holds_text(node))
        return read_text(parser, piece, value);
    if (node->field->type == FIELD_TRISTATE)
        return read_tristate(parser, node, piece, value);
    return read_ordered(parser, node, piece, value);
}
