/* SPDX-License-Identifier: MIT */
#include "pool.h"

#include <sanitizer/asan_interface.h>
#include <sqlite3.h>
#include <stdint.h>

#include "base/alloc.h"
#include "fuzz.h"

enum { SMALLEST = 5, LARGEST = 19, SLAB = 4 * 1024 * 1024 }; /* powers of two, bytes */

/* Before each block; it is poisoned as free blocks are, so that steps over an end are seen. */
struct head {
    struct head *next; /* that is free */
    size_t power;
};

#define UNSEEN __attribute__((no_sanitize("address")))

static struct head *free_blocks[LARGEST + 1];
static unsigned char *slab;
static size_t slab_left, count;

static size_t power_of(size_t n)
{
    size_t power = SMALLEST;

    while ((size_t)1 << power < n)
        power++;
    return power;
}

UNSEEN static struct head *carve(size_t power)
{
    size_t bytes = sizeof(struct head) + ((size_t)1 << power);

    if (power > LARGEST)
        return xmalloc(bytes);
    if (slab_left < bytes) {
        slab = xmalloc(SLAB);
        slab_left = SLAB;
        ASAN_POISON_MEMORY_REGION(slab, SLAB);
    }
    struct head *head = (struct head *)slab;
    slab += bytes;
    slab_left -= bytes;
    return head;
}

UNSEEN static void *take(int n)
{
    FUZZ_HOLDS(n > 0 && n <= POOL_BLOCK_MAX);
    size_t power = power_of((size_t)n);
    struct head *head = power <= LARGEST ? free_blocks[power] : NULL;

    if (head)
        free_blocks[power] = head->next;
    else
        head = carve(power);
    head->power = power;
    count++;
    ASAN_UNPOISON_MEMORY_REGION(head + 1, (size_t)1 << power);
    return head + 1;
}

UNSEEN static void give(void *block)
{
    struct head *head = (struct head *)block - 1;

    count--;
    if (head->power > LARGEST) {
        free(head);
        return;
    }
    ASAN_POISON_MEMORY_REGION(block, (size_t)1 << head->power);
    head->next = free_blocks[head->power];
    free_blocks[head->power] = head;
}

UNSEEN static int size_of(void *block)
{
    return block ? 1 << ((struct head *)block - 1)->power : 0;
}

static void *resize(void *block, int n)
{
    int before = size_of(block);

    if (n <= before)
        return block;
    void *larger = take(n);
    memcpy(larger, block, (size_t)before);
    give(block);
    return larger;
}

static int round_up(int n)
{
    return n > POOL_BLOCK_MAX ? n : 1 << power_of((size_t)n);
}

static int begin(void *arg)
{
    (void)arg;
    return SQLITE_OK;
}

static void end(void *arg)
{
    (void)arg;
}

void pool_set_up(void)
{
    static const sqlite3_mem_methods methods = { take,     give,  resize, size_of,
                                                 round_up, begin, end,    NULL };

    FUZZ_HOLDS(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK);
}

size_t pool_count(void)
{
    return count;
}
