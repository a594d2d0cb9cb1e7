/* SPDX-License-Identifier: MIT */
#include "doc/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static const struct kind_row {
    const char *name; /* the node's on_enter text */
    cmark_node_type type;
} kinds[KIND_COUNT] = {
    [KIND_TABLE] = { "table", CMARK_NODE_CUSTOM_BLOCK },
    [KIND_ROW] = { "row", CMARK_NODE_CUSTOM_BLOCK },
    [KIND_CELL] = { "cell", CMARK_NODE_CUSTOM_BLOCK },
    [KIND_FIGURE] = { "figure", CMARK_NODE_CUSTOM_BLOCK },
    [KIND_FOOTNOTE] = { "footnote", CMARK_NODE_CUSTOM_BLOCK },
    [KIND_NOTE] = { "note", CMARK_NODE_CUSTOM_BLOCK },
    [KIND_DIM] = { "dim", CMARK_NODE_CUSTOM_INLINE },
    [KIND_STRIKE] = { "strike", CMARK_NODE_CUSTOM_INLINE },
    [KIND_UNDERLINE] = { "underline", CMARK_NODE_CUSTOM_INLINE },
    [KIND_SUPER] = { "super", CMARK_NODE_CUSTOM_INLINE },
    [KIND_SUB] = { "sub", CMARK_NODE_CUSTOM_INLINE },
    [KIND_MARK] = { "mark", CMARK_NODE_CUSTOM_INLINE },
    [KIND_FOOTNOTE_REF] = { "footnote-ref", CMARK_NODE_CUSTOM_INLINE },
};

static void *resize(void *p, size_t n)
{
    return xreallocarray(p, n, 1);
}

/* Its own way out of a lack of memory is abort(). */
static cmark_mem memory = { xcalloc, resize, free };

cmark_node *document_node_new(cmark_node_type type)
{
    return cmark_node_new_with_mem(type, &memory);
}

cmark_node *document_parse(const char *text, size_t n)
{
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);

    cmark_parser_feed(parser, text, n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

cmark_node *document_custom(enum document_kind kind, const char *argument)
{
    assert(kind > KIND_NONE && kind < KIND_COUNT);
    cmark_node *node = document_node_new(kinds[kind].type);

    cmark_node_set_on_enter(node, kinds[kind].name);
    cmark_node_set_on_exit(node, argument);
    return node;
}

void document_free(cmark_node *node)
{
    if (node)
        cmark_node_free(node);
}

enum document_kind document_kind(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type != CMARK_NODE_CUSTOM_BLOCK && type != CMARK_NODE_CUSTOM_INLINE)
        return KIND_NONE;
    const char *name = cmark_node_get_on_enter(node);
    for (int kind = KIND_NONE + 1; kind < KIND_COUNT; kind++)
        if (kinds[kind].type == type && strcmp(kinds[kind].name, name) == 0)
            return (enum document_kind)kind;
    return KIND_NONE;
}

const char *document_argument(cmark_node *node)
{
    const char *argument = cmark_node_get_on_exit(node);

    return argument ? argument : "";
}

bool document_is_block(cmark_node_type type)
{
    return type >= CMARK_NODE_FIRST_BLOCK && type <= CMARK_NODE_LAST_BLOCK;
}

bool document_is_leaf(cmark_node_type type)
{
    return type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
           type == CMARK_NODE_THEMATIC_BREAK ||
           (type >= CMARK_NODE_TEXT && type <= CMARK_NODE_HTML_INLINE);
}

/* What cmark allows in a custom block, which is everything, narrowed to the shapes we know. */
static bool shape_allows(cmark_node *parent, cmark_node *child)
{
    enum document_kind outer = document_kind(parent), inner = document_kind(child);
    cmark_node_type type = cmark_node_get_type(child);

    if ((outer == KIND_TABLE) != (inner == KIND_ROW) ||
        (outer == KIND_ROW) != (inner == KIND_CELL))
        return false;
    if (outer == KIND_FOOTNOTE_REF)
        return false;
    if (cmark_node_get_type(parent) != CMARK_NODE_CUSTOM_BLOCK)
        return true;
    return document_is_block(type) && type != CMARK_NODE_ITEM;
}

bool document_append(cmark_node *parent, cmark_node *child)
{
    return shape_allows(parent, child) && cmark_node_append_child(parent, child);
}

static cmark_node *attach(cmark_node *parent, cmark_node *child)
{
    if (parent) {
        bool fits = document_append(parent, child);
        assert(fits);
        (void)fits;
    }
    return child;
}

cmark_node *document_block(cmark_node *parent, cmark_node_type type)
{
    return attach(parent, document_node_new(type));
}

cmark_node *document_text(cmark_node *parent, const char *s, size_t n)
{
    cmark_node *node = document_node_new(CMARK_NODE_TEXT);
    char *text = xstrndup(s, n);

    cmark_node_set_literal(node, text);
    free(text);
    return attach(parent, node);
}

cmark_node *document_heading(cmark_node *parent, int level, const char *text)
{
    cmark_node *node = document_block(parent, CMARK_NODE_HEADING);

    cmark_node_set_heading_level(node, level);
    document_text(node, text, strlen(text));
    return node;
}

cmark_node *document_link(cmark_node *parent, const char *url, const char *title)
{
    cmark_node *node = attach(parent, document_node_new(CMARK_NODE_LINK));

    cmark_node_set_url(node, url);
    cmark_node_set_title(node, title);
    return node;
}
