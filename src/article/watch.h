/* SPDX-License-Identifier: MIT */
/*
 * What changes below some folders, as the system tells it (inotify).
 *
 * A folder is watched from when watch_folder() returns on; whoever reads its entries after that
 * misses nothing. That function may be called by any thread, the others by one.
 */
#ifndef ARTICLE_WATCH_H
#define ARTICLE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct watch;

/* NULL with error set when the system allows no more of them. */
struct watch *watch_new(struct error *error);
void watch_free(struct watch *watch); /* NULL is ignored */

/* The descriptor that has something to read when something changed. */
int watch_fd(const struct watch *watch);

/* Tell of the entries of this folder, whose path is full, and path below its root. */
void watch_folder(struct watch *watch, uint16_t root, const char *path, const char *full);

/* Tell when the root itself, a folder or a file, is replaced or written. */
void watch_root(struct watch *watch, uint16_t root, const char *full);

/* Why some folders are not watched; false when all are. */
bool watch_trouble(struct watch *watch, struct error *error);

/*
 * Read what there is, without waiting. entry is called for each file or folder that may have
 * changed, come or gone, path below its root. False when the system lost count: then anything
 * may have changed.
 */
bool watch_read(struct watch *watch,
                void (*entry)(void *arg, uint16_t root, const char *path, bool folder),
                void *arg);

#endif
