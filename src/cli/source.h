/* SPDX-License-Identifier: MIT */
/* What a command is given to read. */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "base/buf.h"
#include "base/error.h"

/* Whether a name stands for standard input or output. */
bool source_is_standard(const char *name);

/* How messages call it. */
const char *source_name(const char *name);

/* Append a file or pipe, or standard input for "-"; what does not fit into out is left, and
 * out->full says so. False with error set. */
bool source_read(const char *name, struct buf *out, struct error *error);

#endif
