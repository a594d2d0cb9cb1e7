/* SPDX-License-Identifier: MIT */
/*
 * How deep the parser's tree is while tags are only being scanned. It follows the HTML5
 * rules for what a start tag closes and an end tag reaches, as far as they matter for depth;
 * where it is not exact it counts too much rather than too little.
 */
#ifndef WORKER_HTML_DEPTH_H
#define WORKER_HTML_DEPTH_H

#include <stdint.h>

#include "worker/html_element.h"

enum {
    HTML_SCAN_DEPTH_MAX = 200, /* real pages are at most 55 deep */
    HTML_FORMATS_MAX = 20,     /* open, or open again in each block to come; real pages: 3 */
};

struct html_depth {
    struct html_open {
        const struct html_element *element;
        uint64_t name; /* hash, in lower case */
        uint64_t look; /* of a format: hash of its name and attributes */
        bool is_old;   /* a format of which the parser knows three younger ones, and not it */
    } open[HTML_SCAN_DEPTH_MAX], leaked[HTML_FORMATS_MAX]; /* formats that a block cut off */
    size_t count, leaked_count;
    size_t formats; /* among open */
};

/* False when the start tag must be left out for the sake of the depth. */
bool html_depth_open(struct html_depth *depth, struct html_open tag);
void html_depth_close(struct html_depth *depth, struct html_open tag);

#endif
