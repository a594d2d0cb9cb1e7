/* SPDX-License-Identifier: MIT */
/* What a benchmark takes of the processor. Each program includes it once. */
#ifndef BENCH_TIMES_H
#define BENCH_TIMES_H

#include <time.h>

static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

#endif
