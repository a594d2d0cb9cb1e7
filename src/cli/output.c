/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { GATHER = 64 * 1024, TOLD_MAX = 64 * 1024 };

static struct {
    char bytes[GATHER];
    size_t len;
    int failure; /* errno of the write that failed, 0 for none */
    bool ascii;  /* of what is told */
    bool cut;    /* a text came that had not found room for all of it */
} output;

static void flush(void)
{
    size_t done = 0;

    while (done < output.len && !output.failure) {
        ssize_t n = write(STDOUT_FILENO, output.bytes + done, output.len - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno == EAGAIN)
            poll(&(struct pollfd){ STDOUT_FILENO, POLLOUT, 0 }, 1, -1);
        else if (errno != EINTR)
            output.failure = errno;
    }
    output.len = 0;
}

bool output_buf(const struct buf *buf)
{
    const char *bytes = buf_str(buf);

    output.cut |= buf->full;
    for (size_t n = buf->len; n > 0 && !output.failure;) {
        size_t room = GATHER - output.len, part = n < room ? n : room;
        memcpy(output.bytes + output.len, bytes, part);
        output.len += part;
        bytes += part;
        n -= part;
        if (output.len == GATHER)
            flush();
    }
    return !output.failure;
}

bool output_text(const struct buf *buf, bool unicode)
{
    if (unicode)
        return output_buf(buf);
    struct buf ascii = BUF_INIT(buf->max);
    text_to_ascii(&ascii, buf_str(buf), buf->len);
    output.cut |= buf->full;
    bool going = output_buf(&ascii);
    buf_release(&ascii);
    return going;
}

bool output_data(const struct buf *buf, bool unicode)
{
    return output_text(buf, unicode || !isatty(STDOUT_FILENO));
}

void output_ascii(void)
{
    output.ascii = true;
}

void output_tell(const char *format, ...)
{
    struct buf text = BUF_INIT(TOLD_MAX), shown = BUF_INIT(2 * TOLD_MAX);
    va_list args;

    va_start(args, format);
    buf_vaddf(&text, format, args);
    va_end(args);
    if (output.ascii)
        text_to_ascii(&shown, buf_str(&text), text.len);
    fputs(buf_str(output.ascii ? &shown : &text), stderr);
    buf_release(&text);
    buf_release(&shown);
}

int output_end(int code)
{
    flush();
    if (output.cut && !output.failure) {
        output_tell("coranto: the output is too long and was cut\n");
        return code ? code : 1;
    }
    if (!output.failure || output.failure == EPIPE)
        return code;
    output_tell("coranto: cannot write the output: %s\n", strerror(output.failure));
    return 1;
}
