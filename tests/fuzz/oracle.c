/* SPDX-License-Identifier: MIT */
#include "oracle.h"

#include <stdint.h>
#include <string.h>

/* One character by the table of RFC 3629; 0 bytes for what is none. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *c)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high;
        size_t n;
    } forms[] = {
        { 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 },
        { 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
        { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
        { 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
        { 0xf4, 0xf4, 0x80, 0x8f, 4 },
    };
    static const unsigned char masks[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (s[0] < forms[i].first_low || s[0] > forms[i].first_high)
            continue;
        if (n < forms[i].n ||
            (forms[i].n > 1 && (s[1] < forms[i].second_low || s[1] > forms[i].second_high)))
            return 0;
        *c = s[0] & masks[forms[i].n];
        for (size_t k = 1; k < forms[i].n; k++) {
            if ((s[k] & 0xc0) != 0x80)
                return 0;
            *c = *c << 6 | (s[k] & 0x3f);
        }
        return forms[i].n;
    }
    return 0;
}

/* From the cleaner's rules; ZWJ and VS16 are allowed here, as they may join emoji. */
static const struct {
    uint32_t low, high;
} forbidden[] = {
    { 0x00, 0x09 },       { 0x0b, 0x1f },     { 0x7f, 0x9f },     { 0xad, 0xad },
    { 0x61c, 0x61c },     { 0x200b, 0x200c }, { 0x200e, 0x200f }, { 0x2028, 0x202e },
    { 0x2060, 0x206f },   { 0xfdd0, 0xfdef }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
    { 0xe0000, 0xe007f },
};

bool oracle_is_clean(const char *s, size_t n, bool newlines)
{
    const unsigned char *bytes = (const unsigned char *)s;
    uint32_t c = 0;
    size_t step;

    for (size_t at = 0; at < n; at += step) {
        step = 1;
        if (bytes[at] >= ' ' && bytes[at] < 0x7f)
            continue;
        step = decode(bytes + at, n - at, &c);
        if (step == 0 || (c == '\n' && !newlines) || (c & 0xfffe) == 0xfffe)
            return false;
        for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
            if (c >= forbidden[i].low && c <= forbidden[i].high)
                return false;
    }
    return true;
}

bool oracle_is_address(const char *s)
{
    size_t n = strlen(s);
    const char *host = strstr(s, "://");

    if (n > 8192 || (strncmp(s, "http://", 7) != 0 && strncmp(s, "https://", 8) != 0))
        return false;
    for (size_t i = 0; i < n; i++)
        if (s[i] <= 0x20 || s[i] >= 0x7f || s[i] == '\\')
            return false;
    host += 3;
    size_t host_len = strcspn(host, "/?#");
    return host_len > 0 && host[0] != ':' && !memchr(host, '@', host_len) &&
           host[host_len] == '/';
}
