/* SPDX-License-Identifier: MIT */
/* Nodes gathered first and changed afterwards, so that no walk runs over its own changes. */
#ifndef WORKER_NODE_LIST_H
#define WORKER_NODE_LIST_H

#include "doc/document.h"

struct node_list {
    cmark_node **items;
    size_t count, size;
};

void node_list_release(struct node_list *list);

/* All nodes of a type below root, in document order. */
void node_list_find(struct node_list *list, cmark_node *root, cmark_node_type type);

/* The parents of nodes of a type, each once, an outer one before those inside it. */
void node_list_find_parents(struct node_list *list, cmark_node *root, cmark_node_type type);

/* Move the siblings from `first` up to, not including, `end` (NULL for all) into parent. What
 * cannot stand there is freed. */
void node_move(cmark_node *first, cmark_node *end, cmark_node *parent);

/* Move all children of `from` before the node. */
void node_move_before(cmark_node *from, cmark_node *node);

#endif
