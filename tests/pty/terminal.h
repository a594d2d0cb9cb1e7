/* SPDX-License-Identifier: MIT */
/* The terminal that a program runs on: both of its ends are ours. */
#ifndef TESTS_PTY_TERMINAL_H
#define TESTS_PTY_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>

#include "strict.h"

/* What is waited for comes within a second here; it must come where all is twenty times slower.
 */
enum { PATIENCE_MS = 60000 };

struct terminal {
    int master, slave; /* -1 after a hang-up */
    bool deaf;         /* takes nothing of what is written */
    pid_t pid;
    struct termios before;
    struct strict strict;
    char words[256]; /* the last line that the program said of itself */
};

long now(void);

void terminal_start(struct terminal *terminal, const char *term, struct winsize size,
                    char **program);

/* What the program writes within so many milliseconds; false when there was nothing. */
bool terminal_take(struct terminal *terminal, int milliseconds);

/* Keys, all of them: what is written meanwhile is taken. False when they were not wanted. */
bool terminal_type(struct terminal *terminal, const char *keys, size_t n);

bool terminal_has_ended(const struct terminal *terminal);

/* The modes of its line are those it began with. */
bool terminal_is_back(const struct terminal *terminal);

/* Nobody is there any more. */
void terminal_hang_up(struct terminal *terminal);

/* Take the words from the text, before it is forgotten. */
void terminal_listen(struct terminal *terminal);

/* One step, as pty.c lists them; why it failed was told then. */
bool terminal_step(struct terminal *terminal, const char *text);

#endif
