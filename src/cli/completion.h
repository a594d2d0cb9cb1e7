/* SPDX-License-Identifier: MIT */
/* Scripts that complete words for shells, made of the tables of commands, options and fields.
 */
#ifndef CLI_COMPLETION_H
#define CLI_COMPLETION_H

#include "base/buf.h"
#include "cli/options.h"

enum completion_kind {
    COMPLETE_NOTHING,
    COMPLETE_FILES,
    COMPLETE_WORDS,  /* one of a list */
    COMPLETE_QUERY,  /* a term of a query */
    COMPLETE_FIELD,  /* the name of a field */
    COMPLETE_FIELDS, /* several, parted by commas */
};

struct completion {
    enum completion_kind kind;
    const char *words; /* of COMPLETE_WORDS, parted by blanks */
};

/* What the value of an option can be. */
struct completion completion_of_option(const struct subcommand *command,
                                       const struct option_row *row);

/* What the first argument of a subcommand can be, and the others; words holds those of a list.
 */
struct completion completion_of_first(const struct subcommand *command, struct buf *words);
struct completion completion_of_others(const struct subcommand *command);

/* Append names parted by blanks: of the fields of articles, and of flags of queries. */
void completion_fields(struct buf *out);
void completion_flags(struct buf *out);

/* Append the script of a shell. */
void completion_bash(struct buf *out);
void completion_zsh(struct buf *out);
void completion_fish(struct buf *out);

#endif
