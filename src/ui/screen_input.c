/* SPDX-License-Identifier: MIT */
#include "base/loop.h"
#include "ui/screen.h"
#include "ui/screen_keys.h"
#include "ui/screen_tty.h"

enum { INPUT_SIZE = 1024 };

static struct {
    struct key_decoder decoder;
    unsigned char bytes[INPUT_SIZE];
    size_t next, length; /* bytes[next .. length) are not decoded yet */
    int64_t last;        /* when bytes came */
} input;

int screen_fd(void)
{
    return tty_fd();
}

void screen_end_paste(void)
{
    input.decoder.pasting = false;
}

/*
 * Only after ESC the next byte is waited for, as only time tells it from the key Esc. What else
 * has begun goes on whenever the rest comes, unless that took so long that it will not.
 */
static enum tty_read read_more(struct key *key, bool *whole)
{
    bool is_escape = input.decoder.state == DECODER_ESCAPE;
    int patience = key_decoder_patience(&input.decoder);
    enum tty_read got =
        tty_read(input.bytes, sizeof input.bytes, &input.length, is_escape ? patience : 0);
    int64_t now = loop_now();
    bool is_late = key_decoder_waits(&input.decoder) && now - input.last >= patience;

    *whole = got != TTY_GONE && (is_escape ? got == TTY_QUIET : is_late) &&
             key_decoder_timeout(&input.decoder, key);
    input.next = 0;
    input.last = got == TTY_BYTES ? now : input.last;
    if (got == TTY_BYTES)
        screen_hear(input.bytes, input.length);
    return got;
}

enum screen_input screen_key(struct key *key)
{
    for (;;) {
        while (input.next < input.length) {
            bool whole = key_decoder_push(&input.decoder, input.bytes[input.next], key);
            input.next += !input.decoder.again;
            if (whole)
                return SCREEN_KEY;
        }
        bool whole;
        enum tty_read got = read_more(key, &whole);
        if (got == TTY_GONE)
            return SCREEN_GONE;
        if (whole)
            return SCREEN_KEY;
        if (got == TTY_QUIET)
            return SCREEN_EMPTY;
    }
}
