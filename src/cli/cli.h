/* SPDX-License-Identifier: MIT */
/*
 * The command line. Each subcommand is a file and a row of the table in cli.c.
 *
 * Exit status: 0 done, 1 nothing matched or something failed, 2 wrong usage.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>

#include "config/config.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

/* What the options of one call said. Options that were not given are NULL, 0 or false. */
struct cli_call {
    const struct subcommand *command;
    struct config *config;
    const char *settings_wrong; /* what of them is, a line each, told already; "" for nothing */
    const char *query, *format, *columns, *url;
    long limit, width;
    bool full;           /* the full text, fetched when it is not kept */
    bool export, import; /* marks as lines */
    bool example;        /* settings to begin with */
    bool null;           /* paths end with NUL */
    bool colour;         /* what --color, the environment and stdout come to */
    bool unicode;        /* the locale shows more than ASCII */
    const char *const *arguments;
    int argument_count;
};

struct subcommand {
    const char *name;
    const char *options;   /* letters of the options it takes, see options.c */
    const char *formats;   /* of --format, the default first, parted by blanks */
    const char *arguments; /* for the usage line */
    const char *help;      /* one sentence */
    const char *details;   /* more lines for --help, "" for none */
    int (*run)(const struct cli_call *call);
};

extern const struct subcommand subcommands[];

/* Run the program; the exit status. */
int cli_main(int argc, char **argv, bool unicode);

int cli_browse(const struct cli_call *call);
int cli_list(const struct cli_call *call);
int cli_show(const struct cli_call *call);
int cli_text(const struct cli_call *call);
int cli_fetch(const struct cli_call *call);
int cli_mark(const struct cli_call *call);
int cli_mark_lines(const struct cli_call *call);
int cli_facets(const struct cli_call *call);
int cli_check(const struct cli_call *call);
int cli_config(const struct cli_call *call);
int cli_paths(const struct cli_call *call);
int cli_completion(const struct cli_call *call);

#endif
