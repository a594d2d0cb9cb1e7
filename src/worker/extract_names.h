/* SPDX-License-Identifier: MIT */
/*
 * What authors of pages call their boxes: class, id, role and the like, cut into words, each
 * looked up in one table of words.
 */
#ifndef WORKER_EXTRACT_NAMES_H
#define WORKER_EXTRACT_NAMES_H

#include <stdint.h>

#include "worker/html.h"

enum name_bit {
    NAME_BODY = 1 << 0,    /* the body of an article, by a name used for nothing else */
    NAME_GOOD = 1 << 1,    /* content of some kind */
    NAME_JUNK = 1 << 2,    /* not the article, when small */
    NAME_FRAME = 1 << 3,   /* of the site, not of the page, whatever its size */
    NAME_COMMENT = 1 << 4, /* what readers wrote */
    NAME_CAPTION = 1 << 5, /* words to a picture */
    NAME_ABOUT = 1 << 6,   /* who wrote it and when */
    NAME_QUOTED = 1 << 7,  /* a post of a social network shown whole */
    NAME_MEDIA = 1 << 8,   /* a picture or film with what is said to it */
    NAME_GALLERY = 1 << 9, /* a row of such */
    NAME_PULLED = 1 << 10, /* a sentence of the text, set large */
    NAME_TEXT = 1 << 11,   /* running text, maybe beside a picture */
};

/* The bits of all words in the names of an element. */
uint32_t names_of(const struct html_node *node);

/* The same for one string of names. */
uint32_t names_in(const char *value);

#endif
