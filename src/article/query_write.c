/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"

static bool is_plain_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80 || strchr("_-+.&'%", c);
}

/* A value that means itself without quotes. */
static bool is_plain(const char *value)
{
    if (!*value || strchr("_-+.&'%", *value) || strcasecmp(value, "none") == 0 ||
        strstr(value, ".."))
        return false;
    for (; *value; value++)
        if (!is_plain_byte(*value))
            return false;
    return true;
}

void query_add_name(struct buf *out, const char *name)
{
    struct query_parser parser = { .text = name, .n = strlen(name) };
    bool reserved = strcasecmp(name, "sort") == 0 || strcasecmp(name, "limit") == 0;

    if (!reserved && parser.n > 0 && query_name_end(&parser, 0) == parser.n)
        buf_adds(out, name);
    else
        buf_add_quoted(out, name);
}

void query_add_value(struct buf *out, const char *field, const char *value)
{
    /* In quotes the value of a front-matter key is a text and nothing else. */
    if (query_field(field, strlen(field)) && is_plain(value))
        buf_adds(out, value);
    else
        buf_add_quoted(out, value);
}

void query_add_term(struct buf *out, const char *field, const char *const *values, size_t count,
                    bool exclude)
{
    const struct field *known = query_field(field, strlen(field));
    bool whole = !known || known->type == FIELD_TEXT;

    if (out->len > 0)
        buf_addc(out, ' ');
    if (exclude)
        buf_addc(out, '-');
    query_add_name(out, field);
    buf_addc(out, whole ? '=' : ':');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buf_addc(out, ',');
        if (values[i])
            query_add_value(out, field, values[i]);
        else
            buf_adds(out, "none");
    }
}

/* A span of the text but for sort: and limit:, which stand outside of brackets. */
static void add_without(struct buf *out, const struct query *query, const char *text,
                        size_t start, size_t end)
{
    for (size_t i = 0; i < query->term_count; i++) {
        const struct query_place *place = &query->terms[i];
        if (place->node || place->start < start || place->end > end)
            continue;
        buf_add(out, text + start, place->start - start);
        start = place->end;
    }
    buf_add(out, text + start, end - start);
}

void query_add_all(struct buf *out, const struct query *query, const char *text)
{
    const struct query_node *root = query->root;

    if (!root || root->type != QUERY_OR || root->grouped) {
        buf_adds(out, text);
        return;
    }
    buf_addc(out, '(');
    add_without(out, query, text, root->start, root->end);
    buf_addc(out, ')');
    for (size_t i = 0; i < query->term_count; i++)
        if (!query->terms[i].node) {
            buf_addc(out, ' ');
            buf_add(out, text + query->terms[i].start,
                    query->terms[i].end - query->terms[i].start);
        }
}
