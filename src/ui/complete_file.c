/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "config/paths.h"
#include "ui/complete.h"

enum { NAMES_MAX = 10000 };

static int by_name(const void *a, const void *b)
{
    return text_compare(*(char *const *)a, *(char *const *)b);
}

/* A name that stands in a line as it is: what is cleaned would be another file. */
static bool is_clean(const char *name)
{
    struct buf clean = BUF_INIT(PATH_BYTES_MAX);

    text_clean(&clean, name, strlen(name), TEXT_LINE);
    bool same = strcmp(buf_str(&clean), name) == 0;
    buf_release(&clean);
    return same;
}

/* The names in a folder; hidden ones only when a dot is typed. */
static char **list_names(const char *folder, bool hidden, size_t *count)
{
    DIR *dir = opendir(folder);
    char **names = NULL;
    struct dirent *entry;

    *count = 0;
    while (dir && *count < NAMES_MAX && (entry = readdir(dir))) {
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || (*name == '.') != hidden ||
            !is_clean(name))
            continue;
        if ((*count & (*count - 1)) == 0)
            names = xreallocarray(names, *count ? *count * 2 : 1, sizeof *names);
        names[(*count)++] = xstrdup(name);
    }
    if (dir)
        closedir(dir);
    if (names)
        qsort(names, *count, sizeof *names, by_name);
    return names;
}

static bool is_folder(const char *folder, const char *name)
{
    struct buf path = BUF_INIT(PATH_BYTES_MAX);
    struct stat status;

    buf_addf(&path, "%s/%s", folder, name);
    bool is = !path.full && stat(buf_str(&path), &status) == 0 && S_ISDIR(status.st_mode);
    buf_release(&path);
    return is;
}

void complete_file(struct app *app, const char *text, size_t from, size_t cursor,
                   struct completion *completion)
{
    struct buf typed = BUF_INIT(PATH_BYTES_MAX), folder = BUF_INIT(PATH_BYTES_MAX);
    size_t start = cursor, count;

    (void)app;
    while (start > from && text[start - 1] != '/')
        start--;
    buf_add(&typed, text + from, start - from);
    path_expand(start > from ? buf_str(&typed) : ".", &folder);
    buf_clear(&typed);
    completion_take(completion, text, start, cursor, &typed);
    char **names = list_names(buf_str(&folder), text[start] == '.', &count);
    for (size_t i = 0; i < count; i++) {
        struct buf name = BUF_INIT(PATH_BYTES_MAX);
        bool inner = is_folder(buf_str(&folder), names[i]);
        buf_addf(&name, "%s%s", names[i], inner ? "/" : "");
        completion_offer(completion, buf_str(&typed), names[i], buf_str(&name), "", inner);
        buf_release(&name);
        free(names[i]);
    }
    free(names);
    buf_release(&typed);
    buf_release(&folder);
}
