/* SPDX-License-Identifier: MIT */
/*
 * A terminal that forgives nothing: every byte must be text that is fit to be shown, or a
 * sequence that the terminfo entry has or that the program is known to use.
 */
#ifndef TESTS_PTY_STRICT_H
#define TESTS_PTY_STRICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { TEXT_MAX = 1 << 20, SEQUENCE_MAX = 4096 };

struct strict {
    bool plain;          /* only what terminfo has, as on terminals that know nothing newer */
    bool commands;       /* no screen: colours and links in text, nothing else */
    bool ascii;          /* no other characters */
    bool clipboard;      /* OSC 52 may be sent */
    bool killed;         /* CAN may cut off what was being sent */
    FILE *seen;          /* all that was shown, or NULL */
    char text[TEXT_MAX]; /* what was shown since strict_forget(), without sequences */
    size_t length;
    char sequence[SEQUENCE_MAX + 1]; /* so far; empty between them */
    size_t sequence_length;
    unsigned long c, least; /* of a character of several bytes */
    int missing;
    size_t offset;     /* bytes so far */
    unsigned breaches; /* told on standard output, a line each */
    bool asked;        /* the kind of terminal was asked for: DA1 */
};

/* Read the terminfo entry of this name; false when there is none. */
bool strict_init(struct strict *strict, const char *term);

void strict_push(struct strict *strict, const char *bytes, size_t n);

/* Forget the text. */
void strict_forget(struct strict *strict);

/* All modes are as they were in the beginning. */
bool strict_is_left(void);

/* Tell the modes that are still on, and a sequence that has no end. */
void strict_end(struct strict *strict);

#endif
