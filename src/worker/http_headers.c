/* SPDX-License-Identifier: MIT */
#include "worker/http_headers.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

enum { RETRY_DIGITS_MAX = 9 }; /* more seconds than that are never waited for */

struct part {
    const char *s;
    size_t n;
};

#define FIELD(member) \
    offsetof(struct http_headers, member), sizeof((struct http_headers *)0)->member

static const struct {
    const char *name;
    size_t offset, size;
} fields[] = {
    { "content-encoding", FIELD(encoding) },  { "etag", FIELD(etag) },
    { "last-modified", FIELD(modified) },     { "retry-after", FIELD(retry_after) },
    { "transfer-encoding", FIELD(transfer) },
};

static bool is_printable(struct part part)
{
    for (size_t i = 0; i < part.n; i++)
        if (part.s[i] < ' ' || part.s[i] > '~')
            return false;
    return true;
}

static struct part trim(struct part part)
{
    while (part.n > 0 && strchr(" \t\r\n", part.s[0]) && part.s[0]) {
        part.s++;
        part.n--;
    }
    while (part.n > 0 && strchr(" \t\r\n", part.s[part.n - 1]) && part.s[part.n - 1])
        part.n--;
    return part;
}

static bool names(struct part part, const char *name)
{
    return part.n == strlen(name) && strncasecmp(part.s, name, part.n) == 0;
}

/* Whole or not at all: half a value means something else. */
static void keep(char *to, size_t size, struct part value)
{
    if (value.n >= size || !is_printable(value))
        value.n = 0;
    memcpy(to, value.s, value.n);
    to[value.n] = '\0';
}

/* The value of a parameter, out of its quotes. */
static struct part unquote(struct part value)
{
    value = trim(value);
    if (value.n >= 2 && value.s[0] == '"' && value.s[value.n - 1] == '"') {
        value.s++;
        value.n -= 2;
    }
    return value;
}

static void take_type(struct http_headers *headers, struct part value)
{
    const char *end = value.s + value.n, *semicolon = memchr(value.s, ';', value.n);
    struct part type = { value.s, semicolon ? (size_t)(semicolon - value.s) : value.n };

    keep(headers->type, sizeof headers->type, trim(type));
    for (char *c = headers->type; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    headers->charset[0] = '\0';
    while (semicolon && !*headers->charset) {
        struct part rest = { semicolon + 1, (size_t)(end - semicolon - 1) };
        semicolon = memchr(rest.s, ';', rest.n);
        if (semicolon)
            rest.n = (size_t)(semicolon - rest.s);
        const char *equals = memchr(rest.s, '=', rest.n);
        if (equals &&
            names(trim((struct part){ rest.s, (size_t)(equals - rest.s) }), "charset"))
            keep(headers->charset, sizeof headers->charset,
                 unquote((struct part){ equals + 1, (size_t)(rest.s + rest.n - equals - 1) }));
    }
}

/* Too long a place stays too long, a zero byte becomes another control: both are refused. */
static void take_location(struct http_headers *headers, struct part value)
{
    char place[sizeof headers->location];

    if (value.n >= sizeof place)
        value.n = sizeof place - 1;
    for (size_t i = 0; i < value.n; i++)
        place[i] = value.s[i] ? value.s[i] : '\1';
    place[value.n] = '\0';
    if (*headers->location && strcmp(headers->location, place) != 0)
        headers->two_locations = true;
    memcpy(headers->location, place, value.n + 1);
}

static void take_field(struct http_headers *headers, struct part name, struct part value)
{
    if (names(name, "content-type"))
        take_type(headers, value);
    else if (names(name, "location"))
        take_location(headers, value);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (names(name, fields[i].name))
            keep((char *)headers + fields[i].offset, fields[i].size, value);
}

bool http_headers_take(struct http_headers *headers, const char *line, size_t n)
{
    size_t bytes = headers->bytes + n;

    if (n >= 5 && memcmp(line, "HTTP/", 5) == 0)
        *headers = (struct http_headers){ 0 };
    headers->bytes = bytes;
    const char *colon = memchr(line, ':', n);
    /* A line that begins with a blank goes on with the one before: nothing that is read here
     * needs more than one. */
    if (colon && line[0] != ' ' && line[0] != '\t') {
        size_t name = (size_t)(colon - line);
        take_field(headers, (struct part){ line, name },
                   trim((struct part){ colon + 1, n - name - 1 }));
    }
    return bytes <= HTTP_HEADERS_MAX;
}

bool http_header_is_sendable(const char *text)
{
    return *text && is_printable((struct part){ text, strlen(text) });
}

int64_t http_retry_after(const struct http_headers *headers, int64_t now)
{
    const char *text = headers->retry_after;
    size_t digits = strspn(text, "0123456789");

    if (digits > 0 && text[digits] == '\0')
        return digits > RETRY_DIGITS_MAX ? INT64_MAX : strtoll(text, NULL, 10) * 1000;
    int64_t date = date_parse(text, strlen(text));
    return date != DATE_NONE && date > now ? (date - now) * 1000 : -1;
}
