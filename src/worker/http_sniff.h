/* SPDX-License-Identifier: MIT */
/* What a body is, by what its header says and by its first bytes. Only for http. */
#ifndef WORKER_HTTP_SNIFF_H
#define WORKER_HTTP_SNIFF_H

#include <stddef.h>

enum { HTTP_SNIFF_BYTES = 512 }; /* that are looked at */

/* What it is ("a PDF document") when its content type is not one of a page to read, else NULL.
 * A missing type ("") is left to the bytes. */
const char *http_type_refused(const char *type);

/* The same by the first bytes, whatever the header says. */
const char *http_bytes_refused(const char *bytes, size_t n);

#endif
