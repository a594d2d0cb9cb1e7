/* SPDX-License-Identifier: MIT */
#include "server.h"

#include "deflate.h"

static void stall_before(struct client *client)
{
    (void)client;
    stall();
}

static void stall_after(struct client *client)
{
    say(client, HTML_OK "Content-Length: 5000\r\n\r\n");
    stall();
}

static void stall_mid(struct client *client)
{
    say(client, HTML_OK "Content-Length: 5000\r\n\r\n" PAGE_BODY);
    stall();
}

/* A byte now and then, for ever. */
static void drip(struct client *client, const char *text)
{
    for (;;) {
        for (const char *c = text; *c; c++) {
            say_bytes(client, c, 1);
            sleep_ms(5);
        }
    }
}

static void slow_drip(struct client *client)
{
    say(client, HTML_OK "\r\n");
    drip(client, PAGE_BODY);
}

static void slow_headers(struct client *client)
{
    say(client, HTML_OK);
    drip(client, "X-Slow: yes\r\n");
}

static void slow_status(struct client *client)
{
    drip(client, "HTTP/1.1 200 OK ");
}

static void slow_gzip(struct client *client)
{
    static struct deflate deflate;

    say(client, HTML_OK GZIP "\r\n");
    deflate_start(&deflate);
    deflate_literal(&deflate, 'a');
    for (;; deflate.n = 0) {
        deflate_repeat(&deflate, 1);
        say_bytes(client, deflate.bytes, deflate.n);
        sleep_ms(50);
    }
}

/* Over when the connection is, so that nobody asks again while this still counts as open. */
static void ok_slow(struct client *client)
{
    static const char page[] = PAGE_BODY;

    say(client, HTML_OK "\r\n");
    for (size_t at = 0; at < sizeof page - 1; at += 64) {
        size_t rest = sizeof page - 1 - at;
        say_bytes(client, page + at, rest < 64 ? rest : 64);
        sleep_ms(30);
    }
}

static void reset_before(struct client *client)
{
    reset(client);
}

static void reset_mid(struct client *client)
{
    say(client, HTML_OK "Content-Length: 5000\r\n\r\n" PAGE_BODY);
    sleep_ms(200); /* so that it is read before the reset throws it away */
    reset(client);
}

static void reset_once(struct client *client)
{
    if (client->count == 1)
        reset(client);
    say_page(client);
}

const struct behaviour time_behaviours[] = {
    { "stall-before-headers", stall_before },
    { "stall-after-headers", stall_after },
    { "stall-mid-body", stall_mid },
    { "slow-drip", slow_drip },
    { "slow-headers", slow_headers },
    { "slow-status", slow_status },
    { "slow-gzip", slow_gzip },
    { "ok-slow", ok_slow },
    { "reset-before-headers", reset_before },
    { "reset-mid-body", reset_mid },
    { "reset-then-200", reset_once },
    { NULL, NULL },
};
