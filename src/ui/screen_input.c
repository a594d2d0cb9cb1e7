/* SPDX-License-Identifier: MIT */
#include "ui/screen.h"

#include "ui/screen_keys.h"
#include "ui/screen_tty.h"

enum {
    /* After ESC: longer than a terminal or a network pauses inside a sequence, shorter than
     * what a person notices. */
    ESCAPE_MS = 25,
    INPUT_SIZE = 1024,
};

static struct {
    struct key_decoder decoder;
    unsigned char bytes[INPUT_SIZE];
    size_t next, length; /* bytes[next .. length) are not decoded yet */
} input;

int screen_fd(void)
{
    return tty_fd();
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
        bool waits = key_decoder_waits(&input.decoder);
        input.next = 0;
        switch (
            tty_read(input.bytes, sizeof input.bytes, &input.length, waits ? ESCAPE_MS : 0)) {
        case TTY_BYTES:
            break;
        case TTY_QUIET:
            return waits && key_decoder_timeout(&input.decoder, key) ? SCREEN_KEY
                                                                     : SCREEN_EMPTY;
        case TTY_GONE:
            return SCREEN_GONE;
        }
    }
}
