/* SPDX-License-Identifier: MIT */
/*
 * What each element of HTML means to a reader: one row an element. The parser's scan, the
 * conversion to documents and the raw HTML inside Markdown all read this table.
 */
#ifndef WORKER_HTML_ELEMENT_H
#define WORKER_HTML_ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

enum html_role {
    HTML_TEXT,
    HTML_INLINE, /* transparent, part of running text */
    HTML_STRONG, /* from here … */
    HTML_EMPH,
    HTML_CODE,
    HTML_STRIKE,
    HTML_UNDERLINE,
    HTML_SUPER,
    HTML_SUB,
    HTML_MARK,
    HTML_DIM,
    HTML_LINK,   /* … to here: formats, which wrap running text */
    HTML_QUOTED, /* in quotation marks */
    HTML_GLOSS,  /* in brackets: how to read the word before */
    HTML_BREAK,
    HTML_IMAGE,
    HTML_EMBED, /* something to play or to visit: becomes a link, or else what is in it */
    HTML_INPUT,
    HTML_SKIP,  /* with all below it */
    HTML_BLOCK, /* transparent, but text before and after it are parted */
    HTML_HEADING,
    HTML_RULE,
    HTML_QUOTE,
    HTML_PRE,
    HTML_LIST,
    HTML_ORDERED,
    HTML_ITEM,
    HTML_TERM,
    HTML_MEANING, /* of a term */
    HTML_FIGURE,
    HTML_CAPTION,
    HTML_SUMMARY,
    HTML_TABLE,
    HTML_TABLE_PART, /* group of rows or columns */
    HTML_ROW,
    HTML_CELL,
    HTML_ROLES
};

enum html_flag {
    HTML_VOID = 1 << 0,       /* has no content and no end tag */
    HTML_RAW = 1 << 1,        /* tags inside are text */
    HTML_FORMATTING = 1 << 2, /* reopened by the parser when a block cuts it in two */
    HTML_HEAD = 1 << 3,       /* of a table: a header's row group or cell */
    HTML_SCOPE = 1 << 4,      /* end tags of what is outside do not reach through it */
    HTML_FALLBACK = 1 << 5,   /* what is in it is shown where it cannot be shown itself */
};

struct html_element {
    const char *name; /* in lower case; "" for text and unknown elements */
    enum html_role role;
    unsigned flags; /* enum html_flag */
    int level;      /* of a heading */
};

extern const struct html_element html_text_row, html_unknown_row;

/* The row of a name in any case; html_unknown_row when there is none. */
const struct html_element *html_element_find(const char *name, size_t n);

static inline bool html_is_format(const struct html_element *element)
{
    return element->role >= HTML_STRONG && element->role <= HTML_LINK;
}

/* Formats that only change how text looks. The parser reopens any number of them in each block,
 * but one link. */
static inline bool html_is_look(const struct html_element *element)
{
    return (element->flags & HTML_FORMATTING) && element->role != HTML_LINK;
}

/* Blocks part paragraphs; the rest is running text. */
static inline bool html_is_block(const struct html_element *element)
{
    return element->role >= HTML_BLOCK;
}

#endif
