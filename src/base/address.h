/* SPDX-License-Identifier: MIT */
/*
 * Web addresses: what is accepted here is safe as one argument of a browser and as the
 * target of a request, and means the same host to everyone who reads it.
 */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

enum { ADDRESS_MAX = 8192 }; /* bytes */

/*
 * The canonical form of text, resolved against base (NULL for none): http or https, a host in
 * ASCII (punycode; that needs a UTF-8 locale), no user or password, only bytes 0x21-0x7E, at
 * most ADDRESS_MAX bytes. Appended to out. Blanks and newlines around text are dropped.
 *
 * Refused with a reason: other schemes, controls, blanks, backslashes, empty or odd hosts
 * (also those with characters that are not seen, such as U+200B and U+202E),
 * "http:" without "//host", bad ports, bad percent signs, a relative text without base.
 * Same page, same string: scheme and host in lower case without a dot at the end, numeric
 * hosts as four numbers, default port dropped, path at least "/", dot segments resolved, bytes
 * that do not belong into an address percent-encoded, escapes left alone, fragment kept.
 */
bool address_canonical(const char *text, const char *base, struct buf *out,
                       struct error *error);

/*
 * Whether a text, or markup, may hold an address whose host is not kept as it is written: that
 * takes libcurl, which a process that sealed itself must have loaded before. True too often is
 * no harm.
 */
bool address_has_odd_host(const char *text, size_t n);

/* The host of a canonical address, without port: a view into it. */
const char *address_host(const char *canonical, size_t *len);

/* A canonical address as people read it: no scheme, no "www.", no "/" at the end. */
void address_short(const char *canonical, struct buf *out);

/* An address that is refused, as it can be shown: of user and password only that there are. */
void address_without_user(const char *text, struct buf *out);

/*
 * The key under which marks and pages are kept: canonical (so http and https differ), without
 * fragment and without the parameters that only count visits (utm_*, fbclid, gclid …). False
 * as address_canonical().
 */
bool address_key(const char *text, struct buf *out);

#endif
