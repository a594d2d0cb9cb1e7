/* SPDX-License-Identifier: MIT */
#include "server.h"

#include <stdint.h>
#include <stdlib.h>

#include "deflate.h"

static void ok(struct client *client)
{
    say_page(client);
}

static void ok_chunks(struct client *client)
{
    say(client, HTML_OK CHUNKED "\r\n");
    for (const char *c = PAGE_BODY; *c; c++)
        sayf(client, "1\r\n%c\r\n", *c);
    say(client, "0\r\n\r\n");
}

static void send_gzip(struct client *client, bool bad_crc, size_t cut)
{
    unsigned char packed[sizeof PAGE_BODY + 64];
    uint32_t crc_at;
    size_t n = gzip_store(PAGE_BODY, sizeof PAGE_BODY - 1, packed, &crc_at);

    if (bad_crc)
        packed[crc_at] ^= 1;
    sayf(client, HTML_OK GZIP "Content-Length: %zu\r\n\r\n", n - cut);
    say_bytes(client, packed, n - cut);
}

static void ok_gzip(struct client *client)
{
    send_gzip(client, false, 0);
}

static void gzip_bad_crc(struct client *client)
{
    send_gzip(client, true, 0);
}

static void gzip_truncated(struct client *client)
{
    send_gzip(client, false, sizeof PAGE_BODY / 4);
}

/* Brotli of one block that is stored as it is: RFC 7932, sections 9.1 and 9.2. */
static void send_brotli(struct client *client, size_t cut)
{
    const uint32_t length = sizeof PAGE_BODY - 1;
    const uint32_t header = (length - 1) << 4 | 1u << 20;
    const unsigned char start[3] = { header & 0xff, header >> 8 & 0xff, header >> 16 };
    const unsigned char end = 0x03; /* the last block, and an empty one */

    say(client, HTML_OK "Content-Encoding: br\r\n\r\n");
    say_bytes(client, start, sizeof start);
    say_bytes(client, PAGE_BODY, length - cut);
    if (!cut)
        say_bytes(client, &end, 1);
}

static void ok_brotli(struct client *client)
{
    send_brotli(client, 0);
}

static void brotli_truncated(struct client *client)
{
    send_brotli(client, sizeof PAGE_BODY / 4);
}

static void gzip_chain(struct client *client)
{
    say(client, HTML_OK "Content-Encoding: gzip");
    for (int i = 1; i < 200; i++)
        say(client, ", gzip");
    say(client, "\r\n\r\n" PAGE_BODY);
}

static void big_50mb(struct client *client)
{
    say(client, HTML_OK "Content-Length: 52428800\r\n\r\n");
    for (;;)
        say(client, PAGE_BODY);
}

static void infinite(struct client *client)
{
    say(client, HTML_OK "\r\n");
    for (;;)
        say(client, PAGE_BODY);
}

static void infinite_chunked(struct client *client)
{
    say(client, HTML_OK CHUNKED "\r\n");
    for (;;)
        sayf(client, "%zx\r\n%s\r\n", sizeof PAGE_BODY - 1, PAGE_BODY);
}

/* Send what was written and make room again. */
static void flush(struct client *client, struct deflate *deflate)
{
    if (deflate->n < sizeof deflate->bytes - 64)
        return;
    say_bytes(client, deflate->bytes, deflate->n);
    deflate->n = 0;
}

/* 159 times as large unpacked, with so many repeats of 258 bytes; -1: without an end. */
static void send_bomb(struct client *client, long repeats)
{
    static struct deflate deflate;

    say(client, HTML_OK GZIP "\r\n");
    deflate_start(&deflate);
    for (const char *c = PAGE_BODY; *c; c++)
        deflate_literal(&deflate, (unsigned char)*c);
    deflate_literal(&deflate, 'a');
    for (; repeats != 0; repeats -= repeats > 0) {
        flush(client, &deflate);
        deflate_repeat(&deflate, 1);
    }
    say_bytes(client, deflate.bytes, deflate.n);
}

static void gzip_bomb(struct client *client)
{
    send_bomb(client, -1);
}

static void gzip_20mb(struct client *client)
{
    send_bomb(client, 20 * 1024 * 1024 / 258);
}

/*
 * The same packed once more, about 10,000 times as large unpacked: the inner stream has a
 * period of 13 bytes, which are 8 of its repeats of 13 bits, once it is at a byte's border.
 */
static void gzip_bomb_twice(struct client *client)
{
    enum { PERIOD = 13, PERIODS = 8 };
    static struct deflate inner, outer;

    say(client, HTML_OK "Content-Encoding: gzip, gzip\r\n\r\n");
    deflate_start(&inner);
    deflate_literal(&inner, 'a');
    for (int i = 0; i < PERIODS * (PERIOD + 1); i++)
        deflate_repeat(&inner, 1);
    deflate_start(&outer);
    for (size_t i = 0; i < inner.n; i++)
        deflate_literal(&outer, inner.bytes[i]);
    for (;; flush(client, &outer))
        deflate_repeat(&outer, PERIOD);
}

static void header_huge(struct client *client)
{
    say(client, HTML_OK "X-Huge: ");
    for (int i = 0; i < 1024 * 1024; i += 64)
        say(client, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    say(client, "\r\n\r\n" PAGE_BODY);
}

static void header_many(struct client *client)
{
    say(client, HTML_OK);
    for (int i = 0; i < 100000; i++)
        sayf(client, "X-%d: y\r\n", i);
    say(client, "\r\n" PAGE_BODY);
}

static void header_endless(struct client *client)
{
    say(client, HTML_OK);
    for (;;)
        say(client, "X: y\r\n");
}

static void continue_flood(struct client *client)
{
    for (;;)
        say(client, "HTTP/1.1 100 Continue\r\n\r\n");
}

static void trailer_flood(struct client *client)
{
    sayf(client, HTML_OK CHUNKED "\r\n%zx\r\n%s\r\n0\r\n", sizeof PAGE_BODY - 1, PAGE_BODY);
    for (;;)
        say(client, "X-Trailer: y\r\n");
}

const struct behaviour size_behaviours[] = {
    { "ok", ok },
    { "ok-chunks", ok_chunks },
    { "ok-gzip", ok_gzip },
    { "gzip-bad-crc", gzip_bad_crc },
    { "gzip-truncated", gzip_truncated },
    { "ok-brotli", ok_brotli },
    { "brotli-truncated", brotli_truncated },
    { "gzip-chain", gzip_chain },
    { "gzip-bomb", gzip_bomb },
    { "gzip-20mb", gzip_20mb },
    { "gzip-bomb-twice", gzip_bomb_twice },
    { "big-50mb", big_50mb },
    { "infinite", infinite },
    { "infinite-chunked", infinite_chunked },
    { "header-huge", header_huge },
    { "header-many", header_many },
    { "header-endless", header_endless },
    { "continue-flood", continue_flood },
    { "trailer-flood", trailer_flood },
    { NULL, NULL },
};
