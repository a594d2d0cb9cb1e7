/* SPDX-License-Identifier: MIT */
/*
 * Memory that is there or the program ends: no caller of these checks for NULL.
 * Everything returned is freed with free().
 */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

/* n bytes, uninitialised; n == 0 gives a pointer that may be freed. */
void *xmalloc(size_t n) __attribute__((malloc, returns_nonnull));

/* count objects of size bytes, zeroed; the product is checked. */
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/* Resize to count objects of size bytes; the product is checked. */
void *xreallocarray(void *p, size_t count, size_t size) __attribute__((returns_nonnull));

char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull, nonnull));

/* The first n bytes of s with a NUL after them; s need not end with one. */
char *xstrndup(const char *s, size_t n) __attribute__((malloc, returns_nonnull, nonnull));

/* What to do before dying of memory, such as giving the terminal back; NULL for nothing. */
void alloc_on_failure(void (*hook)(void));

/* Say "out of memory" on stderr without allocating, run the hook, exit with status 1. */
void alloc_die(void) __attribute__((noreturn));

/* The same for another lack that leaves nothing to go on with. */
void alloc_die_of(const char *what) __attribute__((noreturn, nonnull));

#endif
