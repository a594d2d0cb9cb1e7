/* SPDX-License-Identifier: MIT */
/*
 * The seal around the process that parses strangers' bytes: after it, nothing can be opened,
 * connected, started, signalled or removed, and time and memory are bounded. What is already
 * open (descriptors 0 to 2) can still be read and written. The environment is gone.
 */
#ifndef WORKER_SANDBOX_H
#define WORKER_SANDBOX_H

#include "doc/wire.h"

enum {
    SANDBOX_MEMORY_MAX = 768 * 1024 * 1024, /* bytes of address space */
    SANDBOX_CPU_SECONDS = 5,
};

/*
 * Seal this process for good, with every means the kernel grants except those in leave_out
 * (enum wire_seal), which is for testing each means alone. Returns those now in force.
 * The process should have one thread: others are held by seccomp alone. Ends at once when its
 * reader is gone, and dies with the process that started it.
 */
unsigned sandbox_seal(unsigned leave_out);

/* What sandbox_seal() would return, found out by a child. */
unsigned sandbox_try(void);

enum sandbox_probe {
    SANDBOX_REFUSED,
    SANDBOX_LEAKS,   /* the forbidden thing worked */
    SANDBOX_UNKNOWN, /* no such probe */
};

/*
 * For tests of the seal: seal, then try the named forbidden thing (open, unlink, exec, fork,
 * socket, connect, kill, ptrace, map, protect, descriptor, memory, environment, thread). path
 * is what the ones on files try; those on processes try the parent.
 */
enum sandbox_probe sandbox_probe(const char *name, const char *path, unsigned leave_out);

#endif
