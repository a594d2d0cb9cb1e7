/* SPDX-License-Identifier: MIT */
/*
 * The settings: defaults from options.def, then the file. A wrong setting costs one message
 * with its place and the default stays.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "config/entries.h"

enum {
    CONFIG_FILE_MAX = 1024 * 1024, /* bytes */
    CONFIG_WORDS_MAX = 256,        /* of one setting */
};

struct words {
    char **items; /* cleaned; owned */
    size_t count;
};

/* Members are made of the table so that the two never drift. */
#define OPTION_MEMBER_WORDS        struct words
#define OPTION_MEMBER_TEXT         char *
#define OPTION_MEMBER_CHOICE       char *
#define OPTION_MEMBER_NUMBER       long
#define OPTION_MEMBER_MILLISECONDS long
#define OPTION_MEMBER_BYTES        long
#define OPTION_MEMBER_YES_NO       bool
#define OPTION_MEMBER_MAPS         struct config_entries
#define OPTION_MEMBER_RECORDS      struct config_entries

struct config {
#define OPTION(type, member, ...) OPTION_MEMBER_##type member;
#include "config/options.def"
#undef OPTION
};

/* All defaults. */
void config_init(struct config *config);
void config_release(struct config *config);

/*
 * Read a file over what is there: maps are added to, name by name, all else is replaced. A
 * missing file is fine. Each problem is one line `file:line:column: message` appended to
 * problems with a newline; false when there was any.
 */
bool config_read(struct config *config, const char *path, struct buf *problems);

/*
 * Put the settings in force that `for:` has for the folders opened: those of every folder that
 * all the paths lie in, in the order of the file.
 */
void config_for_folders(struct config *config, const char *const *paths, size_t count);

/*
 * Set one by its name to what would stand in the file; the words of a list may also be parted
 * by commas, "" is an empty one. False with error set, and nothing changed, when that is not
 * allowed; of a map the parts that are right hold.
 */
bool config_set(struct config *config, const char *name, const char *text, struct error *error);

/* Turn a yes into a no and back; false with error set for any other setting. */
bool config_toggle(struct config *config, const char *name, struct error *error);

/* Append the value of a setting on one line, as config_set() reads it. False, and nothing
 * appended, when there is no such setting. */
bool config_value(const struct config *config, const char *name, struct buf *out);

/*
 * Put a view of this name and query into the file at path, or give the one of this name another
 * query; all else in the file stays as it is. False with error set, and nothing written. What
 * the file then has for `views` is in force.
 */
bool config_save_view(struct config *config, const char *path, const char *name,
                      const char *query, struct error *error);

/* The settings in force as YAML with each option's help as a comment. */
void config_write(const struct config *config, struct buf *out);

/* The names of all options; NULL after the last. */
const char *config_option_name(size_t i);

/* What help says of one, and the words that it may be, parted by blanks, "" for any; "" when
 * there is no such option. */
const char *config_option_help(const char *name);
const char *config_option_choices(const char *name);

/* "there is no setting "x"", with the nearest name there is. */
void config_unknown(const char *name, struct error *error);

#endif
