/* SPDX-License-Identifier: MIT */
/*
 * Files for SQLite that are quicker than its own: while it has one open, the first bytes are in
 * memory, and go to the file itself when it is closed, cut or forced out. So whoever looks at
 * the folder in between two openings, or moves a file there, finds what there would be. Nobody
 * else is there: no locks, and each file is open once at most.
 */
#ifndef FUZZ_DISK_H
#define FUZZ_DISK_H

#include <stddef.h>

/* After cells_set_up(); all databases are opened so from then on. */
void disk_set_up(void);

/* A database that is empty when it is opened holds these bytes: as when another process was a
 * moment quicker to begin it. They stay the caller's; NULL for no other process. */
void disk_begun(const void *bytes, size_t n);

#endif
