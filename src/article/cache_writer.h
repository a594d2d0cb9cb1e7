/* SPDX-License-Identifier: MIT */
/* A file being written: begun and ended by cache_copy.c, filled by cache_write.c. */
#ifndef ARTICLE_CACHE_WRITER_H
#define ARTICLE_CACHE_WRITER_H

#include "article/cache_parts.h"

enum {
    CACHE_BUFFER = 64 * 1024, /* a multiple of CACHE_ALIGN */
    /* Where the first section begins. */
    CACHE_HEADER_ROOM = (sizeof(struct cache_header) + CACHE_ALIGN - 1) / CACHE_ALIGN *
                        CACHE_ALIGN,
};

struct cache_writer {
    int fd; /* of the file beside, locked */
    char *path, *beside;
    bool failed, done;

    /* What is written: the library may go on. */
    const struct article **articles;
    size_t article_count;
    const char **terms;
    size_t term_count;
    struct cache_problem *problems;
    const char **messages;
    struct buf roots, flags;
    struct index_section index[INDEX_SECTIONS]; /* the library's own, which must stay */

    struct cache_header header;
    struct cache_sum sum;
    unsigned char buffer[CACHE_BUFFER];
    size_t buffered;
    enum cache_section section;
    size_t item;                 /* of the section, next to be written */
    uint64_t string_at, list_at; /* where the next ones will lie */
};

/* Go to the first section; its counts and copies are made. */
void cache_write_begin(struct cache_writer *writer);

#endif
