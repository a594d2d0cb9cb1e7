/* SPDX-License-Identifier: MIT */
/*
 * What was typed in prompts, for this session and the next ones. A file of the state folder
 * keeps it, `kind TAB line` a line; every copy of the program appends to it.
 */
#ifndef UI_TYPED_H
#define UI_TYPED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum { TYPED_LINES_MAX = 200 /* of each kind */ };

enum typed_kind {
    TYPED_NOTHING,
    TYPED_FILTER,
    TYPED_FIND,
    TYPED_COMMAND,
    TYPED_PIPE,
    TYPED_KINDS
};

/* Earlier lines of one kind of prompt, the oldest first, each once. */
struct typed_lines {
    char *lines[TYPED_LINES_MAX];
    size_t count;
};

struct typed {
    struct typed_lines kinds[TYPED_KINDS];
    char *path; /* NULL: for this session only */
    char *cut;  /* what was cut last, NULL for nothing */
    bool told;  /* that the file cannot be written */
};

/* Read the file; path NULL keeps nothing. */
void typed_init(struct typed *typed, const char *path);
void typed_release(struct typed *typed);

/* Remember a line, which is cleaned text. False with error set the first time that it is kept
 * for this session only. */
bool typed_add(struct typed *typed, enum typed_kind kind, const char *line,
               struct error *error);

#endif
