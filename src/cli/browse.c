/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/select.h"
#include "ui/app.h"
#include "ui/session.h"

enum { FOLDERS_MAX = 256, FOLDERS_BYTES_MAX = 1024 * 1024 };

/*
 * The folders that the last session looked at, as far as they are still there: for a call that
 * names none, where the settings have none. NULL when there are none; *owned has the strings.
 */
static const char **last_folders(const struct cli_call *call, size_t *count, struct buf *owned)
{
    const char **paths = xcalloc(FOLDERS_MAX, sizeof *paths);

    *count = 0;
    buf_init(owned, FOLDERS_BYTES_MAX);
    if (!call->argument_count && !call->config->folders.count && call->config->session)
        session_last_folders(owned);
    for (size_t i = 0; i < owned->len && *count < FOLDERS_MAX; i += strlen(owned->data + i) + 1)
        if (access(owned->data + i, R_OK) == 0)
            paths[(*count)++] = owned->data + i;
    if (*count)
        return paths;
    free(paths);
    buf_release(owned);
    return NULL;
}

/* Without a terminal on both sides there is nothing to browse on: print the list. */
int cli_browse(const struct cli_call *call)
{
    struct buf owned;
    struct error error;
    size_t count;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return cli_list(call);
    const char **paths = last_folders(call, &count, &owned);
    if (!paths)
        paths =
            select_paths(call, call->arguments, (size_t)call->argument_count, &count, &owned);
    if (!paths)
        return CLI_USAGE;
    config_for_folders(call->config, paths, count);
    struct app_options options = {
        .paths = paths,
        .path_count = count,
        .query = call->query            ? call->query
                 : *call->config->query ? call->config->query
                                        : NULL,
        .go_on = !call->query,
        .config = call->config,
        .colour = call->colour,
        .ascii = !call->unicode,
        .settings_wrong = call->settings_wrong,
    };
    int code = app_run(&options, &error);
    if (*error.text)
        output_tell("coranto: %s\n", error.text);
    free(paths);
    buf_release(&owned);
    return code;
}
