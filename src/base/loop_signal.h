/* SPDX-License-Identifier: MIT */
/* Signals as bytes in a pipe: the part of the loop that has to be global. Only for loop.c. */
#ifndef BASE_LOOP_SIGNAL_H
#define BASE_LOOP_SIGNAL_H

struct loop_signals;

/* Never NULL; there can be one at a time. */
struct loop_signals *loop_signals_new(void);
/* The old actions return. NULL is ignored. */
void loop_signals_free(struct loop_signals *signals);

/* Readable when a signal came. */
int loop_signals_fd(const struct loop_signals *signals);

void loop_signals_add(struct loop_signals *signals, int signo, void (*fn)(int signo, void *arg),
                      void *arg);

/* Call the functions of all signals that came. */
void loop_signals_dispatch(struct loop_signals *signals);

#endif
