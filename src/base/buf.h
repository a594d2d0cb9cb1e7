/* SPDX-License-Identifier: MIT */
/*
 * Growable bytes, born with a maximum.
 *
 * Invariants: data is NULL or holds len bytes and a NUL after them; len <= max.
 * What does not fit is left out from there on and `full` is set, so that a row of adds
 * needs one check at its end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data;
    size_t len, size, max; /* bytes used, bytes allocated, most bytes ever used */
    bool full;             /* something did not fit */
};

#define BUF_INIT(most) ((struct buf){ .max = (most) })

void buf_init(struct buf *buf, size_t max);
void buf_release(struct buf *buf);

/* Forget the content, keep the memory; `full` is cleared. */
void buf_clear(struct buf *buf);

/* Add n bytes, or as many as still fit. False when some did not. */
bool buf_add(struct buf *buf, const void *bytes, size_t n);
bool buf_adds(struct buf *buf, const char *s);
bool buf_addc(struct buf *buf, char c);
bool buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool buf_vaddf(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Add s in double quotes, a backslash before those and backslashes in it. */
void buf_add_quoted(struct buf *buf, const char *s);

/* Add s with %XX for all but the visible characters of ASCII, and for % itself. */
void buf_add_percent(struct buf *buf, const char *s);

/* Keep the first len bytes; a larger len changes nothing. */
void buf_truncate(struct buf *buf, size_t len);

/* The content as a string: never NULL, owned by buf, valid until the next change. */
const char *buf_str(const struct buf *buf);

/* The content as a string for the caller to free(); buf is empty afterwards. */
char *buf_steal(struct buf *buf);

#endif
