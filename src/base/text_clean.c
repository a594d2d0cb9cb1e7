/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

#include "base/text_internal.h"

enum {
    MARKS_MAX = 4, /* more than any language stacks on one letter; decorations stack hundreds */
    LEADING_BASE = 0x25CC,
    LINE_SEPARATOR = 0x2028,
    PARAGRAPH_SEPARATOR = 0x2029,
    NO_BREAK_SPACE = 0xA0,
    NARROW_NO_BREAK_SPACE = 0x202F,
    WIDE_SPACE = 0x3000,
    HOST_MAX = 253, /* bytes of a host's name */
};

struct cleaner {
    struct buf *out;
    bool lines;       /* TEXT_BLOCK */
    bool begun;       /* something of this line was written */
    bool space;       /* TEXT_LINE: a blank is due before the next character */
    bool base;        /* the last character written can carry marks */
    bool emoji;       /* the last character written belongs to an emoji */
    bool torn;        /* something was dropped inside the host of an address */
    int marks;        /* on the last base */
    uint32_t last;    /* the last character written */
    uint32_t pending; /* ZWJ or VS16, written when what follows justifies it, else 0 */
};

struct span {
    uint32_t first, last;
};

/* Sorted: soft hyphen, zero width, direction controls, annotations, noncharacters, tags. */
static const struct span invisible[] = {
    { 0x00AD, 0x00AD }, { 0x061C, 0x061C }, { 0x200B, 0x200F },
    { 0x202A, 0x202E }, { 0x2060, 0x206F }, { 0xFDD0, 0xFDEF },
    { 0xFEFF, 0xFEFF }, { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
};

static bool is_invisible(uint32_t c)
{
    for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++)
        if (c <= invisible[i].last && c >= invisible[i].first)
            return true;
    return (c & 0xFFFE) == 0xFFFE; /* the noncharacters that end each plane */
}

static void write_char(struct cleaner *cleaner, uint32_t c)
{
    text_encode(cleaner->out, c);
}

static bool is_of_host(char c)
{
    return (unsigned char)c > ' ' && !strchr("/?#<>()\"'\\`{}|^,;!*", c);
}

/*
 * A character is dropped. Where "//host" is being written, host would become the name of
 * another: what comes next of it is parted from it by something that no name can hold.
 */
static void note_dropped(struct cleaner *cleaner)
{
    const char *start = buf_str(cleaner->out), *end = start + cleaner->out->len, *c = end;

    if (cleaner->space)
        return;
    while (c > start && end - c < HOST_MAX && is_of_host(c[-1]))
        c--;
    if (c - start >= 2 && c[-1] == '/' && c[-2] == '/')
        cleaner->torn = true;
}

static void write_tear(struct cleaner *cleaner)
{
    cleaner->torn = cleaner->emoji = false;
    cleaner->pending = 0;
    write_char(cleaner, TEXT_REPLACEMENT);
}

/* The blank that a run of white space became, unless it would lead the line. */
static void write_due_space(struct cleaner *cleaner)
{
    if (cleaner->space && cleaner->begun)
        write_char(cleaner, ' ');
    cleaner->space = false;
    cleaner->begun = true;
}

static void clean_space(struct cleaner *cleaner, uint32_t c)
{
    cleaner->base = cleaner->emoji = cleaner->torn = false;
    cleaner->pending = 0;
    if (!cleaner->lines)
        cleaner->space = true;
    else if (c == '\t')
        for (int i = 0; i < 4; i++)
            write_char(cleaner, ' ');
    else if (c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR)
        write_char(cleaner, '\n');
    else if (c == NO_BREAK_SPACE || c == NARROW_NO_BREAK_SPACE)
        write_char(cleaner, NO_BREAK_SPACE);
    else
        write_char(cleaner, c == '\n' || c == WIDE_SPACE ? c : ' ');
}

static void write_base(struct cleaner *cleaner, uint32_t c, bool emoji)
{
    char bytes[2 * TEXT_BYTES_MAX];
    size_t n = 0;

    if (cleaner->pending && !(cleaner->pending == TEXT_ZWJ && emoji))
        note_dropped(cleaner);
    if (cleaner->torn)
        write_tear(cleaner);
    write_due_space(cleaner);
    if (cleaner->pending == TEXT_ZWJ && emoji)
        n = text_put(bytes, TEXT_ZWJ);
    n += text_put(bytes + n, c);
    text_add_whole(cleaner->out, bytes, n);
    cleaner->pending = 0;
    cleaner->last = c;
    cleaner->base = true;
    cleaner->marks = 0;
    cleaner->emoji = emoji || (cleaner->emoji && text_is_skin_tone(c));
}

static void clean_mark(struct cleaner *cleaner, uint32_t c)
{
    if (!cleaner->base) {
        if (text_is_ignorable(c)) {
            note_dropped(cleaner);
            return;
        }
        write_base(cleaner, LEADING_BASE, false);
    }
    if (cleaner->marks == MARKS_MAX) {
        note_dropped(cleaner);
        return;
    }
    if (cleaner->pending == TEXT_VS16 && c == TEXT_KEYCAP)
        write_char(cleaner, TEXT_VS16);
    else if (cleaner->pending)
        note_dropped(cleaner);
    cleaner->pending = 0;
    write_char(cleaner, c);
    cleaner->marks++;
    cleaner->last = c;
    cleaner->emoji = false;
}

/* The two characters that are invisible alone but make emoji: keep them just there. */
static void clean_joiner(struct cleaner *cleaner, uint32_t c)
{
    if (c == TEXT_ZWJ && cleaner->emoji) {
        cleaner->pending = TEXT_ZWJ;
    } else if (c == TEXT_ZWJ) {
        cleaner->pending = 0;
        note_dropped(cleaner);
    } else if (cleaner->base && text_is_keycap_base(cleaner->last)) {
        cleaner->pending = TEXT_VS16;
    } else if (cleaner->emoji && cleaner->last != TEXT_VS16) {
        write_char(cleaner, TEXT_VS16);
        cleaner->last = TEXT_VS16;
        cleaner->pending = 0;
    } else {
        note_dropped(cleaner);
    }
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

static void clean_char(struct cleaner *cleaner, uint32_t c)
{
    bool space = cleaner->lines ? c == '\n' || c == '\t' || (c >= 0xA0 && text_is_space(c))
                                : text_is_space(c);

    if (text_is_common_letter(c))
        write_base(cleaner, c, false);
    else if (space || c == ' ')
        clean_space(cleaner, c);
    else if (is_control(c))
        write_base(cleaner, TEXT_REPLACEMENT, false);
    else if (c == TEXT_ZWJ || c == TEXT_VS16)
        clean_joiner(cleaner, c);
    else if (is_invisible(c))
        note_dropped(cleaner);
    else if (text_is_mark(c))
        clean_mark(cleaner, c);
    else
        write_base(cleaner, c, text_is_emoji(c));
}

static bool is_plain(char c)
{
    return c >= ' ' && c <= '~';
}

/* The same for eight bytes at once; in a line also no blank after another. */
static bool is_plain_word(const char *s, bool lines)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = 0x80 * ones;
    uint64_t word;

    memcpy(&word, s, sizeof word);
    /* A byte gets its high bit when it is beyond ASCII, DEL, or less than a blank. */
    if ((word | (word + ones) | (word - ' ' * ones)) & highs)
        return false;
    uint64_t other = word ^ ' ' * ones;
    uint64_t blanks = ~(other + (highs - ones)) & highs;
    return lines || !(blanks & blanks << 8);
}

/*
 * The fast road: how many bytes at the start of s may be copied as they are. In a line neither
 * a blank at the ends is among them nor one after another.
 */
static size_t plain_run(const char *s, size_t n, bool lines)
{
    size_t i = 0;

    for (; n - i >= sizeof(uint64_t) && is_plain_word(s + i, lines); i += sizeof(uint64_t))
        if (!lines && s[i] == ' ' && (i == 0 || s[i - 1] == ' '))
            break;
    while (i < n && is_plain(s[i]) && (lines || s[i] != ' ' || (i > 0 && s[i - 1] != ' ')))
        i++;
    return i > 0 && !lines && s[i - 1] == ' ' ? i - 1 : i;
}

static void copy_run(struct cleaner *cleaner, const char *s, size_t n)
{
    if (cleaner->pending)
        note_dropped(cleaner);
    if (cleaner->torn && is_of_host(*s))
        write_tear(cleaner);
    cleaner->torn = false;
    write_due_space(cleaner);
    buf_add(cleaner->out, s, n);
    cleaner->last = (uint32_t)s[n - 1];
    cleaner->base = s[n - 1] != ' ';
    cleaner->marks = 0;
    cleaner->emoji = false;
    cleaner->pending = 0;
}

void text_clean(struct buf *out, const char *s, size_t n, enum text_kind kind)
{
    struct cleaner cleaner = { .out = out, .lines = kind == TEXT_BLOCK };
    size_t start = out->len;
    size_t i = 0;

    while (i < n && !out->full) {
        size_t run = plain_run(s + i, n - i, cleaner.lines);
        if (run > 0) {
            copy_run(&cleaner, s + i, run);
            i += run;
            continue;
        }
        int32_t c;
        i += text_scan(s + i, n - i, &c);
        if (c == '\r' && cleaner.lines) {
            if (i < n && s[i] == '\n')
                i++;
            c = '\n';
        }
        clean_char(&cleaner, c < 0 ? TEXT_REPLACEMENT : (uint32_t)c);
    }
    /* Only when out became full right after a blank. */
    if (!cleaner.lines && out->len > start && out->data[out->len - 1] == ' ')
        buf_truncate(out, out->len - 1);
}
