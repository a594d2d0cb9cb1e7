/* SPDX-License-Identifier: MIT */
/* The parts of a reference and how they combine (RFC 3986, sections 3 and 5.2). */
#ifndef BASE_ADDRESS_PARTS_H
#define BASE_ADDRESS_PARTS_H

#include <stddef.h>

#include "base/buf.h"

/* A view; s is NULL when the part is missing, which is not the same as empty. */
struct address_part {
    const char *s;
    size_t n;
};

struct address_parts {
    struct address_part scheme, authority, path, query, fragment; /* without : // ? # */
};

/* Cut text at its delimiters. Nothing is checked: every text has a path. */
struct address_parts address_split(const char *text, size_t n);

/* Fill in what the reference lacks from base, which has everything but the fragment. A path
 * that had to be joined is built in `joined`, which has to live as long as the parts. */
void address_inherit(struct address_parts *reference, const struct address_parts *base,
                     struct buf *joined);

/* Append a path, at least "/", without its dot segments; `%2e` is a dot as it is to browsers.
 * Bytes that do not belong into an address are percent-encoded; escapes stay as they are. */
void address_add_path(struct buf *out, struct address_part path);

/* Append a query or fragment with its delimiter; nothing when it is missing. */
void address_add_part(struct buf *out, char delimiter, struct address_part part);

#endif
