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

enum { CONFIG_FILE_MAX = 1024 * 1024, CONFIG_WORDS_MAX = 256 };

struct words {
    char **items; /* cleaned, or for paths raw; owned */
    size_t count;
};

/* Members are made of the table so that the two never drift. */
struct config {
#define WORDS(member, ...)        struct words member;
#define NUMBER(member, ...)       long member;
#define CHOICE(member, ...)       char *member;
#define MILLISECONDS(member, ...) long member;
#include "config/options.def"
#undef WORDS
#undef NUMBER
#undef CHOICE
#undef MILLISECONDS
};

/* All defaults. */
void config_init(struct config *config);
void config_release(struct config *config);

/*
 * Read a file over what is there. A missing file is fine. Each problem is one line
 * `file:line:column: message` appended to problems with a newline; false when there was any.
 */
bool config_read(struct config *config, const char *path, struct buf *problems);

/* The settings in force as YAML with each option's help as a comment. */
void config_write(const struct config *config, struct buf *out);

/* The names of all options, for completion and the manual's check; NULL after the last. */
const char *config_option_name(size_t i);

#endif
