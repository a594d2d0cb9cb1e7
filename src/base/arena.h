/* SPDX-License-Identifier: MIT */
/*
 * Many small things with one life: allocated one by one, freed all at once.
 * An arena is not locked; a loader thread fills one of its own and hands it over.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes handed out, alignment included */
    size_t reserved;            /* bytes taken from malloc */
};

void arena_init(struct arena *arena);

/* n bytes aligned for any object, uninitialised, valid until arena_release(). Never NULL. */
void *arena_alloc(struct arena *arena, size_t n);

/* The same for bytes that need no alignment: strings pack tightly. */
char *arena_bytes(struct arena *arena, size_t n);

/* A copy of the n bytes at s with a NUL after them. */
char *arena_strndup(struct arena *arena, const char *s, size_t n);

/* Move everything that `from` holds to `to`: pointers stay valid, `from` becomes empty. */
void arena_take(struct arena *to, struct arena *from);

/* Free everything; the arena is empty and may be used again. */
void arena_release(struct arena *arena);

#endif
