/* SPDX-License-Identifier: MIT */
/*
 * The child that gets the terminal, by fork(): whoever waits in posix_spawn() waits for ever
 * when ^Z stops the child before it is the program that was asked for. Only for spawn.
 */
#ifndef BASE_SPAWN_TERMINAL_H
#define BASE_SPAWN_TERMINAL_H

#include "base/spawn.h"

/* As spawn_start(), for a foreground job; errno says why when it is false. */
bool spawn_terminal(const struct spawn *spawn, pid_t *pid);

#endif
