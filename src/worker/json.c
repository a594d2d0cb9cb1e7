/* SPDX-License-Identifier: MIT */
#include "worker/json.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

static bool is_between(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':';
}

static bool is_structure(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == '"';
}

/* The string whose opening quote is at json->at. */
static enum json_piece take_string(struct json *json)
{
    const char *at = ++json->at;

    while (at < json->end && *at != '"')
        at += *at == '\\' && at + 1 < json->end ? 2 : 1;
    if (at >= json->end)
        return JSON_END;
    json->text = json->at;
    json->len = (size_t)(at - json->at);
    json->at = at + 1;
    while (json->at < json->end && is_between(*json->at) && *json->at != ':' &&
           *json->at != ',')
        json->at++;
    return json->at < json->end && *json->at == ':' ? JSON_KEY : JSON_STRING;
}

static enum json_piece take_word(struct json *json)
{
    json->text = json->at;
    while (json->at < json->end && !is_between(*json->at) && !is_structure(*json->at))
        json->at++;
    json->len = (size_t)(json->at - json->text);
    return JSON_WORD;
}

enum json_piece json_next(struct json *json)
{
    while (json->at < json->end && is_between(*json->at))
        json->at++;
    if (json->at >= json->end)
        return JSON_END;
    switch (*json->at) {
    case '"':
        return take_string(json);
    case '{':
        json->at++;
        return JSON_OBJECT;
    case '[':
        json->at++;
        return JSON_ARRAY;
    case '}':
    case ']':
        json->at++;
        return JSON_CLOSE;
    default:
        return take_word(json);
    }
}

bool json_is(const struct json *json, const char *word)
{
    return json->len == strlen(word) && memcmp(json->text, word, json->len) == 0;
}

/* Four hexadecimal digits, or false. */
static bool read_hex(const char *s, size_t n, uint32_t *value)
{
    static const char digits[] = "0123456789abcdef";

    *value = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *digit = i < n && s[i] ? strchr(digits, s[i] | 0x20) : NULL;
        if (!digit)
            return false;
        *value = *value * 16 + (uint32_t)(digit - digits);
    }
    return true;
}

/* The \u escape at s, which may be half of a pair; its length. */
static size_t add_unicode(const char *s, size_t n, struct buf *out)
{
    uint32_t c, low;

    if (n < 6 || !read_hex(s + 2, n - 2, &c)) {
        text_encode(out, 0xFFFD);
        return 2;
    }
    if (c >= 0xD800 && c < 0xDC00 && n >= 12 && s[6] == '\\' && s[7] == 'u' &&
        read_hex(s + 8, n - 8, &low) && low >= 0xDC00 && low < 0xE000) {
        text_encode(out, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00));
        return 12;
    }
    /* A NUL would end the text for all who read it. */
    text_encode(out, c ? c : 0xFFFD);
    return 6;
}

void json_unescape(const char *s, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n;) {
        if (s[i] != '\\' || i + 1 == n) {
            buf_addc(out, s[i++]);
        } else if (s[i + 1] == 'u') {
            i += add_unicode(s + i, n - i, out);
        } else {
            buf_addc(out, strchr("nr", s[i + 1])    ? '\n'
                          : strchr("bft", s[i + 1]) ? ' '
                                                    : s[i + 1]);
            i += 2;
        }
    }
}
