/* SPDX-License-Identifier: MIT */
/* Whole files: settings, what was typed, what is saved. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"

enum { PATH_BYTES_MAX = 16 * 1024 }; /* of any path: four times what the system takes */

enum file_answer { FILE_READ, FILE_MISSING, FILE_FAILED };

/*
 * Append the bytes of a regular file; FIFOs and devices are never waited for. FILE_FAILED with
 * error set, also when it does not fit into out.
 */
enum file_answer file_read(const char *path, struct buf *out, struct error *error);

/* Whether a file or folder lies on a file system that other machines change too, or one made by
 * a program. */
bool file_is_remote(int fd);

/* Make every folder that path lies in, mode 0700. One that cannot be made shows when the file
 * is opened. */
void file_make_folders(const char *path);

/* Write all of it to an open file, however many calls that takes; false with errno set. */
bool file_write(int fd, const void *bytes, size_t n);

/*
 * Open a file that is to take the place of another, empty, of mode 0600 and locked: what a
 * process that died left under this name is taken. -1 when a living one has it, or it is not
 * ours to write. Whoever has it renames or removes it before closing it, as until then nobody
 * else does.
 */
int file_open_beside(const char *name);

/*
 * Put these bytes in the place of the file, or make it: another file beside it is written,
 * forced out to the disk, and takes its name, so that a crash leaves the one or the other; what
 * else it leaves the next call takes away. A link is followed and stays; mode and folders stay,
 * new ones are 0600 and 0700. False with error set, and the file is as it was.
 */
bool file_replace(const char *path, const char *bytes, size_t n, struct error *error);

/* The same for a file that is not there yet, whose mode is what the umask leaves of 0666; one
 * that is there is an error. */
bool file_create(const char *path, const char *bytes, size_t n, struct error *error);

#endif
