/* SPDX-License-Identifier: MIT */
/* One line on stderr that says how far it is, when that is a terminal; else nothing. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/buf.h"

/* Show this in place of what was shown; clean text. */
void progress_show(const struct buf *line);

/* Take it away: before anything else is written. */
void progress_end(void);

#endif
