/* SPDX-License-Identifier: MIT */
/*
 * The bytes on the wire. Private to wire.
 *
 *   "crnt", the version, the length of the rest in 4 bytes, lowest first
 *   the verdict, the seals, flags, each a byte; the texts of the meta part
 *   node events: the number of a form and its attributes, or WIRE_EXIT for the end of the
 *   container that was entered last. The first node is the document; with its end it ends.
 *
 * Numbers are in groups of 7 bits, lowest first, the high bit set on all but the last group.
 * A text is its length and its bytes.
 */
#ifndef DOC_WIRE_FORM_H
#define DOC_WIRE_FORM_H

#include <stddef.h>

#include "doc/wire.h"

#define WIRE_MAGIC "crnt\1"

enum {
    WIRE_HEADER = sizeof WIRE_MAGIC - 1 + 4, /* bytes in front of the rest */
    WIRE_EXIT = 0,
    WIRE_FLAG_CUT = 1,
    WIRE_META_MAX = 64 * 1024, /* bytes of one text of the meta part; more is cut */
    WIRE_LIST_MAX = 999999999, /* the largest start that CommonMark knows */
};

/* Attributes that follow the number of a form, in this order. */
enum wire_field {
    FIELD_LITERAL = 1 << 0,
    FIELD_INFO = 1 << 1,     /* of a code block */
    FIELD_LEVEL = 1 << 2,    /* of a heading: a number */
    FIELD_LIST = 1 << 3,     /* flags and the start: two numbers */
    FIELD_URL = 1 << 4,      /* URL and title: two texts */
    FIELD_ARGUMENT = 1 << 5, /* of a custom node */
};

/* The flags of a list. */
enum { LIST_ORDERED = 1, LIST_PAREN = 2, LIST_TIGHT = 4, LIST_FLAGS = 7 };

struct wire_form {
    cmark_node_type type;
    enum document_kind kind;
    unsigned fields;
};

/* The number of a form is its index; [0] stands for WIRE_EXIT. */
extern const struct wire_form wire_forms[];
extern const size_t wire_form_count;

/* Pointers to the texts of the meta part, in their order. */
enum { WIRE_META_TEXTS = 7 };
void wire_meta_texts(struct wire_meta *meta, char **texts[WIRE_META_TEXTS]);

#endif
