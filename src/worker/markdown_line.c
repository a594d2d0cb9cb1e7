/* SPDX-License-Identifier: MIT */
#include "worker/markdown_line.h"

#include <string.h>

enum { FENCE_MIN = 3, BREAK_MIN = 3, LIST_DIGITS_MAX = 9, LABEL_MAX = 200 };

static size_t skip_blanks(const char *s, size_t n, size_t at)
{
    while (at < n && s[at] == ' ')
        at++;
    return at;
}

bool line_is_blank(const char *s, size_t n)
{
    return skip_blanks(s, n, 0) == n;
}

/* Where the longest tail of "* * *" kind starts, n when the line does not end with one: such
 * a tail is a rule, not a nest of lists. */
static size_t rule_start(const char *s, size_t n)
{
    size_t at = n, marks = 0;
    char mark = '\0';

    while (at > 0 && (s[at - 1] == ' ' || s[at - 1] == mark ||
                      (mark == '\0' && strchr("*-_", s[at - 1])))) {
        at--;
        if (s[at] != ' ') {
            mark = s[at];
            marks++;
        }
    }
    return marks >= BREAK_MIN ? skip_blanks(s, n, at) : n;
}

/* The bytes of a list mark with the blank that must follow it, 0 for none. */
static size_t list_mark(const char *s, size_t n)
{
    size_t at = 0;

    if (n > 0 && strchr("-+*", s[0])) {
        at = 1;
    } else {
        while (at < n && at <= LIST_DIGITS_MAX && s[at] >= '0' && s[at] <= '9')
            at++;
        if (at == 0 || at > LIST_DIGITS_MAX || at == n || (s[at] != '.' && s[at] != ')'))
            return 0;
        at++;
    }
    if (at == n)
        return at;
    return s[at] == ' ' ? at + 1 : 0;
}

struct line_prefix line_prefix(const char *s, size_t n, int marks_max)
{
    struct line_prefix prefix = { .len = skip_blanks(s, n, 0) };
    size_t rule = rule_start(s, n);

    prefix.indent = prefix.len;
    while (prefix.len < n && prefix.len < rule) {
        bool quote = s[prefix.len] == '>';
        size_t mark = quote ? 1 : list_mark(s + prefix.len, n - prefix.len);
        if (mark == 0)
            break;
        if (prefix.marks == marks_max) {
            prefix.over = prefix.len;
            break;
        }
        prefix.marks++;
        prefix.quotes += quote;
        prefix.len = skip_blanks(s, n, prefix.len + mark);
    }
    return prefix;
}

size_t line_skip_quotes(const char *s, size_t n, int quotes, int *found)
{
    size_t at = skip_blanks(s, n, 0);

    *found = 0;
    while (*found < quotes && at < n && s[at] == '>') {
        ++*found;
        at = skip_blanks(s, n, at + 1);
    }
    return at;
}

size_t line_opens_fence(const char *s, size_t n)
{
    size_t len = 0;

    if (n < FENCE_MIN || (s[0] != '`' && s[0] != '~'))
        return 0;
    while (len < n && s[len] == s[0])
        len++;
    if (len < FENCE_MIN || (s[0] == '`' && memchr(s + len, '`', n - len)))
        return 0;
    return len;
}

bool line_closes_fence(const char *s, size_t n, char mark, size_t len)
{
    size_t run = 0;

    while (run < n && s[run] == mark)
        run++;
    return run >= len && line_is_blank(s + run, n - run);
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '-';
}

/* The line without blanks around it. */
static const char *trim(const char *s, size_t *n)
{
    size_t start = skip_blanks(s, *n, 0), end = *n;

    while (end > start && s[end - 1] == ' ')
        end--;
    *n = end - start;
    return s + start;
}

const char *line_liquid_tag(const char *s, size_t n, size_t *name_len, const char **argument,
                            size_t *argument_len)
{
    s = trim(s, &n);
    if (n < 4 || memcmp(s, "{%", 2) != 0 || memcmp(s + n - 2, "%}", 2) != 0 ||
        memmem(s, n - 2, "%}", 2))
        return NULL;
    size_t start = 2, end = n - 2, at;
    start += s[start] == '-';
    end -= end > start && s[end - 1] == '-';
    start = skip_blanks(s, end, start);
    for (at = start; at < end && is_word(s[at]) && s[at] != '-';)
        at++;
    *name_len = at - start;
    at = skip_blanks(s, end, at);
    while (end > at && s[end - 1] == ' ')
        end--;
    *argument = s + at;
    *argument_len = end - at;
    return s + start;
}

bool line_is_attributes(const char *s, size_t n, const char **name, size_t *name_len, bool *end)
{
    s = trim(s, &n);
    *name = NULL;
    *name_len = 0;
    *end = false;
    if (n < 3 || memcmp(s, "{:", 2) != 0 || s[n - 1] != '}' || memchr(s, '}', n - 1))
        return false;
    if (s[2] != ':' && s[2] != '/')
        return true;
    size_t at = 3;
    while (at < n && is_word(s[at]))
        at++;
    *name = s + 3;
    *name_len = at - 3;
    *end = s[2] == '/' || s[n - 2] == '/';
    return true;
}

size_t line_footnote(const char *s, size_t n, const char **label, size_t *label_len)
{
    size_t start = skip_blanks(s, n, 0), at = start + 2;

    if (start > 3 || n - start < 5 || memcmp(s + start, "[^", 2) != 0)
        return 0;
    while (at < n && at - start < LABEL_MAX && !strchr(" []", s[at]))
        at++;
    if (at + 1 >= n || at == start + 2 || s[at] != ']' || s[at + 1] != ':')
        return 0;
    *label = s + start + 2;
    *label_len = at - start - 2;
    return skip_blanks(s, n, at + 2);
}
