/* SPDX-License-Identifier: MIT */
#include "worker/node_list.h"

#include <stdlib.h>

#include "base/alloc.h"

static void node_list_add(struct node_list *list, cmark_node *node)
{
    if (list->count == list->size) {
        list->size = list->size ? list->size * 2 : 32;
        list->items = xreallocarray(list->items, list->size, sizeof *list->items);
    }
    list->items[list->count++] = node;
}

void node_list_release(struct node_list *list)
{
    free(list->items);
    *list = (struct node_list){ 0 };
}

void node_list_find(struct node_list *list, cmark_node *root, cmark_node_type type)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == type)
            node_list_add(list, node);
    }
    cmark_iter_free(iter);
}

/* The user data of a parent says that it is in the list; nothing else uses it. */
void node_list_find_parents(struct node_list *list, cmark_node *root, cmark_node_type type)
{
    struct node_list found = { 0 };

    node_list_find(&found, root, type);
    for (size_t i = 0; i < found.count; i++) {
        cmark_node *parent = cmark_node_parent(found.items[i]);
        if (!cmark_node_get_user_data(parent)) {
            cmark_node_set_user_data(parent, parent);
            node_list_add(list, parent);
        }
    }
    for (size_t i = 0; i < list->count; i++)
        cmark_node_set_user_data(list->items[i], NULL);
    node_list_release(&found);
}

void node_move(cmark_node *first, cmark_node *end, cmark_node *parent)
{
    for (cmark_node *at = first, *next; at && at != end; at = next) {
        next = cmark_node_next(at);
        cmark_node_unlink(at);
        if (!document_append(parent, at))
            cmark_node_free(at);
    }
}

void node_move_before(cmark_node *from, cmark_node *node)
{
    for (cmark_node *child; (child = cmark_node_first_child(from));) {
        cmark_node_unlink(child);
        if (!cmark_node_insert_before(node, child))
            cmark_node_free(child);
    }
}
