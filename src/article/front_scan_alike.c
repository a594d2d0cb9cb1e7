/* SPDX-License-Identifier: MIT */
/*
 * The entries of a related list are alike: a line begins as one of the entry before, or is the
 * same. What a line begins with is understood once; of those that follow like it only the value
 * is looked at, and where it ends.
 *
 * A line is taken only when the scan would take it. All others are left to the scan, which
 * tells of each line that it took, so that the next one like it is known.
 */
#include "article/front_parts.h"

#include <endian.h>
#include <limits.h>
#include <string.h>

/* As the first byte of a plain value it begins nothing but text. */
static bool begins_text(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c == '/';
}

void front_scan_alike_init(struct front_scan_alike *alike)
{
    alike->count = 0;
    alike->last = NULL;
    alike->cr = alike->slash = NULL;
}

/* Keep the bytes of the last line of a kind; next is where the one after it begins. */
static void keep(struct front_line_kind *kind, const char *line, const char *next)
{
    size_t len = (size_t)(next - line);

    memcpy(kind->bytes, line, FRONT_LINE_BYTES);
    kind->whole = len <= FRONT_LINE_BYTES ? (uint8_t)len : 0;
}

/* It came after the last line and is expected to do so again. */
static void follow(struct front_scan_alike *alike, struct front_line_kind *kind)
{
    struct front_line_kind *last = alike->last;

    if (last && last->next[0] != kind) {
        last->next[1] = last->next[0];
        last->next[0] = kind;
    }
    alike->last = kind;
}

/* ---- learning ---- */

/* The kind of the lines that begin like this one, or a free one; NULL when all are taken. */
static struct front_line_kind *kind_of(struct front_scan_alike *alike, const char *line,
                                       size_t start)
{
    struct front_line_kind *kind = alike->kinds;

    for (size_t i = 0; i < alike->count; i++, kind++)
        if (kind->start == start && memcmp(kind->bytes, line, start) == 0)
            return kind;
    if (alike->count == FRONT_LINE_KINDS_MAX)
        return NULL;
    alike->count++;
    *kind = (struct front_line_kind){ .start = (uint8_t)start };
    return kind;
}

/* Understand a line that is a key, with a dash before it or none, and perhaps a value. False
 * when it is another one, or too long for this. */
static bool understand(const char *line, const char *s, const char *end,
                       struct front_line_kind *kind)
{
    bool item = front_scan_is_item(s, end) && end - s > 2;

    kind->content = (uint8_t)(s - line);
    s += item ? 2 : 0;
    size_t key = front_scan_key(s, end);
    if (key == 0 || *s == '-')
        return false;
    const char *value = s + key < end ? s + key + 1 : end;
    kind->quoted = value < end && *value == '"';
    if (value < end && !kind->quoted && !begins_text(*value))
        return false;
    /* The quote belongs to it, and the end of the line when there is no value. */
    size_t start = (size_t)(value - line) + (kind->quoted || value == end);
    kind->start = (uint8_t)start;
    kind->counts = item || front_scan_is_address(s, end);
    return start <= FRONT_LINE_BYTES;
}

void front_scan_alike_learn(struct front_scan_alike *alike, const struct front_lines *lines,
                            const char *line, const char *s, const char *end)
{
    struct front_line_kind understood = { .start = 0 };
    struct front_line_kind *kind = NULL;

    if (lines->next == end + 1 && *end == '\n' && lines->end - line >= FRONT_LINE_BYTES &&
        understand(line, s, end, &understood))
        kind = kind_of(alike, line, understood.start);
    if (!kind) {
        alike->last = NULL;
        return;
    }
    kind->content = understood.content;
    kind->quoted = understood.quoted;
    kind->counts = understood.counts;
    keep(kind, line, lines->next);
    follow(alike, kind);
}

/* ---- taking ---- */

enum { WORDS = FRONT_LINE_BYTES / sizeof(uint64_t) };

/* Where a line is another one than the last of its kind. */
struct difference {
    uint64_t words[WORDS];
};

static inline struct difference differ(const struct front_line_kind *kind, const char *line)
{
    struct difference ours, theirs;

    memcpy(&ours, kind->bytes, sizeof ours);
    memcpy(&theirs, line, sizeof theirs);
    for (int i = 0; i < WORDS; i++)
        ours.words[i] ^= theirs.words[i];
    return ours;
}

/* Whether the first n bytes are the same. All are looked at whatever n is: a loop of another
 * length for each line would cost more than it saves. */
static inline bool is_same(const struct difference *difference, size_t n)
{
    static const unsigned char masks[2 * FRONT_LINE_BYTES] = { [0 ... FRONT_LINE_BYTES - 1] =
                                                                   0xFF };
    struct difference mask;
    uint64_t left = 0;

    memcpy(&mask, masks + FRONT_LINE_BYTES - n, sizeof mask);
    for (int i = 0; i < WORDS; i++)
        left |= difference->words[i] & mask.words[i];
    return left == 0;
}

/* The first byte that is neither a blank nor visible ASCII, or end. */
static const char *skip_text(const char *s, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = 0x80 * ones;
    uint64_t word, odd;

    /* A byte gets its high bit when it is beyond ASCII or less than a blank; the first one that
     * does is one. */
    for (; (size_t)(end - s) >= sizeof word; s += sizeof word) {
        memcpy(&word, s, sizeof word);
        word = le64toh(word);
        odd = (word | (word - ' ' * ones)) & highs;
        if (odd)
            return s + __builtin_ctzll(odd) / CHAR_BIT;
    }
    while (s < end && (signed char)*s >= ' ')
        s++;
    return s;
}

/* The end of the line whose value this is if that ends with it, else NULL. */
static const char *end_of_value(const char *value, const char *end, bool quoted)
{
    const char *eol;

    if (!quoted) {
        eol = begins_text(*value) ? skip_text(value, end) : end;
        return eol < end && *eol == '\n' ? eol : NULL;
    }
    eol = memchr(value, '\n', (size_t)(end - value));
    bool closed = eol && eol > value && memchr(value, '"', (size_t)(eol - value)) == eol - 1;
    return closed ? eol : NULL;
}

/* Where the next line ends if it is one of this kind and closed, else NULL. */
static const char *end_of(struct front_line_kind *kind, const struct front_lines *lines)
{
    const char *line = lines->next, *value = line + kind->start;
    struct difference difference = differ(kind, line);

    if (kind->whole > 0 && is_same(&difference, kind->whole))
        return line + kind->whole - 1;
    if (kind->whole == kind->start || !is_same(&difference, kind->start))
        return NULL;
    const char *eol = end_of_value(value, lines->end, kind->quoted);
    if (!eol)
        return NULL;
    keep(kind, line, eol + 1);
    return eol;
}

void front_scan_alike_take(struct front_scan_alike *alike, struct front_lines *lines,
                           struct front_scan_related *related, struct related_keys *keys)
{
    alike->cr = front_lines_nearest(lines, alike->cr, '\r');
    alike->slash = front_lines_nearest(lines, alike->slash, '\\');
    const char *limit = alike->cr < alike->slash ? alike->cr : alike->slash;

    while (alike->last && lines->end - lines->next > FRONT_LINE_BYTES) {
        struct front_line_kind *kind = NULL;
        const char *line = lines->next, *eol = NULL;
        for (int i = 0; i < FRONT_FOLLOWERS && !eol; i++)
            if ((kind = alike->last->next[i]))
                eol = end_of(kind, lines);
        if (!eol || eol > limit)
            return;
        if ((kind->counts || related->value || related->key_column < 0) &&
            !front_scan_related_line(related, keys, line, line + kind->content, eol))
            return;
        follow(alike, kind);
        lines->next = eol + 1;
        lines->number++;
    }
}
