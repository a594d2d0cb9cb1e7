/* SPDX-License-Identifier: MIT */
/* The table of settings as the reader and the writer of the file see it. */
#ifndef CONFIG_OPTION_H
#define CONFIG_OPTION_H

#include "config/config.h"

enum option_type { OPTION_WORDS, OPTION_NUMBER, OPTION_CHOICE, OPTION_MILLISECONDS };

struct option {
    const char *name;
    size_t offset; /* in struct config */
    enum option_type type;
    const char *value; /* default; of a choice "default|all choices" */
    long least, most;
    const char *help;
};

extern const struct option options[];
extern const size_t option_count;

const struct option *option_find(const char *name);

void *option_place(const struct option *option, struct config *config);

/* Set one from text; a list of words becomes this one word. False with error set, and nothing
 * changed, when the text is not allowed. */
bool option_set(const struct option *option, struct config *config, const char *text,
                struct error *error);

void words_release(struct words *words);

/* False when there are CONFIG_WORDS_MAX already. */
bool words_add(struct words *words, const char *s, size_t n);

#endif
