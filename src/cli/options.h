/* SPDX-License-Identifier: MIT */
/* Options of the command line: one table for all subcommands. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/cli.h"

/*
 * Read argv (from after the subcommand's name) into call, arguments last. False when something
 * was wrong, told on stderr. --help sets *help.
 */
bool options_read(struct cli_call *call, int argc, char **argv, bool *help);

/* The lines of --help for the options that a subcommand takes. */
void options_help(const struct subcommand *command, struct buf *out);

#endif
