/* SPDX-License-Identifier: MIT */
#include "server.h"

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

const struct behaviour page_behaviours[] = {
    { "typed", typed },
    { NULL, NULL },
};
