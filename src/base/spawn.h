/* SPDX-License-Identifier: MIT */
/* A child process: no shell, default signals, only descriptors 0 to 2. */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

struct spawn {
    const char *program; /* looked up in PATH unless it holds a slash */
    const char *const *argv;
    int fds[3];      /* what its descriptors 0 to 2 are, -1 for /dev/null; no two trade
                      * places, which is so because this program has its own 0 to 2 open */
    bool foreground; /* a process group of its own in our session; else a session of its own */
    int tty;         /* the terminal whose foreground its group becomes; -1 for none */
};

/* The child leads its process group: kill(-pid) reaches it and what it started. False with
 * error set when it cannot run. */
bool spawn_start(const struct spawn *spawn, pid_t *pid, struct error *error);

#endif
