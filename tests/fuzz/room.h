/* SPDX-License-Identifier: MIT */
/* A folder of a target's own, in TMPDIR when that is set: in memory it is many times quicker.
 */
#ifndef FUZZ_ROOM_H
#define FUZZ_ROOM_H

#include <stddef.h>

enum { ROOM_PATH = 128 };

/* Its path, made anew. */
void room_make(char path[ROOM_PATH]);

/* Write a file as plainly as can be. */
void room_write(const char *path, const void *bytes, size_t n);

/* Take away the files in a folder. */
void room_empty(const char *path);

#endif
