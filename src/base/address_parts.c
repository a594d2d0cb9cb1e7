/* SPDX-License-Identifier: MIT */
#include "base/address_parts.h"

#include <string.h>
#include <strings.h>

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_scheme_char(char c)
{
    return is_alpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* The bytes of a scheme before its colon, 0 when there is none. */
static size_t scheme_length(const char *s, size_t n)
{
    size_t i = 0;

    if (n == 0 || !is_alpha(s[0]))
        return 0;
    while (i < n && is_scheme_char(s[i]))
        i++;
    return i < n && s[i] == ':' ? i : 0;
}

/* Take what comes up to one of the stops off the front of the rest. */
static struct address_part take(struct address_part *rest, const char *stops)
{
    struct address_part part = { .s = rest->s };

    while (part.n < rest->n && !strchr(stops, part.s[part.n]))
        part.n++;
    rest->s += part.n;
    rest->n -= part.n;
    return part;
}

static void skip(struct address_part *rest, size_t n)
{
    rest->s += n;
    rest->n -= n;
}

struct address_parts address_split(const char *text, size_t n)
{
    struct address_part rest = { .s = text, .n = n };
    struct address_parts parts = { .scheme = { .s = NULL } };
    size_t scheme = scheme_length(text, n);

    if (scheme > 0) {
        parts.scheme = (struct address_part){ .s = text, .n = scheme };
        skip(&rest, scheme + 1);
    }
    if (rest.n >= 2 && rest.s[0] == '/' && rest.s[1] == '/') {
        skip(&rest, 2);
        parts.authority = take(&rest, "/?#");
    }
    parts.path = take(&rest, "?#");
    if (rest.n > 0 && rest.s[0] == '?') {
        skip(&rest, 1);
        parts.query = take(&rest, "#");
    }
    if (rest.n > 0) {
        skip(&rest, 1);
        parts.fragment = rest;
    }
    return parts;
}

void address_inherit(struct address_parts *reference, const struct address_parts *base,
                     struct buf *joined)
{
    if (reference->scheme.s)
        return;
    reference->scheme = base->scheme;
    if (reference->authority.s)
        return;
    reference->authority = base->authority;
    if (reference->path.n == 0) {
        reference->path = base->path;
        if (!reference->query.s)
            reference->query = base->query;
    } else if (reference->path.s[0] != '/') {
        size_t folder = base->path.n;
        while (folder > 0 && base->path.s[folder - 1] != '/')
            folder--;
        buf_add(joined, base->path.s, folder);
        buf_add(joined, reference->path.s, reference->path.n);
        reference->path = (struct address_part){ .s = buf_str(joined), .n = joined->len };
    }
}

static void add_encoded(struct buf *out, const char *s, size_t n)
{
    static const char unsafe[] = "\"#<>\\^`{|}";
    size_t plain = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] > ' ' && s[i] < 0x7f && !memchr(unsafe, s[i], sizeof unsafe - 1))
            continue;
        buf_add(out, s + plain, i - plain);
        buf_addf(out, "%%%02X", (unsigned char)s[i]);
        plain = i + 1;
    }
    buf_add(out, s + plain, n - plain);
}

/* 1 for "." and 2 for "..", 0 for other segments. */
static int count_dots(const char *s, size_t n)
{
    int dots = 0;

    for (size_t i = 0; i < n; dots++) {
        if (s[i] == '.')
            i++;
        else if (n - i >= 3 && strncasecmp(s + i, "%2e", 3) == 0)
            i += 3;
        else
            return 0;
    }
    return dots <= 2 ? dots : 0;
}

/* Remove the last segment with its slash, but nothing before root. */
static void pop_segment(struct buf *out, size_t root)
{
    size_t len = out->len;

    while (len > root && out->data[len - 1] != '/')
        len--;
    buf_truncate(out, len > root ? len - 1 : root);
}

void address_add_path(struct buf *out, struct address_part path)
{
    size_t root = out->len;

    for (size_t i = 0; i < path.n;) {
        const char *segment = path.s + i + 1;
        const char *slash = memchr(segment, '/', path.n - i - 1);
        size_t end = slash ? (size_t)(slash - path.s) : path.n;
        size_t n = end - i - 1;
        int dots = count_dots(segment, n);

        if (dots == 2)
            pop_segment(out, root);
        if (dots == 0 || !slash)
            buf_addc(out, '/');
        if (dots == 0)
            add_encoded(out, segment, n);
        i = end;
    }
    if (out->len == root)
        buf_addc(out, '/');
}

void address_add_part(struct buf *out, char delimiter, struct address_part part)
{
    if (!part.s)
        return;
    buf_addc(out, delimiter);
    add_encoded(out, part.s, part.n);
}
