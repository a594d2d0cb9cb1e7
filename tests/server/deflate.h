/* SPDX-License-Identifier: MIT */
/* Packed bodies made by hand: nothing here compresses, it writes what a decoder must expand. */
#ifndef TESTS_SERVER_DEFLATE_H
#define TESTS_SERVER_DEFLATE_H

#include <stddef.h>
#include <stdint.h>

enum { DEFLATE_CHUNK = 16 * 1024 };

struct deflate {
    unsigned char bytes[DEFLATE_CHUNK];
    size_t n;
    uint32_t bits;
    int bit_count;
};

/* The header of a gzip file, and the start of one long block of fixed codes. */
void deflate_start(struct deflate *deflate);
void deflate_literal(struct deflate *deflate, unsigned char byte);

/* Repeat 258 bytes from so far before: 1, or 9 to 16. */
void deflate_repeat(struct deflate *deflate, unsigned distance);

/* A whole gzip file of text that is not made smaller; its bytes. */
size_t gzip_store(const char *text, size_t n, unsigned char *out, uint32_t *crc_at);

#endif
