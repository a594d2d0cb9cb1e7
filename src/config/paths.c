/* SPDX-License-Identifier: MIT */
#include "config/paths.h"

#include <stdlib.h>
#include <string.h>

enum { HOME_MAX = 4096 }; /* a longer one cannot name a folder anyway */

static const struct {
    const char *variable, *below_home;
} folders[] = {
    [PATH_CONFIG] = { "XDG_CONFIG_HOME", "/.config" },
    [PATH_STATE] = { "XDG_STATE_HOME", "/.local/state" },
    [PATH_CACHE] = { "XDG_CACHE_HOME", "/.cache" },
};

/* The value of a variable that holds an absolute path, else NULL. */
static const char *absolute(const char *variable)
{
    const char *value = getenv(variable);

    return value && value[0] == '/' && strlen(value) <= HOME_MAX ? value : NULL;
}

bool path_folder(enum path_kind kind, struct buf *out)
{
    const char *base = absolute(folders[kind].variable), *home = absolute("HOME");

    if (base)
        return buf_adds(out, base) && buf_adds(out, "/coranto");
    if (!home)
        return false;
    return buf_adds(out, home) && buf_adds(out, folders[kind].below_home) &&
           buf_adds(out, "/coranto");
}

bool path_config_file(struct buf *out)
{
    return path_folder(PATH_CONFIG, out) && buf_adds(out, "/config.yaml");
}

bool path_marks_file(struct buf *out)
{
    return path_folder(PATH_STATE, out) && buf_adds(out, "/state.db");
}

bool path_typed_file(struct buf *out)
{
    return path_folder(PATH_STATE, out) && buf_adds(out, "/typed");
}

bool path_pages_file(struct buf *out)
{
    return path_folder(PATH_CACHE, out) && buf_adds(out, "/pages.db");
}

void path_expand(const char *path, struct buf *out)
{
    const char *home = absolute("HOME");

    if (path[0] == '~' && (path[1] == '/' || path[1] == '\0') && home) {
        buf_adds(out, home);
        path++;
    }
    buf_adds(out, path);
}
