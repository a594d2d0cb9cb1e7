/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/select.h"
#include "ui/app.h"

/* Without a terminal on both sides there is nothing to browse on: print the list. */
int cli_browse(const struct cli_call *call)
{
    struct buf owned;
    struct error error;
    size_t count;

    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return cli_list(call);
    const char **paths =
        select_paths(call, call->arguments, (size_t)call->argument_count, &count, &owned);
    if (!paths)
        return CLI_USAGE;
    config_for_folders(call->config, paths, count);
    struct app_options options = {
        .paths = paths,
        .path_count = count,
        .query = call->query ? call->query : call->config->query,
        .config = call->config,
        .colour = call->colour,
        .ascii = !call->unicode,
        .greeting = call->greeting,
    };
    int code = app_run(&options, &error);
    if (code == CLI_FAILED)
        fprintf(stderr, "coranto: %s\n", error.text);
    free(paths);
    buf_release(&owned);
    return code;
}
