/* SPDX-License-Identifier: MIT */
#include "worker/markdown_row.h"

#include <string.h>

enum { CELL_MAX = 1024 * 1024 };

/* Without blanks around it and one bar at either end. */
static void trim(const char **s, size_t *n)
{
    while (*n > 0 && **s == ' ') {
        ++*s;
        --*n;
    }
    while (*n > 0 && (*s)[*n - 1] == ' ')
        --*n;
}

static void trim_bars(const char **s, size_t *n)
{
    trim(s, n);
    if (*n > 0 && **s == '|') {
        ++*s;
        --*n;
    }
    if (*n > 0 && (*s)[*n - 1] == '|' && (*n < 2 || (*s)[*n - 2] != '\\'))
        --*n;
}

/* :--, --, --: or :-: as the word for it, NULL for anything else. */
static const char *rule_align(const char *s, size_t n)
{
    bool left = n > 0 && s[0] == ':', right = n > 1 && s[n - 1] == ':';
    size_t dashes = n - left - right;

    if (n == 0 || dashes == 0 || strspn(s + left, "-") < dashes)
        return NULL;
    return left && right ? "center" : left ? "left" : right ? "right" : "";
}

bool markdown_row_rule(const char *s, size_t n, struct markdown_columns *columns)
{
    columns->count = 0;
    trim_bars(&s, &n);
    for (size_t at = 0; at <= n;) {
        const char *bar = memchr(s + at, '|', n - at);
        size_t end = bar ? (size_t)(bar - s) : n, len = end - at;
        const char *cell = s + at;
        trim(&cell, &len);
        const char *align = rule_align(cell, len);
        if (!align || columns->count == MARKDOWN_COLUMNS_MAX)
            return false;
        columns->align[columns->count++] = align;
        at = end + 1;
    }
    return columns->count > 0;
}

bool markdown_row_next(const char *s, size_t n, struct markdown_cell *cell, struct buf *text)
{
    trim_bars(&s, &n);
    if (cell->done)
        return false;
    size_t end = cell->at;
    while (end < n && s[end] != '|')
        end += s[end] == '\\' && end + 1 < n ? 2 : 1;
    const char *start = s + cell->at;
    size_t len = end - cell->at;
    trim(&start, &len);
    buf_clear(text);
    for (size_t i = 0; i < len; i++)
        if (start[i] != '\\' || i + 1 == len || start[i + 1] != '|')
            buf_addc(text, start[i]);
    cell->done = end >= n;
    cell->at = end + 1;
    return true;
}

size_t markdown_row_width(const char *s, size_t n)
{
    struct markdown_cell cell = { 0 };
    struct buf text = BUF_INIT(CELL_MAX);
    size_t width = 0;

    while (width <= MARKDOWN_COLUMNS_MAX && markdown_row_next(s, n, &cell, &text))
        width++;
    buf_release(&text);
    return width;
}
