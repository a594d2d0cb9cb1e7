/* SPDX-License-Identifier: MIT */
/*
 * The walk over a document: one pair of functions a node type, a stack of states instead of
 * recursion. Private to the layout.
 */
#ifndef DOC_LAYOUT_WALK_H
#define DOC_LAYOUT_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "doc/document.h"
#include "doc/layout_flow.h"
#include "doc/layout_page.h"

/* What nodes pass on to those inside them. Each container node has its own copy. */
struct state {
    unsigned style;   /* enum span_style */
    int32_t link;     /* the link we are in, -1 for none */
    uint32_t from;    /* of a link or image: where its text began in the flow */
    uint32_t alt;     /* of an image: where its alternative text began */
    size_t margins;   /* of the page, outside this node */
    size_t lines;     /* how many there were when it began */
    long long number; /* of the next item of a list; -1 for bullets */
    int digits;       /* of the widest number of the list */
    int lists;        /* how many lists we are in */
    char delimiter;   /* behind the number */
    bool tight;       /* no empty lines between the blocks in it */
};

struct layout {
    struct page page;
    struct flow flow; /* the paragraph being gathered */
    const struct layout_options *options;
    struct state *states; /* those of the containers around, outermost first */
    size_t depth, size;
    struct state now;
    int next_number; /* of the next link */
    bool skip;       /* set by an enter function that did the whole subtree */
};

/* What a node type does; both functions may be NULL. */
struct handler {
    void (*enter)(struct layout *layout, cmark_node *node);
    void (*leave)(struct layout *layout, cmark_node *node);
    unsigned style; /* enum span_style: what text inside gets besides */
};

/* Begin a container: what it sets holds until it is left. */
void layout_push(struct layout *layout);
void layout_pop(struct layout *layout);

/* What is done for a block node; never NULL. */
const struct handler *layout_block_handler(cmark_node *node);

/* Gather an inline node's event, states pushed and popped. */
void layout_inline_event(struct layout *layout, cmark_node *node, cmark_event_type event);

/* Print what was gathered, if it holds more than a marker; with `lead`, that as well. */
void layout_flush(struct layout *layout, bool lead);

/* Lists: after entering one; the marker of its next item, inside that item; hanging behind a
 * marker, which must outlive the lines. */
void layout_enter_list(struct layout *layout, cmark_node *node);
const char *layout_next_marker(struct layout *layout);
void layout_hang(struct layout *layout, const char *marker);

#endif
