/* SPDX-License-Identifier: MIT */
/* Documents laid out with the options that most tests want. */
#ifndef UNIT_DOC_LINES_H
#define UNIT_DOC_LINES_H

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "doc/layout.h"

enum { DUMP_MAX = 1 << 24 };

static inline struct layout_options options_of(int width)
{
    return (struct layout_options){ .width = width, .link_numbers = true, .first_link = 1 };
}

static inline void lay_out(struct lines *lines, cmark_node *root, int width)
{
    struct layout_options options = options_of(width);

    lines_init(lines);
    layout_document(lines, root, &options);
}

static inline cmark_node *parse(const char *markdown)
{
    return cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
}

static inline void add_line(struct buf *out, const struct line *line)
{
    for (uint32_t i = 0; i < line->count; i++)
        buf_add(out, line->spans[i].text, line->spans[i].len);
}

#endif
