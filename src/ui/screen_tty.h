/* SPDX-License-Identifier: MIT */
/*
 * The terminal as a device: its modes, its size, bytes in and out. Nothing here waits longer
 * than it is told, so that a stalled connection cannot hold up the program.
 */
#ifndef UI_SCREEN_TTY_H
#define UI_SCREEN_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "base/error.h"

/* The terminal that is both standard input and output; its modes are kept for
 * tty_set_cooked(). */
bool tty_open(struct error *error);
void tty_close(void);

/* -1 when it is not open. */
int tty_fd(void);

/* Every byte comes at once, unchanged and unechoed, and goes out unchanged. */
void tty_set_raw(void);
void tty_set_cooked(void);
const struct termios *tty_cooked_modes(void);

enum tty_read { TTY_BYTES, TTY_QUIET, TTY_GONE };

/* Wait at most so long for bytes; *n gets how many came. */
enum tty_read tty_read(void *bytes, size_t size, size_t *n, int milliseconds);

/* Bytes for tty_send(). */
void tty_queue(const char *bytes, size_t n);

/* Whether these bytes are among those that are queued. */
bool tty_has_queued(const char *bytes, size_t n);

/* Send what is queued, for at most so long. False when some is left for the next time. */
bool tty_send(int milliseconds);

/* Forget what is queued; the terminal may have got a part of it. */
void tty_drop(void);

/* Rows and columns, 1 to 1000 each; LINES and COLUMNS, or 24 and 80, when it does not tell. */
void tty_size(int *height, int *width);

/* True for terminals that would print newer sequences instead of ignoring them. */
bool tty_is_plain(void);

#endif
