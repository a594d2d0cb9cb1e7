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
    say(client, page);
}

const struct behaviour page_behaviours[] = {
    { "typed", typed },
    { NULL, NULL },
};
