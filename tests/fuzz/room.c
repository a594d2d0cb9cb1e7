/* SPDX-License-Identifier: MIT */
#include "room.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"

void room_make(char path[ROOM_PATH])
{
    const char *temporary = getenv("TMPDIR");

    if (!temporary || strlen(temporary) > ROOM_PATH / 2)
        temporary = "/tmp";
    snprintf(path, ROOM_PATH, "%s/fuzz-XXXXXX", temporary);
    FUZZ_HOLDS(mkdtemp(path));
}

void room_write(const char *path, const void *bytes, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

    FUZZ_HOLDS(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
    close(fd);
}

void room_empty(const char *path)
{
    DIR *folder = opendir(path);

    FUZZ_HOLDS(folder);
    for (struct dirent *file; (file = readdir(folder));)
        if (*file->d_name != '.')
            unlinkat(dirfd(folder), file->d_name, 0);
    closedir(folder);
}
