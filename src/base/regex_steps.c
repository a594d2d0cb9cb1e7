/* SPDX-License-Identifier: MIT */
#include "base/regex_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Room for count more steps. */
static bool reserve(struct regex *regex, size_t count)
{
    if (count > REGEX_PROGRAM_MAX - regex->count)
        return false;
    if (regex->count + count > regex->size) {
        regex->size += regex->count + count;
        regex->steps = xreallocarray(regex->steps, regex->size, sizeof *regex->steps);
    }
    return true;
}

bool regex_emit(struct regex *regex, enum regex_op op, int32_t value)
{
    return regex_insert(regex, regex->count, op, value);
}

bool regex_insert(struct regex *regex, size_t start, enum regex_op op, int32_t value)
{
    if (!reserve(regex, 1))
        return false;
    memmove(&regex->steps[start + 1], &regex->steps[start],
            (regex->count - start) * sizeof *regex->steps);
    regex->steps[start] = (struct regex_step){ op, value };
    regex->count++;
    return true;
}

static bool copy(struct regex *regex, const struct regex_step *steps, size_t length)
{
    if (!reserve(regex, length))
        return false;
    memcpy(&regex->steps[regex->count], steps, length * sizeof *steps);
    regex->count += length;
    return true;
}

/* The steps from start on may be run any number of times, once at least or not at all. */
static bool repeat_ever(struct regex *regex, size_t start, bool once)
{
    int32_t length = (int32_t)(regex->count - start);

    if (once) /* back again, or on */
        return regex_emit(regex, REGEX_SPLIT, -length);
    return regex_insert(regex, start, REGEX_SPLIT, length + 2) &&
           regex_emit(regex, REGEX_JUMP, -(length + 1));
}

static bool repeat(struct regex *regex, const struct regex_step *steps, size_t length,
                   int least, int most)
{
    int fixed = most == REGEX_EVER && least == 0 ? 1 : least;

    for (int i = 0; i < fixed; i++)
        if (!copy(regex, steps, length))
            return false;
    if (most == REGEX_EVER)
        return repeat_ever(regex, regex->count - length, least > 0);
    /* Each further one may be the last: leave over all that follow. */
    for (int left = most - least; left > 0; left--)
        if (!regex_emit(regex, REGEX_SPLIT, (int32_t)length * left + left) ||
            !copy(regex, steps, length))
            return false;
    return true;
}

bool regex_repeat(struct regex *regex, size_t start, int least, int most)
{
    size_t length = regex->count - start;

    if (length == 0) /* nothing, however often */
        return true;
    struct regex_step *steps = xreallocarray(NULL, length, sizeof *steps);
    memcpy(steps, &regex->steps[start], length * sizeof *steps);
    regex->count = start;
    bool fits = repeat(regex, steps, length, least, most);
    free(steps);
    return fits;
}

struct regex_class *regex_class_new(struct regex *regex)
{
    size_t n = regex->class_count;

    /* A power of two is full: the next size is the double. */
    if ((n & (n - 1)) == 0)
        regex->classes = xreallocarray(regex->classes, n ? n * 2 : 1, sizeof *regex->classes);
    regex->classes[n] = (struct regex_class){ 0 };
    regex->class_count++;
    return &regex->classes[n];
}
