/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

#include "base/text_internal.h"

/* Where a match can begin: both cases of an ASCII byte, and any character beyond ASCII. */
struct starts {
    const char *s;
    size_t n;
    char lower, upper;
    size_t next_lower, next_upper, next_high; /* n when there is none left */
};

static size_t next_byte(const struct starts *starts, char byte, size_t from)
{
    const char *p = memchr(starts->s + from, byte, starts->n - from);

    return p ? (size_t)(p - starts->s) : starts->n;
}

/* The first start at or after `from`. Each kind is searched for once over the whole text. */
static size_t starts_next(struct starts *starts, size_t from)
{
    if (starts->next_lower < from)
        starts->next_lower = next_byte(starts, starts->lower, from);
    if (starts->next_upper < from)
        starts->next_upper = next_byte(starts, starts->upper, from);
    if (starts->next_high < from)
        starts->next_high = from + text_ascii_run(starts->s + from, starts->n - from);
    size_t next = starts->next_high;
    if (starts->next_lower < next)
        next = starts->next_lower;
    return starts->next_upper < next ? starts->next_upper : next;
}

static void starts_init(struct starts *starts, const char *s, size_t n, size_t from, char first)
{
    *starts = (struct starts){ .s = s, .n = n, .lower = first, .upper = first };
    if (first >= 'a' && first <= 'z')
        starts->upper = (char)(first - ('a' - 'A'));
    starts->next_high = from + text_ascii_run(s + from, n - from);
    /* A character beyond ASCII is a start whatever the needle. */
    starts->next_lower = text_is_ascii(first) ? next_byte(starts, first, from) : n;
    starts->next_upper = starts->upper != first ? next_byte(starts, starts->upper, from) : n;
}

/* The end of the match's last character, with its marks. */
static size_t match_end(const char *s, size_t n, size_t last)
{
    int columns;

    return last + text_step(s + last, n - last, &columns);
}

/* Compare from an ASCII character on; bytes are enough until something else comes. */
static bool match_ascii(const char *s, size_t n, size_t i, const char *folded, size_t len,
                        size_t *end)
{
    size_t j = 0;

    for (; i < n && j < len && text_is_ascii(s[i]); i++, j++)
        if (text_fold_ascii(s[i]) != folded[j])
            return false;
    if (j < len) {
        struct text_folder folder;
        text_folder_init(&folder, s, n, i);
        for (; j < len; j++)
            if (text_folder_byte(&folder) != (unsigned char)folded[j])
                return false;
        *end = match_end(s, n, folder.start);
    } else {
        *end = match_end(s, n, i - 1);
    }
    return true;
}

/* Compare from any byte of what the character at i folds to. */
static bool match_high(const char *s, size_t n, size_t i, const char *folded, size_t len,
                       size_t *end)
{
    struct text_folder first;

    text_folder_init(&first, s, n, i);
    text_folder_step(&first);
    for (size_t skip = 0; skip < first.len; skip++) {
        if (first.folded[skip] != folded[0])
            continue;
        struct text_folder folder = first;
        folder.at = skip;
        size_t j = 0;
        while (j < len && text_folder_byte(&folder) == (unsigned char)folded[j])
            j++;
        if (j == len) {
            *end = match_end(s, n, folder.start);
            return true;
        }
    }
    return false;
}

/* A match that begins with a mark gets the base back; the cleaner leaves few marks a base. */
static size_t match_start(const char *s, size_t n, size_t from, size_t start)
{
    for (;;) {
        uint32_t c;
        text_decode(s + start, n - start, &c);
        if (start == from || !text_is_mark(c))
            return start;
        do
            start--;
        while (start > from && ((unsigned char)s[start] & 0xC0) == 0x80);
    }
}

bool text_find(const char *s, size_t n, size_t from, const char *folded, size_t folded_len,
               struct text_range *range)
{
    struct starts starts;
    size_t end = 0;

    if (folded_len == 0 || from >= n)
        return false;
    starts_init(&starts, s, n, from, folded[0]);
    for (size_t i = from; (i = starts_next(&starts, i)) < n;) {
        uint32_t c;
        size_t size = text_decode(s + i, n - i, &c);
        bool found = false;
        if (c < 0x80)
            found = match_ascii(s, n, i, folded, folded_len, &end);
        else if (!text_is_common_letter(c) || !text_is_ascii(folded[0]))
            found = match_high(s, n, i, folded, folded_len, &end);
        if (found) {
            range->start = match_start(s, n, from, i);
            range->end = end;
            return true;
        }
        i += size;
    }
    return false;
}
