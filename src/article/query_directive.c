/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "article/query_internal.h"

static const char *const names[] = { [QUERY_SORT] = "sort:", [QUERY_LIMIT] = "limit:" };

enum query_directive query_directive_at(const struct query_parser *parser)
{
    for (enum query_directive i = QUERY_SORT; i <= QUERY_LIMIT; i++) {
        size_t len = strlen(names[i]);
        if (parser->n - parser->at >= len &&
            strncasecmp(parser->text + parser->at, names[i], len) == 0)
            return i;
    }
    return QUERY_NO_DIRECTIVE;
}

static bool read_sort(struct query_parser *parser, const struct query_piece *piece)
{
    struct query *query = parser->query;
    const char *end = piece->s + piece->n;

    query->sort.count = 0;
    query->sort_start = piece->start;
    query->sort_end = piece->end;
    for (const char *key = piece->s;; key++) {
        size_t n = strcspn(key, ",");
        size_t start = piece->start + (size_t)(key - piece->s);
        if (query->sort.count == SORT_KEYS_MAX)
            return query_fail(parser->error, start, piece->end, "sort: takes at most %d keys",
                              SORT_KEYS_MAX);
        if (!sort_add(&query->sort, &query->arena, key, n))
            return query_fail(
                parser->error, start, start + n,
                "sort: takes keys such as date, heat or -title, parted by commas");
        key += n;
        if (key == end)
            return true;
    }
}

static bool read_limit(struct query_parser *parser, const struct query_piece *piece)
{
    double limit;

    if (strspn(piece->s, "0123456789") != piece->n ||
        !query_read_number(piece->s, piece->n, &limit) || limit < 1 || limit > UINT32_MAX)
        return query_fail(parser->error, piece->start, piece->end,
                          "limit: takes a count from 1, such as limit:20");
    parser->query->limit = (size_t)limit;
    return true;
}

bool query_parse_directive(struct query_parser *parser, bool *taken)
{
    enum query_directive directive = query_directive_at(parser);
    size_t start = parser->at;
    struct query_piece piece;

    *taken = directive != QUERY_NO_DIRECTIVE;
    if (!*taken)
        return true;
    size_t end = query_word_end(parser, start);
    if (parser->depth > 0)
        return query_fail(parser->error, start, end, "%s stands outside of brackets",
                          names[directive]);
    if (!query_count_leaf(parser, start))
        return false;
    parser->at += strlen(names[directive]);
    query_scan_plain(parser, end, &piece);
    query_add_place(parser->query, start, end, NULL);
    return directive == QUERY_SORT ? read_sort(parser, &piece) : read_limit(parser, &piece);
}
