/* SPDX-License-Identifier: MIT */
/* Hosts that libcurl has to spell, looked for in a text that nobody has parsed yet. */
#include <string.h>
#include <strings.h>

#include "base/address.h"

/* After the next two slashes, which JSON may write as "\/"; NULL when there are no more. */
static const char *next_host(const char *s, const char *end)
{
    while (s < end && (s = memchr(s, '/', (size_t)(end - s)))) {
        s++;
        const char *second = s < end && *s == '\\' ? s + 1 : s;
        if (second < end && *second == '/')
            return second + 1;
    }
    return NULL;
}

/* After the next "www." of whatever case, which Markdown takes for an address too. */
static const char *next_www(const char *text, const char *s, const char *end)
{
    for (; s < end && (s = memchr(s, '.', (size_t)(end - s))); s++)
        if (s - text >= 3 && strncasecmp(s - 3, "www", 3) == 0)
            return s + 1;
    return NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

static bool begins(const char *s, const char *end, const char *with)
{
    size_t n = strlen(with);

    return (size_t)(end - s) >= n && memcmp(s, with, n) == 0;
}

/* A foreign letter, also as an escape of HTML or JSON, an address of IPv6, or a last label that
 * may be a number. *after gets the end of a host that is none of these: what begins within it
 * ends alike, so that no byte is looked at again for each "www." before it. */
static bool is_odd(const char *s, const char *end, const char **after)
{
    bool number = false, label = true; /* begins here */

    if (s < end && *s == '[')
        return true;
    for (; s < end; s++) {
        bool digit = *s >= '0' && *s <= '9';
        if (*s & 0x80 || begins(s, end, "\\u"))
            return true;
        if (*s == '&' && !begins(s, end, "&quot;"))
            return true;
        if (!digit && !is_letter(*s) && *s != '.')
            break;
        if (label && *s != '.')
            number = digit;
        label = *s == '.';
    }
    *after = s;
    return number;
}

bool address_has_odd_host(const char *text, size_t n)
{
    const char *end = text + n, *after;

    for (const char *s = next_host(text, end); s; s = next_host(after, end))
        if (is_odd(s, end, &after))
            return true;
    for (const char *s = next_www(text, text, end); s; s = next_www(text, after, end))
        if (is_odd(s, end, &after))
            return true;
    return false;
}
