/* SPDX-License-Identifier: MIT */
/* What holds the worker, in words for people. */
#ifndef DOC_SEAL_H
#define DOC_SEAL_H

#include "base/buf.h"
#include "doc/wire.h"

/* Append "no new privileges, limits, Landlock, seccomp", as far as they are in seal (enum
 * wire_seal); "nothing" for none. */
void seal_words(unsigned seal, struct buf *out);

#endif
