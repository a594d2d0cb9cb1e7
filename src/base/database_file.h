/* SPDX-License-Identifier: MIT */
/* The file of a database as a file: found, made, set aside. */
#ifndef BASE_DATABASE_FILE_H
#define BASE_DATABASE_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/error.h"

enum { DATABASE_PATH_MAX = 4096 }; /* bytes */

struct database_file {
    dev_t device; /* with the inode, which file it was */
    ino_t inode;
    int64_t size;
    bool strange; /* no file that can be a database: a folder, a FIFO, a link to nowhere */
    bool remote;  /* locks and shared memory are not to be relied on: no write-ahead log */
};

/* Find the file at path; when nothing is there, make its folders and an empty file. False with
 * error set, to the words of errno, when there is none to be had. */
bool database_file_find(const char *path, struct database_file *file, struct error *error);

/* Its bytes now, 0 when it is gone. While SQLite has the file open this is the way to ask: the
 * first descriptor of it that is closed would take all locks of this process away. */
int64_t database_file_size(const char *path);

/*
 * Give it the name PATH.bad-YYYY-MM-DD, or with -2, -3 ... behind, and its journals likewise.
 * moved gets the new name; "" when another process has already moved it. False with error set.
 */
bool database_file_set_aside(const char *path, const struct database_file *file,
                             struct buf *moved, struct error *error);

/* Make an empty file of mode 0600 in place of what is at path. */
bool database_file_anew(const char *path, struct error *error);

/* Append a file: address for SQLite that reads without locks and journals. */
void database_file_immutable(const char *path, struct buf *out);

#endif
