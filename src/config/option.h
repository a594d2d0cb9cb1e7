/* SPDX-License-Identifier: MIT */
/* The table of settings as the reader and the writer of the file see it. */
#ifndef CONFIG_OPTION_H
#define CONFIG_OPTION_H

#include "config/config.h"

enum option_type {
    OPTION_WORDS,
    OPTION_TEXT,
    OPTION_CHOICE,
    OPTION_NUMBER,
    OPTION_MILLISECONDS,
    OPTION_BYTES,
    OPTION_YES_NO,
    OPTION_MAPS,
    OPTION_RECORDS,
};

struct option {
    const char *name;
    size_t offset; /* in struct config */
    enum option_type type;
    const char *value;   /* the default in words, NULL for none */
    const char *choices; /* parted by blanks, NULL for any */
    long least, most;
    const char *help;
};

extern const struct option options[];
extern const size_t option_count;

/* NULL when there is none. */
const struct option *option_find(const char *name);

/* Whether names of options begin with this name and a dot. */
bool option_is_group(const char *name);

/* Where its value lies in a config; its type is that of the option. */
void *option_place(const struct option *option, struct config *config);
const void *option_place_in(const struct option *option, const struct config *config);

/* Whether its value is a row of entries. */
bool option_has_entries(const struct option *option);

/* Set one from text; a list of words becomes this one word. False with error set, and nothing
 * changed, when the text is not allowed, as it never is for entries. */
bool option_set(const struct option *option, struct config *config, const char *text,
                struct error *error);

/* Back to its default. */
void option_reset(const struct option *option, struct config *config);

/* The value of a NUMBER, MILLISECONDS or BYTES as it is written in the file. */
void option_write_number(const struct option *option, long value, struct buf *out);

/* Append a value as YAML on one line. */
void option_write(const struct option *option, const struct config *config, struct buf *out);

/* A YAML scalar of cleaned text, in quotes where it would mean something else without. */
void option_write_scalar(const char *s, struct buf *out);

void words_release(struct words *words);

/* False with error set when the option has other choices, or enough words. */
bool words_add(const struct option *option, struct words *words, const char *s, size_t n,
               struct error *error);

/* Append a copy; false when there are CONFIG_ENTRIES_MAX. */
bool config_entries_add(struct config_entries *entries, const struct config_entry *entry);

/* Forget the values of this name in one item. */
void config_entries_drop(struct config_entries *entries, size_t item, const char *name);

/* The item of a group, a new one when there is none of that name. */
size_t config_group_item(const struct config_entries *entries, const char *group);

/* Say what is wrong with `for:`, which is otherwise seen only by who opens that folder. */
bool config_check_folders(const struct config *config, struct buf *problems);

/* Read YAML: a map of settings, over what is there. path is for the problems, "" for none. */
bool config_read_text(struct config *config, const char *path, const char *text, size_t n,
                      struct buf *problems);

#endif
