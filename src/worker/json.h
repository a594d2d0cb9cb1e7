/* SPDX-License-Identifier: MIT */
/*
 * JSON as pages carry it, one piece after another: linear, without memory of its own, at ease
 * with what people get wrong (commas too many, line breaks in strings).
 */
#ifndef WORKER_JSON_H
#define WORKER_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum json_piece {
    JSON_END, /* of the text, or nothing that could be read any more */
    JSON_OBJECT,
    JSON_ARRAY,
    JSON_CLOSE, /* of an object or array */
    JSON_KEY,
    JSON_STRING,
    JSON_WORD, /* true, false, null or a number */
};

struct json {
    const char *at, *end; /* what is left to read; set them to begin */
    const char *text;     /* of a key, string or word, escapes as written */
    size_t len;
};

/* Read one piece; text and len are set for a key, string or word. */
enum json_piece json_next(struct json *json);

/* Whether the last key, string or word was this. */
bool json_is(const struct json *json, const char *word);

/* Append a string's text with its escapes resolved, line breaks as \n; U+FFFD for bad ones. */
void json_unescape(const char *s, size_t n, struct buf *out);

#endif
