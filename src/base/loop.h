/* SPDX-License-Identifier: MIT */
/*
 * The one place where the program waits: descriptors, signals and timers, by poll().
 *
 * Callbacks run one after another in loop_run(); they may add and remove anything, their own
 * source included, but not free the loop. Nothing waits anywhere else. A round serves signals
 * and descriptors first, then the timers that were due when it began, so that neither starves
 * the other.
 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stdint.h>

struct loop;
struct loop_timer;

/* Never NULL. At most one loop at a time may watch signals. */
struct loop *loop_new(void);
void loop_free(struct loop *loop);

/*
 * Call fn when poll() reports any of events (POLLIN, POLLOUT), an error or a hang-up; the last
 * two also when events is 0. One watch a descriptor: a second one takes the first one's place.
 * The descriptor stays the caller's, who unwatches it before closing it; a closed one is
 * reported once, with POLLNVAL, and dropped.
 */
void loop_watch(struct loop *loop, int fd, short events,
                void (*fn)(int fd, short revents, void *arg), void *arg);
/* A descriptor that is not watched is ignored. */
void loop_unwatch(struct loop *loop, int fd);

/*
 * Call fn in the loop after the signal came; several of a kind may come as one. A second call
 * changes fn. The signal is blocked, and does nothing else, until loop_free(), with which the
 * old action and the old mask return.
 */
void loop_on_signal(struct loop *loop, int signo, void (*fn)(int signo, void *arg), void *arg);

/* Call fn once in so many milliseconds, 0 for the end of this round or the next. The timer is
 * gone when fn is called; equal times keep their order. */
struct loop_timer *loop_after(struct loop *loop, int64_t milliseconds, void (*fn)(void *arg),
                              void *arg);
/* Only for a timer whose fn was not called yet; NULL is ignored. */
void loop_cancel(struct loop *loop, struct loop_timer *timer);

/* Call fn each time before the loop sleeps: where the screen is drawn. One at a time. */
void loop_before_sleep(struct loop *loop, void (*fn)(void *arg), void *arg);

/* Call fn first in loop_free(), for what lives as long as the loop. One at a time. */
void loop_on_free(struct loop *loop, void (*fn)(struct loop *loop));

/* Run until loop_stop(), then return the code given there. May run again. */
int loop_run(struct loop *loop);
void loop_stop(struct loop *loop, int code);

/* Milliseconds of a clock that never jumps, starting anywhere. */
int64_t loop_now(void);

#endif
