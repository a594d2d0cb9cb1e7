/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <stdatomic.h>
#include <sys/random.h>
#include <time.h>

static uint64_t draw(void)
{
    uint64_t chance;
    struct timespec now = { 0 };

    if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) == sizeof chance)
        return chance;
    /* At the very start of a machine: better than what is the same every time. */
    clock_gettime(CLOCK_REALTIME, &now);
    return hash_mix((uint64_t)now.tv_nsec * HASH_START + (uint64_t)now.tv_sec);
}

uint64_t hash_secret(void)
{
    static _Atomic uint64_t secret; /* 0 before it is drawn, by whichever thread is first */
    uint64_t known = atomic_load_explicit(&secret, memory_order_relaxed);

    if (known == 0) {
        uint64_t drawn = draw() | 1;
        if (atomic_compare_exchange_strong(&secret, &known, drawn))
            known = drawn;
    }
    return known;
}
