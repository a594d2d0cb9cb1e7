/* SPDX-License-Identifier: MIT */
#include "cli/json.h"

#include <math.h>
#include <string.h>

/* Cleaned text holds no control characters but the newlines of bodies. */
static void add_escaped(struct buf *out, const char *s)
{
    while (*s) {
        size_t n = strcspn(s, "\"\\\n\t");
        buf_add(out, s, n);
        s += n;
        if (!*s)
            break;
        buf_addc(out, '\\');
        buf_addc(out, *s == '\n' ? 'n' : *s == '\t' ? 't' : *s);
        s++;
    }
}

void json_string(struct buf *out, const char *s)
{
    if (!*s) {
        buf_adds(out, "null");
        return;
    }
    buf_addc(out, '"');
    add_escaped(out, s);
    buf_addc(out, '"');
}

void json_member(struct buf *out, const char *name)
{
    if (out->len && !strchr("{[", out->data[out->len - 1]))
        buf_addc(out, ',');
    if (!name)
        return;
    buf_addc(out, '"');
    add_escaped(out, name);
    buf_adds(out, "\":");
}

void json_add_string(struct buf *out, const char *name, const char *s)
{
    json_member(out, name);
    json_string(out, s);
}

void json_add_number(struct buf *out, const char *name, double value)
{
    json_member(out, name);
    if (!isfinite(value))
        buf_adds(out, "null");
    else
        buf_addf(out, "%.15g", value);
}
