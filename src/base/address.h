/* SPDX-License-Identifier: MIT */
/*
 * Web addresses: what is accepted here is safe as one argument of a browser and as the
 * target of a request.
 */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

enum { ADDRESS_MAX = 8192 };

/*
 * The canonical form of text, resolved against base (NULL for none): http or https, a host in
 * ASCII (punycode), no user or password, only bytes 0x21-0x7E, at most ADDRESS_MAX bytes.
 * Appended to out. Refused with a reason: other schemes, controls, blanks, backslashes, empty
 * hosts, bad ports, bad percent signs. Same page, same string: scheme and host in lower
 * case, default port dropped, path at least "/", dot segments resolved, fragment kept.
 */
bool address_canonical(const char *text, const char *base, struct buf *out,
                       struct error *error);

/* The host of a canonical address: a view into it. */
const char *address_host(const char *canonical, size_t *len);

/* A canonical address as people read it: no scheme, no "www.", no "/" at the end. */
void address_short(const char *canonical, struct buf *out);

/*
 * The key under which marks and pages are kept: canonical, without fragment and without the
 * parameters that only count visits (utm_*, fbclid, gclid …). False as address_canonical().
 */
bool address_key(const char *text, struct buf *out);

#endif
