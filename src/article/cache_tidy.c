/* SPDX-License-Identifier: MIT */
/* Files of folders that are looked at no more. */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "article/cache.h"

enum {
    KEPT_SECONDS = 90 * 24 * 60 * 60, /* since it was opened or written last */
    NAME_DIGITS = 16,                 /* as cache_path() has them */
    ENTRIES_MAX = 100000,
};

static bool is_cache(const char *name)
{
    const char *rest = name + strspn(name, "0123456789abcdef");

    return rest - name == NAME_DIGITS &&
           (strcmp(rest, ".library") == 0 || strcmp(rest, ".library.new") == 0);
}

static bool is_old(int folder, const char *name, time_t now)
{
    struct stat st;

    return fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
           st.st_uid == geteuid() && st.st_mtime < now - KEPT_SECONDS;
}

void cache_tidy(const char *folder)
{
    DIR *dir = opendir(folder);
    time_t now = time(NULL);
    const struct dirent *entry;

    for (int i = 0; dir && i < ENTRIES_MAX && (entry = readdir(dir)); i++)
        if (is_cache(entry->d_name) && is_old(dirfd(dir), entry->d_name, now))
            unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir)
        closedir(dir);
}
