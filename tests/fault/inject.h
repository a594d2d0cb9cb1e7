/* SPDX-License-Identifier: MIT */
/* Which call of the program is to fail, and how (inject.c). */
#ifndef TESTS_FAULT_INJECT_H
#define TESTS_FAULT_INJECT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether this call is the one: it fails with errno, which is set. The program may die here
 * instead. */
bool inject_is_due(const char *group);

enum inject_piece {
    PIECE_GOES,  /* the call is made, perhaps with a smaller n */
    PIECE_FAILS, /* errno is set */
    PIECE_LAST,  /* the call is made, and then the program dies */
};

/* The same for a call on n bytes; those of a terminal are a group of their own. */
enum inject_piece inject_piece(const char *group, const char *of_terminal, int fd, size_t *n);

void inject_die(void) __attribute__((noreturn));

#endif
