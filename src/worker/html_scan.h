/* SPDX-License-Identifier: MIT */
/*
 * One linear pass over HTML before it is parsed, which leaves out what takes the parser more
 * than linear time: tags nested too deep, attributes without end, comments, drawings (svg).
 * The text stays, whatever happens to the tags.
 */
#ifndef WORKER_HTML_SCAN_H
#define WORKER_HTML_SCAN_H

#include "base/buf.h"

enum {
    HTML_ATTRIBUTES_MAX = 100,
    HTML_TAG_MAX = 64 * 1024, /* bytes of one tag's attributes */
};

/* Append the n bytes of HTML to out, bounded. False when something of worth was dropped. */
bool html_scan(const char *s, size_t n, struct buf *out);

#endif
