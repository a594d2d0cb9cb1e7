/* SPDX-License-Identifier: MIT */
#include "base/loop.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/loop_signal.h"

struct watch {
    void (*fn)(int fd, short revents, void *arg);
    void *arg;
};

struct loop_timer {
    struct loop_timer *next;
    int64_t due;
    uint64_t number; /* rises from timer to timer */
    void (*fn)(void *arg);
    void *arg;
};

struct loop {
    /* Two columns of one table. A row whose fd is -1 was removed; rows never move while
     * callbacks run, so that a descriptor's number can be closed and watched anew in one. */
    struct pollfd *fds;
    struct watch *watches;
    size_t count, size;
    struct loop_timer *timers; /* soonest first; there are few, a list will do */
    uint64_t timer_number;
    struct loop_signals *signals; /* NULL until one is watched */
    void (*before_sleep)(void *arg);
    void *before_sleep_arg;
    void (*on_free)(struct loop *loop);
    bool running, stopping;
    int code;
};

int64_t loop_now(void)
{
    static _Atomic int64_t last; /* it stands still where the clock cannot be read */
    struct timespec now;

    if (clock_gettime(CLOCK_MONOTONIC, &now) == 0)
        last = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    return last;
}

struct loop *loop_new(void)
{
    return xcalloc(1, sizeof(struct loop));
}

void loop_free(struct loop *loop)
{
    if (!loop)
        return;
    assert(!loop->running);
    if (loop->on_free)
        loop->on_free(loop);
    loop_signals_free(loop->signals);
    while (loop->timers)
        loop_cancel(loop, loop->timers);
    free(loop->fds);
    free(loop->watches);
    free(loop);
}

void loop_unwatch(struct loop *loop, int fd)
{
    for (size_t i = 0; i < loop->count; i++)
        if (loop->fds[i].fd == fd)
            loop->fds[i].fd = -1;
}

void loop_watch(struct loop *loop, int fd, short events,
                void (*fn)(int fd, short revents, void *arg), void *arg)
{
    assert(fd >= 0);
    loop_unwatch(loop, fd);
    if (loop->count == loop->size) {
        loop->size = loop->size ? loop->size * 2 : 16;
        loop->fds = xreallocarray(loop->fds, loop->size, sizeof *loop->fds);
        loop->watches = xreallocarray(loop->watches, loop->size, sizeof *loop->watches);
    }
    loop->fds[loop->count] = (struct pollfd){ .fd = fd, .events = events };
    loop->watches[loop->count] = (struct watch){ .fn = fn, .arg = arg };
    loop->count++;
}

/* Close the gaps that loop_unwatch() left. */
static void compact(struct loop *loop)
{
    size_t kept = 0;

    for (size_t i = 0; i < loop->count; i++) {
        if (loop->fds[i].fd < 0)
            continue;
        loop->fds[kept] = loop->fds[i];
        loop->watches[kept] = loop->watches[i];
        kept++;
    }
    loop->count = kept;
}

static void on_signals(int fd, short revents, void *arg)
{
    struct loop *loop = arg;

    (void)fd;
    (void)revents;
    loop_signals_dispatch(loop->signals);
}

void loop_on_signal(struct loop *loop, int signo, void (*fn)(int signo, void *arg), void *arg)
{
    if (!loop->signals) {
        loop->signals = loop_signals_new();
        loop_watch(loop, loop_signals_fd(loop->signals), POLLIN, on_signals, loop);
    }
    loop_signals_add(loop->signals, signo, fn, arg);
}

struct loop_timer *loop_after(struct loop *loop, int64_t milliseconds, void (*fn)(void *arg),
                              void *arg)
{
    struct loop_timer *timer = xcalloc(1, sizeof *timer);
    struct loop_timer **place = &loop->timers;
    int64_t now = loop_now();

    if (milliseconds < 0)
        milliseconds = 0;
    timer->due = milliseconds > INT64_MAX - now ? INT64_MAX : now + milliseconds;
    timer->number = ++loop->timer_number;
    timer->fn = fn;
    timer->arg = arg;
    while (*place && (*place)->due <= timer->due)
        place = &(*place)->next;
    timer->next = *place;
    *place = timer;
    return timer;
}

void loop_cancel(struct loop *loop, struct loop_timer *timer)
{
    struct loop_timer **place = &loop->timers;

    if (!timer)
        return;
    while (*place != timer) {
        assert(*place);
        place = &(*place)->next;
    }
    *place = timer->next;
    free(timer);
}

void loop_before_sleep(struct loop *loop, void (*fn)(void *arg), void *arg)
{
    loop->before_sleep = fn;
    loop->before_sleep_arg = arg;
}

void loop_on_free(struct loop *loop, void (*fn)(struct loop *loop))
{
    loop->on_free = fn;
}

void loop_stop(struct loop *loop, int code)
{
    loop->stopping = true;
    loop->code = code;
}

/* How long poll() may sleep. */
static int sleep_time(const struct loop *loop)
{
    if (!loop->timers)
        return -1;
    int64_t left = loop->timers->due - loop_now();
    if (left < 0)
        return 0;
    return left > INT_MAX ? INT_MAX : (int)left;
}

static void run_watches(struct loop *loop)
{
    size_t count = loop->count; /* those added meanwhile were not polled */

    for (size_t i = 0; i < count && !loop->stopping; i++) {
        struct pollfd polled = loop->fds[i];
        if (polled.fd < 0 || polled.revents == 0)
            continue;
        /* It would be reported again and again. */
        if (polled.revents & POLLNVAL)
            loop->fds[i].fd = -1;
        loop->watches[i].fn(polled.fd, polled.revents, loop->watches[i].arg);
    }
}

/* Timers set by the callbacks wait for the next round. */
static void run_timers(struct loop *loop)
{
    uint64_t last = loop->timer_number;
    int64_t now = loop_now();

    while (!loop->stopping && loop->timers) {
        struct loop_timer *timer = loop->timers;
        if (timer->due > now || timer->number > last)
            break;
        loop->timers = timer->next;
        struct loop_timer fired = *timer;
        free(timer);
        fired.fn(fired.arg);
    }
}

static void run_round(struct loop *loop)
{
    compact(loop);
    int ready = poll(loop->fds, (nfds_t)loop->count, sleep_time(loop));
    if (ready < 0) {
        if (errno == EINTR)
            return;
        assert(errno == ENOMEM);
        alloc_die();
    }
    if (ready > 0)
        run_watches(loop);
    run_timers(loop);
}

int loop_run(struct loop *loop)
{
    assert(!loop->running);
    loop->running = true;
    while (!loop->stopping) {
        if (loop->before_sleep)
            loop->before_sleep(loop->before_sleep_arg);
        if (!loop->stopping)
            run_round(loop);
    }
    loop->running = false;
    loop->stopping = false;
    return loop->code;
}
