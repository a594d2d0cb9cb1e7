/* SPDX-License-Identifier: MIT */
#include "ui/argv.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"

void argv_add(struct argv *argv, const char *s, size_t n)
{
    argv->items = xreallocarray(argv->items, argv->count + 2, sizeof *argv->items);
    argv->items[argv->count++] = xstrndup(s, n);
    argv->items[argv->count] = NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* Append one word to out, without its quotes; returns its bytes with them. */
static size_t unquote(const char *s, size_t n, struct buf *out)
{
    char open = '\0'; /* the quote we are in */
    size_t i = 0;

    for (; i < n && (open || !is_blank(s[i])); i++) {
        if (open ? s[i] == open : is_quote(s[i]))
            open = open ? '\0' : s[i];
        else
            buf_addc(out, s[i]);
    }
    return i;
}

void argv_split(struct argv *argv, const char *line, size_t n)
{
    struct buf word = BUF_INIT(n);

    for (size_t i = 0; i < n;) {
        if (is_blank(line[i])) {
            i++;
            continue;
        }
        buf_clear(&word);
        i += unquote(line + i, n - i, &word);
        argv_add(argv, buf_str(&word), word.len);
    }
    buf_release(&word);
}

size_t argv_part(const char *list)
{
    char open = '\0';
    size_t i = 0;

    for (; list[i] && (open || list[i] != ':'); i++)
        if (open ? list[i] == open : is_quote(list[i]))
            open = open ? '\0' : list[i];
    return i;
}

void argv_free(char **items)
{
    for (char **item = items; item && *item; item++)
        free(*item);
    free(items);
}
