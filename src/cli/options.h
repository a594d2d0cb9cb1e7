/* SPDX-License-Identifier: MIT */
/* Options of the command line: one table for all subcommands. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "cli/cli.h"

struct option_row {
    char letter; /* upper case: only the long form exists */
    const char *name;
    const char *argument; /* what stands for its value in the help; NULL when it has none */
    const char *help;
};

/* The options that a subcommand takes; NULL after the last. */
const struct option_row *options_row(const struct subcommand *command, size_t i);

/* Whether the letter is also how it is typed. */
bool options_has_letter(const struct option_row *row);

/* What --color may be, parted by blanks. */
extern const char options_when[];

/*
 * Read argv (from after the subcommand's name) into call, arguments last. False when something
 * was wrong, told on stderr. --help sets *help.
 */
bool options_read(struct cli_call *call, int argc, char **argv, bool *help);

/* The lines of --help for the options that a subcommand takes. */
void options_help(const struct subcommand *command, struct buf *out);

#endif
