/* SPDX-License-Identifier: MIT */
/*
 * Pages in any of the web's encodings, to UTF-8. Only labels of an allow-list are read; it
 * leaves out the encodings in which markup can hide behind harmless bytes (UTF-7, ISO-2022,
 * HZ).
 */
#ifndef WORKER_CHARSET_H
#define WORKER_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* The encoding, by the name iconv has for it, that a label means on the web; "" for one that
 * is refused, NULL for no such label.
 * The label may stand in blanks and quotes. */
const char *charset_find(const char *label, size_t n);

/*
 * Append the page as valid UTF-8 without NULs: U+FFFD for what cannot be read. A byte order
 * mark decides, then label (of the HTTP header, "" for none), then what the page says itself,
 * then whether it is valid UTF-8; else it is windows-1252. Stops when out is full. False, with
 * a reason, for encodings that are refused. May open files: not for a sealed process.
 */
bool charset_decode(const char *bytes, size_t n, const char *label, struct buf *out,
                    struct error *error);

#endif
