/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { FIRST_SIZE = 256 }; /* bytes; most texts are done with one allocation */

void buf_init(struct buf *buf, size_t max)
{
    *buf = BUF_INIT(max);
}

void buf_release(struct buf *buf)
{
    free(buf->data);
    buf_init(buf, buf->max);
}

void buf_clear(struct buf *buf)
{
    buf->full = false;
    buf_truncate(buf, 0);
}

/* Room for n more bytes and the NUL; n must fit below max. */
static void reserve(struct buf *buf, size_t n)
{
    size_t need = buf->len + n + 1;

    if (need <= buf->size)
        return;
    size_t size = buf->size ? buf->size : FIRST_SIZE;
    while (size < need)
        size = size > SIZE_MAX / 2 ? need : size * 2;
    buf->data = xreallocarray(buf->data, size, 1);
    buf->size = size;
}

bool buf_add(struct buf *buf, const void *bytes, size_t n)
{
    size_t room = buf->full ? 0 : buf->max - buf->len;
    bool fits = n <= room;

    if (!fits) {
        n = room;
        buf->full = true;
    }
    if (n == 0)
        return fits;
    reserve(buf, n);
    memcpy(buf->data + buf->len, bytes, n);
    buf->len += n;
    buf->data[buf->len] = '\0';
    return fits;
}

bool buf_adds(struct buf *buf, const char *s)
{
    return buf_add(buf, s, strlen(s));
}

bool buf_addc(struct buf *buf, char c)
{
    return buf_add(buf, &c, 1);
}

bool buf_vaddf(struct buf *buf, const char *format, va_list args)
{
    char small[256];
    va_list again;

    va_copy(again, args);
    /* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): our caller started it */
    int n = vsnprintf(small, sizeof small, format, args);
    bool fits = false;
    if (n >= 0 && (size_t)n < sizeof small) {
        fits = buf_add(buf, small, (size_t)n);
    } else if (n >= 0) {
        char *large = xmalloc((size_t)n + 1);
        vsnprintf(large, (size_t)n + 1, format, again);
        fits = buf_add(buf, large, (size_t)n);
        free(large);
    }
    va_end(again);
    return fits;
}

bool buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    bool fits = buf_vaddf(buf, format, args);
    va_end(args);
    return fits;
}

void buf_add_quoted(struct buf *buf, const char *s)
{
    buf_addc(buf, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            buf_addc(buf, '\\');
        buf_addc(buf, *s);
    }
    buf_addc(buf, '"');
}

void buf_add_percent(struct buf *buf, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c > ' ' && c < 0x7f && c != '%')
            buf_addc(buf, *s);
        else
            buf_addf(buf, "%%%02X", (unsigned)c);
    }
}

void buf_truncate(struct buf *buf, size_t len)
{
    if (buf->data && len <= buf->len) {
        buf->len = len;
        buf->data[len] = '\0';
    }
}

const char *buf_str(const struct buf *buf)
{
    return buf->data ? buf->data : "";
}

char *buf_steal(struct buf *buf)
{
    char *data = buf->data ? buf->data : xstrdup("");

    buf->data = NULL;
    buf_release(buf);
    return data;
}
