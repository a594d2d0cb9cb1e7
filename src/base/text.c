/* SPDX-License-Identifier: MIT */
#include "base/text.h"

#include <string.h>

#include "base/text_internal.h"

struct lead {
    unsigned char first, last; /* lead bytes */
    unsigned char low, high;   /* what the second byte may be */
    unsigned char size;        /* of the whole character */
};

/* Table 3-7 of the Unicode standard: well-formed UTF-8, surrogates and long forms left out. */
static const struct lead leads[] = {
    { 0xC2, 0xDF, 0x80, 0xBF, 2 }, { 0xE0, 0xE0, 0xA0, 0xBF, 3 }, { 0xE1, 0xEC, 0x80, 0xBF, 3 },
    { 0xED, 0xED, 0x80, 0x9F, 3 }, { 0xEE, 0xEF, 0x80, 0xBF, 3 }, { 0xF0, 0xF0, 0x90, 0xBF, 4 },
    { 0xF1, 0xF3, 0x80, 0xBF, 4 }, { 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

static const struct lead *lead_find(unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

size_t text_scan(const char *s, size_t n, int32_t *c)
{
    const unsigned char *p = (const unsigned char *)s;

    *c = p[0];
    if (p[0] < 0x80)
        return 1;
    const struct lead *lead = lead_find(p[0]);
    if (!lead || n < 2 || p[1] < lead->low || p[1] > lead->high) {
        *c = -1;
        return 1;
    }
    uint32_t value = (uint32_t)(p[0] & (0xFF >> (lead->size + 1))) << 6 | (p[1] & 0x3F);
    for (size_t i = 2; i < lead->size; i++) {
        if (i >= n || (p[i] & 0xC0) != 0x80) {
            *c = -1;
            return i;
        }
        value = value << 6 | (p[i] & 0x3F);
    }
    *c = (int32_t)value;
    return lead->size;
}

size_t text_decode(const char *s, size_t n, uint32_t *c)
{
    int32_t found;
    size_t size = text_scan(s, n, &found);

    *c = found < 0 ? TEXT_REPLACEMENT : (uint32_t)found;
    return found < 0 ? 1 : size;
}

size_t text_put(char out[TEXT_BYTES_MAX], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    out[0] = (char)((0xF00 >> size & 0xFF) | c);
    return size;
}

bool text_add_whole(struct buf *out, const char *bytes, size_t n)
{
    if (n > out->max - out->len)
        out->full = true;
    return !out->full && buf_add(out, bytes, n);
}

bool text_encode(struct buf *out, uint32_t c)
{
    char bytes[TEXT_BYTES_MAX];

    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = TEXT_REPLACEMENT;
    return text_add_whole(out, bytes, text_put(bytes, c));
}

size_t text_whole(const char *s, size_t n)
{
    /* A lead byte can only be among the last three of a character that is cut. */
    for (size_t back = 1; back <= 3 && back <= n; back++) {
        unsigned char byte = (unsigned char)s[n - back];
        if ((byte & 0xC0) == 0x80)
            continue;
        const struct lead *lead = lead_find(byte);
        return lead && lead->size > back ? n - back : n;
    }
    return n;
}

size_t text_ascii_run(const char *s, size_t n)
{
    size_t i = 0;

    for (uint64_t word; n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, s + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < n && text_is_ascii(s[i]))
        i++;
    return i;
}

bool text_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool text_is_blank(const char *s, size_t n)
{
    enum { BRAILLE_BLANK = 0x2800 };
    size_t size;

    for (size_t i = 0; i < n; i += size) {
        uint32_t c;
        size = text_decode(s + i, n - i, &c);
        if (!text_is_space(c) && c != BRAILLE_BLANK && !text_is_ignorable(c))
            return false;
    }
    return true;
}
