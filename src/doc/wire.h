/* SPDX-License-Identifier: MIT */
/*
 * A document as bytes, for the pipe from the worker and for storing: a header with version and
 * length, then node events (type, attributes, text, exit). The reader trusts nothing: every
 * length, type, nesting and count is checked, and every text is cleaned again.
 */
#ifndef DOC_WIRE_H
#define DOC_WIRE_H

#include "base/buf.h"
#include "base/error.h"
#include "doc/document.h"

enum { WIRE_MAX = 2 * DOCUMENT_BYTES_MAX };

/* What holds the process that parses; bits combine. */
enum wire_seal {
    WIRE_SEAL_PRIVILEGES = 1 << 0, /* no new privileges */
    WIRE_SEAL_LIMITS = 1 << 1,     /* on memory, time, descriptors */
    WIRE_SEAL_LANDLOCK = 1 << 2,   /* no files, no connections */
    WIRE_SEAL_CALLS = 1 << 3,      /* seccomp: no system call but the few needed */
    WIRE_SEAL_ALL = (1 << 4) - 1,
};

/* What travels beside the tree. Strings are never NULL. */
struct wire_meta {
    char *title, *byline, *date, *language, *site, *final_url, *reason;
    int verdict;      /* enum verdict */
    bool cut;         /* the source was longer than the limits */
    unsigned sandbox; /* enum wire_seal: what was in force while parsing */
};

void wire_meta_init(struct wire_meta *meta);
void wire_meta_release(struct wire_meta *meta);

/*
 * Append the message to out; false when it did not fit. root is a DOCUMENT of any size:
 * nesting deeper than DOCUMENT_DEPTH_MAX is made flat; what is behind one of the other limits
 * is left out and `cut` set in the message. Raw HTML does not travel.
 */
bool wire_write(cmark_node *root, const struct wire_meta *meta, struct buf *out);

/* NULL with error set for anything but a whole, valid message. meta is filled on success and
 * to be released by the caller. */
cmark_node *wire_read(const char *bytes, size_t n, struct wire_meta *meta, struct error *error);

#endif
