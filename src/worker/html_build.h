/* SPDX-License-Identifier: MIT */
/*
 * Growing a document from a stream of text, formats and blocks, the way a browser lays them
 * out: white space collapses, text outside a paragraph starts one, a block ends it, formats
 * that a block cuts in two go on in the next paragraph.
 */
#ifndef WORKER_HTML_BUILD_H
#define WORKER_HTML_BUILD_H

#include "base/buf.h"
#include "doc/document.h"
#include "worker/html.h"

enum {
    BUILD_FORMATS_MAX = 24, /* nested formats that count; with the blocks below, and a */
    BUILD_BLOCKS_MAX = 40,  /* table's, less than DOCUMENT_DEPTH_MAX */
};

struct build {
    cmark_node *block;   /* innermost open block that holds blocks */
    cmark_node *leaf;    /* open paragraph or heading in it, or NULL */
    cmark_node *inlines; /* innermost open node of running text: leaf or a format in it */
    struct build_format {
        enum html_role role;
        const char *url, *title;
    } formats[BUILD_FORMATS_MAX];
    int format_count, format_open; /* those in force; those with a node in the leaf */
    int code;                      /* open code elements: text becomes code */
    cmark_node *code_node;         /* what the innermost of them made so far, or NULL */
    int heading;                   /* level of the open heading, 0 outside: no block ends it */
    int depth;                     /* of open blocks */
    int breaks;                    /* line breaks not yet written */
    bool space;                    /* a blank is due before the next text */
    int columns;                   /* of the table of data we are in, 0 outside */
    size_t nodes, bytes;           /* made so far */
    bool cut;                      /* DOCUMENT_NODES_MAX or _BYTES_MAX was reached */
    struct buf text, attribute;    /* of the node being made */
};

void build_init(struct build *build, cmark_node *parent);
void build_release(struct build *build);

/* Running text as the source has it: cleaned here, ASCII blanks collapsed. */
void build_text(struct build *build, const char *s, size_t n);
void build_string(struct build *build, const char *s);

/* A line break; two of them end the paragraph. */
void build_break(struct build *build);

/* End the paragraph. */
void build_part(struct build *build);

/* An inline node, owned by build from now on. */
void build_inline(struct build *build, cmark_node *node);

/* A block without blocks inside. */
void build_leaf_block(struct build *build, cmark_node *node);

/* A block that holds blocks becomes the innermost one; deeper than BUILD_BLOCKS_MAX it is
 * left out. The caller saves and restores build->block and build->depth around it. */
void build_open_block(struct build *build, cmark_node *node);

/* The block that takes a child block of this type: inside a list, an item. */
cmark_node *build_container(struct build *build, cmark_node_type child);

/* Formats nest; url and title are for HTML_LINK, raw, and must outlive the format. Beyond the
 * limit they are left out: pop back to the count that was before. */
void build_push_format(struct build *build, enum html_role role, const char *url,
                       const char *title);
void build_pop_formats(struct build *build, int count);

/* An empty node for one of the formats but HTML_CODE. */
cmark_node *build_format_node(enum html_role role);

/* A clean one-line copy of an attribute in build->attribute, "" for NULL. */
const char *build_clean(struct build *build, const char *value);

#endif
