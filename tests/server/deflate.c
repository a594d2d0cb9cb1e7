/* SPDX-License-Identifier: MIT */
#include "deflate.h"

#include <string.h>

/* RFC 1952, without name and time. */
static const unsigned char gzip_header[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255 };

static void add_bits(struct deflate *deflate, uint32_t value, int count)
{
    deflate->bits |= value << deflate->bit_count;
    deflate->bit_count += count;
    while (deflate->bit_count >= 8) {
        deflate->bytes[deflate->n++] = (unsigned char)deflate->bits;
        deflate->bits >>= 8;
        deflate->bit_count -= 8;
    }
}

/* Codes go in with their highest bit first. */
static void add_code(struct deflate *deflate, uint32_t code, int count)
{
    while (count-- > 0)
        add_bits(deflate, code >> count & 1, 1);
}

void deflate_start(struct deflate *deflate)
{
    memcpy(deflate->bytes, gzip_header, sizeof gzip_header);
    deflate->n = sizeof gzip_header;
    deflate->bits = 0;
    deflate->bit_count = 0;
    add_bits(deflate, 1, 1); /* the last block */
    add_bits(deflate, 1, 2); /* of fixed codes */
}

/* The fixed codes of RFC 1951, section 3.2.6. */
void deflate_literal(struct deflate *deflate, unsigned char byte)
{
    if (byte < 144)
        add_code(deflate, 0x30u + byte, 8);
    else
        add_code(deflate, 0x190u + byte - 144, 9);
}

void deflate_repeat(struct deflate *deflate, unsigned distance)
{
    add_code(deflate, 0xc0 + 285 - 280, 8);
    if (distance == 1) {
        add_code(deflate, 0, 5);
    } else {
        unsigned code = distance < 13 ? 6 : 7, first = code == 6 ? 9 : 13;
        add_code(deflate, code, 5);
        add_bits(deflate, distance - first, 2);
    }
}

static uint32_t crc32(const char *text, size_t n)
{
    uint32_t crc = 0xffffffff;

    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)text[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

static void put(unsigned char *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        out[i] = (unsigned char)(value >> 8 * i);
}

size_t gzip_store(const char *text, size_t n, unsigned char *out, uint32_t *crc_at)
{
    size_t at = sizeof gzip_header;

    memcpy(out, gzip_header, at);
    out[at++] = 1; /* the last block, stored */
    put(out + at, (uint32_t)n, 2);
    put(out + at + 2, ~(uint32_t)n, 2);
    memcpy(out + at + 4, text, n);
    at += 4 + n;
    *crc_at = (uint32_t)at;
    put(out + at, crc32(text, n), 4);
    put(out + at + 4, (uint32_t)n, 4);
    return at + 8;
}
