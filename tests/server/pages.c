/* SPDX-License-Identifier: MIT */
#include "server.h"

#include <stdio.h>
#include <string.h>

/* /typed?CHARSET|PAGE: this page, declared to be in that encoding. */
static void typed(struct client *client)
{
    char *page = strchr(client->query, '|');

    if (!page)
        return;
    *page++ = '\0';
    sayf(client, OK "Content-Type: text/html; charset=%s\r\n" CLOSE "\r\n", client->query);
    say_bytes(client, page, client->query_len - (size_t)(page - client->query));
}

/* /file?PATH: the whole of the answer, from its status on, is what that file has. */
static void file(struct client *client)
{
    char bytes[REQUEST_MAX];
    FILE *in = fopen(client->query, "rb");

    if (!in)
        return;
    size_t n = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    say_bytes(client, bytes, n);
}

const struct behaviour page_behaviours[] = {
    { "typed", typed },
    { "file", file },
    { NULL, NULL },
};
