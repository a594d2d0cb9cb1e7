/* SPDX-License-Identifier: MIT */
/*
 * Signals that are waited for like anything else. Only for loop.c.
 *
 * They are blocked while they are watched, so that no call of anybody is ever interrupted by
 * one: not those of libraries either, nor where a file system lets go of a call for a signal.
 */
#ifndef BASE_LOOP_SIGNAL_H
#define BASE_LOOP_SIGNAL_H

struct loop_signals;

/* Never NULL; there can be one at a time. */
struct loop_signals *loop_signals_new(void);
/* The old actions and the old mask return; what came and was not told is forgotten. NULL is
 * ignored. */
void loop_signals_free(struct loop_signals *signals);

/* Readable when a signal came. Threads have all of them blocked (base/thread). */
int loop_signals_fd(const struct loop_signals *signals);

/* Block it and have fn called when it comes, in the place of what was called before. */
void loop_signals_add(struct loop_signals *signals, int signo, void (*fn)(int signo, void *arg),
                      void *arg);

/* Call the functions of all signals that came. */
void loop_signals_dispatch(struct loop_signals *signals);

#endif
