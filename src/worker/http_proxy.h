/* SPDX-License-Identifier: MIT */
/* The proxy that the environment names. Only for http. */
#ifndef WORKER_HTTP_PROXY_H
#define WORKER_HTTP_PROXY_H

/*
 * For a canonical address: http_proxy (only in lower case, because a web server sets the other
 * from a visitor's header) or https_proxy, HTTPS_PROXY, then all_proxy, ALL_PROXY; "" for none.
 * no_proxy or NO_PROXY names exceptions, parted by commas or blanks: a host and all below it,
 * an address, "*" for all.
 */
const char *http_proxy(const char *url);

#endif
