/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct arena_block {
    struct arena_block *next;
    size_t size, used; /* of data */
    alignas(max_align_t) char data[];
};

/* 64 KB wastes at most a few per cent of what a batch of articles needs; one of a single
 * article is there for each file that changes, and begins with less. */
enum { BLOCK_SIZE = 64 * 1024 - sizeof(struct arena_block) - 32, FIRST_SIZE = 4000 };

void arena_init(struct arena *arena)
{
    *arena = (struct arena){ 0 };
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        alloc_die();
    struct arena_block *block = xmalloc(sizeof *block + size);

    block->size = size;
    block->used = 0;
    arena->reserved += sizeof *block + size;
    return block;
}

/* Each as large as all before it, within these bounds. */
static size_t next_size(const struct arena *arena)
{
    size_t size = arena->reserved > FIRST_SIZE ? arena->reserved : FIRST_SIZE;

    return size < BLOCK_SIZE ? size : BLOCK_SIZE;
}

static char *take(struct arena *arena, size_t n, size_t align)
{
    struct arena_block *block = arena->blocks;
    size_t at = block ? (block->used + align - 1) & ~(align - 1) : 0;

    if (!block || at > block->size || n > block->size - at) {
        at = 0;
        if (block && n > BLOCK_SIZE / 4) {
            /* A large piece gets its own block behind the current one, which stays in use. */
            struct arena_block *large = block_new(arena, n);
            large->next = block->next;
            block->next = large;
            block = large;
        } else {
            size_t size = next_size(arena);
            block = block_new(arena, n > size ? n : size);
            block->next = arena->blocks;
            arena->blocks = block;
        }
    }
    arena->used += at + n - block->used;
    block->used = at + n;
    return block->data + at;
}

void *arena_alloc(struct arena *arena, size_t n)
{
    return take(arena, n, alignof(max_align_t));
}

char *arena_bytes(struct arena *arena, size_t n)
{
    return take(arena, n, 1);
}

char *arena_strndup(struct arena *arena, const char *s, size_t n)
{
    if (n == SIZE_MAX)
        alloc_die();
    char *copy = arena_bytes(arena, n + 1);

    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

void arena_take(struct arena *to, struct arena *from)
{
    if (!to->blocks) {
        struct arena empty = { 0 };
        *to = *from;
        *from = empty;
        return;
    }
    struct arena_block **tail = &to->blocks->next;

    /* Behind the current block, so that its free space stays in use. */
    struct arena_block *rest = *tail;
    *tail = from->blocks;
    while (*tail)
        tail = &(*tail)->next;
    *tail = rest;
    to->used += from->used;
    to->reserved += from->reserved;
    arena_init(from);
}

void arena_release(struct arena *arena)
{
    for (struct arena_block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    arena_init(arena);
}
