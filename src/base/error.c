/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { RAW_MAX = 8192 };

static void fill(struct error *error, struct buf *raw)
{
    struct buf clean = BUF_INIT(sizeof error->text - 1);

    text_clean(&clean, buf_str(raw), raw->len, TEXT_LINE);
    /* The cut may have fallen inside a character. */
    size_t len = text_whole(buf_str(&clean), clean.len);
    memcpy(error->text, buf_str(&clean), len);
    error->text[len] = '\0';
    buf_release(&clean);
}

bool error_set(struct error *error, const char *format, ...)
{
    if (!error)
        return false;
    struct buf raw = BUF_INIT(RAW_MAX);
    va_list args;

    va_start(args, format);
    buf_vaddf(&raw, format, args);
    va_end(args);
    fill(error, &raw);
    buf_release(&raw);
    return false;
}

bool error_errno(struct error *error, const char *format, ...)
{
    int code = errno;

    if (!error)
        return false;
    struct buf raw = BUF_INIT(RAW_MAX);
    va_list args;

    va_start(args, format);
    buf_vaddf(&raw, format, args);
    va_end(args);
    buf_addf(&raw, ": %s", strerror(code));
    fill(error, &raw);
    buf_release(&raw);
    errno = code;
    return false;
}
