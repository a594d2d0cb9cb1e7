/* SPDX-License-Identifier: MIT */
/* Lines of an article for a terminal that scrolls: attributes by meaning, no colours assumed
 * but the terminal's own. */
#ifndef CLI_ANSI_H
#define CLI_ANSI_H

#include "base/buf.h"
#include "doc/layout.h"

/* Append the line and a newline; without `styled` its text alone. */
void ansi_line(const struct line *line, bool styled, struct buf *out);

#endif
