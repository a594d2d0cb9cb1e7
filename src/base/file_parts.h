/* SPDX-License-Identifier: MIT */
/* What the files of base/file share; only they include this. */
#ifndef BASE_FILE_PARTS_H
#define BASE_FILE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

/* Write all and force it out to the disk; false with errno set. */
bool file_write_all(int fd, const char *bytes, size_t n);

/* Force the name of a file out to the disk, as far as the system can. */
void file_sync_folder(const char *path);

#endif
