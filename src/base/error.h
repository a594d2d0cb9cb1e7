/* SPDX-License-Identifier: MIT */
/*
 * What failed, in words a person can act on, filled by whoever fails.
 * The text is one cleaned line: it may be shown, printed and logged as it is.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

struct error {
    char text[512];
};

/* Fill error (NULL is ignored) and return false, so that a caller can `return error_set(…)`. */
bool error_set(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same with ": " and the words of errno at the end. */
bool error_errno(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
