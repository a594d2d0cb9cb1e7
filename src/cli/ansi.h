/* SPDX-License-Identifier: MIT */
/* Lines of an article for a terminal that scrolls: attributes by meaning, no colours assumed
 * but the terminal's own. */
#ifndef CLI_ANSI_H
#define CLI_ANSI_H

#include "base/buf.h"
#include "doc/layout.h"

/* Where the links of a text lead. */
struct ansi_links {
    const struct link *items; /* by the numbers of spans */
    const char *base;         /* the address of the text itself, "" for none */
};

/* Append the line and a newline; without `styled` its text alone, with `links` (may be NULL) as
 * links of the terminal. */
void ansi_line(const struct line *line, bool styled, const struct ansi_links *links,
               struct buf *out);

#endif
