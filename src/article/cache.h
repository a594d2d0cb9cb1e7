/* SPDX-License-Identifier: MIT */
/*
 * The articles of a library in one file, from which the next start has them at once.
 *
 * The file is mapped and used where it lies. It is never trusted: one that is damaged, cut off,
 * another user's, another version's or another set of folders' is as good as none, and whatever
 * it holds, nothing outside of it is touched. What it says of the folders is only what was so
 * when it was written; the library looks at every file again.
 *
 * It is written beside the old one and put in its place when complete, so that two copies of
 * the program leave one whole file. It may be deleted at any time.
 */
#ifndef ARTICLE_CACHE_H
#define ARTICLE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "article/library.h"
#include "base/buf.h"

struct cache; /* an open file */

/* Append the path of the file for the library's folders within a folder. */
void cache_path(const struct library *library, const char *folder, struct buf *out);

/* Open the file and fill the library, which is empty, from it. NULL when it is of no use; the
 * library is then as it was. The cache must outlive the library's articles. */
struct cache *cache_open(const char *path, struct library *library);
void cache_close(struct cache *cache); /* NULL is ignored */

/* Whether the texts are what was written: most of the bytes, so that this takes a while and is
 * for another thread. What is not is text all the same, but not clean. */
bool cache_is_sound(const struct cache *cache);

/* The index that was written with the articles, the caller's, or NULL: for another thread, too.
 * The cache must outlive it. */
struct index *cache_open_index(const struct cache *cache);

/* Bytes of the file. */
size_t cache_size(const struct cache *cache);

/* Remove the files of this folder that were neither opened nor written for 90 days. */
void cache_tidy(const char *folder);

struct cache_writer;

/* Begin to write the library as it is now; its articles must stay until the end. NULL when
 * there is no writing there, or another copy of the program is at it. */
struct cache_writer *cache_write(const struct library *library, const char *path);

/* Write about so many bytes more; false when there is no more to do. */
bool cache_write_step(struct cache_writer *writer, size_t bytes);

/* Put the file in its place when all of it is written, else remove it. NULL is ignored. */
void cache_write_end(struct cache_writer *writer);

#endif
