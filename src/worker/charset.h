/* SPDX-License-Identifier: MIT */
/*
 * Pages in any of the web's encodings, to UTF-8. Only labels of an allow-list are read; it
 * leaves out the encodings in which markup can hide behind harmless bytes (UTF-7, ISO-2022,
 * HZ).
 */
#ifndef WORKER_CHARSET_H
#define WORKER_CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

/* The encoding, by the name iconv has for it, that a label means on the web; "" for one that
 * is refused, NULL for no such label.
 * The label may stand in blanks and quotes. */
const char *charset_find(const char *label, size_t n);

/* How one page is to be read. */
struct charset {
    const char *encoding; /* as charset_find() calls it */
    size_t mark;          /* bytes of a byte order mark */
    iconv_t handle;       /* for all but UTF-8 */
};

/*
 * Find how the page is to be read, and load what that takes, without reading it: a byte order
 * mark decides, then label (of the HTTP header, "" for none), then what the page says itself,
 * then whether it is valid UTF-8; else it is windows-1252. False, with a reason, for encodings
 * that are refused. May open files: not for a sealed process.
 */
bool charset_open(struct charset *charset, const char *bytes, size_t n, const char *label,
                  struct error *error);

/*
 * Append that page as valid UTF-8 without NULs: U+FFFD for what cannot be read. Stops when out
 * is full. Releases what was loaded, and opens nothing: for a sealed process, because the
 * system's converters have been wrong before.
 */
void charset_decode(struct charset *charset, const char *bytes, size_t n, struct buf *out);

/* Whether a byte that is a sign of ASCII need not be that sign. */
bool charset_is_wide(const struct charset *charset);

#endif
