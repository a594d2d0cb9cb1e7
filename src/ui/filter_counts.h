/* SPDX-License-Identifier: MIT */
/* How many articles each term of the filter matches alone, and which one empties the list. */
#ifndef UI_FILTER_COUNTS_H
#define UI_FILTER_COUNTS_H

#include "base/buf.h"

struct app;

/* Append it in one line: `topic:AI 812 · heat>80 640   ^W drops heat>80 → 812`. Nothing when
 * there are no terms or the articles are still being read. */
void filter_counts(struct app *app, struct buf *out);

#endif
