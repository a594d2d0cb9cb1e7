/* SPDX-License-Identifier: MIT */
/*
 * SQLite's memory, from lists of free blocks: a database that is opened and closed takes and
 * gives back some thousand, which costs a sanitizer's allocator more than all else. What is
 * free, and what stands between the blocks, is still no one's to touch.
 */
#ifndef FUZZ_POOL_H
#define FUZZ_POOL_H

#include <stddef.h>

/* More than this at once is a finding: the most that SQLite asks for by a length in a small
 * file is 68 MB, for the numbers of the pages that a row of four gigabytes would take. */
enum { POOL_BLOCK_MAX = 128 * 1024 * 1024 };

/* Before SQLite is used at all. */
void pool_set_up(void);

/* How many blocks it holds now. */
size_t pool_count(void);

#endif
