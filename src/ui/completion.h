/* SPDX-License-Identifier: MIT */
/* What a line that is being typed could go on with. Whoever knows the line fills it. */
#ifndef UI_COMPLETION_H
#define UI_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { COMPLETION_MAX = 500 };

struct candidate {
    char *text;   /* what stands in the line then, cleaned */
    char *remark; /* such as a count, "" for none */
    bool part;    /* what was typed is inside of it, not its beginning */
    bool open;    /* something else must follow at once, so no blank does */
};

struct completion {
    size_t start, end; /* bytes of the line that a candidate takes the place of */
    struct candidate *items;
    size_t count;
};

void completion_release(struct completion *completion);

/* Candidates take the place of the bytes of the line from here to the cursor; those are added
 * to wanted. */
void completion_take(struct completion *completion, const char *text, size_t from,
                     size_t cursor, struct buf *wanted);

/*
 * Offer a name: kept when what is typed so far, which is `wanted`, is its beginning or a part
 * of it, whatever the case and the accents. text is what would stand in the line for it.
 */
void completion_offer(struct completion *completion, const char *wanted, const char *name,
                      const char *text, const char *remark, bool open);

/* All was offered: names that only hold what is typed go when others begin with it. */
void completion_finish(struct completion *completion);

/* The bytes that all candidates begin with, whole characters. */
size_t completion_common(const struct completion *completion);

#endif
