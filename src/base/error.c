/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { RAW_MAX = 8192 };

__attribute__((format(printf, 3, 0))) static void fill(struct error *error, const char *reason,
                                                       const char *format, va_list args)
{
    struct buf raw = BUF_INIT(RAW_MAX), clean = BUF_INIT(sizeof error->text - 1);

    buf_vaddf(&raw, format, args);
    if (reason)
        buf_addf(&raw, ": %s", reason);
    text_clean(&clean, buf_str(&raw), raw.len, TEXT_LINE);
    /* The cut may have fallen inside a character. */
    size_t len = text_whole(buf_str(&clean), clean.len);
    memcpy(error->text, buf_str(&clean), len);
    error->text[len] = '\0';
    buf_release(&clean);
    buf_release(&raw);
}

bool error_set(struct error *error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    if (error)
        fill(error, NULL, format, args);
    va_end(args);
    return false;
}

bool error_errno(struct error *error, const char *format, ...)
{
    int code = errno;
    va_list args;

    va_start(args, format);
    if (error)
        fill(error, strerror(code), format, args);
    va_end(args);
    errno = code;
    return false;
}
