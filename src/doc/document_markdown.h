/* SPDX-License-Identifier: MIT */
/*
 * The state of writing a document as Markdown. Private to document_markdown().
 */
#ifndef DOC_DOCUMENT_MARKDOWN_H
#define DOC_DOCUMENT_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "doc/document.h"

/* An open container. */
struct frame {
    size_t prefix;     /* length of the line prefix outside it */
    bool tight;        /* no empty lines between the blocks in it */
    cmark_node *last;  /* the last block written in it */
    char marker;       /* of the last block in it, if that is a list: '-' '*' '.' ')'; else 0 */
    char own_marker;   /* of the list that it is */
    long long number;  /* of the next item; of a table: its columns; of a row: its cells */
    const char *close; /* what an inline container ends with */
};

struct markdown {
    struct buf *out;
    struct buf prefix; /* of each line: quote signs, indents */
    struct frame *frames;
    size_t depth, size;
    size_t begin;    /* where in the output text could be taken for the start of a block */
    size_t code_end; /* where in the output the last code span ended */
    bool fresh;      /* at the start of a line, its prefix not yet written */
    bool want_break; /* a hard break, if more text follows */
    bool skip;       /* set by an enter function that did the whole subtree */
    bool heading;
    int links, images; /* how many we are in */
    int signs;         /* likewise: containers written with signs, not tags */
    size_t cell;       /* where in the output the cell began that we are in, 0 for none */
    size_t cell_depth; /* containers that were open then */
};

struct markdown_handler {
    void (*enter)(struct markdown *md, cmark_node *node);
    void (*leave)(struct markdown *md, cmark_node *node);
};

/* The frame of the innermost open container. */
struct frame *markdown_frame(struct markdown *md);

/* Write the prefix if at the start of a line; end the line if not. */
void markdown_start_line(struct markdown *md);
void markdown_end_line(struct markdown *md);

/* Append s, starting a line if need be. */
void markdown_put(struct markdown *md, const char *s);

/* Before anything inline: make the hard break that is due. */
void markdown_flush_break(struct markdown *md);

/* The text of this and the following text nodes, escaped. */
void markdown_escape_text(struct markdown *md, cmark_node *node);

/* A bracket that no exclamation mark before it makes a picture of. */
void markdown_bracket(struct markdown *md);

/* A code span. */
void markdown_code(struct markdown *md, const char *s, size_t n);

/* "](url "title")", brackets and escapes only where needed. */
void markdown_target(struct markdown *md, cmark_node *node);

/* What is done for an inline node; never NULL. */
const struct markdown_handler *markdown_inline_handler(cmark_node *node);

/* Tables and what is in them. */
void markdown_enter_table(struct markdown *md, cmark_node *node);
void markdown_enter_row(struct markdown *md, cmark_node *node);
void markdown_leave_row(struct markdown *md, cmark_node *node);
void markdown_enter_cell(struct markdown *md, cmark_node *node);
void markdown_leave_cell(struct markdown *md, cmark_node *node);

/* A block inside a cell begins. */
void markdown_cell_block(struct markdown *md, cmark_node *node);

/* Length of the longest run of c in s. */
size_t markdown_longest_run(const char *s, size_t n, char c);

#endif
