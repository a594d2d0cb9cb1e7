/* SPDX-License-Identifier: MIT */
#include "worker/http_tail.h"

#include <stdint.h>
#include <string.h>

void http_tail_add(struct http_tail *tail, const void *bytes, size_t n)
{
    const unsigned char *from = bytes;

    if (n > HTTP_TAIL_MAX) {
        from += n - HTTP_TAIL_MAX;
        n = HTTP_TAIL_MAX;
    }
    if (tail->n + n > HTTP_TAIL_MAX) {
        size_t old = HTTP_TAIL_MAX - n;
        memmove(tail->bytes, tail->bytes + tail->n - old, old);
        tail->n = old;
    }
    memcpy(tail->bytes + tail->n, from, n);
    tail->n += n;
}

static bool has_length(const struct http_tail *tail, size_t n, size_t length)
{
    uint32_t said = 0;

    if (n < 4)
        return false;
    for (size_t i = 0; i < 4; i++)
        said |= (uint32_t)tail->bytes[n - 4 + i] << 8 * i;
    return said == (uint32_t)length;
}

/* By its closing tag in its last bytes. */
bool http_page_is_closed(const char *page, size_t n)
{
    enum { LAST = 512 };
    size_t start = n > LAST ? n - LAST : 0;

    return memmem(page + start, n - start, "</html", 6) ||
           memmem(page + start, n - start, "</HTML", 6);
}

bool http_tail_is_cut(const struct http_tail *tail, bool chunked, const char *page, size_t n)
{
    static const char last_chunk[] = "\r\n0\r\n\r\n";
    size_t mark = sizeof last_chunk - 1, end = tail->n;

    if (chunked) {
        /* With trailers behind it the end is not in view. */
        if (end < mark || memcmp(tail->bytes + end - mark, last_chunk, mark) != 0)
            return false;
        end -= mark;
    }
    return !has_length(tail, end, n) && !http_page_is_closed(page, n);
}
