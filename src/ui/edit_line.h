/* SPDX-License-Identifier: MIT */
/* A line of text that is edited: the text, and a cursor between its characters. */
#ifndef UI_EDIT_LINE_H
#define UI_EDIT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { EDIT_BYTES_MAX = 8192 }; /* of a line */

struct edit_line {
    struct buf text; /* cleaned */
    size_t cursor;   /* byte in text, between clusters */
};

void edit_line_init(struct edit_line *line, const char *text);
void edit_line_release(struct edit_line *line);

/* Put text in the place of the bytes from start to end, the cursor behind it; what does not
 * fit is left out as a whole: false. */
bool edit_line_replace(struct edit_line *line, size_t start, size_t end, const char *s,
                       size_t n);

/* Another text, the cursor at its end. */
void edit_line_set(struct edit_line *line, const char *text);

/* Where the cursor would be a character or a word to the left or right. Words are parted by
 * blanks; or, as `part`, by all that is neither letter nor digit. */
size_t edit_line_left(const struct edit_line *line);
size_t edit_line_right(const struct edit_line *line);
size_t edit_line_word_left(const struct edit_line *line);
size_t edit_line_part_left(const struct edit_line *line);
size_t edit_line_part_right(const struct edit_line *line);

#endif
