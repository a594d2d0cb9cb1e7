/* SPDX-License-Identifier: MIT */
#include "worker/markdown_footnote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"

/* Labels do not differ by case, as those of links do not. */
static int compare_labels(const char *a, size_t a_len, const char *b, size_t b_len)
{
    int order = strncasecmp(a, b, a_len < b_len ? a_len : b_len);

    return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_footnotes(const void *a, const void *b)
{
    const struct footnote *left = a, *right = b;
    int order = compare_labels(left->label, left->len, right->label, right->len);

    return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

/* The piece that starts an item's text, if that is a definition; its placeholder is removed. */
static const struct piece *take_definition(cmark_node *item, const struct pieces *pieces)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    const char *literal = text ? cmark_node_get_literal(text) : NULL;
    struct piece_hit hit;

    if (!literal || cmark_node_get_type(text) != CMARK_NODE_TEXT ||
        !pieces_find(pieces, literal, strlen(literal), 0, &hit) || hit.start != 0 ||
        hit.piece->kind != PIECE_DEFINITION)
        return NULL;
    char *rest = xstrdup(literal + hit.end);
    cmark_node_set_literal(text, rest);
    free(rest);
    return hit.piece;
}

static void take_item(struct footnotes *footnotes, cmark_node *item,
                      const struct pieces *pieces)
{
    const struct piece *piece = take_definition(item, pieces);

    if (!piece)
        return;
    if (footnotes->count == footnotes->size) {
        footnotes->size = footnotes->size ? footnotes->size * 2 : 16;
        footnotes->items =
            xreallocarray(footnotes->items, footnotes->size, sizeof *footnotes->items);
    }
    cmark_node *node = document_custom(KIND_FOOTNOTE, "");
    for (cmark_node *child; (child = cmark_node_first_child(item));) {
        cmark_node_unlink(child);
        if (!document_append(node, child))
            cmark_node_free(child);
    }
    footnotes->items[footnotes->count] = (struct footnote){
        .label = piece->text, .len = piece->len, .order = footnotes->count, .node = node
    };
    footnotes->count++;
    cmark_node_free(item);
}

/* Of two definitions of one label the first counts. */
static void drop_doubles(struct footnotes *footnotes)
{
    size_t kept = 0;

    footnotes->defined = footnotes->count;
    for (size_t i = 0; i < footnotes->count; i++) {
        const struct footnote *item = &footnotes->items[i],
                              *last = kept > 0 ? &footnotes->items[kept - 1] : NULL;
        if (last && compare_labels(last->label, last->len, item->label, item->len) == 0)
            cmark_node_free(item->node);
        else
            footnotes->items[kept++] = *item;
    }
    footnotes->count = kept;
}

void footnotes_collect(struct footnotes *footnotes, cmark_node *root,
                       const struct pieces *pieces)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    *footnotes = (struct footnotes){ 0 };
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_EXIT)
            continue;
        /* At its exit a node may be freed: the iterator is past it. */
        if (type == CMARK_NODE_ITEM)
            take_item(footnotes, node, pieces);
        else if (type == CMARK_NODE_LIST && !cmark_node_first_child(node))
            cmark_node_free(node);
    }
    cmark_iter_free(iter);
    if (footnotes->count == 0)
        return;
    qsort(footnotes->items, footnotes->count, sizeof *footnotes->items, compare_footnotes);
    drop_doubles(footnotes);
    footnotes->numbered = xcalloc(footnotes->count, sizeof *footnotes->numbered);
}

static void give_number(struct footnotes *footnotes, size_t index)
{
    footnotes->numbered[footnotes->numbered_count++] = index;
    footnotes->items[index].number = (int)footnotes->numbered_count;
}

int footnotes_number(struct footnotes *footnotes, const char *label, size_t len)
{
    size_t low = 0, high = footnotes->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct footnote *item = &footnotes->items[middle];
        int order = compare_labels(label, len, item->label, item->len);
        if (order == 0) {
            if (item->number == 0)
                give_number(footnotes, middle);
            return item->number;
        }
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* Those without a reference: in the order of the source, behind the others. */
static void number_rest(struct footnotes *footnotes)
{
    size_t *by_order = xcalloc(footnotes->defined, sizeof *by_order);

    for (size_t i = 0; i < footnotes->count; i++)
        by_order[footnotes->items[i].order] = i + 1;
    for (size_t order = 0; order < footnotes->defined; order++)
        if (by_order[order] > 0 && footnotes->items[by_order[order] - 1].number == 0)
            give_number(footnotes, by_order[order] - 1);
    free(by_order);
}

cmark_node *footnotes_next(struct footnotes *footnotes, size_t *at)
{
    char number[16];

    if (*at == footnotes->numbered_count && *at < footnotes->count)
        number_rest(footnotes);
    if (*at == footnotes->numbered_count)
        return NULL;
    struct footnote *item = &footnotes->items[footnotes->numbered[(*at)++]];
    cmark_node *node = item->node;
    item->node = NULL;
    snprintf(number, sizeof number, "%d", item->number);
    cmark_node_set_on_exit(node, number);
    return node;
}

void footnotes_release(struct footnotes *footnotes)
{
    for (size_t i = 0; i < footnotes->count; i++)
        if (footnotes->items[i].node)
            cmark_node_free(footnotes->items[i].node);
    free(footnotes->items);
    free(footnotes->numbered);
    *footnotes = (struct footnotes){ 0 };
}
