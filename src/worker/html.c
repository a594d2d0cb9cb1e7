/* SPDX-License-Identifier: MIT */
#include "worker/html.h"

#include <assert.h>
#include <gumbo.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "worker/html_scan.h"

enum { SCAN_OUT_MAX = 64 * 1024 * 1024 };

static void attributes_copy(struct html *html, struct html_node *to, const GumboVector *from)
{
    struct html_attribute **tail = &to->attributes;

    for (unsigned i = 0; i < from->length; i++) {
        const GumboAttribute *source = from->data[i];
        struct html_attribute *copy = arena_alloc(&html->arena, sizeof *copy);
        copy->name = arena_strndup(&html->arena, source->name, strlen(source->name));
        copy->value = arena_strndup(&html->arena, source->value, strlen(source->value));
        copy->next = NULL;
        *tail = copy;
        tail = &copy->next;
    }
}

/* The name as the parser knows it, else as it is written, in lower case. */
static const char *element_name(struct html *html, const GumboElement *element)
{
    if (element->tag != GUMBO_TAG_UNKNOWN)
        return gumbo_normalized_tagname(element->tag);
    GumboStringPiece written = element->original_tag;
    gumbo_tag_from_original_text(&written);
    char *name = arena_strndup(&html->arena, written.data ? written.data : "", written.length);
    for (char *c = name; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c |= 0x20;
    return name;
}

static void node_append(struct html_node *parent, struct html_node *child)
{
    assert(parent);
    child->parent = parent;
    child->previous = parent->last_child;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

/* A link that was not closed is opened anew in every block to the end of the page: that is no
 * link to anybody who reads. */
static bool is_reopened_link(const GumboNode *node)
{
    static const unsigned reopened = GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT;

    return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == GUMBO_TAG_A &&
           ((unsigned)node->parse_flags & reopened);
}

/* Our copy of one node, without its children; NULL for a comment. */
static struct html_node *node_copy(struct html *html, const GumboNode *source)
{
    struct html_node node = { .element = &html_text_row, .name = "", .text = "" };

    switch (source->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
        node.text_len = strlen(source->v.text.text);
        node.text = arena_strndup(&html->arena, source->v.text.text, node.text_len);
        break;
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        node.name = element_name(html, &source->v.element);
        node.element = html_element_find(node.name, strlen(node.name));
        if (is_reopened_link(source))
            node.element = &html_unknown_row;
        else
            attributes_copy(html, &node, &source->v.element.attributes);
        break;
    default:
        return NULL;
    }
    struct html_node *copy = arena_alloc(&html->arena, sizeof *copy);
    *copy = node;
    return copy;
}

static bool has_children(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE ||
           node->type == GUMBO_NODE_DOCUMENT;
}

static const GumboVector *children(const GumboNode *node)
{
    return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
                                             : &node->v.element.children;
}

/* The node after `node` in document order, entering it first; depth counts along. */
static const GumboNode *gumbo_next(const GumboNode *node, const GumboNode *top, int *depth)
{
    if (has_children(node) && children(node)->length > 0) {
        ++*depth;
        return children(node)->data[0];
    }
    while (node != top) {
        const GumboVector *siblings = children(node->parent);
        if (node->index_within_parent + 1 < siblings->length)
            return siblings->data[node->index_within_parent + 1];
        node = node->parent;
        --*depth;
    }
    return NULL;
}

/* Copy all below top under html->root. What lies deeper than our limit becomes children of
 * the deepest node that is not. */
static void tree_copy(struct html *html, const GumboNode *top)
{
    struct html_node *path[HTML_DEPTH_MAX + 1] = { html->root };
    int depth = 0;

    for (const GumboNode *at = gumbo_next(top, top, &depth); at;
         at = gumbo_next(at, top, &depth)) {
        struct html_node *copy = node_copy(html, at);
        int level = depth < HTML_DEPTH_MAX ? depth : HTML_DEPTH_MAX;
        if (depth > HTML_DEPTH_MAX)
            html->cut = true;
        if (!copy)
            continue;
        node_append(path[level - 1], copy);
        path[level] = copy;
    }
}

/* The parser looks at none of its pointers, and at some bytes that it never set. */
static void *take_memory(void *unused, size_t size)
{
    (void)unused;
    return xcalloc(1, size);
}

void html_parse(struct html *html, const char *bytes, size_t n, enum html_source source)
{
    struct buf bounded = BUF_INIT(SCAN_OUT_MAX);
    GumboOptions options = kGumboDefaultOptions;

    *html = (struct html){ 0 };
    arena_init(&html->arena);
    html->cut = !html_scan(bytes, n, &bounded);
    options.max_errors = 0;
    options.allocator = take_memory;
    if (source == HTML_FRAGMENT)
        options.fragment_context = GUMBO_TAG_BODY;
    GumboOutput *output = gumbo_parse_with_options(&options, buf_str(&bounded), bounded.len);
    html->root = arena_alloc(&html->arena, sizeof *html->root);
    *html->root = (struct html_node){ .element = &html_unknown_row, .name = "", .text = "" };
    tree_copy(html, source == HTML_FRAGMENT ? output->root : output->document);
    gumbo_destroy_output(&options, output);
    buf_release(&bounded);
}

void html_release(struct html *html)
{
    arena_release(&html->arena);
    html->root = NULL;
}

const char *html_attribute(const struct html_node *node, const char *name)
{
    for (const struct html_attribute *at = node->attributes; at; at = at->next)
        if (strcmp(at->name, name) == 0)
            return at->value;
    return NULL;
}

bool html_has_word(const struct html_node *node, const char *attribute, const char *word)
{
    static const char blanks[] = " \t\n\f\r";
    const char *value = html_attribute(node, attribute);
    size_t len = strlen(word);

    while (value && *(value += strspn(value, blanks))) {
        size_t end = strcspn(value, blanks);
        if (end == len && strncasecmp(value, word, len) == 0)
            return true;
        value += end;
    }
    return false;
}

struct html_node *html_next_after(const struct html_node *node, const struct html_node *top)
{
    while (node != top && !node->next)
        node = node->parent;
    return node == top ? NULL : node->next;
}

struct html_node *html_next(const struct html_node *node, const struct html_node *top)
{
    return node->first_child ? node->first_child : html_next_after(node, top);
}

void html_detach(struct html_node *node)
{
    if (node->previous)
        node->previous->next = node->next;
    else if (node->parent)
        node->parent->first_child = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else if (node->parent)
        node->parent->last_child = node->previous;
    node->parent = node->previous = node->next = NULL;
}
