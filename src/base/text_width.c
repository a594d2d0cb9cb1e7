/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <limits.h>
#include <wchar.h>

#include "base/text_internal.h"

static const char ellipsis[] = "\u2026";

/* Columns of a character that begins a cluster. What cannot be printed is drawn as U+FFFD. */
static int char_columns(uint32_t c)
{
    if (c == '\n')
        return 0;
    int columns = wcwidth((wchar_t)c);
    return columns < 0 ? 1 : columns;
}

/* Marks that the locale does not know of are drawn with their base or not at all. */
static bool joins_base(uint32_t c)
{
    return wcwidth((wchar_t)c) <= 0 && text_is_mark(c);
}

size_t text_step(const char *s, size_t n, int *columns)
{
    uint32_t c;

    *columns = 1;
    if (s[0] >= ' ' && s[0] <= '~' && (n == 1 || text_is_ascii(s[1])))
        return 1;
    size_t at = text_decode(s, n, &c);
    *columns = char_columns(c);
    if (c < ' ' || c == 0x7F)
        return at;
    bool flag = text_is_regional(c); /* may still become a pair */
    bool emoji = text_is_emoji(c);
    bool joined = false; /* a ZWJ came last */
    while (at < n && !text_is_ascii(s[at])) {
        size_t size = text_decode(s + at, n - at, &c);
        if (flag && text_is_regional(c)) {
            *columns = 2;
            flag = false;
        } else if (!(emoji && (text_is_skin_tone(c) || (joined && text_is_emoji(c)))) &&
                   c != TEXT_ZWJ && c != TEXT_VS16 && !joins_base(c)) {
            break;
        } else {
            flag = false;
        }
        joined = c == TEXT_ZWJ;
        at += size;
    }
    return at;
}

int text_width(const char *s, size_t n)
{
    long long width = 0;
    size_t size;

    for (size_t i = 0; i < n; i += size) {
        int columns;
        size = text_step(s + i, n - i, &columns);
        width += columns;
    }
    return width > INT_MAX ? INT_MAX : (int)width;
}

size_t text_cut(const char *s, size_t n, int columns, int *used)
{
    size_t i = 0, size;

    *used = 0;
    for (; i < n; i += size) {
        int width;
        size = text_step(s + i, n - i, &width);
        if (width > columns - *used)
            break;
        *used += width;
    }
    return i;
}

void text_shorten(struct buf *out, const char *s, size_t n, int columns)
{
    int used;

    if (columns <= 0)
        return;
    if (text_cut(s, n, columns, &used) == n) {
        text_add_whole(out, s, n);
        return;
    }
    size_t len = text_cut(s, n, columns - 1, &used);
    while (len > 0 && s[len - 1] == ' ')
        len--;
    text_add_whole(out, s, len);
    text_add_whole(out, ellipsis, sizeof ellipsis - 1);
}

struct letters {
    uint32_t first, last;
};

/*
 * Sorted. Ideographs, kana, bopomofo and Yi are written without blanks. Small kana and the
 * prolonged sound mark must not begin a line, and Korean has blanks between its words.
 */
static const struct letters breakable[] = {
    { 0x3007, 0x3007 }, { 0x3042, 0x3042 }, { 0x3044, 0x3044 }, { 0x3046, 0x3046 },
    { 0x3048, 0x3048 }, { 0x304A, 0x3062 }, { 0x3064, 0x3082 }, { 0x3084, 0x3084 },
    { 0x3086, 0x3086 }, { 0x3088, 0x308D }, { 0x308F, 0x3094 }, { 0x30A2, 0x30A2 },
    { 0x30A4, 0x30A4 }, { 0x30A6, 0x30A6 }, { 0x30A8, 0x30A8 }, { 0x30AA, 0x30C2 },
    { 0x30C4, 0x30E2 }, { 0x30E4, 0x30E4 }, { 0x30E6, 0x30E6 }, { 0x30E8, 0x30ED },
    { 0x30EF, 0x30F4 }, { 0x30F7, 0x30FA }, { 0x3105, 0x312F }, { 0x31A0, 0x31BF },
    { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xA000, 0xA014 }, { 0xA016, 0xA48C },
    { 0xF900, 0xFAFF }, { 0xFF66, 0xFF66 }, { 0xFF71, 0xFF9D }, { 0x20000, 0x3FFFD },
};

bool text_breaks_around(uint32_t c)
{
    size_t low = 0, high = sizeof breakable / sizeof *breakable;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (breakable[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof breakable / sizeof *breakable && breakable[low].first <= c;
}
