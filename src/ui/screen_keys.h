/* SPDX-License-Identifier: MIT */
/*
 * From the bytes a terminal sends to keys, byte by byte: UTF-8, and the sequences of xterm,
 * its many relatives, the VT family, rxvt and the Linux console, which do not get into each
 * other's way. What is not known is swallowed whole and never becomes keys.
 */
#ifndef UI_SCREEN_KEYS_H
#define UI_SCREEN_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/screen.h"

enum { DECODER_PARAMETERS = 16 };

/* All zero is the state at the start. */
struct key_decoder {
    enum {
        DECODER_GROUND,
        DECODER_UTF8,       /* inside a character */
        DECODER_ESCAPE,     /* after ESC */
        DECODER_CSI,        /* after ESC [ */
        DECODER_SS3,        /* after ESC O */
        DECODER_CONSOLE,    /* after ESC [ [ */
        DECODER_MOUSE,      /* after ESC [ M: three bytes follow */
        DECODER_STRING,     /* a string to us, such as a late answer, up to BEL or ST */
        DECODER_STRING_END, /* ESC inside of it */
    } state;
    uint32_t c, least; /* the character so far; less than this is an overlong form */
    int missing;       /* bytes until the character or the mouse report is complete */
    char parameters[DECODER_PARAMETERS + 1];
    size_t length;            /* of a string 0 or 1; DECODER_PARAMETERS: there were too many */
    unsigned char introducer; /* what stood behind ESC */
    bool pasting;
    bool again; /* the last byte made a key of what came before it: push it once more */
};

/* The next byte; true when it completes a key. */
bool key_decoder_push(struct key_decoder *decoder, unsigned char byte, struct key *key);

/* True in the middle of something, ESC included, which only time tells from the key Esc. */
bool key_decoder_waits(const struct key_decoder *decoder);

/* How many milliseconds without a byte end what has begun. */
int key_decoder_patience(const struct key_decoder *decoder);

/* Nothing came for so long: true when that makes a key of what came before: Esc, or a key with
 * Alt that begins like a sequence. In a paste Esc alone is its end, for one whose end got lost.
 */
bool key_decoder_timeout(struct key_decoder *decoder, struct key *key);

/* All that comes, before it is decoded: the answer to a question may be among it. */
void screen_hear(const unsigned char *bytes, size_t n);

#endif
