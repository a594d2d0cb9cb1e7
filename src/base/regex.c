/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/regex_internal.h"
#include "base/text.h"

enum {
    /* Of the folded text. What an article holds is far below. */
    TEXT_MAX = 64 * 1024 * 1024,
    NOTHING = UINT32_MAX, /* before the first character and after the last */
};

/* One place in the text. */
struct place {
    uint32_t before, after; /* characters, or NOTHING */
};

static bool holds(enum regex_op op, const struct place *place)
{
    bool edge = (place->before != NOTHING && regex_is_word(place->before)) !=
                (place->after != NOTHING && regex_is_word(place->after));

    switch (op) {
    case REGEX_START:
        return place->before == NOTHING;
    case REGEX_END:
        return place->after == NOTHING;
    case REGEX_EDGE:
        return edge;
    default:
        return !edge;
    }
}

/*
 * Add to list all steps that take a character and are reached from `step` without taking one;
 * without a place every assertion is taken to hold. True when the end is reached.
 */
static bool follow(struct regex *regex, uint32_t step, const struct place *place,
                   uint32_t *list, size_t *count)
{
    size_t open = 0;
    bool done = false;

    regex->stack[open++] = step;
    while (open > 0) {
        uint32_t at = regex->stack[--open];
        const struct regex_step *here = &regex->steps[at];
        if (regex->seen[at] == regex->round)
            continue;
        regex->seen[at] = regex->round;
        switch (here->op) {
        case REGEX_DONE:
            done = true;
            break;
        case REGEX_SPLIT:
            regex->stack[open++] = (uint32_t)((int32_t)at + here->value);
            regex->stack[open++] = at + 1;
            break;
        case REGEX_JUMP:
            regex->stack[open++] = (uint32_t)((int32_t)at + here->value);
            break;
        case REGEX_CHAR:
        case REGEX_ANY:
        case REGEX_CLASS:
            list[(*count)++] = at;
            break;
        default:
            if (!place || holds(here->op, place))
                regex->stack[open++] = at + 1;
        }
    }
    return done;
}

static void next_round(struct regex *regex)
{
    if (++regex->round == 0) {
        memset(regex->seen, 0, regex->count * sizeof *regex->seen);
        regex->round = 1;
    }
}

static bool takes(const struct regex *regex, uint32_t at, uint32_t c)
{
    const struct regex_step *step = &regex->steps[at];

    if (step->op == REGEX_CHAR)
        return (uint32_t)step->value == c;
    return step->op == REGEX_ANY || regex_class_has(&regex->classes[step->value], c);
}

/* Which characters can be the first of a match, so that the others are passed over quickly. */
static void find_first(struct regex *regex)
{
    size_t count = 0;

    regex->anchored = regex->steps[0].op == REGEX_START;
    next_round(regex);
    regex->may_be_empty = follow(regex, 0, NULL, regex->now, &count);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < 128; c++)
            regex->first_ascii[c] |= takes(regex, regex->now[i], c);
        const struct regex_step *step = &regex->steps[regex->now[i]];
        if (step->op != REGEX_CHAR || step->value >= 128)
            regex->first_other = true;
    }
}

struct regex *regex_new(const char *pattern, size_t n, struct error *error, size_t *at)
{
    struct regex *regex = xcalloc(1, sizeof *regex);

    buf_init(&regex->text, TEXT_MAX);
    if (!regex_parse(regex, pattern, n, error, at)) {
        regex_free(regex);
        return NULL;
    }
    regex->seen = xcalloc(regex->count, sizeof *regex->seen);
    regex->now = xcalloc(regex->count, sizeof *regex->now);
    regex->next = xcalloc(regex->count, sizeof *regex->next);
    /* A step is put there by at most two others, each of which is followed once. */
    regex->stack = xcalloc(2 * regex->count + 1, sizeof *regex->stack);
    find_first(regex);
    return regex;
}

void regex_free(struct regex *regex)
{
    if (!regex)
        return;
    for (size_t i = 0; i < regex->class_count; i++)
        free(regex->classes[i].ranges);
    free(regex->classes);
    free(regex->steps);
    free(regex->seen);
    free(regex->now);
    free(regex->next);
    free(regex->stack);
    buf_release(&regex->text);
    free(regex);
}

/* From i on, the first byte where a match could begin; *before is the character before it. */
static size_t skip(const struct regex *regex, const char *s, size_t n, size_t i,
                   uint32_t *before)
{
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        if (c < 128 ? regex->first_ascii[c] : regex->first_other)
            break;
        i += text_decode(s + i, n - i, before);
    }
    return i;
}

static bool match_folded(struct regex *regex, const char *s, size_t n)
{
    struct place place = { NOTHING, NOTHING };
    size_t waiting = 0; /* steps in next, reached by the character before */

    for (size_t i = 0, length;; i += length) {
        if (waiting == 0 && regex->anchored && i > 0)
            return false;
        if (waiting == 0 && !regex->may_be_empty)
            i = skip(regex, s, n, i, &place.before);
        place.after = NOTHING;
        length = i < n ? text_decode(s + i, n - i, &place.after) : 0;

        size_t count = 0;
        bool done = false;
        next_round(regex);
        for (size_t j = 0; j < waiting; j++)
            done |= follow(regex, regex->next[j], &place, regex->now, &count);
        done |= follow(regex, 0, &place, regex->now, &count);
        if (done || length == 0)
            return done;
        waiting = 0;
        for (size_t j = 0; j < count; j++)
            if (takes(regex, regex->now[j], place.after))
                regex->next[waiting++] = regex->now[j] + 1;
        place.before = place.after;
    }
}

bool regex_match(struct regex *regex, const char *s, size_t n)
{
    buf_clear(&regex->text);
    text_fold(&regex->text, s, n);
    return match_folded(regex, buf_str(&regex->text), regex->text.len);
}
