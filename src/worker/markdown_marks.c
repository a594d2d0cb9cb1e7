/* SPDX-License-Identifier: MIT */
#include "worker/markdown_marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "worker/node_list.h"

static const char strike_mark[] = "~~";

static bool is_text(cmark_node *node)
{
    return node && cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

static bool is_strike_mark(cmark_node *node)
{
    return is_text(node) && strcmp(cmark_node_get_literal(node), strike_mark) == 0;
}

/* Parts of a text that lie between marks, and the marks, as nodes of their own. */
static void split_text(cmark_node *text)
{
    const char *s = cmark_node_get_literal(text);

    while (*s) {
        const char *mark = strstr(s, strike_mark);
        size_t n = mark ? (size_t)(mark - s) : strlen(s);
        if (n == 0)
            n = strspn(s, "~");
        cmark_node_insert_before(text, document_text(NULL, s, n));
        s += n;
    }
    cmark_node_free(text);
}

/* A mark opens before something that is not a blank, and closes behind such. */
static bool opens(cmark_node *mark)
{
    cmark_node *next = cmark_node_next(mark);

    return next && (!is_text(next) || cmark_node_get_literal(next)[0] != ' ');
}

static bool closes(cmark_node *mark)
{
    cmark_node *before = cmark_node_previous(mark);

    if (!is_text(before))
        return before != NULL;
    const char *s = cmark_node_get_literal(before);
    return *s != '\0' && s[strlen(s) - 1] != ' ';
}

static void strike_between(cmark_node *open, cmark_node *close)
{
    cmark_node *strike = document_custom(KIND_STRIKE, "");

    node_move(cmark_node_next(open), close, strike);
    cmark_node_insert_before(close, strike);
    cmark_node_free(open);
    cmark_node_free(close);
}

static void pair_marks(cmark_node *parent)
{
    cmark_node *open = NULL;

    for (cmark_node *node = cmark_node_first_child(parent), *next; node; node = next) {
        next = cmark_node_next(node);
        if (!is_strike_mark(node))
            continue;
        if (open && cmark_node_next(open) != node && closes(node)) {
            strike_between(open, node);
            open = NULL;
        } else if (opens(node)) {
            open = node;
        }
    }
}

static void mark_strikes(cmark_node *root)
{
    struct node_list parents = { 0 };

    node_list_find_parents(&parents, root, CMARK_NODE_TEXT);
    for (size_t i = 0; i < parents.count; i++) {
        bool marked = false;
        for (cmark_node *at = cmark_node_first_child(parents.items[i]), *next; at; at = next) {
            next = cmark_node_next(at);
            if (is_text(at) && strstr(cmark_node_get_literal(at), strike_mark)) {
                split_text(at);
                marked = true;
            }
        }
        if (marked)
            pair_marks(parents.items[i]);
    }
    node_list_release(&parents);
}

/* "[ ] " and "[x] " at the start of an item. */
static void mark_task(cmark_node *item)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *text = paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH
                           ? cmark_node_first_child(paragraph)
                           : NULL;
    const char *s = is_text(text) ? cmark_node_get_literal(text) : "";

    if (s[0] != '[' || !s[1] || !strchr(" xX", s[1]) || s[2] != ']' || s[3] != ' ')
        return;
    const char *box = s[1] == ' ' ? "\u2610" : "\u2611";
    size_t box_len = strlen(box), rest_len = strlen(s + 3);
    char *marked = xmalloc(box_len + rest_len + 1);
    memcpy(marked, box, box_len);
    memcpy(marked + box_len, s + 3, rest_len + 1);
    cmark_node_set_literal(text, marked);
    free(marked);
}

static void mark_tasks(cmark_node *root)
{
    struct node_list items = { 0 };

    node_list_find(&items, root, CMARK_NODE_ITEM);
    for (size_t i = 0; i < items.count; i++)
        mark_task(items.items[i]);
    node_list_release(&items);
}

/* A line break behind which a meaning starts. */
static bool is_meaning(cmark_node *line_break)
{
    cmark_node *next = cmark_node_next(line_break);

    return cmark_node_get_type(line_break) == CMARK_NODE_SOFTBREAK && is_text(next) &&
           strncmp(cmark_node_get_literal(next), ": ", 2) == 0;
}

static cmark_node *next_meaning(cmark_node *from)
{
    while (from && !is_meaning(from))
        from = cmark_node_next(from);
    return from;
}

/* Move one meaning to the list; the line break before the next one, or NULL. */
static cmark_node *append_meaning(cmark_node *list, cmark_node *line_break)
{
    cmark_node *text = cmark_node_next(line_break), *end = next_meaning(text);
    const char *s = cmark_node_get_literal(text) + 1;
    cmark_node *item = document_block(list, CMARK_NODE_ITEM);
    cmark_node *paragraph = document_block(item, CMARK_NODE_PARAGRAPH);

    document_text(paragraph, s + strspn(s, " "), strlen(s + strspn(s, " ")));
    node_move(cmark_node_next(text), end, paragraph);
    cmark_node_free(text);
    cmark_node_free(line_break);
    return end;
}

/* "Term", below it ": meaning": the term stands out, its meanings are a list. */
static void mark_meanings(cmark_node *paragraph)
{
    cmark_node *first = next_meaning(cmark_node_first_child(paragraph));

    if (!first || !cmark_node_previous(first))
        return;
    cmark_node *term = document_block(NULL, CMARK_NODE_PARAGRAPH);
    cmark_node *strong = document_block(term, CMARK_NODE_STRONG);
    cmark_node *list = document_block(NULL, CMARK_NODE_LIST);
    cmark_node_set_list_type(list, CMARK_BULLET_LIST);
    cmark_node_set_list_tight(list, true);
    node_move(cmark_node_first_child(paragraph), first, strong);
    while (first)
        first = append_meaning(list, first);
    cmark_node_insert_before(paragraph, term);
    cmark_node_insert_before(paragraph, list);
    cmark_node_free(paragraph);
}

static void mark_terms(cmark_node *root)
{
    struct node_list paragraphs = { 0 };

    node_list_find(&paragraphs, root, CMARK_NODE_PARAGRAPH);
    for (size_t i = 0; i < paragraphs.count; i++)
        mark_meanings(paragraphs.items[i]);
    node_list_release(&paragraphs);
}

void markdown_marks(cmark_node *root)
{
    cmark_consolidate_text_nodes(root);
    mark_strikes(root);
    mark_tasks(root);
    mark_terms(root);
    cmark_consolidate_text_nodes(root);
}
