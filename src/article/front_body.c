/* SPDX-License-Identifier: MIT */
#include "article/front_parts.h"

#include <limits.h>
#include <string.h>

enum { HEADING_LINES = 64 }; /* a title is near the top */

static size_t trim_end(const char *s, size_t n)
{
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return n;
}

static size_t run_of(const char *s, size_t n, char c)
{
    size_t i = 0;

    while (i < n && s[i] == c)
        i++;
    return i;
}

/* Markdown allows up to three blanks before a block. */
static void trim_start(const char **s, size_t *n)
{
    size_t blanks = run_of(*s, *n < 4 ? *n : 4, ' ');

    if (blanks < 4) {
        *s += blanks;
        *n -= blanks;
    }
}

/* `# Title` or `## Title ##`. */
static bool atx_heading(const char *s, size_t n, const char **heading, size_t *len)
{
    size_t level = run_of(s, n, '#');

    if (level < 1 || level > 6 || level == n || (s[level] != ' ' && s[level] != '\t'))
        return false;
    *heading = s + level;
    *len = trim_end(s + level, n - level);
    size_t bare = *len;
    while (bare > 0 && (*heading)[bare - 1] == '#')
        bare--;
    if (bare > 0 && trim_end(*heading, bare) < bare)
        *len = trim_end(*heading, bare);
    while (*len > 0 && (**heading == ' ' || **heading == '\t')) {
        ++*heading;
        --*len;
    }
    return *len > 0;
}

/* The line under a heading: only "=" or only "-". */
static bool is_underline(const char *s, size_t n)
{
    n = trim_end(s, n);
    return n > 0 && (s[0] == '=' || s[0] == '-') && run_of(s, n, s[0]) == n;
}

/* Whether a line may be the text of a heading: not a list item, quotation, tag or rule. */
static bool may_be_heading(const char *s, size_t n)
{
    n = trim_end(s, n);
    return n > 0 && !strchr("-*+>=<|#{`~ \t", s[0]);
}

bool front_body_heading(const char *body, size_t n, const char **heading, size_t *len)
{
    struct front_lines lines;
    const char *line, *before = NULL;
    size_t line_len, before_len = 0, fence_len = 0;
    char fence = '\0';
    bool paragraph = false; /* the line before belongs to one that may go on */

    front_lines_init(&lines, body, n, 1);
    while (lines.number < HEADING_LINES && front_lines_next(&lines, &line, &line_len)) {
        trim_start(&line, &line_len);
        size_t marks = line_len > 0 ? run_of(line, line_len, line[0]) : 0;
        bool fence_line = marks >= 3 && (line[0] == '`' || line[0] == '~');
        if (fence) {
            if (fence_line && line[0] == fence && marks >= fence_len)
                fence = '\0';
            continue;
        }
        if (fence_line) {
            fence = line[0];
            fence_len = marks;
            before = NULL;
            paragraph = false;
            continue;
        }
        if (atx_heading(line, line_len, heading, len))
            return true;
        if (before && is_underline(line, line_len)) {
            *heading = before;
            *len = trim_end(before, before_len);
            return true;
        }
        /* Of a longer paragraph the underline makes a heading too, but hardly a title. */
        before = !paragraph && may_be_heading(line, line_len) ? line : NULL;
        before_len = line_len;
        paragraph = trim_end(line, line_len) > 0;
    }
    return false;
}

enum { BLANK, MARK, WORD, IDEOGRAPH };

static const unsigned char kinds[UCHAR_MAX + 1] = {
    ['!' ... '/'] = MARK,
    ['0' ... '9'] = WORD,
    [':' ... '@'] = MARK,
    ['A' ... 'Z'] = WORD,
    ['[' ... '`'] = MARK,
    ['a' ... 'z'] = WORD,
    ['{' ... 0x7F] = MARK,
    [0x80 ... 0xE2] = WORD,
    /* Lead bytes of U+3000 to U+DFFF: kana, ideographs, hangul. */
    [0xE3 ... 0xED] = IDEOGRAPH,
    [0xEE ... 0xFF] = WORD,
};

uint32_t front_body_words(const char *body, size_t n)
{
    uint32_t words = 0, ideographs = 0;
    bool inside = false;

    /* Without a branch, which would be guessed wrong at every word. */
    for (size_t i = 0; i < n; i++) {
        unsigned char kind = kinds[(unsigned char)body[i]];
        words += (kind == WORD) & !inside;
        ideographs += kind == IDEOGRAPH;
        inside = (kind >= WORD) | (inside & (kind == MARK));
    }
    return words + ideographs / 2;
}

bool front_body_is_blank(const char *body, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)body[i] > ' ')
            return false;
    return true;
}
