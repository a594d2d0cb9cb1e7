/* SPDX-License-Identifier: MIT */
/*
 * Lines of commands, as `:` and bindings take them: "toggle-star ; 3 next-unread". A `;`
 * between blanks parts two commands, unless it stands inside double quotes. What follows `bind`
 * and `run` belongs to them, with all of its `;`.
 */
#ifndef UI_LINE_H
#define UI_LINE_H

#include <stdbool.h>
#include <stddef.h>

enum { LINE_COUNT_MAX = 1000000 };

struct line_command {
    long count; /* before the name, 0 for none, at most LINE_COUNT_MAX */
    const char *name, *text;
    size_t name_length, text_length; /* no blanks at the ends */
    bool takes_all;                  /* the text is a line by itself */
};

/* The next command of a line, which is moved behind it; false at the end. */
bool line_next(const char **line, struct line_command *command);

/* Whether a line is more than the name of a command and its text. */
bool line_is_macro(const char *line);

#endif
