/* SPDX-License-Identifier: MIT */
/*
 * Running text in several styles, gathered before it is wrapped, and where its lines end.
 * Private to the layout.
 *
 * White space is folded while gathering: single blanks, '\n' where a line must end, neither
 * at an end of the text. Positions are bytes of `text`.
 */
#ifndef DOC_LAYOUT_FLOW_H
#define DOC_LAYOUT_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct run {
    uint32_t end;   /* its text reaches from the end of the run before to here */
    int32_t link;   /* as in struct span */
    uint16_t style; /* enum span_style */
};

struct flow {
    struct buf text;
    struct run *runs;
    size_t run_count, run_size;
    uint32_t base; /* where the current paragraph or cell began */
    uint32_t lead; /* bytes at the front that are no text of the document: markers, labels */
    uint32_t mark; /* behind a marker that the next block of a cell is to follow; 0 for none */
    bool soft;     /* a soft break waits for the text after it */
};

void flow_init(struct flow *flow);
void flow_release(struct flow *flow);

/* Forget the text, keep the memory. */
void flow_clear(struct flow *flow);

/* Append, with white space folded. */
void flow_add(struct flow *flow, const char *s, size_t n, unsigned style, int32_t link);

/* Append bytes start to end of another flow, in their styles. */
void flow_add_range(struct flow *flow, const struct flow *from, uint32_t start, uint32_t end);

/* Append a marker, which counts as lead; the flow must hold nothing else yet. */
void flow_add_lead(struct flow *flow, const char *s, size_t n, unsigned style);

/* A blank, or nothing between two characters of a script without blanks. */
void flow_soft_break(struct flow *flow);

/* End the line here; a second one in a row leaves an empty line, more do nothing. */
void flow_hard_break(struct flow *flow);

/* Be at the start of a line, or behind a marker: a hard break unless there already. */
void flow_end_line(struct flow *flow);

/* Begin another cell behind the text so far. */
void flow_start_cell(struct flow *flow);

/* Drop blanks and breaks at the end. */
void flow_trim(struct flow *flow);

/* Drop everything from here on. */
void flow_truncate(struct flow *flow, uint32_t len);

uint32_t flow_length(const struct flow *flow);

/* The last runs that are of this link are of none. */
void flow_unlink(struct flow *flow, int32_t link);

/* Index of the run that holds the byte at `at`. */
size_t flow_run_at(const struct flow *flow, uint32_t at);

/* True for letters and signs of scripts that have no blanks between words. */
bool flow_is_dense(uint32_t c);

struct flow_line {
    uint32_t start, end; /* what is shown */
    uint32_t next;       /* where the line after it starts */
    int width;           /* columns, never more than asked for unless a single cluster is */
};

/*
 * The line of at most so many columns that starts at `start`, of a text that ends at `end`.
 * start < end. Lines end at blanks and around CJK; words too long for any line are cut,
 * addresses after one of their separators.
 */
struct flow_line flow_next_line(const struct flow *flow, uint32_t start, uint32_t end,
                                int columns);

/* Columns of the widest line if nothing is wrapped, and of the widest word. */
void flow_measure(const struct flow *flow, uint32_t start, uint32_t end, int *line, int *word);

#endif
