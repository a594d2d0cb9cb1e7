/* SPDX-License-Identifier: MIT */
/* A folder of articles for one test, and the library read from it. */
#ifndef TESTS_UNIT_ARTICLE_FOLDER_H
#define TESTS_UNIT_ARTICLE_FOLDER_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "article/library.h"

struct folder {
    char path[64];
    int fd;
};

static void folder_make(struct folder *folder)
{
    snprintf(folder->path, sizeof folder->path, "/tmp/coranto-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder->fd >= 0);
}

static void folder_write(const struct folder *folder, const char *name, const char *text)
{
    int fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void folder_remove(struct folder *folder)
{
    DIR *dir = fdopendir(folder->fd);

    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        unlinkat(folder->fd, entry->d_name, 0);
    closedir(dir);
    rmdir(folder->path);
}

static struct library *folder_load(const struct folder *folder)
{
    const char *const paths[] = { folder->path };
    struct library *library = library_new(paths, 1);
    struct error error = { "" };

    if (!library_load(library, &error))
        fail_msg("%s", error.text);
    return library;
}

#endif
