/* SPDX-License-Identifier: MIT */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void redirect(struct client *client, const char *place)
{
    sayf(client, "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n" CLOSE "\r\n",
         place);
}

/* /moved?PLACE: wherever the query says. */
static void moved(struct client *client)
{
    redirect(client, client->query);
}

/* /chain-N: so many redirects, then a page. */
static void chain(struct client *client)
{
    long n = strtol(client->path + strlen("chain-"), NULL, 10);
    char place[64];

    snprintf(place, sizeof place, "/chain-%ld", n - 1);
    if (n > 0)
        redirect(client, place);
    else
        say_page(client);
}

static void loop(struct client *client)
{
    redirect(client, "/loop");
}

static void endless(struct client *client)
{
    char place[64];

    snprintf(place, sizeof place, "/endless-%ld",
             strtol(client->path + strlen("endless-"), NULL, 10) + 1);
    redirect(client, place);
}

static void long_place(struct client *client)
{
    say(client, "HTTP/1.1 302 Found\r\nLocation: /");
    for (int i = 0; i < 9000; i += 10)
        say(client, "xxxxxxxxxx");
    say(client, "\r\nContent-Length: 0\r\n" CLOSE "\r\n");
}

static void big_body(struct client *client)
{
    say(client, "HTTP/1.1 302 Found\r\nLocation: /ok\r\n" CLOSE "\r\n");
    for (;;)
        say(client, PAGE_BODY);
}

/* /status?NUMBER */
static void status(struct client *client)
{
    sayf(client,
         "HTTP/1.1 %s Words\r\nContent-Type: text/html\r\nWWW-Authenticate: Basic realm=x\r\n"
         "Content-Length: 5\r\n" CLOSE "\r\noops\n",
         client->query);
}

/* /later?VALUE: too many requests, with this Retry-After; the second time the page. */
static void later(struct client *client)
{
    if (client->count > 1)
        say_page(client);
    else
        sayf(client,
             "HTTP/1.1 429 Slow Down\r\nRetry-After: %s\r\nContent-Length: 0\r\n" CLOSE "\r\n",
             client->query);
}

/* /until?SECONDS: the same, until that much after now. */
static void until(struct client *client)
{
    time_t then = time(NULL) + strtol(client->query, NULL, 10);
    struct tm date;

    strftime(client->query, sizeof client->query, "%a, %d %b %Y %H:%M:%S GMT",
             gmtime_r(&then, &date));
    later(client);
}

/* /once-NUMBER: this status the first time, then the page. */
static void once(struct client *client)
{
    if (client->count > 1)
        say_page(client);
    else
        sayf(client, "HTTP/1.1 %s Words\r\nContent-Length: 0\r\n" CLOSE "\r\n",
             client->path + strlen("once-"));
}

/* The page, and from the second time on what is left of it behind a wall. */
static void walled(struct client *client)
{
    if (client->count == 1)
        say_page(client);
    else
        say(client,
            HTML_OK "\r\n<!DOCTYPE html><html><body><article><h1>A page</h1>"
                    "<p>wall-start: this is a page of some words. Subscribe to continue "
                    "reading.</p></article></body></html>\n");
}

static void etag(struct client *client)
{
    if (strcmp(request_header(client, "If-None-Match"), "\"tag-1\"") == 0) {
        say(client, "HTTP/1.1 304 Not Modified\r\nETag: \"tag-1\"\r\n" CLOSE "\r\n");
        return;
    }
    say(client, HTML_OK
        "ETag: \"tag-1\"\r\nLast-Modified: Mon, 12 Apr 2021 18:00:00 GMT\r\n\r\n" PAGE_BODY);
}

/* /then-WORD: a page with its tags, and from the second time on what the word says. */
static void then(struct client *client)
{
    static const char tags[] =
        "ETag: \"tag-2\"\r\nLast-Modified: Mon, 12 Apr 2021 18:00:00 GMT\r\n";
    const char *word = client->path + strlen("then-");
    bool same = strcmp(request_header(client, "If-None-Match"), "\"tag-2\"") == 0;

    if (client->count == 1)
        sayf(client, HTML_OK "%s\r\n" PAGE_BODY, tags);
    else if (strcmp(word, "304") == 0)
        sayf(client, "HTTP/1.1 %s\r\n%s" CLOSE "Content-Length: 0\r\n\r\n",
             same ? "304 Not Modified" : "500 No Tag", tags);
    else if (strcmp(word, "stall") == 0)
        stall();
    else if (strcmp(word, "reset") == 0)
        reset(client);
    else
        sayf(client, "HTTP/1.1 %s Words\r\n" HTML "Content-Length: 5\r\n" CLOSE "\r\noops\n",
             word);
}

static void cookie_loop(struct client *client)
{
    say(client, "HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: /cookie-loop\r\n"
                "Content-Length: 0\r\n" CLOSE "\r\n");
}

static void cookie_flood(struct client *client)
{
    say(client, "HTTP/1.1 302 Found\r\nLocation: /ok\r\n");
    for (int i = 0; i < 1000; i++)
        sayf(client, "Set-Cookie: c%d=v; Path=/\r\n", i);
    say(client, "Content-Length: 0\r\n" CLOSE "\r\n");
}

const struct behaviour way_behaviours[] = {
    { "moved", moved },
    { "chain-*", chain },
    { "loop", loop },
    { "endless-*", endless },
    { "redirect-long", long_place },
    { "redirect-big-body", big_body },
    { "status", status },
    { "later*", later },
    { "until", until },
    { "once-*", once },
    { "walled", walled },
    { "etag", etag },
    { "then-*", then },
    { "cookie-loop", cookie_loop },
    { "cookie-flood", cookie_flood },
    { NULL, NULL },
};
