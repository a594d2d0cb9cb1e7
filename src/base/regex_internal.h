/* SPDX-License-Identifier: MIT */
/* What the parser of regular expressions writes and the matcher runs. */
#ifndef BASE_REGEX_INTERNAL_H
#define BASE_REGEX_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/regex.h"

enum regex_op {
    REGEX_CHAR, /* value is the character */
    REGEX_ANY,
    REGEX_CLASS, /* value is the number of the class */
    REGEX_START,
    REGEX_END,
    REGEX_EDGE,
    REGEX_NO_EDGE,
    REGEX_SPLIT, /* go on at the next step, and at value steps from here */
    REGEX_JUMP,  /* go on value steps from here */
    REGEX_DONE,
};

/* Distances are relative, so that a run of steps may be moved and copied. */
struct regex_step {
    enum regex_op op;
    int32_t value;
};

struct regex_range {
    uint32_t low, high;
};

/* Sorted ranges that do not touch, and the ASCII part of them again as bits. */
struct regex_class {
    struct regex_range *ranges;
    size_t count, size;
    uint64_t ascii[2];
};

struct regex {
    struct regex_step *steps;
    size_t count, size;
    struct regex_class *classes;
    size_t class_count;
    bool anchored;         /* begins with ^: no use in trying later */
    bool first_ascii[128]; /* which characters a match may begin with */
    bool first_other;      /* true for anything beyond ASCII, and when it may be empty */
    bool may_be_empty;
    struct buf text; /* the folded text */
    uint32_t *seen;  /* the round in which each step was reached last */
    uint32_t round;
    uint32_t *now, *next, *stack; /* steps */
};

/* pattern to steps and classes. */
bool regex_parse(struct regex *regex, const char *pattern, size_t n, struct error *error,
                 size_t *at);

enum { REGEX_EVER = -1 };

/* Write one step at the end, or before the step number `start`; false when it does not fit. */
bool regex_emit(struct regex *regex, enum regex_op op, int32_t value);
bool regex_insert(struct regex *regex, size_t start, enum regex_op op, int32_t value);

/* Have the steps from `start` on run from `least` to `most` times; false when too many. */
bool regex_repeat(struct regex *regex, size_t start, int least, int most);

/* Valid until the next call. */
struct regex_class *regex_class_new(struct regex *regex);

/* Letters, digits, the underscore; of other scripts everything but blanks and punctuation. */
bool regex_is_word(uint32_t c);

void regex_class_add(struct regex_class *class, uint32_t low, uint32_t high);

/* Add a class that people name by a letter (d w s, capital for all others); false for none. */
bool regex_class_add_named(struct regex_class *class, char name);

/* Sort, join, turn round when negated, and set the bits. */
void regex_class_finish(struct regex_class *class, bool negated);

bool regex_class_has(const struct regex_class *class, uint32_t c);

#endif
