/* SPDX-License-Identifier: MIT */
/*
 * The cut rests on one fact: when no line leaves a quote, a bracket or a block scalar open, a
 * line that begins in column 0 with a key begins a key of the top level. So every line must be
 * seen to be closed; one that is not of the few plain shapes makes the scan unsure.
 *
 * Within what is cut that is taken for granted: YAML wants everything there to be indented, but
 * for the dashes of a list. Only where addresses are wanted, its lines are looked at too.
 */
#include "article/front_parts.h"

#include <limits.h>
#include <string.h>

#include "base/block.h"

/* What a byte is to the scan, which comes by nearly all bytes of a folder. */
enum {
    WORD = 1, /* of a key */
    ODD = 2,  /* a tab, or it may begin a line end that only YAML 1.1 knows */
};

static const unsigned char kinds[UCHAR_MAX + 1] = {
    ['0' ... '9'] = WORD, ['A' ... 'Z'] = WORD, ['a' ... 'z'] = WORD, ['_'] = WORD,
    ['-'] = WORD,         ['\t'] = ODD,         [0xC2] = ODD,         [0xE2] = ODD,
};

static bool is_word(char c)
{
    return kinds[(unsigned char)c] == WORD;
}

size_t front_scan_word(const char *s, const char *end)
{
    const char *p = s;

    while (p < end && is_word(*p))
        p++;
    return (size_t)(p - s);
}

size_t front_scan_key(const char *s, const char *end)
{
    const char *p = s + front_scan_word(s, end);

    if (p == s || p == end || *p != ':' || (p + 1 < end && p[1] != ' '))
        return 0;
    return (size_t)(p + 1 - s);
}

/* Without a tab, which parts tokens as a blank does, and without the line ends that only YAML
 * 1.1 knows: U+0085, U+2028 and U+2029. */
static bool is_one_line(const char *s, const char *end)
{
    for (; s < end; s++) {
        unsigned char c = (unsigned char)*s;
        if (kinds[c] != ODD)
            continue;
        if (c == '\t')
            return false;
        if (c == 0xC2 && s + 1 < end && (unsigned char)s[1] == 0x85)
            return false;
        if (c == 0xE2 && end - s > 2 && (unsigned char)s[1] == 0x80 &&
            ((unsigned char)s[2] | 1) == 0xA9)
            return false;
    }
    return true;
}

/* From the opening quote at s to end, the first closing one being the last byte. */
static bool is_quoted(const char *s, const char *end)
{
    const char *p = s + 1;

    while ((p = memchr(p, *s, (size_t)(end - p)))) {
        if (*s == '\'' && p + 1 < end && p[1] == '\'') {
            p += 2;
            continue;
        }
        const char *slash = p;
        while (*s == '"' && slash > s + 1 && slash[-1] == '\\')
            slash--;
        if ((p - slash) % 2 == 0)
            return p + 1 == end;
        p++;
    }
    return false;
}

/* `[]`, `{}` or `[plain, words]`. */
static bool is_flow(const char *s, const char *end)
{
    if (end - s == 2)
        return (s[0] == '[' && s[1] == ']') || (s[0] == '{' && s[1] == '}');
    if (*s != '[' || end[-1] != ']')
        return false;
    for (s++; s < end - 1; s++)
        if (!is_word(*s) && *s != ' ' && *s != ',' && *s != '.' && *s != '/')
            return false;
    return true;
}

/* Whether what stands at s, up to the end of the line, ends with it. */
static bool value_closed(const char *s, const char *end)
{
    if (s == end)
        return true;
    switch (*s) {
    case '"':
    case '\'':
        return is_quoted(s, end);
    case '[':
    case '{':
        return is_flow(s, end);
    case '&':
    case '*':
    case '!':
    case '|':
    case '>':
    case '%':
    case '@':
    case '`':
    case '?':
    case ',':
        return false;
    default:
        return is_one_line(s, end);
    }
}

static const char *skip_blanks(const char *s, const char *end)
{
    while (s < end && *s == ' ')
        s++;
    return s;
}

bool front_scan_is_item(const char *s, const char *end)
{
    return s < end && *s == '-' && (s + 1 == end || s[1] == ' ');
}

/* A line that may have a key of its own, with or without "- " before it; s is at the first of
 * them. */
static bool line_closed(const char *s, const char *end)
{
    while (front_scan_is_item(s, end))
        s = skip_blanks(s + 1, end);
    size_t key = front_scan_key(s, end);
    if (key > 0)
        return value_closed(skip_blanks(s + key, end), end);
    if (!value_closed(s, end))
        return false;
    if (s == end || *s == '"' || *s == '\'' || *s == '#')
        return true;
    /* `a key of words: "` would open a quote. */
    for (const char *p = s; (p = memchr(p, ':', (size_t)(end - p))); p++)
        if (p + 1 == end || p[1] == ' ')
            return false;
    return true;
}

enum { CUT_RELATED, CUT_SECURED, CUT_IMAGES };

static int cut_name(const char *s, size_t len)
{
    static const struct {
        const char *name;
        size_t len;
    } names[FRONT_CUTS_MAX] = {
        [CUT_RELATED] = { "related", 7 },
        [CUT_SECURED] = { "secured", 7 },
        [CUT_IMAGES] = { "images", 6 },
    };

    for (int i = 0; i < FRONT_CUTS_MAX; i++)
        if (names[i].len == len && *names[i].name == *s && memcmp(names[i].name, s, len) == 0)
            return i;
    return -1;
}

struct state {
    struct front_scan *scan;
    bool addresses;        /* of the related list are wanted */
    struct front_cut *cut; /* the one that is open */
    bool in_related;       /* it is that of the related list, whose addresses are wanted */
    struct front_scan_related related;
    bool keys;    /* a key was met */
    bool *list;   /* the next line of content is the first of this list */
    unsigned met; /* of the keys to cut: a bit each */
};

static void close_cut(struct state *state, size_t offset)
{
    if (!state->cut)
        return;
    state->cut->end = offset;
    state->cut = NULL;
    front_scan_related_end(&state->related, &state->scan->related);
    state->in_related = false;
}

/* A line in column 0 that is a key: close the cut that is open, and open one. */
static bool take_key(struct state *state, const char *s, const char *end, size_t key,
                     size_t offset)
{
    const char *value = skip_blanks(s + key, end);

    if (!value_closed(value, end))
        return false;
    bool empty = value == end || *value == '#';
    int name = cut_name(s, key - 1);

    close_cut(state, offset);
    state->keys = true;
    state->list = NULL;
    if (name < 0)
        return true;
    if (state->met & 1U << name)
        return false;
    state->met |= 1U << name;
    if (!empty && name != CUT_SECURED)
        return true;
    state->cut = &state->scan->cuts[state->scan->cut_count++];
    *state->cut = (struct front_cut){ .start = offset };
    state->list = name == CUT_RELATED  ? &state->scan->has_related
                  : name == CUT_IMAGES ? &state->scan->has_images
                                       : NULL;
    state->in_related = state->addresses && name == CUT_RELATED;
    front_scan_related_start(&state->related);
    return true;
}

/* Of the cut that is open nothing is wanted but where it ends. */
static bool is_passed_over(const struct state *state)
{
    return state->cut && !state->addresses;
}

/* A line within the value of the last key. */
static bool take_nested(struct state *state, const char *s, const char *end)
{
    const char *line = s;

    s = skip_blanks(s, end);
    if (!state->keys || !(is_passed_over(state) || line_closed(s, end)))
        return false;
    if (state->in_related &&
        !front_scan_related_line(&state->related, &state->scan->related, line, s, end))
        return false;
    if (state->list && *s != '#') {
        if (!front_scan_is_item(s, end))
            return false;
        *state->list = true;
        state->list = NULL;
    }
    return true;
}

/* s to end is a line without the blanks at its end. */
static bool take_line(struct state *state, const char *s, const char *end, size_t offset)
{
    if (s == end)
        return true;
    if (*s == '#')
        return is_one_line(s, end);
    if (*s == ' ' || front_scan_is_item(s, end))
        return take_nested(state, s, end);
    size_t key = front_scan_key(s, end);
    return key > 0 && take_key(state, s, end, key, offset);
}

/* The line that ends the block; nearly none begins like one. */
static bool is_end(const char *s, size_t len)
{
    return len > 0 && (*s == '-' || *s == '.') &&
           (front_is_marker(s, len, "---") || front_is_marker(s, len, "..."));
}

/* Whether a line ends at s and the next one begins with something. */
static bool is_outer(const char *s)
{
    return (*s == '\n' || *s == '\r') && (unsigned char)s[1] > ' ';
}

/* Whether that may be so of a byte of the block at s, which is quicker to tell. */
static block may_be_outer(const char *s)
{
    return (block)(block_load(s) <= '\r') & ~(block)(block_load(s + 1) == ' ');
}

/* The end of the line before the next one that begins with something; end, behind which there
 * is one byte more, when there is none. Most bytes of a folder are passed over here. */
static const char *next_outer(const char *s, const char *end)
{
    enum { STRIDE = 4 * BLOCK };

    while (s < end) {
        while (end - s > STRIDE &&
               !block_any(may_be_outer(s) | may_be_outer(s + BLOCK) |
                          may_be_outer(s + 2 * BLOCK) | may_be_outer(s + 3 * BLOCK)))
            s += STRIDE;
        for (const char *stop = end - s > STRIDE ? s + STRIDE : end; s < stop; s++)
            if (is_outer(s))
                return s;
    }
    return end;
}

bool front_scan(const char *text, size_t n, bool addresses, struct front_scan *scan)
{
    struct state state = { .scan = scan, .addresses = addresses };
    struct front_scan_alike alike;
    struct front_lines lines;
    const char *s;
    size_t len;

    *scan = (struct front_scan){ .end = n, .next = n };
    front_lines_init(&lines, text, n, 0);
    front_scan_alike_init(&alike);
    while (!scan->closed && front_lines_next(&lines, &s, &len)) {
        const char *end = s + len;
        while (end > s && end[-1] == ' ')
            end--;
        if (is_end(s, len)) {
            scan->closed = true;
            scan->end = (size_t)(s - text);
            scan->next = (size_t)(lines.next - text);
        } else if (!take_line(&state, s, end, (size_t)(s - text))) {
            return false;
        } else if (state.in_related) {
            front_scan_alike_learn(&alike, &lines, s, skip_blanks(s, end), end);
            front_scan_alike_take(&alike, &lines, &state.related, &scan->related);
        } else if (is_passed_over(&state) && !state.list) {
            lines.next = next_outer(lines.next - 1, lines.end - 1) + 1;
        }
    }
    close_cut(&state, scan->end);
    return true;
}
