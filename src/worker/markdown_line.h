/* SPDX-License-Identifier: MIT */
/*
 * What one line of Markdown is, seen alone: the little that must be known of blocks before
 * cmark sees them. A line is its n bytes without the newline.
 */
#ifndef WORKER_MARKDOWN_LINE_H
#define WORKER_MARKDOWN_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* What stands before a line's own content: blanks, quote marks, list markers. */
struct line_prefix {
    size_t len;    /* bytes */
    size_t indent; /* blanks before the first mark, or before the content */
    int quotes;    /* ">" marks */
    int marks;     /* ">" and list marks */
    size_t over;   /* where the mark lies that was one too many, or 0 */
};

/* Read at most so many marks. */
struct line_prefix line_prefix(const char *s, size_t n, int marks_max);

/* Skip up to `quotes` quote marks and the blanks around them; how many were found in *found. */
size_t line_skip_quotes(const char *s, size_t n, int quotes, int *found);

bool line_is_blank(const char *s, size_t n);

/* The length of a run of ``` or ~~~ that opens a code block, 0 for none; s is content. */
size_t line_opens_fence(const char *s, size_t n);

/* Whether it closes a fence of that character and length; s is content. */
bool line_closes_fence(const char *s, size_t n, char mark, size_t len);

/*
 * The name of the Liquid tag that makes up the whole line, blanks apart, with its length; NULL
 * for any other line. In *argument what follows the name.
 */
const char *line_liquid_tag(const char *s, size_t n, size_t *name_len, const char **argument,
                            size_t *argument_len);

/* Whether the line is nothing but kramdown's {: … }, {::name … }, or {:/name}. In *name the
 * name of the latter two with its length, else NULL; *end is true for the third kind, and for
 * one that ends itself with "/}". */
bool line_is_attributes(const char *s, size_t n, const char **name, size_t *name_len,
                        bool *end);

/* The bytes of "[^label]:" and the blanks behind it at the start of the line, 0 for none. */
size_t line_footnote(const char *s, size_t n, const char **label, size_t *label_len);

#endif
