/* SPDX-License-Identifier: MIT */
/* What holds the worker: how it is asked for, and in words for people. */
#ifndef DOC_SEAL_H
#define DOC_SEAL_H

#include "base/buf.h"
#include "doc/wire.h"

/* Append "no new privileges, limits, Landlock, seccomp", as far as they are in seal (enum
 * wire_seal); "nothing" for none. */
void seal_words(unsigned seal, struct buf *out);

/*
 * Whether workers started from now on refuse to read anything when a part of the seal cannot be
 * had here. Off at first.
 */
void seal_require(bool all);

/* The first argument of a worker's command line, by which it knows. */
#define SEAL_WORKER        "--worker"
#define SEAL_WORKER_STRICT "--strict-worker"
const char *seal_worker_word(void);

#endif
