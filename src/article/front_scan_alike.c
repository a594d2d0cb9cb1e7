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

#include <string.h>

enum { START_MIN = sizeof(uint64_t) }; /* bytes; shorter ones are not worth it */

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
    alike->slash = NULL;
    memset(alike->odd, 0, sizeof alike->odd);
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
 * when it is another one, or too short or long for this. */
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
    return start >= START_MIN && start <= FRONT_LINE_BYTES;
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

/* Whether the first n bytes, START_MIN at least, are those of the kind. */
static bool is_same(const struct front_line_kind *kind, const char *line, size_t n)
{
    uint64_t ours, theirs;

    for (size_t i = 0; i + sizeof ours < n; i += sizeof ours) {
        memcpy(&ours, kind->bytes + i, sizeof ours);
        memcpy(&theirs, line + i, sizeof theirs);
        if (ours != theirs)
            return false;
    }
    memcpy(&ours, kind->bytes + n - sizeof ours, sizeof ours);
    memcpy(&theirs, line + n - sizeof theirs, sizeof theirs);
    return ours == theirs;
}

/* Whether a plain value of the next line, which ends at eol, is one line to YAML too: no tab,
 * nor the first byte of a line end that only YAML 1.1 knows. */
static bool is_plain(struct front_scan_alike *alike, const struct front_lines *lines,
                     const char *value, const char *eol)
{
    static const char odd[FRONT_ODD_BYTES] = { '\t', '\xC2', '\xE2' };

    if (!begins_text(*value))
        return false;
    for (int i = 0; i < FRONT_ODD_BYTES; i++) {
        alike->odd[i] = front_lines_nearest(lines, alike->odd[i], odd[i]);
        if (alike->odd[i] < eol)
            return false;
    }
    return true;
}

/* Where the next line ends if it is one of this kind and closed, else NULL. */
static const char *end_of(struct front_scan_alike *alike, struct front_line_kind *kind,
                          const struct front_lines *lines)
{
    const char *line = lines->next, *value = line + kind->start;

    if (kind->whole > 0 && is_same(kind, line, kind->whole))
        return line + kind->whole - 1;
    if (kind->whole == kind->start || !is_same(kind, line, kind->start))
        return NULL;
    const char *eol = memchr(value, '\n', (size_t)(lines->end - value));
    if (!eol || eol == value ||
        (kind->quoted ? memchr(value, '"', (size_t)(eol - value)) != eol - 1
                      : !is_plain(alike, lines, value, eol)))
        return NULL;
    keep(kind, line, eol + 1);
    return eol;
}

void front_scan_alike_take(struct front_scan_alike *alike, struct front_lines *lines,
                           struct front_scan_related *related, struct related_keys *keys)
{
    lines->cr = front_lines_nearest(lines, lines->cr, '\r');
    alike->slash = front_lines_nearest(lines, alike->slash, '\\');
    const char *limit = lines->cr < alike->slash ? lines->cr : alike->slash;

    while (alike->last && lines->end - lines->next > FRONT_LINE_BYTES) {
        struct front_line_kind *kind = NULL;
        const char *line = lines->next, *eol = NULL;
        for (int i = 0; i < FRONT_FOLLOWERS && !eol; i++)
            if ((kind = alike->last->next[i]))
                eol = end_of(alike, kind, lines);
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
