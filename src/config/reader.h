/* SPDX-License-Identifier: MIT */
/* What the parts of the reader of settings share. */
#ifndef CONFIG_READER_H
#define CONFIG_READER_H

#include "base/yaml.h"
#include "config/option.h"

struct reader {
    struct config *config;
    const char *path; /* "" for what was typed */
    struct yaml *yaml;
    struct buf *problems;
    bool fine;
};

/* A line of problems. */
void reader_complain(struct reader *reader, const struct yaml_event *at, const char *text);

/* The text of a scalar, cleaned, into out; false with a problem for a NUL inside. */
bool reader_scalar(struct reader *reader, const struct yaml_event *event, struct buf *out);

/*
 * The value of an option made of entries, event being its first one. False when the file cannot
 * be read on; a wrong part costs a problem and is passed over.
 */
bool reader_entries(struct reader *reader, const struct option *option,
                    struct yaml_event *event);

#endif
