/* SPDX-License-Identifier: MIT */
/* The arguments of a program, from what people write in settings and the environment. */
#ifndef UI_ARGV_H
#define UI_ARGV_H

#include <stddef.h>

/* The first words, then NULL; to be freed with argv_free(). */
struct argv {
    char **items; /* never NULL after an argv_add() */
    size_t count;
};

/* One word more, of n bytes; copied. */
void argv_add(struct argv *argv, const char *s, size_t n);

/*
 * Add the words of a line: parted by blanks, quotes of either kind keep them together and are
 * taken away. Nothing else is special, there is no escape; an open quote ends with the line.
 */
void argv_split(struct argv *argv, const char *line, size_t n);

/* The bytes of a part of a list in which quotes keep colons from parting. */
size_t argv_part(const char *list);

/* NULL is ignored. */
void argv_free(char **items);

#endif
