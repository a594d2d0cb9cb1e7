/* SPDX-License-Identifier: MIT */
/*
 * Pieces: what cmark does not know (Liquid, kramdown's attributes, footnote references, bare
 * addresses) is lifted out of the source and stands there as a placeholder that cmark takes for
 * a word. What a piece means is decided when the tree is there: in code it is what was
 * written, in an address, in HTML and in text it is something else.
 */
#ifndef WORKER_MARKDOWN_PIECES_H
#define WORKER_MARKDOWN_PIECES_H

#include "base/buf.h"

enum piece_kind {
    PIECE_TAG,        /* {% … %} of Liquid */
    PIECE_OUTPUT,     /* {{ … }} of Liquid, with the <> around it */
    PIECE_ATTRIBUTES, /* {: … } of kramdown and {#id} */
    PIECE_LITERAL,    /* text between raw and endraw */
    PIECE_REFERENCE,  /* [^label] */
    PIECE_DEFINITION, /* [^label]: at the start of a footnote's item */
    PIECE_ADDRESS,    /* http://…, https://…, www.… */
    PIECE_KINDS
};

/* Where a piece stands. */
enum piece_place { PLACE_TEXT, PLACE_CODE, PLACE_ADDRESS, PLACE_HTML, PLACE_COUNT };

struct piece {
    enum piece_kind kind;
    const char *text; /* as it was written, somewhere in the source */
    size_t len;
};

struct pieces {
    struct piece *items;
    size_t count, size;
};

void pieces_release(struct pieces *pieces);

/* Lift n bytes at text, which must stay valid, out: a placeholder goes to out. */
void pieces_add(struct pieces *pieces, enum piece_kind kind, const char *text, size_t n,
                struct buf *out);

struct piece_hit {
    size_t start, end; /* of the placeholder, in bytes */
    const struct piece *piece;
};

/* The next placeholder at or after `from`. */
bool pieces_find(const struct pieces *pieces, const char *s, size_t n, size_t from,
                 struct piece_hit *hit);

/* Append s with every placeholder replaced by what its piece is in that place. */
void pieces_expand(const struct pieces *pieces, const char *s, size_t n, enum piece_place place,
                   struct buf *out);

/* What one piece is in a place. */
void piece_expand(const struct piece *piece, enum piece_place place, struct buf *out);

/* Copy Markdown from s to out, with its inline pieces lifted out. */
void pieces_lift(struct pieces *pieces, const char *s, size_t n, struct buf *out);

#endif
