/* SPDX-License-Identifier: MIT */
#include "doc/layout_flow.h"

#include <string.h>

#include "base/text.h"

/* A cluster of the text, and whether a line may end before it. */
struct cluster {
    uint32_t c; /* its first character */
    uint32_t size;
    int columns;
    bool letter; /* of a script without blanks between words */
    bool dense;  /* such a letter or a full-width sign: lines may end on both sides */
};

/* CJK punctuation, kana that must not begin a line, full-width forms of ASCII. */
static bool is_full_width_sign(uint32_t c)
{
    return (c >= 0x3001 && c <= 0x30FF) || (c >= 0xFF01 && c <= 0xFF65);
}

bool flow_is_dense(uint32_t c)
{
    return text_breaks_around(c) || is_full_width_sign(c);
}

/* What opens stays with what follows: brackets, quotes, full-width ones. */
static bool opens(uint32_t c)
{
    static const uint32_t openers[] = {
        '(',    '[',    '{',    '"',    '\'',   0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E,
        0x3010, 0x3014, 0x3016, 0x3018, 0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62
    };

    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (c == openers[i])
            return true;
    return false;
}

/* What closes, small kana and marks of prolongation stay with what is before them. */
static bool closes(const struct cluster *cluster)
{
    uint32_t c = cluster->c;

    if (cluster->letter)
        return false;
    if (c < 0x80)
        return strchr(")]}.,:;!?%\"'", (int)c) != NULL;
    return c == 0x2019 || c == 0x201D || c == 0x2014 || c == 0x2026 ||
           (c >= 0x3000 && c < 0x1F000 && !opens(c));
}

static bool may_part(const struct cluster *before, const struct cluster *after)
{
    return (before->dense || after->dense) && !closes(after) && !opens(before->c);
}

static struct cluster cluster_at(const char *s, uint32_t at, uint32_t end)
{
    struct cluster cluster = { .c = (unsigned char)s[at], .size = 1, .columns = 1 };

    if (cluster.c < 0x80 && (at + 1 == end || (unsigned char)s[at + 1] < 0x80))
        return cluster;
    text_decode(s + at, end - at, &cluster.c);
    cluster.size = (uint32_t)text_step(s + at, end - at, &cluster.columns);
    cluster.letter = text_breaks_around(cluster.c);
    cluster.dense = cluster.letter || is_full_width_sign(cluster.c);
    return cluster;
}

static bool parts_address(uint32_t c)
{
    static const bool separators[0x80] = {
        ['/'] = true, ['?'] = true, ['&'] = true, ['-'] = true, ['='] = true, ['#'] = true,
        ['.'] = true, ['_'] = true, [','] = true, [';'] = true, ['%'] = true
    };

    return c < 0x80 && separators[c];
}

/* The end of a line that was seen on the way. */
struct stop {
    uint32_t end, next;
    int width;
};

static struct flow_line line_to(uint32_t start, struct stop stop)
{
    return (struct flow_line){ start, stop.end, stop.next, stop.width };
}

struct flow_line flow_next_line(const struct flow *flow, uint32_t start, uint32_t end,
                                int columns)
{
    const char *s = flow->text.data;
    struct stop word = { 0 }, part = { 0 };
    struct cluster before = { .c = ' ' };
    uint32_t at = start;
    int width = 0;

    while (at < end && s[at] != '\n') {
        struct cluster cluster = cluster_at(s, at, end);
        struct stop here = { at, at, width };

        if (cluster.c == ' ') {
            word = (struct stop){ at, at + 1, width };
        } else {
            if (before.c != ' ' && may_part(&before, &cluster))
                word = here;
            if (width + cluster.columns > columns && at > start) {
                /* An address is parted where its parts are, if that fills half a line. */
                if (word.next > start)
                    return line_to(start, word);
                return line_to(start, part.width * 2 >= columns ? part : here);
            }
        }
        at += cluster.size;
        width += cluster.columns;
        if (parts_address(cluster.c))
            part = (struct stop){ at, at, width };
        before = cluster;
    }
    return (struct flow_line){ start, at, at < end ? at + 1 : at, width };
}

void flow_measure(const struct flow *flow, uint32_t start, uint32_t end, int *line, int *word)
{
    const char *s = flow->text.data;
    struct cluster before = { .c = ' ' };
    int line_width = 0, word_width = 0;

    *line = *word = 0;
    for (uint32_t at = start; at < end; at += before.size) {
        struct cluster cluster = cluster_at(s, at, end);

        if (cluster.c == '\n')
            line_width = 0;
        else
            line_width += cluster.columns;
        if (cluster.c == '\n' || cluster.c == ' ')
            word_width = 0;
        else if (may_part(&before, &cluster))
            word_width = cluster.columns;
        else
            word_width += cluster.columns;
        *line = line_width > *line ? line_width : *line;
        *word = word_width > *word ? word_width : *word;
        before = cluster;
    }
}
