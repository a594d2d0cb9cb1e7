/* SPDX-License-Identifier: MIT */
/* The full text of many articles, through one queue; what is kept already is passed over. */
#ifndef PAGE_FULL_TEXTS_H
#define PAGE_FULL_TEXTS_H

#include "page/full_text.h"

/* Articles that wait with the queue or are on their way: so many that it finds other hosts than
 * those that are asked already. Each holds its page of an earlier time, and the queue walks
 * over all of them; the rest waits here as a number. */
enum { FULL_TEXTS_AT_ONCE = 256 };

struct full_texts_count {
    size_t asked, ended;
    size_t kept, without_address;   /* not asked */
    size_t verdicts[VERDICT_COUNT]; /* of those that ended */
    size_t unkept;                  /* that came, and that the store did not take */
    struct error why;               /* it did not take the first of them */
    struct error trouble;           /* what the first failed of that tells why, "" when none */
};

struct full_texts;

/*
 * Ask for the articles with these numbers. changed is called after each answer, from the loop;
 * the owner frees texts when it has seen enough, in changed too. queue, memory, library and
 * options must outlive it.
 */
struct full_texts *full_texts_start(struct download_queue *queue, struct memory *memory,
                                    const struct library *library, const uint32_t *numbers,
                                    size_t count, const struct full_text_options *options,
                                    void (*changed)(void *arg), void *arg);

/* What is on its way is given up, what came is kept. NULL is ignored. */
void full_texts_free(struct full_texts *texts);

const struct full_texts_count *full_texts_count(const struct full_texts *texts);

/* For people: "3 of 40, about 70 s more". */
void full_texts_status(const struct full_texts *texts, struct buf *out);

#endif
