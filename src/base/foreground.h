/* SPDX-License-Identifier: MIT */
/*
 * Which process group has the terminal, handled as shells do it: a program that it is lent to
 * gets ^C and ^Z for itself, and when it stops this program stops with it.
 */
#ifndef BASE_FOREGROUND_H
#define BASE_FOREGROUND_H

#include <sys/types.h>

/* The descriptor of a terminal whose foreground is our process group, or -1. */
int foreground_terminal(void);

/* Have it back, from whatever group it went to; -1 is ignored, here and below. */
void foreground_take(int tty);

/* Stop this process, 0: its whole group, as SIGTSTP stops a program: by its default action,
 * which a session without job control ignores, so that nobody is left stopped. Back when woken.
 */
void foreground_stop(pid_t whom);

/*
 * The group that has the terminal was stopped by a signal: stop as well, and when the user
 * comes back let it have the terminal again and go on. Where nobody could wake us, it goes on
 * at once.
 */
void foreground_on_stop(int tty, pid_t group, int signo);

#endif
