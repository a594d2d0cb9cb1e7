/* SPDX-License-Identifier: MIT */
#include "worker/markdown_address.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { WWW_LEN = 4 };

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool starts(const char *s, size_t n, size_t at, const char *word)
{
    size_t len = strlen(word);

    return n - at >= len && strncasecmp(s + at, word, len) == 0;
}

/* Bytes of "https://", "http://" or "www." at that place, 0 for none. */
static size_t prefix_len(const char *s, size_t n, size_t at)
{
    static const char *const prefixes[] = { "https://", "http://", "www." };

    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (starts(s, n, at, prefixes[i]))
            return strlen(prefixes[i]);
    return 0;
}

/* Inside [label](…), [label][…] and [label]: an address is the label's own text. */
static bool is_label(const char *s, size_t n, size_t start, size_t end)
{
    return start > 0 && s[start - 1] == '[' && end + 1 < n && s[end] == ']' &&
           strchr("([:", s[end + 1]);
}

/* Wide and typographic punctuation, with which a sentence goes on and no address does. */
static bool is_foreign_end(const char *s, size_t n, size_t *len)
{
    uint32_t c;

    *len = text_decode(s, n, &c);
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xff0f) ||
           (c >= 0xff1a && c <= 0xff20) || (c >= 0xff3b && c <= 0xff40) ||
           (c >= 0xff5b && c <= 0xff65) || (c >= 0x2018 && c <= 0x201f) || c == 0xab ||
           c == 0xbb || c == 0x2026 || c == 0xa0 || c == 0xfffd || (c >= 0xfdd0 && c <= 0xfdef);
}

/* Where bytes that may be of the address end, brackets balanced. */
static size_t body_end(const char *s, size_t n, size_t at)
{
    int round = 0, square = 0;

    while (at < n) {
        unsigned char c = (unsigned char)s[at];
        size_t len = 1;
        if (c <= ' ' || c == 0x7f || strchr("<>\"`|{}^", c))
            break;
        if (c == '\\') {
            if (at + 1 == n || !strchr("_*~()[]#-.!&", s[at + 1]))
                break;
            len = 2;
        } else if (c >= 0x80 && is_foreign_end(s + at, n - at, &len)) {
            break;
        }
        round += (c == '(') - (c == ')');
        square += (c == '[') - (c == ']');
        if (round < 0 || square < 0)
            break;
        at += len;
    }
    return at;
}

/* The start of an entity such as &lt; that ends at `end`, or end. */
static size_t entity_start(const char *s, size_t start, size_t end)
{
    size_t at = end - 1;

    while (at > start && is_alnum(s[at - 1]))
        at--;
    return at > start && at < end - 1 && s[at - 1] == '&' ? at - 1 : end;
}

static size_t trim_end(const char *s, size_t start, size_t end)
{
    while (end > start && strchr("?!.,:;*_~'\\", s[end - 1])) {
        size_t entity = s[end - 1] == ';' ? entity_start(s, start, end) : end;
        end = entity < end ? entity : end - 1;
    }
    return end;
}

size_t markdown_address_end(const char *s, size_t n, size_t at)
{
    size_t prefix = prefix_len(s, n, at);

    if (prefix == 0 || (at > 0 && (is_alnum(s[at - 1]) || strchr("<@/.-", s[at - 1]))))
        return at;
    size_t body = at + prefix;
    if (body >= n || !(is_alnum(s[body]) || (unsigned char)s[body] >= 0x80 || s[body] == '['))
        return at;
    size_t end = trim_end(s, body, body_end(s, n, body));
    if (end <= body || is_label(s, n, at, end))
        return at;
    if (prefix == WWW_LEN && !memchr(s + body, '.', end - body))
        return at;
    return end;
}
