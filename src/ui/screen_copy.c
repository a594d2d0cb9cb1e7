/* SPDX-License-Identifier: MIT */
#include "ui/screen.h"

#include "base/buf.h"
#include "ui/screen_tty.h"

enum { COPY_MAX = 2048, SEND_MS = 100 };

/* RFC 4648, section 4. */
static void add_base64(struct buf *out, const unsigned char *s, size_t n)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        unsigned bits = (unsigned)s[i] << 16 | (left > 1 ? (unsigned)s[i + 1] << 8 : 0) |
                        (left > 2 ? (unsigned)s[i + 2] : 0);
        buf_addc(out, digits[bits >> 18]);
        buf_addc(out, digits[bits >> 12 & 63]);
        buf_addc(out, left > 1 ? digits[bits >> 6 & 63] : '=');
        buf_addc(out, left > 2 ? digits[bits & 63] : '=');
    }
}

bool screen_copy(const char *text, size_t n)
{
    if (n == 0 || n > COPY_MAX || tty_fd() < 0 || tty_is_plain())
        return false;
    struct buf out = BUF_INIT(2 * COPY_MAX);
    buf_adds(&out, "\033]52;c;");
    add_base64(&out, (const unsigned char *)text, n);
    buf_adds(&out, "\033\\");
    tty_queue(buf_str(&out), out.len);
    tty_send(SEND_MS);
    buf_release(&out);
    return true;
}
