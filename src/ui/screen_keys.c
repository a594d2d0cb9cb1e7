/* SPDX-License-Identifier: MIT */
#include "ui/screen_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ESC = 0x1B, BEL = 7, CAN = 0x18, SUB = 0x1A, DEL = 0x7F };

/* What follows ESC [ or ESC O; but for arrows to the side a modifier as in ESC [ 1;5A makes no
 * difference. */
static const struct {
    char final;
    unsigned char code;
} letter_keys[] = {
    { 'A', KEY_CODE_UP },
    { 'B', KEY_CODE_DOWN },
    { 'C', KEY_CODE_RIGHT },
    { 'D', KEY_CODE_LEFT },
    { 'H', KEY_CODE_HOME },
    { 'F', KEY_CODE_END },
    { 'P', KEY_CODE_F1 },
    { 'Q', KEY_CODE_F1 + 1 },
    { 'R', KEY_CODE_F1 + 2 },
    { 'S', KEY_CODE_F1 + 3 },
    { 'Z', KEY_CODE_BACK_TAB },
    /* rxvt with Ctrl or Shift */
    { 'c', KEY_CODE_CONTROL_RIGHT },
    { 'd', KEY_CODE_CONTROL_LEFT },
};

/* The number before the ~ of ESC [ 5~; rxvt ends it with ^ $ or @ when a modifier is held. */
static const struct {
    unsigned char number, code;
} number_keys[] = {
    { 1, KEY_CODE_HOME },        { 2, KEY_CODE_INSERT },  { 3, KEY_CODE_DELETE },
    { 4, KEY_CODE_END },         { 5, KEY_CODE_PAGE_UP }, { 6, KEY_CODE_PAGE_DOWN },
    { 7, KEY_CODE_HOME },        { 8, KEY_CODE_END },     { 11, KEY_CODE_F1 },
    { 12, KEY_CODE_F1 + 1 },     { 13, KEY_CODE_F1 + 2 }, { 14, KEY_CODE_F1 + 3 },
    { 15, KEY_CODE_F1 + 4 },     { 17, KEY_CODE_F1 + 5 }, { 18, KEY_CODE_F1 + 6 },
    { 19, KEY_CODE_F1 + 7 },     { 20, KEY_CODE_F1 + 8 }, { 21, KEY_CODE_F1 + 9 },
    { 23, KEY_CODE_F1 + 10 },    { 24, KEY_CODE_F12 },    { 200, KEY_CODE_PASTE_BEGIN },
    { 201, KEY_CODE_PASTE_END },
};

/* Text in a paste is told from keys: of those only line ends and tabs come through. */
static bool emit(struct key_decoder *decoder, int code, uint32_t c, struct key *key)
{
    decoder->state = DECODER_GROUND;
    if (code == KEY_CODE_PASTE_BEGIN || code == KEY_CODE_PASTE_END) {
        bool begins = code == KEY_CODE_PASTE_BEGIN;
        if (begins == decoder->pasting)
            return false;
        decoder->pasting = begins;
    } else if (decoder->pasting && code != KEY_CODE_ENTER && code != KEY_CODE_TAB &&
               (code != KEY_CODE_CHAR || c < 0x20)) {
        return false;
    }
    *key = (struct key){ .code = (enum key_code)code, .c = c };
    return true;
}

static bool emit_control(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    static const unsigned char codes[] = {
        [8] = KEY_CODE_BACKSPACE,
        ['\t'] = KEY_CODE_TAB,
        ['\r'] = KEY_CODE_ENTER,
        [DEL] = KEY_CODE_BACKSPACE,
    };

    /* Enter sends another byte: this one is ^J, or ends a line of pasted text. */
    if (byte == '\n' && decoder->pasting)
        return emit(decoder, KEY_CODE_ENTER, 0, key);
    if (codes[byte])
        return emit(decoder, codes[byte], 0, key);
    return byte != 0 && emit(decoder, KEY_CODE_CHAR, byte, key);
}

static bool begin_utf8(struct key_decoder *decoder, unsigned char byte)
{
    decoder->state = DECODER_UTF8;
    if (byte >= 0xC2 && byte <= 0xDF) {
        decoder->missing = 1;
        decoder->least = 0xA0; /* controls of the C1 set are no text */
        decoder->c = byte & 0x1F;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        decoder->missing = 2;
        decoder->least = 0x800;
        decoder->c = byte & 0x0F;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        decoder->missing = 3;
        decoder->least = 0x10000;
        decoder->c = byte & 0x07;
    } else {
        decoder->state = DECODER_GROUND;
    }
    return false;
}

static bool push_ground(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    decoder->state = DECODER_GROUND;
    if (byte == ESC) {
        decoder->state = DECODER_ESCAPE;
        return false;
    }
    if (byte < 0x20 || byte == DEL)
        return emit_control(decoder, byte, key);
    if (byte < 0x80)
        return emit(decoder, KEY_CODE_CHAR, byte, key);
    return begin_utf8(decoder, byte);
}

static bool push_utf8(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    if ((byte & 0xC0) != 0x80)
        return push_ground(decoder, byte, key);
    decoder->c = decoder->c << 6 | (byte & 0x3F);
    if (--decoder->missing > 0)
        return false;
    decoder->state = DECODER_GROUND;
    if (decoder->c < decoder->least || decoder->c > 0x10FFFF ||
        (decoder->c >= 0xD800 && decoder->c <= 0xDFFF))
        return false;
    return emit(decoder, KEY_CODE_CHAR, decoder->c, key);
}

/*
 * ESC and a character at once: a terminal sends that for a key with Alt, a slow line for Esc
 * and the next key. What nothing is bound to with Alt is taken as the two keys later.
 */
static bool push_escape(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    decoder->length = 0;
    decoder->introducer = byte;
    switch (byte) {
    case '[':
        decoder->state = DECODER_CSI;
        return false;
    case 'O':
        decoder->state = DECODER_SS3;
        return false;
    case ']':
    case 'P':
    case '^':
    case '_':
    case 'X': /* pasted text ends with a sequence of its own, which no string may hide */
        decoder->state = decoder->pasting ? DECODER_GROUND : DECODER_STRING;
        return false;
    case ESC: { /* the first one was the key */
        bool emitted = emit(decoder, KEY_CODE_ESCAPE, 0, key);
        decoder->state = DECODER_ESCAPE;
        return emitted;
    }
    default:
        if (byte == DEL && !decoder->pasting)
            return emit(decoder, KEY_CODE_ALT_BACKSPACE, 0, key);
        if (byte > ' ' && byte < DEL && !decoder->pasting)
            return emit(decoder, KEY_CODE_CHAR, byte | KEY_ALT, key);
        decoder->state = DECODER_GROUND;
        decoder->again = emit(decoder, KEY_CODE_ESCAPE, 0, key);
        return decoder->again || push_ground(decoder, byte, key);
    }
}

/* Terminals send an arrow with Ctrl, or with Alt where Ctrl is the window manager's. */
static bool emit_letter(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    bool by_word = decoder->length == 3 && (memcmp(decoder->parameters, "1;5", 3) == 0 ||
                                            memcmp(decoder->parameters, "1;3", 3) == 0);

    decoder->state = DECODER_GROUND;
    if (by_word && (byte == 'C' || byte == 'D'))
        byte = byte == 'C' ? 'c' : 'd';
    for (size_t i = 0; i < sizeof letter_keys / sizeof *letter_keys; i++)
        if ((unsigned char)letter_keys[i].final == byte)
            return emit(decoder, letter_keys[i].code, 0, key);
    return false;
}

/* The button with its modifiers, column and row of ESC [ < 0;12;5M; m when it is released. */
static bool emit_mouse(struct key_decoder *decoder, unsigned char final, struct key *key)
{
    enum {
        BUTTON = 0xC3,
        MOVED = 0x20,
        LEFT = 0,
        WHEEL_UP = 0x40,
        WHEEL_DOWN = 0x41,
        PLACE_MAX = 4096,
    };
    int button, x, y, end = 0;

    decoder->state = DECODER_GROUND;
    if (sscanf(decoder->parameters, "<%4d;%4d;%4d%n", &button, &x, &y, &end) != 3 ||
        decoder->parameters[end] || button < 0 || x < 1 || y < 1 || x > PLACE_MAX ||
        y > PLACE_MAX)
        return false;
    unsigned event = final == 'm' ? MOUSE_RELEASE : button & MOVED ? MOUSE_DRAG : MOUSE_PRESS;
    switch (button & BUTTON) {
    case LEFT:
        break;
    case WHEEL_UP:
        event = MOUSE_WHEEL_UP;
        break;
    case WHEEL_DOWN:
        event = MOUSE_WHEEL_DOWN;
        break;
    default:
        return false;
    }
    return emit(decoder, KEY_CODE_MOUSE,
                event << 24 | (unsigned)(y - 1) << 12 | (unsigned)(x - 1), key);
}

static bool emit_number(struct key_decoder *decoder, struct key *key)
{
    long number = strtol(decoder->parameters, NULL, 10);

    decoder->state = DECODER_GROUND;
    for (size_t i = 0; i < sizeof number_keys / sizeof *number_keys; i++)
        if (number_keys[i].number == number)
            return emit(decoder, number_keys[i].code, 0, key);
    return false;
}

/* ESC [, digits and the like, one final byte. */
static bool push_csi(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    if (byte < 0x20 || byte >= DEL)
        return push_ground(decoder, byte, key);
    if (byte == '[' && decoder->length == 0) {
        decoder->state = DECODER_CONSOLE;
        return false;
    }
    bool numeric = decoder->parameters[0] >= '0' && decoder->parameters[0] <= '9';
    if (byte < '@' && !(byte == '$' && decoder->length > 0 && numeric)) {
        if (decoder->length < DECODER_PARAMETERS)
            decoder->parameters[decoder->length++] = (char)byte;
        return false;
    }
    if (decoder->length == 0 && byte == 'M' && !decoder->pasting) {
        decoder->state = DECODER_MOUSE;
        decoder->missing = 3;
        return false;
    }
    decoder->state = DECODER_GROUND;
    if (decoder->length == DECODER_PARAMETERS)
        return false;
    decoder->parameters[decoder->length] = '\0';
    if (decoder->length > 0 && decoder->parameters[0] == '<' && (byte == 'M' || byte == 'm'))
        return emit_mouse(decoder, byte, key);
    if (decoder->length > 0 && !numeric)
        return false;
    if (byte == '~' || byte == '^' || byte == '$' || byte == '@')
        return emit_number(decoder, key);
    if (decoder->length > 0 && strncmp(decoder->parameters, "1;", 2) != 0)
        return false;
    return emit_letter(decoder, byte, key);
}

/* ESC O: arrows and F1 to F4, and the number pad of a VT100. */
static bool push_ss3(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    if (byte < 0x20 || byte >= DEL)
        return push_ground(decoder, byte, key);
    if (byte >= '0' && byte <= '9')
        return false; /* a modifier */
    if (byte == 'M')
        return emit(decoder, KEY_CODE_ENTER, 0, key);
    if (byte >= 'j' && byte <= 'y')
        return emit(decoder, KEY_CODE_CHAR, byte - 0x40u, key);
    return emit_letter(decoder, byte, key);
}

static bool push_string(struct key_decoder *decoder, unsigned char byte)
{
    decoder->length = 1;
    if (byte == BEL || byte == CAN || byte == SUB)
        decoder->state = DECODER_GROUND;
    else if (byte == ESC)
        decoder->state = DECODER_STRING_END;
    return false;
}

bool key_decoder_push(struct key_decoder *decoder, unsigned char byte, struct key *key)
{
    decoder->again = false;
    switch (decoder->state) {
    case DECODER_UTF8:
        return push_utf8(decoder, byte, key);
    case DECODER_ESCAPE:
        return push_escape(decoder, byte, key);
    case DECODER_CSI:
        return push_csi(decoder, byte, key);
    case DECODER_SS3:
        return push_ss3(decoder, byte, key);
    case DECODER_CONSOLE:
        if (byte < 0x20)
            return push_ground(decoder, byte, key);
        decoder->state = DECODER_GROUND;
        return byte >= 'A' && byte <= 'E' && emit(decoder, KEY_CODE_F1 + byte - 'A', 0, key);
    case DECODER_MOUSE:
        if (--decoder->missing == 0)
            decoder->state = DECODER_GROUND;
        return false;
    case DECODER_STRING:
        return push_string(decoder, byte);
    case DECODER_STRING_END:
        if (byte != '\\')
            return push_escape(decoder, byte, key);
        decoder->state = DECODER_GROUND;
        return false;
    case DECODER_GROUND:
        break;
    }
    return push_ground(decoder, byte, key);
}

bool key_decoder_waits(const struct key_decoder *decoder)
{
    return decoder->state != DECODER_GROUND;
}

int key_decoder_patience(const struct key_decoder *decoder)
{
    enum {
        /* Longer than a terminal or a network pauses inside a sequence, shorter than what a
         * person notices. Pasted text may hold ESC: there a pause has to be a clear one. */
        ESCAPE_MS = 25,
        PASTED_ESCAPE_MS = 100,
        SEQUENCE_MS =
            200, /* the rest of a key may be late, what follows Alt-[ must not be lost */
        STRING_MS = 1000,     /* answers are longer */
        STRING_BEGIN_MS = 50, /* the first byte of one comes at once, none behind Alt-] */
    };

    switch (decoder->state) {
    case DECODER_ESCAPE:
        return decoder->pasting ? PASTED_ESCAPE_MS : ESCAPE_MS;
    case DECODER_STRING:
    case DECODER_STRING_END:
        return decoder->length ? STRING_MS : STRING_BEGIN_MS;
    default:
        return SEQUENCE_MS;
    }
}

bool key_decoder_timeout(struct key_decoder *decoder, struct key *key)
{
    bool escape = decoder->state == DECODER_ESCAPE;
    bool alone = decoder->state == DECODER_STRING && decoder->length == 0;

    decoder->state = DECODER_GROUND;
    if (alone)
        return emit(decoder, KEY_CODE_CHAR, decoder->introducer | KEY_ALT, key);
    return escape &&
           emit(decoder, decoder->pasting ? KEY_CODE_PASTE_END : KEY_CODE_ESCAPE, 0, key);
}
