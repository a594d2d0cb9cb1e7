/* SPDX-License-Identifier: MIT */
/* What the files of base/file share; only they include this. */
#ifndef BASE_FILE_PARTS_H
#define BASE_FILE_PARTS_H

#include <stdbool.h>

/* Force what was written out to the disk; false when it may not be there. */
bool file_sync(int fd);

/* Force the name of a file out to the disk, as far as the system can. */
void file_sync_folder(const char *path);

#endif
