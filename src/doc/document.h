/* SPDX-License-Identifier: MIT */
/*
 * Documents as data: a cmark tree, with the kinds that cmark lacks held as custom nodes whose
 * on_enter text names them. Everything that walks one uses an iterator or parent pointers,
 * never recursion. The only includer of cmark.
 *
 * Shapes: TABLE holds ROWs, a ROW holds CELLs, a CELL holds blocks (mostly one paragraph).
 * FIGURE holds blocks. FOOTNOTE holds blocks; FOOTNOTE_REF is an inline that names its number.
 * An image's children are its alternative text. Text in nodes is cleaned, a code block's
 * literal is cleaned as TEXT_BLOCK. URLs are as written, cleaned, not yet canonical.
 */
#ifndef DOC_DOCUMENT_H
#define DOC_DOCUMENT_H

#include <cmark.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    DOCUMENT_NODES_MAX = 400000,
    DOCUMENT_DEPTH_MAX = 100,
    DOCUMENT_BYTES_MAX = 16 * 1024 * 1024, /* of text, all nodes together */
};

/* Kinds that cmark does not know. */
enum document_kind {
    KIND_NONE, /* a plain cmark node */
    KIND_TABLE,
    KIND_ROW,  /* argument "head" for a header row, else "" */
    KIND_CELL, /* argument "left" "right" "center" or "" */
    KIND_FIGURE,
    KIND_FOOTNOTE,     /* block; argument: its number */
    KIND_NOTE,         /* block; a dim remark of the program itself, such as "cut here" */
    KIND_DIM,          /* inline; secondary text */
    KIND_STRIKE,       /* inline */
    KIND_UNDERLINE,    /* inline; inserted text */
    KIND_SUPER,        /* inline; superscript */
    KIND_SUB,          /* inline; subscript */
    KIND_MARK,         /* inline; highlighted */
    KIND_FOOTNOTE_REF, /* inline; argument: the number */
    KIND_COUNT
};

/* A new node of this kind, owned by the caller until it is appended. argument may be "". */
cmark_node *document_custom(enum document_kind kind, const char *argument);

/* A node and all below it; NULL is ignored, which cmark_node_free() would crash on. */
void document_free(cmark_node *node);

/* A node of cmark's that takes its memory from base/alloc. */
cmark_node *document_node_new(cmark_node_type type);

/* n bytes of CommonMark as the tree that cmark makes of them, its memory from there as well. */
cmark_node *document_parse(const char *text, size_t n);

/* KIND_NONE for a plain node. */
enum document_kind document_kind(cmark_node *node);

/* Never NULL. */
const char *document_argument(cmark_node *node);

/*
 * Append child; false, with nothing changed, where the shapes above or cmark forbid it: the
 * one door for trees that strangers describe.
 */
bool document_append(cmark_node *parent, cmark_node *child);

/* Node events have no exit for these: they hold no other nodes. */
bool document_is_leaf(cmark_node_type type);

/* Of the kinds that stand on lines of their own; the document itself is one. */
bool document_is_block(cmark_node_type type);

/*
 * Builders: each appends to parent (when not NULL) and returns the new node. s need not end
 * with NUL; the text is taken as it is, so it must be clean. To append where
 * document_append() would refuse is a bug.
 */
cmark_node *document_block(cmark_node *parent, cmark_node_type type);
cmark_node *document_text(cmark_node *parent, const char *s, size_t n);
cmark_node *document_heading(cmark_node *parent, int level, const char *text);
cmark_node *document_link(cmark_node *parent, const char *url, const char *title);

struct buf;

/* The visible text of a node and all below it, blocks parted by blanks. */
void document_plain(cmark_node *node, struct buf *out);

/*
 * Words of the visible text: runs of letters and digits, an apostrophe between two of them
 * included; of scripts without blanks between words, each two characters count as one.
 */
size_t document_words(cmark_node *root);

/*
 * The document as CommonMark with pipe tables, one line a paragraph, ending with a newline:
 * for `--format=markdown` and saving. Read again it has the same visible text. What
 * CommonMark cannot say stands as plain HTML tags (<u>, <sup>, <br> in tables).
 */
void document_markdown(cmark_node *root, struct buf *out);

#endif
