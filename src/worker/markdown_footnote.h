/* SPDX-License-Identifier: MIT */
/* Footnotes: numbered in the order of their first reference, shown at the end. */
#ifndef WORKER_MARKDOWN_FOOTNOTE_H
#define WORKER_MARKDOWN_FOOTNOTE_H

#include "doc/document.h"
#include "worker/markdown_pieces.h"

struct footnotes {
    struct footnote {
        const char *label;
        size_t len;
        size_t order;            /* of the definition in the source */
        int number;              /* 0 until the first reference */
        cmark_node *node;        /* KIND_FOOTNOTE, owned until it is appended */
    } * items;                   /* sorted by label */
    size_t count, size, defined; /* without doubles; allocated; with doubles */
    size_t *numbered;            /* index of each number, from 1 at [0] */
    size_t numbered_count;
};

/* Take the definitions, items that start with a PIECE_DEFINITION, out of the tree. */
void footnotes_collect(struct footnotes *footnotes, cmark_node *root,
                       const struct pieces *pieces);

/* The number of a label, given now if it is its first reference; 0 for an unknown one. */
int footnotes_number(struct footnotes *footnotes, const char *label, size_t len);

/* The next footnote to show, the ones nobody refers to last; NULL behind the last. *at
 * starts as 0. */
cmark_node *footnotes_next(struct footnotes *footnotes, size_t *at);

void footnotes_release(struct footnotes *footnotes);

#endif
