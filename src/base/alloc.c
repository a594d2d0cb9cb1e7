/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*failure_hook)(void);

void alloc_on_failure(void (*hook)(void))
{
    failure_hook = hook;
}

/* In one piece: another thread may die of the same lack, and the first that is done ends all.
 * By write(), as a sealed process has no other way. */
static void say(const char *what)
{
    char words[128];
    int n = snprintf(words, sizeof words, "coranto: %s\n", what);

    assert(n > 0 && n < (int)sizeof words); /* all are words of this program */
    ssize_t ignored = write(STDERR_FILENO, words, (size_t)n);
    (void)ignored;
}

void alloc_die(void)
{
    alloc_die_of("out of memory");
}

void alloc_die_of(const char *what)
{
    if (failure_hook)
        failure_hook();
    say(what);
    _exit(1);
}

static void *alive(void *p)
{
    if (!p)
        alloc_die();
    return p;
}

void *xmalloc(size_t n)
{
    return alive(malloc(n ? n : 1));
}

void *xcalloc(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return alive(calloc(count, size));
}

void *xreallocarray(void *p, size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    return alive(reallocarray(p, count, size));
}

char *xstrdup(const char *s)
{
    return xstrndup(s, strlen(s));
}

char *xstrndup(const char *s, size_t n)
{
    if (n == SIZE_MAX)
        alloc_die();
    char *copy = xmalloc(n + 1);
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}
