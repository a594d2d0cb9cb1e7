/* SPDX-License-Identifier: MIT */
/* A folder of a target's own, in TMPDIR when that is set: in memory it is many times quicker.
 */
#ifndef FUZZ_ROOM_H
#define FUZZ_ROOM_H

enum { ROOM_PATH = 128 };

/* Its path, made anew. */
void room_make(char path[ROOM_PATH]);

#endif
