/* SPDX-License-Identifier: MIT */
/* Whom a page may be fetched from. Only for http. */
#ifndef WORKER_HTTP_PEER_H
#define WORKER_HTTP_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/* What an address is when it is not one of the public internet ("a loopback address"), NULL
 * when it is one. */
const char *http_peer_refused(const struct sockaddr *peer);

/* The same for the host of a canonical address when nobody looks it up here: numbers and
 * "localhost"; NULL for other names. */
const char *http_host_refused(const char *host, size_t n);

#endif
