/* SPDX-License-Identifier: MIT */
/* Finding the inline pieces in Markdown: one pass, linear whatever it is given. */
#include "worker/markdown_pieces.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "worker/markdown_address.h"

enum {
    LIQUID_MAX = 4096, /* bytes of one tag */
    ATTRIBUTES_MAX = 500,
    LABEL_MAX = 200,
    ENTITY_MAX = 12, /* cmark takes up to eight digits */
    FORGED_FIRST = 0xfdd0,
    FORGED_LAST = 0xfdef,
    IMAGES_MAX = 1000, /* "![" in one paragraph: cmark is quadratic in them */
};

struct lift {
    struct pieces *pieces;
    const char *s;
    size_t n, at;
    struct buf *out;
    struct closer {
        size_t at; /* the nearest one at or after the last place asked for; n for none */
        bool known;
    } tag_close, output_close, raw_close, line_end, blank_line;
    size_t images; /* in this paragraph so far */
};

static bool starts(const struct lift *lift, size_t at, const char *word)
{
    size_t len = strlen(word);

    return at <= lift->n && lift->n - at >= len && memcmp(lift->s + at, word, len) == 0;
}

/* The next `word` at or after `from`. Remembered, so that asking again and again is linear. */
static size_t next_closer(struct lift *lift, struct closer *closer, const char *word,
                          size_t from)
{
    if (!closer->known || closer->at < from) {
        const char *found =
            from < lift->n ? memmem(lift->s + from, lift->n - from, word, strlen(word)) : NULL;
        closer->at = found ? (size_t)(found - lift->s) : lift->n;
        closer->known = true;
    }
    return closer->at;
}

/* Put what lies from lift->at to end away as a piece. */
static bool take(struct lift *lift, enum piece_kind kind, size_t end)
{
    pieces_add(lift->pieces, kind, lift->s + lift->at, end - lift->at, lift->out);
    lift->at = end;
    return true;
}

/* {% raw %}…{% endraw %} on one line: the inside is text, whatever it looks like. */
static bool take_raw(struct lift *lift, size_t tag_end)
{
    const char *name = lift->s + lift->at + 2;

    name += strspn(name, "- ");
    if (strncmp(name, "raw", 3) != 0 || !strchr(" -%", name[3]))
        return false;
    size_t end, at = tag_end, line_end = next_closer(lift, &lift->line_end, "\n", tag_end);
    while ((end = next_closer(lift, &lift->raw_close, "endraw", at)) < line_end) {
        size_t open = end;
        while (open > tag_end && strchr("- ", lift->s[open - 1]))
            open--;
        if (open >= tag_end + 2 && memcmp(lift->s + open - 2, "{%", 2) == 0) {
            size_t close = next_closer(lift, &lift->tag_close, "%}", end);
            pieces_add(lift->pieces, PIECE_LITERAL, lift->s + tag_end, open - 2 - tag_end,
                       lift->out);
            lift->at = close < lift->n ? close + 2 : lift->n;
            return true;
        }
        at = end + 1;
    }
    return false;
}

/* Where Liquid that starts here ends, n when it does not: a paragraph holds it all. */
static size_t liquid_close(struct lift *lift, struct closer *closer, const char *word)
{
    size_t close = next_closer(lift, closer, word, lift->at + 2);

    if (close - lift->at > LIQUID_MAX ||
        close > next_closer(lift, &lift->blank_line, "\n\n", lift->at))
        return lift->n;
    return close;
}

static bool take_tag(struct lift *lift)
{
    size_t close = liquid_close(lift, &lift->tag_close, "%}");

    if (close == lift->n)
        return false;
    return take_raw(lift, close + 2) || take(lift, PIECE_TAG, close + 2);
}

/* With <> around it, as an address that was to be made, these belong to it. */
static bool take_output(struct lift *lift)
{
    size_t close = liquid_close(lift, &lift->output_close, "}}");

    if (close == lift->n)
        return false;
    size_t end = close + 2;
    if (end < lift->n && lift->s[end] == '>' && lift->at > 0 && lift->out->len > 0 &&
        lift->s[lift->at - 1] == '<') {
        buf_truncate(lift->out, lift->out->len - 1);
        lift->at--;
        end++;
    }
    return take(lift, PIECE_OUTPUT, end);
}

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

/* One of .class, #id, name, name="value": its end, or at when it is none of them. */
static size_t attribute_end(const char *s, size_t at)
{
    size_t start = at;

    at += s[at] == '.' || s[at] == '#';
    size_t name = at;
    while (is_name(s[at]) || (s[at] == '.' && at > name))
        at++;
    if (at == name)
        return start;
    if (s[at] == '=' && (s[at + 1] == '"' || s[at + 1] == '\'')) {
        const char *close = strchr(s + at + 2, s[at + 1]);
        return close ? (size_t)(close - s) + 1 : start;
    }
    return at;
}

/* The end of {: .class #id key="value"}, of {::tag} and {:/tag}, of {#id}, or `at`. */
static size_t attributes_end(const char *s, size_t n, size_t at)
{
    char copy[ATTRIBUTES_MAX + 2];
    size_t len = n - at < ATTRIBUTES_MAX ? n - at : ATTRIBUTES_MAX;

    memcpy(copy, s + at, len);
    copy[len] = '\0';
    copy[strcspn(copy, "\n")] = '\0';
    size_t i = copy[1] == ':' ? 2 : 1;
    if (i == 2 && (copy[i] == ':' || copy[i] == '/'))
        i++;
    for (;;) {
        i += strspn(copy + i, " ");
        if (copy[i] == '/' && copy[i + 1] == '}')
            i++;
        if (copy[i] == '}')
            return at + i + 1;
        size_t end = attribute_end(copy, i);
        if (end == i)
            return at;
        i = end;
    }
}

static bool take_attributes(struct lift *lift)
{
    size_t end = attributes_end(lift->s, lift->n, lift->at);

    return end > lift->at && take(lift, PIECE_ATTRIBUTES, end);
}

static bool take_brace(struct lift *lift)
{
    char next = lift->at + 1 < lift->n ? lift->s[lift->at + 1] : '\0';

    if (next == '%')
        return take_tag(lift);
    if (next == '{')
        return take_output(lift);
    return (next == ':' || next == '#') && take_attributes(lift);
}

static bool take_reference(struct lift *lift)
{
    size_t at = lift->at + 2, n = lift->n;

    if (!starts(lift, lift->at, "[^"))
        return false;
    while (at < n && at - lift->at < LABEL_MAX && !strchr(" \n[]\xef", lift->s[at]))
        at++;
    return at < n && at > lift->at + 2 && lift->s[at] == ']' &&
           take(lift, PIECE_REFERENCE, at + 1);
}

static bool take_address(struct lift *lift)
{
    size_t end = markdown_address_end(lift->s, lift->n, lift->at);

    return end > lift->at && take(lift, PIECE_ADDRESS, end);
}

/* Too many pictures in one paragraph: the rest of them stay text. */
static bool take_image(struct lift *lift)
{
    if (!starts(lift, lift->at, "![") || ++lift->images <= IMAGES_MAX)
        return false;
    buf_adds(lift->out, "!\\[");
    lift->at += 2;
    return true;
}

/* An escaped character starts nothing. */
static bool take_escape(struct lift *lift)
{
    size_t end = lift->at + 2 <= lift->n ? lift->at + 2 : lift->n;

    buf_add(lift->out, lift->s + lift->at, end - lift->at);
    lift->at = end;
    return true;
}

/* A character reference must not forge a placeholder's marks, U+FDD0 and those after it. */
static bool take_entity(struct lift *lift)
{
    char copy[ENTITY_MAX + 1];
    size_t len = lift->n - lift->at < ENTITY_MAX ? lift->n - lift->at : ENTITY_MAX;

    if (!starts(lift, lift->at, "&#"))
        return false;
    memcpy(copy, lift->s + lift->at, len);
    copy[len] = '\0';
    bool hexadecimal = copy[2] == 'x' || copy[2] == 'X';
    unsigned long c = strtoul(copy + (hexadecimal ? 3 : 2), NULL, hexadecimal ? 16 : 10);
    if (c < FORGED_FIRST || c > FORGED_LAST)
        return false;
    return take(lift, PIECE_LITERAL, lift->at + 1);
}

static bool take_newline(struct lift *lift)
{
    if (starts(lift, lift->at, "\n\n"))
        lift->images = 0;
    return false;
}

static bool (*const starters[UINT8_MAX + 1])(struct lift *) = {
    ['{'] = take_brace,    ['['] = take_reference, ['!'] = take_image,   ['h'] = take_address,
    ['H'] = take_address,  ['w'] = take_address,   ['W'] = take_address, ['\\'] = take_escape,
    ['\n'] = take_newline, ['&'] = take_entity,
};

void pieces_lift(struct pieces *pieces, const char *s, size_t n, struct buf *out)
{
    struct lift lift = { .pieces = pieces, .s = s, .n = n, .out = out };

    while (lift.at < n) {
        size_t plain = lift.at;
        while (plain < n && !starters[(unsigned char)s[plain]])
            plain++;
        buf_add(out, s + lift.at, plain - lift.at);
        lift.at = plain;
        if (plain < n && !starters[(unsigned char)s[plain]](&lift))
            buf_addc(out, s[lift.at++]);
    }
}
