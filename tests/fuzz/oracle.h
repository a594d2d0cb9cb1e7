/* SPDX-License-Identifier: MIT */
/* What text on a terminal and addresses for a browser must be, judged without the program. */
#ifndef FUZZ_ORACLE_H
#define FUZZ_ORACLE_H

#include <stdbool.h>
#include <stddef.h>

/* Strict UTF-8 that a terminal shows and nothing else: no controls (a newline is one unless
 * newlines is true), nothing invisible, nothing that changes the direction of writing. */
bool oracle_is_clean(const char *s, size_t n, bool newlines);

/* http or https, a host and no user, printable ASCII without blanks and backslashes; cannot be
 * taken for an option. */
bool oracle_is_address(const char *s);

#endif
