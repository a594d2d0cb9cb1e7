/* SPDX-License-Identifier: MIT */
/*
 * A pattern is turned into steps as it is read: what an operator applies to is always the run
 * of steps written last, and distances are relative, so it can be wrapped and copied.
 */
#include "base/regex_internal.h"

#include <string.h>

#include "base/text.h"
#include "base/text_internal.h"

/* Characters of sets that are folded one by one; a Hangul block has 11,172. */
enum { FOLDED_MAX = 16384 };

struct parser {
    struct regex *regex;
    const char *pattern;
    size_t n, at;
    size_t depth;
    size_t folded; /* characters of sets */
    struct error *error;
    size_t *error_at;
};

static bool parse_alternatives(struct parser *parser);

static bool fail(struct parser *parser, size_t at, const char *message)
{
    if (parser->error_at)
        *parser->error_at = at;
    return error_set(parser->error, "%s", message);
}

static bool at_end(const struct parser *parser)
{
    return parser->at == parser->n;
}

static bool next_is(const struct parser *parser, char c)
{
    return !at_end(parser) && parser->pattern[parser->at] == c;
}

static bool accept(struct parser *parser, char c)
{
    if (!next_is(parser, c))
        return false;
    parser->at++;
    return true;
}

static uint32_t take_character(struct parser *parser)
{
    uint32_t c;

    parser->at += text_decode(parser->pattern + parser->at, parser->n - parser->at, &c);
    return c;
}

/* Every writing of steps can only fail by size. */
static bool written(struct parser *parser, bool fits)
{
    return fits || fail(parser, parser->at, "the regular expression is too large");
}

static bool emit(struct parser *parser, enum regex_op op, int32_t value)
{
    return written(parser, regex_emit(parser->regex, op, value));
}

/* A character stands for all the characters it folds to, which may be none. */
static bool emit_literal(struct parser *parser, uint32_t c)
{
    char folded[TEXT_FOLDED_MAX];
    size_t len = text_fold_char(c, folded);

    for (size_t i = 0; i < len;) {
        i += text_decode(folded + i, len - i, &c);
        if (!emit(parser, REGEX_CHAR, (int32_t)c))
            return false;
    }
    return true;
}

static bool emit_class(struct parser *parser)
{
    return emit(parser, REGEX_CLASS, (int32_t)parser->regex->class_count - 1);
}

/* The text is folded, so a set also holds what its members fold to. */
static void class_add_folded(struct parser *parser, struct regex_class *class, uint32_t low,
                             uint32_t high)
{
    regex_class_add(class, low, high);
    for (uint32_t c = low; c <= high && parser->folded < FOLDED_MAX; c++, parser->folded++) {
        char folded[TEXT_FOLDED_MAX];
        size_t len = text_fold_char(c, folded);
        for (size_t i = 0; i < len;) {
            uint32_t part;
            i += text_decode(folded + i, len - i, &part);
            if (part != c)
                regex_class_add(class, part, part);
        }
    }
}

static bool is_letter_or_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* What stands after a backslash as one character. */
static bool take_escaped(struct parser *parser, uint32_t *c)
{
    size_t start = parser->at - 1;

    if (at_end(parser))
        return fail(parser, start, "a character must follow the \\");
    *c = take_character(parser);
    if (*c == 't')
        *c = '\t';
    else if (*c == 'n')
        *c = '\n';
    else if (is_letter_or_digit(*c))
        return fail(parser, start, "no such escape: there are \\d \\w \\s \\b \\t \\n");
    return true;
}

/* One end of a range of a set. *named: it was \d or the like and is in the set already. */
static bool take_member(struct parser *parser, struct regex_class *class, uint32_t *c,
                        bool *named)
{
    *named = false;
    if (!accept(parser, '\\')) {
        *c = take_character(parser);
        return true;
    }
    if (!at_end(parser) && regex_class_add_named(class, parser->pattern[parser->at])) {
        parser->at++;
        *named = true;
        return true;
    }
    return take_escaped(parser, c);
}

static bool parse_members(struct parser *parser, struct regex_class *class, size_t start)
{
    uint32_t low = 0, high;
    bool named;

    /* A ] that comes first is a member. */
    for (bool first = true; first || !accept(parser, ']'); first = false) {
        size_t at = parser->at;
        if (at_end(parser))
            return fail(parser, start, "the [ is never closed");
        if (!take_member(parser, class, &low, &named))
            return false;
        if (named)
            continue;
        high = low;
        bool range = next_is(parser, '-') && parser->at + 1 < parser->n &&
                     parser->pattern[parser->at + 1] != ']';
        if (range) {
            parser->at++;
            if (!take_member(parser, class, &high, &named))
                return false;
            if (named || high < low)
                return fail(parser, at, "the range ends before it begins");
        }
        class_add_folded(parser, class, low, high);
    }
    return true;
}

static bool parse_class(struct parser *parser)
{
    size_t start = parser->at - 1;
    struct regex_class *class = regex_class_new(parser->regex);
    bool negated = accept(parser, '^');

    if (!parse_members(parser, class, start))
        return false;
    regex_class_finish(class, negated);
    return emit_class(parser);
}

static bool parse_escape(struct parser *parser)
{
    uint32_t c;

    if (accept(parser, 'b'))
        return emit(parser, REGEX_EDGE, 0);
    if (accept(parser, 'B'))
        return emit(parser, REGEX_NO_EDGE, 0);
    if (!at_end(parser) && strchr("dwsDWS", parser->pattern[parser->at])) {
        struct regex_class *class = regex_class_new(parser->regex);
        regex_class_add_named(class, parser->pattern[parser->at++]);
        regex_class_finish(class, false);
        return emit_class(parser);
    }
    return take_escaped(parser, &c) && emit_literal(parser, c);
}

static bool parse_group(struct parser *parser)
{
    size_t start = parser->at - 1;

    if (parser->depth == REGEX_DEPTH_MAX)
        return fail(parser, start, "too many groups within groups");
    if (accept(parser, '?') && !accept(parser, ':'))
        return fail(parser, start, "of the groups with ? there is only (?:");
    parser->depth++;
    if (!parse_alternatives(parser))
        return false;
    parser->depth--;
    if (!accept(parser, ')'))
        return fail(parser, start, "the ( is never closed");
    return true;
}

static bool parse_atom(struct parser *parser)
{
    uint32_t c = take_character(parser);

    switch (c) {
    case '(':
        return parse_group(parser);
    case '[':
        return parse_class(parser);
    case '\\':
        return parse_escape(parser);
    case '.':
        return emit(parser, REGEX_ANY, 0);
    case '^':
        return emit(parser, REGEX_START, 0);
    case '$':
        return emit(parser, REGEX_END, 0);
    case '*':
    case '+':
    case '?':
    case '{':
        return fail(parser, parser->at - 1,
                    "there is nothing to repeat; write \\ before the character itself");
    default:
        return emit_literal(parser, c);
    }
}

/* Digits up to the limit; false for none or too large a number. */
static bool take_count(struct parser *parser, int *count)
{
    size_t start = parser->at;

    *count = 0;
    while (!at_end(parser) && parser->pattern[parser->at] >= '0' &&
           parser->pattern[parser->at] <= '9' && *count <= REGEX_REPEAT_MAX)
        *count = *count * 10 + (parser->pattern[parser->at++] - '0');
    return parser->at > start && *count <= REGEX_REPEAT_MAX;
}

static bool parse_counts(struct parser *parser, size_t start)
{
    size_t at = parser->at - 1;
    int least, most;
    bool good = take_count(parser, &least);

    most = least;
    if (good && accept(parser, ',') && !next_is(parser, '}'))
        good = take_count(parser, &most);
    else if (good && parser->pattern[parser->at - 1] == ',')
        most = REGEX_EVER;
    if (!good || !accept(parser, '}') || (most != REGEX_EVER && most < least))
        return fail(parser, at, "after { stand a count, or two from low to high, up to 1000");
    return written(parser, regex_repeat(parser->regex, start, least, most));
}

/* What may follow an atom whose steps begin at start. */
static bool parse_repeats(struct parser *parser, size_t start)
{
    struct regex *regex = parser->regex;
    bool done = true;

    while (done) {
        if (accept(parser, '*'))
            done = written(parser, regex_repeat(regex, start, 0, REGEX_EVER));
        else if (accept(parser, '+'))
            done = written(parser, regex_repeat(regex, start, 1, REGEX_EVER));
        else if (accept(parser, '?'))
            done = written(parser, regex_repeat(regex, start, 0, 1));
        else if (accept(parser, '{'))
            done = parse_counts(parser, start);
        else
            break;
    }
    return done;
}

static bool parse_sequence(struct parser *parser)
{
    while (!at_end(parser) && !next_is(parser, '|') && !next_is(parser, ')')) {
        size_t start = parser->regex->count;
        if (!parse_atom(parser) || !parse_repeats(parser, start))
            return false;
    }
    return true;
}

/* a|b|c is: either a and a jump to the end, or else (either b and a jump to the end, or c). */
static bool parse_alternatives(struct parser *parser)
{
    struct regex *regex = parser->regex;
    size_t start = regex->count;
    int32_t last =
        -1; /* the jump before; each holds the one before it until the end is known */

    while (parse_sequence(parser)) {
        if (!accept(parser, '|')) {
            while (last >= 0) {
                int32_t before = regex->steps[last].value;
                regex->steps[last].value = (int32_t)regex->count - last;
                last = before;
            }
            return true;
        }
        int32_t length = (int32_t)(regex->count - start);
        if (!written(parser, regex_insert(regex, start, REGEX_SPLIT, length + 2)) ||
            !emit(parser, REGEX_JUMP, last))
            return false;
        last = (int32_t)regex->count - 1;
        start = regex->count;
    }
    return false;
}

bool regex_parse(struct regex *regex, const char *pattern, size_t n, struct error *error,
                 size_t *at)
{
    struct parser parser = {
        .regex = regex, .pattern = pattern, .n = n, .error = error, .error_at = at
    };

    if (!parse_alternatives(&parser))
        return false;
    if (!at_end(&parser))
        return fail(&parser, parser.at, "there is no ( for this )");
    return emit(&parser, REGEX_DONE, 0);
}
