/* SPDX-License-Identifier: MIT */
/* The terminal given back, with a word of why, by a program that dies: of a fatal signal, a
 * failed assertion, lack of memory, or of a library that ends it. */
#ifndef UI_SCREEN_CRASH_H
#define UI_SCREEN_CRASH_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { CRASH_BYTES_MAX = 512 };

/* From before curses begins until it ended. */
void crash_guard_start(void);
void crash_guard_stop(void);

/* What to write and which modes to set. Bytes above CRASH_BYTES_MAX are left out. */
void crash_guard_terminal(int fd, const struct termios *modes, const char *bytes, size_t n);

/* Around each write to the terminal: of a thread that dies meanwhile the last bytes are the
 * last. False when one has died. */
bool crash_guard_enter(void);
void crash_guard_leave(void);

/*
 * Whether the terminal is the program's now, or lent to another. While it is, what is written
 * to standard error is kept, if that is the terminal, and shown when it is given back.
 */
void crash_guard_arm(bool armed);

#endif
